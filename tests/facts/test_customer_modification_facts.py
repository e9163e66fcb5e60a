"""What a customer may ask for in My Account, and what is left to the store, both ways: M9 and P10."""

from typing import Any

import pytest

from pedido import Channel, Order, decide
from tests.facts.modifying import (
    ADD_NEW,
    IN_MY_ACCOUNT,
    REMOVE_ONE,
    create,
    discounting,
    increasing,
    modifiable,
)
from tests.orders import STRANGER, reasons

OPENED: Order = modifiable(settings=IN_MY_ACCOUNT)
SETTINGS = {"settings": {"pipelineConfiguration": {"compensateShippingChanges": True}}}


def test_m9_a_customer_in_my_account_needs_no_resource_where_the_store_opens_it() -> None:
    asked = create(REMOVE_ONE, actor=STRANGER)
    by_customer = asked.but(channel=Channel.MY_ACCOUNT)
    assert decide(OPENED, by_customer).allowed
    assert reasons(decide(modifiable(), by_customer)) == {"channel_open"}
    assert reasons(decide(OPENED, asked)) == {"may_modify"}


def priced(**item: Any) -> dict[str, Any]:
    """Ask for another product in the place of a unit, and say something of it."""
    new = {"id": "9", "quantity": 1, **item}
    return {"replace": [{"from": {"items": [{"id": "1", "quantity": 1}]}, "to": {"items": [new]}}]}


def freight(part: str, price: int | None) -> dict[str, Any]:
    """Ask for a unit more or less, and say what its freight costs."""
    info = {"itemIndex": 0, "selectedSla": "express"} | ({} if price is None else {"price": price})
    return {part: {"items": [{"id": "1", "quantity": 1}], "shippingData": {"logisticsInfo": [info]}}}


@pytest.mark.parametrize(
    "body, by_store",
    [
        pytest.param(REMOVE_ONE, False, id="remove"),
        pytest.param(priced(), False, id="replace"),
        pytest.param(ADD_NEW, False, id="add"),
        pytest.param(freight("add", None), False, id="another delivery"),
        pytest.param({"remove": {"items": [{"id": "1", "quantity": 1, "price": 1}]}}, False, id="of what goes"),
        pytest.param(REMOVE_ONE | discounting(1), True, id="discount"),
        pytest.param(REMOVE_ONE | increasing(1), True, id="increment"),
        pytest.param(priced(price=0), True, id="price"),
        pytest.param({"add": {"items": [{"id": "9", "quantity": 1, "price": 1}]}}, True, id="price of an addition"),
        pytest.param(priced(manualDiscountValue=1), True, id="discount of an item"),
        pytest.param(priced(manualIncrementValue=1), True, id="increment of an item"),
        pytest.param(priced(priceTags=[{"name": "discount@1", "value": -1}]), True, id="price tag"),
        pytest.param(freight("add", 1), True, id="freight"),
        pytest.param(freight("remove", 1), True, id="freight of what goes"),
        pytest.param(REMOVE_ONE | SETTINGS, True, id="settings"),
    ],
)
def test_m9_p10_a_customer_chooses_items_and_the_store_their_prices(body: dict[str, Any], *, by_store: bool) -> None:
    asked = create(body)
    assert reasons(decide(OPENED, asked.but(channel=Channel.MY_ACCOUNT))) == (
        {"priced_by_store"} if by_store else set()
    )
    for channel in (Channel.API, Channel.ADMIN):
        assert decide(OPENED, asked.but(channel=channel)).allowed
