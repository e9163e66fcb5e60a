"""The facts on the payment transaction, each shown both ways: T1 to T5."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import (
    PLATFORM,
    ApprovePayment,
    ApproveRisk,
    AuthorizePayment,
    Cancel,
    CancelPayment,
    Command,
    ConfirmPaymentCancellation,
    ConfirmRefund,
    ConfirmSettlement,
    DenyPayment,
    Invoice,
    Order,
    PaymentStatus,
    RefundPayment,
    RequestSettlement,
    Settings,
    StartRiskAnalysis,
    StartSettlement,
    Status,
    decide,
)
from tests.orders import NOW, PART, STORE, VALUE, order_in, payment, reasons

AUTHORIZE = AuthorizePayment(actor=PLATFORM, at=NOW)
DENY = DenyPayment(actor=PLATFORM, at=NOW)
CANCEL = ConfirmPaymentCancellation(actor=PLATFORM, at=NOW)
SETTLE = ConfirmSettlement(actor=PLATFORM, at=NOW, value=VALUE)
REFUND = ConfirmRefund(actor=PLATFORM, at=NOW, value=VALUE)
SETTLING = (RequestSettlement(actor=PLATFORM, at=NOW), StartSettlement(actor=PLATFORM, at=NOW))
UNSETTLED = (
    PaymentStatus.AUTHORIZING,
    PaymentStatus.AUTHORIZED,
    PaymentStatus.ANALYZING_RISK,
    PaymentStatus.RISK_APPROVED,
    PaymentStatus.APPROVED,
    PaymentStatus.SETTLEMENT_REQUESTED,
    PaymentStatus.SETTLING,
)


def paid(status: PaymentStatus, **changes: object) -> Order:
    """Make an order in handling whose payment is in the status."""
    return order_in(Status.HANDLING, payment=payment(status, **changes))


def statuses(order: Order, *commands: Command) -> list[PaymentStatus]:
    """List the statuses of the payment after each command."""
    found = []
    for command in commands:
        order = decide(order, command).order
        found.append(order.payment.status)
    return found


def test_t1_without_risk_analysis_an_authorized_payment_is_approved_at_once() -> None:
    assert statuses(paid(PaymentStatus.AUTHORIZING), AUTHORIZE, *SETTLING, SETTLE) == [
        PaymentStatus.APPROVED,
        PaymentStatus.SETTLEMENT_REQUESTED,
        PaymentStatus.SETTLING,
        PaymentStatus.SETTLED,
    ]


def test_t1_with_risk_analysis_it_is_analyzed_first() -> None:
    order = paid(PaymentStatus.AUTHORIZING, risk_analysis=True)
    analysis = [
        StartRiskAnalysis(actor=PLATFORM, at=NOW),
        ApproveRisk(actor=PLATFORM, at=NOW),
        ApprovePayment(actor=PLATFORM, at=NOW),
    ]
    assert statuses(order, AUTHORIZE, *analysis) == [
        PaymentStatus.AUTHORIZED,
        PaymentStatus.ANALYZING_RISK,
        PaymentStatus.RISK_APPROVED,
        PaymentStatus.APPROVED,
    ]


@pytest.mark.parametrize("command", [*SETTLING, SETTLE])
def test_t1_no_status_is_skipped(command: Command) -> None:
    assert reasons(decide(paid(PaymentStatus.AUTHORIZED, risk_analysis=True), command)) == {"not_available_here"}


@pytest.mark.parametrize("status", UNSETTLED)
def test_t2_a_payment_is_canceled_before_it_is_settled(status: PaymentStatus) -> None:
    assert statuses(paid(status, risk_analysis=True), CANCEL) == [PaymentStatus.CANCELED]


@pytest.mark.parametrize("status", [PaymentStatus.SETTLED, PaymentStatus.FINISHED])
@pytest.mark.parametrize("command", [CANCEL, DENY])
def test_t2_a_settled_payment_is_not(status: PaymentStatus, command: Command) -> None:
    assert reasons(decide(paid(status), command)) == {"not_available_here"}


@pytest.mark.parametrize("status", [PaymentStatus.AUTHORIZING, PaymentStatus.ANALYZING_RISK])
def test_t2_a_payment_is_denied_while_it_is_authorized_or_analyzed(status: PaymentStatus) -> None:
    assert statuses(paid(status), DENY) == [PaymentStatus.CANCELED]
    assert reasons(decide(paid(PaymentStatus.APPROVED), DENY)) == {"not_available_here"}


def test_t3_a_settled_payment_is_finished_when_the_invoices_cover_the_order() -> None:
    order = order_in(
        Status.HANDLING,
        payment=payment(PaymentStatus.SETTLED),
        settings=Settings(automatic_settlement=True),
    )
    in_part = Invoice(actor=STORE, at=NOW, number="1", value=PART)
    rest = Invoice(actor=STORE, at=NOW, number="2", value=VALUE - PART)
    assert statuses(order, in_part, rest) == [PaymentStatus.SETTLED, PaymentStatus.FINISHED]


def test_t3_an_invoiced_order_finishes_the_payment_when_it_is_settled() -> None:
    order = order_in(Status.INVOICE, payment=payment(PaymentStatus.SETTLING))
    assert statuses(order, SETTLE) == [PaymentStatus.FINISHED]


def test_t4_a_payment_is_settled_amount_by_amount() -> None:
    in_part = decide(paid(PaymentStatus.SETTLING), SETTLE.but(value=PART)).order
    assert (in_part.payment.status, in_part.payment.settled) == (PaymentStatus.APPROVED, PART)
    assert statuses(in_part, *SETTLING, SETTLE.but(value=VALUE - PART))[-1] is PaymentStatus.SETTLED


def test_t4_nothing_is_settled_beyond_the_payment_and_never_nothing() -> None:
    order = paid(PaymentStatus.SETTLING, settled=PART)
    assert reasons(decide(order, SETTLE.but(value=VALUE - PART + 1))) == {"within_payment"}
    assert reasons(decide(order, SETTLE.but(value=0))) == {"within_payment"}


@pytest.mark.parametrize("status", [PaymentStatus.SETTLED, PaymentStatus.FINISHED])
def test_t5_what_is_settled_is_refunded_amount_by_amount(status: PaymentStatus) -> None:
    in_part = decide(paid(status), REFUND.but(value=PART)).order
    assert (in_part.payment.status, in_part.payment.refunded) == (status, PART)
    assert reasons(decide(in_part, REFUND.but(value=VALUE - PART + 1))) == {"within_settled"}
    assert decide(in_part, REFUND.but(value=VALUE - PART)).order.payment.refunded == VALUE


def test_t5_nothing_is_refunded_before_it_is_settled_and_never_nothing() -> None:
    assert reasons(decide(paid(PaymentStatus.AUTHORIZED), REFUND)) == {"not_available_here"}
    assert reasons(decide(paid(PaymentStatus.APPROVED), REFUND)) == {"within_settled"}
    assert reasons(decide(paid(PaymentStatus.SETTLED), REFUND.but(value=0))) == {"within_settled"}


@given(values=st.lists(st.integers(min_value=0, max_value=VALUE), max_size=8))
def test_t4_t5_money_adds_up_whatever_is_confirmed(values: list[int]) -> None:
    order = paid(PaymentStatus.APPROVED)
    for value in values:
        for command in (*SETTLING, SETTLE.but(value=value), REFUND.but(value=value)):
            order = decide(order, command).order
            assert 0 <= order.payment.refunded <= order.payment.settled <= order.payment.value


def test_f9_nothing_is_invoiced_before_the_payment_is_approved() -> None:
    order = order_in(Status.HANDLING)
    unapproved = order.but(payment=order.payment.but(status=PaymentStatus.AUTHORIZED))
    sale = Invoice(actor=STORE, at=NOW, number="1", value=VALUE)
    assert reasons(decide(unapproved, sale)) == {"payment_approved"}
    assert decide(order, sale).allowed


def test_c17_what_is_settled_is_refunded_and_the_rest_is_cancelled() -> None:
    order = order_in(Status.WINDOW_TO_CANCEL)
    settled_in_part = order.but(payment=order.payment.but(settled=PART))
    decision = decide(settled_in_part, Cancel(actor=STORE, at=NOW))
    assert RefundPayment(PART) in decision.effects
    assert CancelPayment(VALUE - PART) in decision.effects
    assert decision.order.status is Status.CANCELED
    assert decision.order.payment.refunded == PART
