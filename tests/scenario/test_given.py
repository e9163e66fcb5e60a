"""An order as a scenario gives it: exact, and with nothing in it that goes without saying."""

from typing import Any

import pytest
from hypothesis import given

from pedido.order.order import Order
from pedido.order.status import PaymentStatus, Status
from pedido.scenario.given import given_of, in_status, order_of
from tests.random_orders import ORDERS

PLAIN = {"flow": "complete", "status": "handling", "value": 200}


def without_records(order: Order) -> Order:
    return order.but(history=(), created_at=None, changed_at=None)


@given(ORDERS)
def test_what_is_given_of_an_order_is_the_order(order: Order) -> None:
    assert without_records(order_of(given_of(order))) == without_records(order)


@given(ORDERS)
def test_no_field_of_it_could_be_left_out(order: Order) -> None:
    found = given_of(order)
    for name in found.keys() - {*PLAIN, "payment", "invoices"}:  # those two depend on each other
        less = order_of({field: part for field, part in found.items() if field != name})
        assert without_records(less) != without_records(order), name


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"settings": {"automatic_settlement": True}},
        {"payment": {"status": "settled"}},
        {"payment": {"status": "settled", "settled": 100}},
        {"payment": {"connector": {"higher_values": True}}},
        {"invoices": [{"number": "NF-1", "value": 100}]},
        {
            "modifications": [
                {"id": "x", "number": 1, "status": "done", "value": 200, "reason": "r", "requested_by": "y"}
            ]
        },
    ],
)
def test_only_what_is_not_usual_is_said(said: dict[str, Any]) -> None:
    found = given_of(order_of({**PLAIN, **said}))
    modifications = [{**part, "requested_at": "2026-01-01T12:00:00Z"} for part in said.get("modifications", [])]
    assert found == {**PLAIN, **said, **({"modifications": modifications} if modifications else {})}


def test_an_order_like_it_in_another_status() -> None:
    found = order_of(in_status({**PLAIN, "franchise": True}, Status.CANCELED))
    assert (found.status, found.franchise) == (Status.CANCELED, True)
    assert found.payment.status is PaymentStatus.CANCELED, "what is not said fits the status"
