"""Requests taken apart and put together again."""

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import ModificationRequest, Order
from pedido.lifting.asking import parts_of, places_of, without_prices
from tests.random_orders import modifiable_orders
from tests.random_requests import requests


def asked(**body: Any) -> ModificationRequest:
    return ModificationRequest.model_validate(body)


def items(*skus: str, prices: dict[int, int] | None = None) -> dict[str, Any]:
    infos = [{"itemIndex": index, "price": price} for index, price in (prices or {}).items()]
    return {
        "items": [{"id": sku, "quantity": 1} for sku in skus],
        "shippingData": {"logisticsInfo": infos},
    }


WHOLE: Final = asked(
    remove=items("1"),
    replace=[{"from": items("2"), "to": items("3", "4")}, {"from": items("5"), "to": items("6")}],
    add=items("7"),
)


def test_every_item_has_its_place() -> None:
    assert [(place.part, place.position, place.item.id) for place in places_of(WHOLE)] == [
        ("remove", 0, "1"),
        ("replace[0].from", 0, "2"),
        ("replace[0].to", 0, "3"),
        ("replace[0].to", 1, "4"),
        ("replace[1].from", 0, "5"),
        ("replace[1].to", 0, "6"),
        ("add", 0, "7"),
    ]


@pytest.mark.parametrize("number", range(7))
def test_an_item_takes_the_place_of_another_and_nothing_else_changes(number: int) -> None:
    place = list(places_of(WHOLE))[number]
    changed = place.with_item(place.item.but(quantity=9))
    quantities = [found.item.quantity for found in places_of(changed)]
    assert quantities == [9 if position == number else 1 for position in range(7)]
    assert list(places_of(changed))[number].with_item(place.item) == WHOLE


@pytest.mark.parametrize(
    "number, left",
    [
        (0, ["2", "3", "4", "5", "6", "7"]),
        (1, ["1", "5", "6", "7"]),
        (2, ["1", "2", "4", "5", "6", "7"]),
        (5, ["1", "2", "3", "4", "7"]),
        (6, ["1", "2", "3", "4", "5", "6"]),
    ],
)
def test_what_is_left_out_takes_its_part_with_it_where_that_is_left_empty(number: int, left: list[str]) -> None:
    request = list(places_of(WHOLE))[number].without_item()
    assert [place.item.id for place in places_of(request)] == left


def test_the_freight_stays_with_its_item() -> None:
    request = asked(add=items("1", "2", "3", prices={0: 10, 1: 20, 2: 30}))
    left = list(places_of(request))[1].without_item().add
    assert left is not None
    assert [(info.item_index, info.price) for info in left.shipping_data.logistics_info] == [(0, 10), (1, 30)]


def test_a_request_without_prices_says_nothing_of_them_anywhere() -> None:
    dear = {"id": "1", "quantity": 1, "price": 1, "manualDiscountValue": 1, "manualIncrementValue": 1}
    tagged = {**dear, "priceTags": [{"name": "discount@1", "value": -1}]}
    part = {"items": [tagged], "shippingData": {"logisticsInfo": [{"itemIndex": 0, "price": 5, "selectedSla": "x"}]}}
    request = asked(
        remove=part, replace=[{"from": part, "to": part}], add=part, manualDiscountValue=2, manualIncrementValue=3
    )
    bare = {"items": [{"id": "1", "quantity": 1}]} | {
        "shippingData": {"logisticsInfo": [{"itemIndex": 0, "selectedSla": "x"}]}
    }
    assert without_prices(request) == asked(remove=bare, replace=[{"from": bare, "to": bare}], add=bare)


@given(st.data())
def test_without_prices_a_request_asks_for_the_same_items(data: st.DataObject) -> None:
    request: ModificationRequest = data.draw(requests(data.draw(modifiable_orders())))
    bare = without_prices(request)
    assert not bare.sets_prices
    assert (bare.reason, bare.settings, bare.skus) == (request.reason, request.settings, request.skus)
    assert [(place.part, place.item.id, place.item.quantity) for place in places_of(bare)] == [
        (place.part, place.item.id, place.item.quantity) for place in places_of(request)
    ]
    assert without_prices(bare) == bare


def test_a_request_has_parts_that_can_be_left_out() -> None:
    assert [(name, len(list(places_of(request)))) for name, request in parts_of(WHOLE)] == [
        ("remove", 6),
        ("replace", 2),
        ("add", 6),
    ]
    assert list(parts_of(asked(reason="x"))) == []


@given(st.data())
def test_an_item_put_back_gives_the_same_request(data: st.DataObject) -> None:
    order: Order = data.draw(modifiable_orders())
    request: ModificationRequest = data.draw(requests(order))
    for place in places_of(request):
        assert place.with_item(place.item) == request
