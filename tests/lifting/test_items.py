"""Changes of the items of a request, and of what the catalog answers."""

from typing import Any

import pytest

from pedido import Item, Offer
from tests.facts.modifying import (
    ADD_NEW,
    REMOVE_ONE,
    create,
    discounting,
    modifiable,
)
from tests.lifting.saying import ALLOWED, TWO_LINES, remove, replace, said
from tests.orders import VALUE


def test_the_lines_of_a_sku_are_told_apart_by_their_unique_ids() -> None:
    order = modifiable(items=TWO_LINES)
    assert said(order, create(REMOVE_ONE), "items_unambiguous") == [
        f"remove: uniqueId a for SKU 1{ALLOWED}",
        f"remove: uniqueId b for SKU 1{ALLOWED}",
    ]
    assert said(order, create(remove({"uniqueId": "c"})), "items_in_order") == [
        f"remove: uniqueId a for SKU 1{ALLOWED}",
        f"remove: uniqueId b for SKU 1{ALLOWED}",
    ]


def test_lines_that_cannot_be_told_apart_are_left_out() -> None:
    order = modifiable(items=tuple(line.but(unique_id=None) for line in TWO_LINES))
    assert said(order, create(REMOVE_ONE, discounting(1)), "items_unambiguous") == [
        f"remove: SKU 1 is left out{ALLOWED}"
    ]


def test_an_item_or_a_part_that_is_at_fault_is_left_out() -> None:
    faults = remove({}, {"id": "7"})
    assert f"remove: SKU 7 is left out{ALLOWED}" in said(modifiable(), create(faults), "items_in_order")
    many = remove({"id": "7"}, {"id": "8"})
    assert said(modifiable(), create(many, discounting(1)), "items_in_order") == [
        f'The request has no "remove"{ALLOWED}'
    ]


def test_a_replacement_that_is_at_fault_is_left_out_whole() -> None:
    asked = create(replace({"id": "7", "quantity": 1}, {"id": "9", "quantity": 1}), discounting(1))
    assert f"replace[0].from: SKU 7 is left out{ALLOWED}" in said(modifiable(), asked, "items_in_order")


def test_fewer_units_are_what_there_is() -> None:
    few = {"9": Offer(price=100, stock=2)}
    asked = create({"add": {"items": [{"id": "9", "quantity": 5}]}}, offers=few)
    assert said(modifiable(), asked, "items_available") == [
        f"If SKU 9 were available, and enough of it in stock{ALLOWED}",
        f"add: quantity 2 of SKU 9 instead of 5{ALLOWED}",
    ]
    asked = create({"add": {"items": [{"id": "9", "quantity": 5}]}}, offers={"9": Offer(price=100, available=False)})
    assert said(modifiable(), asked, "items_available") == [
        f"If SKU 9 were available, and enough of it in stock{ALLOWED}"
    ]


@pytest.mark.parametrize("asked", [{"price": 777}, {}])
def test_what_the_catalog_does_not_sell_it_might_at_a_price_that_is_not_told(asked: dict[str, Any]) -> None:
    command = create({"add": {"items": [{"id": "9", "quantity": 1, **asked}]}}, offers={})
    assert said(modifiable(), command, "items_available") == [f"If the catalog sold SKU 9{ALLOWED}"]


def test_the_unit_of_a_new_product_is_the_catalog_s() -> None:
    offers = {"9": Offer(price=100, measurement_unit="kg")}
    asked = create({"add": {"items": [{"id": "9", "quantity": 1, "measurementUnit": "un"}]}}, offers=offers)
    assert said(modifiable(), asked, "same_measurement_unit") == [
        f"add: measurementUnit kg for SKU 9, as it is known{ALLOWED}"
    ]


def test_a_new_product_for_several_addresses_is_left_out() -> None:
    items = tuple(line.but(address_id=address) for line, address in zip(TWO_LINES, ("home", "work"), strict=True))
    assert said(modifiable(items=items), create(ADD_NEW, discounting(1)), "new_product_to_one_address") == [
        f"add: SKU 9 is left out{ALLOWED}"
    ]


def test_price_tags_that_take_too_much_off_are_left_out() -> None:
    tag = {"name": "DISCOUNT@MANUAL", "value": -VALUE}
    asked = create(replace({"id": "1", "quantity": 2}, {"id": "1", "quantity": 2, "priceTags": [tag]}), discounting(1))
    found = said(modifiable(), asked, "discount_below_total")
    assert any(message.startswith("replace[0].to: SKU 1 has no priceTags;") for message in found), found


def test_no_more_units_are_asked_for_than_a_line_can_hold() -> None:
    order = modifiable(items=(Item(sku="1", quantity=2, unit_price=0),))
    asked = create({"add": {"items": [{"id": "1", "quantity": 10**9}]}}, discounting(1))
    assert said(order, asked, "quantities_positive") == [
        f"add: quantity 999,999,998 of SKU 1 instead of 1,000,000,000{ALLOWED}",
        f"add: SKU 1 is left out{ALLOWED}",
    ]


def test_a_request_that_changes_nothing_may_take_a_cent_off_or_a_unit_away() -> None:
    cent = f"manualDiscountValue of R$0.01 instead of R$0.00{ALLOWED}"
    unit = f"The request also removes a unit of SKU 1{ALLOWED}"
    assert said(modifiable(), create(), "changes_something") == [cent, unit]
    assert said(modifiable(), create({"remove": {"items": []}}), "changes_something") == [cent]
    assert said(modifiable(items=()), create(), "changes_something") == [cent]
