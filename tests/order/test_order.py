"""What an order says of its own money: what a modification still asks for, and what is left."""

import pytest

from pedido import ModificationStatus, Order, PaymentChange, PaymentStatus, Status
from tests.orders import VALUE, order_in, payment, with_modification

ASKED = PaymentChange(lowered=70, refunded=30)
WAITING = ModificationStatus.WAITING_CONFIRMATION
RESTING = [WAITING, ModificationStatus.WAITING_ACKNOWLEDGEMENT, ModificationStatus.DONE, ModificationStatus.CANCELED]


def settled(**changes: int) -> Order:
    """Make an order of which all is settled."""
    return order_in(Status.HANDLING, payment=payment(PaymentStatus.SETTLED, **changes))


def test_an_order_without_modifications_asks_nothing_of_payments() -> None:
    assert order_in(Status.HANDLING).asked_of_payments.is_nothing


@pytest.mark.parametrize("status", RESTING)
def test_only_a_modification_that_waits_for_payments_asks_something_of_it(status: ModificationStatus) -> None:
    order = with_modification(order_in(Status.HANDLING), status, payment=ASKED)
    assert order.asked_of_payments == (ASKED if status is WAITING else PaymentChange())


@pytest.mark.parametrize(
    "changes, left",
    [
        ({}, VALUE),
        ({"refunded": 100}, VALUE - 100),
        ({"refunded": 1, "refund_asked": 2}, VALUE - 3),
        ({"refunded": VALUE + 1}, 0),
    ],
    ids=str,
)
def test_what_is_left_to_refund_is_settled_and_neither_refunded_nor_asked_to_be(
    changes: dict[str, int], left: int
) -> None:
    assert settled(**changes).left_to_refund == left


def test_what_a_modification_asks_to_be_refunded_is_not_left() -> None:
    order = with_modification(settled(refund_asked=5), WAITING, payment=ASKED)
    assert order.left_to_refund == VALUE - 5 - 30


@pytest.mark.parametrize(
    "changes, left",
    [({}, VALUE), ({"settled": 10, "settlement_asked": 20}, VALUE - 30), ({"settled": VALUE + 1}, 0)],
    ids=str,
)
def test_what_is_left_to_settle_is_neither_settled_nor_asked_to_be(changes: dict[str, int], left: int) -> None:
    assert payment(PaymentStatus.APPROVED, **changes).left_to_settle == left
