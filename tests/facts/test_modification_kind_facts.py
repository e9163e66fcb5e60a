"""In which ways an order is modified, each with what it comes to: M1."""

from decimal import Decimal
from typing import Any

import pytest

from pedido import (
    Flow,
    InvoiceItem,
    Item,
    ModificationKind,
    Order,
    Status,
    apply,
    decide,
)
from tests.facts.modifying import (
    ADD_NEW,
    ADD_ONE,
    MODIFIABLE,
    OFFERS,
    REMOVE_ONE,
    create,
    discounting,
    increasing,
    latest,
    lines,
    modifiable,
)
from tests.orders import (
    PART,
    UNIT,
    VALUE,
    able,
    invoice,
)

WEIGHED = Item(sku="2", quantity=2, unit_price=1_000, measurement_unit="kg", unit_multiplier=Decimal("0.5"))
HEAVIER = {
    "replace": [
        {
            "from": {"items": [{"id": "2", "quantity": 2}]},
            "to": {"items": [{"id": "2", "quantity": 2, "unitMultiplier": 0.75}]},
        }
    ]
}
OTHER_PRODUCT = {
    "replace": [{"from": {"items": [{"id": "1", "quantity": 1}]}, "to": {"items": [{"id": "9", "quantity": 1}]}}]
}
OTHER_PRICE = {
    "replace": [
        {
            "from": {"items": [{"id": "1", "quantity": 2}]},
            "to": {"items": [{"id": "1", "quantity": 2, "price": UNIT - 100}]},
        }
    ]
}
BOTH_LINES = lines(Item(sku="1", quantity=2, unit_price=UNIT), WEIGHED)


def quantities(order: Order) -> dict[str, int]:
    """Count the units of every SKU."""
    return {sku: sum(item.quantity for item in order.items if item.sku == sku) for sku in {i.sku for i in order.items}}


@pytest.mark.parametrize("flow, status", MODIFIABLE)
@pytest.mark.parametrize(
    "body, kind, units, change",
    [
        pytest.param(ADD_ONE, ModificationKind.ADD, {"1": 3, "2": 2}, UNIT, id="quantity"),
        pytest.param(ADD_NEW, ModificationKind.ADD, {"1": 2, "2": 2, "9": 1}, OFFERS["9"].price, id="new product"),
        pytest.param(REMOVE_ONE, ModificationKind.REMOVE, {"1": 1, "2": 2}, -UNIT, id="part"),
        pytest.param(
            {"remove": {"items": [{"id": "1", "quantity": 2}]}}, ModificationKind.REMOVE, {"2": 2}, -VALUE, id="all"
        ),
        pytest.param(HEAVIER, ModificationKind.CHANGE_WEIGHT, {"1": 2, "2": 2}, 500, id="weight"),
        pytest.param(
            OTHER_PRODUCT, ModificationKind.REPLACE, {"1": 1, "2": 2, "9": 1}, OFFERS["9"].price - UNIT, id="product"
        ),
        pytest.param(OTHER_PRICE, ModificationKind.CHANGE_PRICE, {"1": 2, "2": 2}, -200, id="price"),
        pytest.param(discounting(300), ModificationKind.CHANGE_PRICE, {"1": 2, "2": 2}, -300, id="discount"),
        pytest.param(increasing(300), ModificationKind.CHANGE_PRICE, {"1": 2, "2": 2}, 300, id="increment"),
    ],
)
def test_m1_an_order_is_modified_in_every_way(
    flow: Flow, status: Status, body: dict[str, Any], kind: ModificationKind, units: dict[str, int], change: int
) -> None:
    order = modifiable(flow, status=status, **BOTH_LINES, payment=able(value=VALUE + 1_000))
    decision = decide(order, create(body))
    assert latest(decision).kinds == (kind,)
    assert quantities(decision.order) == units
    assert decision.order.value == order.value + change
    assert decision.order.status is status


def test_m1_a_weighed_item_is_replaced_by_another_one() -> None:
    other = {
        "replace": [
            {
                "from": {"items": [{"id": "2", "quantity": 2}]},
                "to": {"items": [{"id": "9", "quantity": 3, "unitMultiplier": 0.35, "measurementUnit": "kg"}]},
            }
        ]
    }
    decision = decide(modifiable(**BOTH_LINES), create(other))
    [replaced] = latest(decision).replaced
    assert [(item.sku, item.value) for item in (*replaced.from_, *replaced.to)] == [("2", 1_000), ("9", 1_575)]
    assert decision.order.value == VALUE + 1_575


def test_m1_one_request_combines_several_ways() -> None:
    decision = decide(modifiable(**BOTH_LINES), create(REMOVE_ONE, ADD_NEW, HEAVIER, discounting(300)))
    assert set(latest(decision).kinds) == set(ModificationKind) - {ModificationKind.REPLACE}
    assert quantities(decision.order) == {"1": 1, "2": 2, "9": 1}
    assert decision.order.value == VALUE + 1_000 - UNIT + OFFERS["9"].price + 500 - 300


def test_m1_what_is_taken_away_whole_can_be_added_again_where_an_invoice_speaks_of_it() -> None:
    part = invoice("1", PART).but(items=(InvoiceItem(index=0, quantity=1, unit_price=PART),))
    order = modifiable(**BOTH_LINES, invoices=(part,), payment=able(value=VALUE + 1_000, settled=PART))
    without = apply(order, create({"remove": {"items": [{"id": "1", "quantity": 2}]}}, increasing(UNIT)))
    assert quantities(without) == {"1": 0, "2": 2}
    again = apply(without, create(ADD_ONE, discounting(UNIT)))
    assert quantities(again) == {"1": 1, "2": 2}
    assert again.value == without.value
