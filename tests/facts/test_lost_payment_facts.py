"""A payment that is canceled or settled while the order goes on or is canceled: C17, F9, I3 and T2, both ways."""

import pytest

from pedido import (
    PLATFORM,
    ApprovePayment,
    CancelPayment,
    ConfirmPaymentCancellation,
    ConfirmRefund,
    ConfirmReservation,
    ConfirmSettlement,
    Flow,
    PaymentStatus,
    RefundPayment,
    Status,
    decide,
)
from tests.facts.cancelling import CANCEL
from tests.orders import (
    AWAITING,
    DELIVERING,
    FLOWS,
    NOW,
    PART,
    VALUE,
    order_in,
    partly_invoiced,
    passed,
    payment,
    reasons,
)

LOSE = ConfirmPaymentCancellation(actor=PLATFORM, at=NOW)
SETTLE = ConfirmSettlement(actor=PLATFORM, at=NOW, value=VALUE)
REFUND = ConfirmRefund(actor=PLATFORM, at=NOW, value=VALUE)

_DELIVERS = (
    Status.AUTHORIZE_FULFILLMENT,
    Status.WINDOW_TO_CANCEL,
    Status.READY_FOR_HANDLING,
    Status.HANDLING,
    Status.WAITING_FOR_FULFILLMENT,
    Status.READY_FOR_INVOICING,
    Status.CANCELLATION_REQUESTED,
)
GOES_ON = {
    Flow.COMPLETE: (Status.PAYMENT_APPROVED, Status.WAITING_FOR_SELLER_DECISION, *_DELIVERS),
    Flow.SELLER: (Status.WAITING_FFMT_AUTHORIZATION, Status.WAITING_FOR_MANUAL_AUTHORIZATION, *_DELIVERS),
    Flow.MARKETPLACE: (
        Status.PAYMENT_APPROVED,
        Status.WAITING_SELLER_HANDLING,
        Status.READY_FOR_INVOICING,
        Status.WINDOW_TO_CHANGE_SELLER,
        Status.WAITING_FOR_SELLER_DECISION,
    ),
    Flow.CHAIN: (Status.PAYMENT_APPROVED,),
}
"""Where the payment is approved, or another store sees to it."""
RESTING = [(flow, status) for flow, statuses in GOES_ON.items() for status in statuses]


@pytest.mark.parametrize("flow, status", RESTING)
def test_f9_a_payment_that_is_canceled_later_cancels_the_order(flow: Flow, status: Status) -> None:
    order = order_in(status, flow, payment=payment(PaymentStatus.APPROVED))
    decision = decide(order, LOSE)
    assert passed(decision)[-2:] == [Status.CANCEL, Status.CANCELED]
    assert not any(isinstance(effect, CancelPayment | RefundPayment) for effect in decision.effects)


@pytest.mark.parametrize("flow", DELIVERING)
@pytest.mark.parametrize("status", [Status.READY_FOR_HANDLING, Status.HANDLING])
def test_c3_f9_from_handling_it_is_canceled_by_a_request_without_its_payment_too(flow: Flow, status: Status) -> None:
    decision = decide(order_in(status, flow, payment=payment(PaymentStatus.APPROVED)), LOSE)
    assert passed(decision) == [Status.CANCELLATION_REQUESTED, Status.CANCEL, Status.CANCELED]
    [request] = decision.order.cancellation_requests
    assert (request.requested_from, request.requested_by, request.is_open) == (status, PLATFORM.id, False)
    assert decision.order.cancellation is not None
    assert decision.order.cancellation.request_id == request.id
    assert decision.order.deadline is None


@pytest.mark.parametrize("flow, status", RESTING)
def test_t2_i3_the_payment_of_what_is_invoiced_is_not_canceled(flow: Flow, status: Status) -> None:
    order = partly_invoiced(flow, status)
    assert reasons(decide(order, LOSE)) == {"nothing_invoiced"}
    assert decide(order, LOSE).order == order


@pytest.mark.parametrize("flow", FLOWS)
def test_i3_nor_is_it_while_the_invoices_are_verified(flow: Flow) -> None:
    order = order_in(Status.INVOICE, flow)
    assert reasons(decide(order, LOSE)) == {"nothing_invoiced"}
    assert decide(order.but(invoices=()), LOSE).allowed


@pytest.mark.parametrize("flow", FLOWS)
def test_f9_an_order_that_is_invoiced_in_part_rests_even_where_its_payment_was_canceled_before(flow: Flow) -> None:
    order = partly_invoiced(flow, payment=payment(PaymentStatus.CANCELED, settled=PART))
    decision = decide(order, REFUND.but(value=PART))
    assert decision.allowed
    assert passed(decision) == []


def test_f9_the_window_does_not_open_for_an_order_whose_payment_was_canceled() -> None:
    order = order_in(Status.AUTHORIZE_FULFILLMENT, payment=payment(PaymentStatus.CANCELED))
    confirmed = decide(order, ConfirmReservation(actor=PLATFORM, at=NOW))
    assert passed(confirmed) == [Status.CANCEL, Status.CANCELED]


def test_f9_in_multilevel_inventory_an_order_without_a_payment_does_not_wait_for_the_seller() -> None:
    risky = payment(PaymentStatus.RISK_APPROVED, risk_analysis=True)
    order = order_in(Status.PAYMENT_APPROVED, Flow.MARKETPLACE, multilevel_inventory=True, payment=risky)
    assert passed(decide(order, LOSE)) == [Status.CANCEL, Status.CANCELED]
    assert passed(decide(order, ApprovePayment(actor=PLATFORM, at=NOW))) == [Status.WAITING_SELLER_HANDLING]


@pytest.mark.parametrize("flow, status", [found for found in RESTING if found[1] is not Status.CANCELLATION_REQUESTED])
def test_c17_what_was_settled_before_the_payment_is_canceled_is_refunded(flow: Flow, status: Status) -> None:
    paid = payment(PaymentStatus.APPROVED, settled=PART)
    waits = decide(order_in(status, flow, payment=paid, settings=AWAITING), LOSE)
    assert RefundPayment(PART) in waits.effects
    assert waits.order.status is Status.CANCEL
    assert decide(waits.order, REFUND.but(value=PART)).order.status is Status.CANCELED


@pytest.mark.parametrize("flow", FLOWS)
def test_c17_a_settlement_that_arrives_while_the_order_is_being_canceled_is_refunded(flow: Flow) -> None:
    order = order_in(Status.CANCEL, flow, payment=payment(PaymentStatus.SETTLING), settings=AWAITING)
    settled = decide(order, SETTLE)
    assert settled.effects == (RefundPayment(VALUE),)
    assert settled.order.status is Status.CANCEL
    assert decide(settled.order, REFUND).order.status is Status.CANCELED


def test_c17_of_a_part_of_it_the_rest_is_still_canceled() -> None:
    order = order_in(Status.WINDOW_TO_CANCEL, payment=payment(PaymentStatus.SETTLING), settings=AWAITING)
    canceling = decide(order, CANCEL).order
    in_part = decide(canceling, SETTLE.but(value=PART))
    assert in_part.effects == (RefundPayment(PART),)
    without_rest = decide(in_part.order, LOSE).order
    assert without_rest.status is Status.CANCEL
    assert decide(without_rest, REFUND.but(value=PART)).order.status is Status.CANCELED


@pytest.mark.parametrize("status", [Status.HANDLING, Status.INVOICE])
def test_c17_elsewhere_a_settlement_is_kept(status: Status) -> None:
    order = order_in(status, payment=payment(PaymentStatus.SETTLING), settings=AWAITING)
    assert RefundPayment(VALUE) not in decide(order, SETTLE).effects
