"""What becomes of the payment while a modification waits: P2, P3, P6, M15 and M17, both ways."""

from typing import Any

import pytest

from pedido import (
    PLATFORM,
    Acquirer,
    Cancel,
    ConfirmModification,
    ConfirmPaymentCancellation,
    ConfirmRefund,
    Connector,
    Flow,
    PaymentChange,
    PaymentStatus,
    RefundPayment,
    RequestDifference,
    Settings,
    Status,
    TellNewTotal,
    UpdateModificationSettings,
    WithdrawPaymentChange,
    apply,
    decide,
)
from tests.facts.modifying import (
    ACKNOWLEDGED,
    ACKNOWLEDGING,
    ADD_NEW,
    BOTH,
    CANCELED,
    CANCELING,
    CONFIRMED,
    CONFIRMING,
    DONE,
    MODIFYING_FLOWS,
    PARTICIPANTS,
    PREPARING,
    PRICE,
    REMOVE_ONE,
    acknowledge,
    cancel,
    carried_out,
    confirm,
    create,
    discounting,
    fail,
    in_progress,
    latest,
    modifiable,
    refuse,
    retry,
    settling,
    waiting,
    way,
)
from tests.orders import NOW, PART, STORE, UNIT, VALUE, able, invoice, reasons


def refunding(value: int) -> ConfirmRefund:
    """Payments reports a refund."""
    return ConfirmRefund(actor=PLATFORM, at=NOW, value=value)


@pytest.mark.parametrize("flow", MODIFYING_FLOWS)
def test_m17_a_payment_that_is_settled_before_everybody_acknowledges_is_refunded_instead(flow: Flow) -> None:
    order = in_progress(modifiable(flow, settings=BOTH), REMOVE_ONE)
    settled = carried_out(order, *settling(VALUE))
    decision = decide(settled, acknowledge(settled, PARTICIPANTS[flow][0]) if PARTICIPANTS[flow] else retry(settled))
    assert [found for found in decision.effects if isinstance(found, RefundPayment | TellNewTotal)] == [
        RefundPayment(UNIT)
    ]
    assert latest(decision).payment == PaymentChange(refunded=UNIT)
    done = apply(decision.order, confirm(decision.order))
    assert (done.payment.status, done.payment.refunded, done.value) == (PaymentStatus.SETTLED, UNIT, VALUE - UNIT)


@pytest.mark.parametrize("body", [REMOVE_ONE, ADD_NEW])
@pytest.mark.parametrize(
    "changes, reason",
    [
        ({"method": "promissory"}, "settled_with_credit_card"),
        ({"connector": Connector(higher_values=True)}, "partial_refunds_possible"),
        (
            {"method": "promissory", "connector": Connector(higher_values=True)},
            "settled_with_credit_card, partial_refunds_possible",
        ),
    ],
)
def test_m17_p6_a_payment_that_is_settled_in_the_meantime_may_cancel_the_modification(
    body: dict[str, Any], changes: dict[str, Any], reason: str
) -> None:
    order = in_progress(modifiable(Flow.SELLER, settings=ACKNOWLEDGED, payment=able(**changes)), body)
    settled = carried_out(order, *settling(VALUE))
    assert latest(settled).status is ACKNOWLEDGING
    decision = decide(settled, acknowledge(settled, PARTICIPANTS[Flow.SELLER][0]))
    assert way(decision) == [CANCELING, CANCELED]
    cancellation = latest(decision).cancellation
    assert cancellation is not None
    assert (cancellation.reason, cancellation.error, cancellation.requested_by) == (reason, None, "platform")
    assert decision.order.value == VALUE


def test_m17_t2_a_modification_of_a_partly_invoiced_order_whose_payment_ended_is_canceled() -> None:
    order = in_progress(modifiable(Flow.SELLER, settings=ACKNOWLEDGED), REMOVE_ONE)
    ended = order.but(payment=able(PaymentStatus.CANCELED), invoices=(invoice("1", PART),))
    decision = decide(ended, acknowledge(ended, PARTICIPANTS[Flow.SELLER][0]))
    assert way(decision) == [CANCELING, CANCELED]
    assert decision.order.status is Status.HANDLING


def test_m17_p4_a_modification_that_a_rule_cancels_has_the_platform_s_code() -> None:
    order = in_progress(modifiable(Flow.SELLER, settings=ACKNOWLEDGED), ADD_NEW)
    other = order.but(payment=able(acquirer=Acquirer(without_cvv=True)))
    cancellation = latest(decide(other, acknowledge(other, PARTICIPANTS[Flow.SELLER][0]))).cancellation
    assert cancellation is not None
    assert (cancellation.reason, cancellation.error) == ("acquirer_charges_twice", "CHK00342")


@pytest.mark.parametrize("flow", MODIFYING_FLOWS)
def test_m17_what_payments_settles_after_it_was_asked_is_asked_for_anew_by_a_retry(flow: Flow) -> None:
    order = waiting(CONFIRMING, flow, REMOVE_ONE)
    settled = carried_out(order, *settling(VALUE))
    assert reasons(decide(settled, confirm(settled))) == {"payment_unchanged_since_asked"}
    again = decide(settled, retry(settled))
    assert way(again) == [PREPARING, ACKNOWLEDGING, CONFIRMING]
    kinds = WithdrawPaymentChange | TellNewTotal | RefundPayment
    assert [found for found in again.effects if isinstance(found, kinds)] == [
        WithdrawPaymentChange(latest(order).id),
        RefundPayment(UNIT),
    ]
    done = apply(again.order, confirm(again.order))
    assert (done.value, done.payment.refunded) == (VALUE - UNIT, UNIT)


@pytest.mark.parametrize(
    "body, settled, confirmed",
    [
        (REMOVE_ONE, VALUE - UNIT, True),
        (REMOVE_ONE, VALUE - UNIT + 1, False),
        (REMOVE_ONE, VALUE, False),
        (ADD_NEW, PART, True),
        (ADD_NEW, VALUE, True),
    ],
)
def test_m17_p1_p2_p3_what_is_asked_is_confirmed_while_the_payment_takes_just_that(
    body: dict[str, Any], settled: int, *, confirmed: bool
) -> None:
    order = carried_out(waiting(CONFIRMING, Flow.COMPLETE, body), *settling(settled))
    decision = decide(order, confirm(order))
    assert reasons(decision) == (set() if confirmed else {"payment_unchanged_since_asked"})
    if confirmed:
        assert decision.order.payment.value == decision.order.value


def test_m17_what_cannot_be_confirmed_leaves_the_modification_where_it_is() -> None:
    order = carried_out(waiting(CONFIRMING, Flow.COMPLETE, REMOVE_ONE), *settling(VALUE))
    [refusal] = decide(order, confirm(order)).refusals
    assert refusal.parameters["request"] == latest(order).id
    assert str(refusal.parameters["settled"]) != ""
    assert decide(order, confirm(order)).order == order
    for other in (refuse(order), cancel(order), fail(order)):
        assert decide(order, other).allowed


def test_m17_retried_and_withdrawn_a_raise_is_asked_for_once_more_and_counted_once() -> None:
    order = waiting(CONFIRMING, Flow.COMPLETE, ADD_NEW)
    again = decide(order, retry(order))
    assert WithdrawPaymentChange(latest(order).id) in again.effects
    assert RequestDifference(PRICE) in again.effects
    done = decide(again.order, confirm(again.order))
    assert way(done) == [DONE]
    assert done.order.payment.value == VALUE + PRICE


def test_m17_where_the_price_stays_no_confirmation_is_awaited() -> None:
    order = modifiable(settings=CONFIRMED)
    assert way(decide(order, create(ADD_NEW, discounting(PRICE)))) == [PREPARING, ACKNOWLEDGING, CONFIRMING, DONE]
    assert way(decide(order, create(ADD_NEW))) == [PREPARING, ACKNOWLEDGING, CONFIRMING]


@pytest.mark.parametrize("body", [REMOVE_ONE, discounting(1)])
def test_m17_p1_a_refund_that_a_modification_asked_for_is_confirmed_with_it_and_not_by_itself(
    body: dict[str, Any],
) -> None:
    order = in_progress(modifiable(payment=able(PaymentStatus.SETTLED), settings=CONFIRMED), body)
    asked = latest(order).payment.refunded
    [refusal] = decide(order, refunding(asked)).refusals
    assert (refusal.id, refusal.parameters["value"]) == ("no_refund_asked_by_modification", order.money(asked))
    done = apply(order, confirm(order))
    assert done.payment.refunded == asked
    assert apply(done, refunding(1)).payment.refunded == asked + 1


@pytest.mark.parametrize("body, paid", [(ADD_NEW, VALUE), (REMOVE_ONE, PART)])
def test_m17_t5_a_refund_that_no_modification_asked_for_is_confirmed_by_itself(body: dict[str, Any], paid: int) -> None:
    order = in_progress(modifiable(payment=able(settled=min(paid, VALUE - 1)), settings=CONFIRMED), body)
    assert latest(order).payment.refunded == 0
    assert apply(order, refunding(1)).payment.refunded == 1
    canceled = apply(order, cancel(order))
    assert apply(canceled, refunding(1)).payment.refunded == 1


def test_p1_t5_what_is_refunded_by_hand_in_the_meantime_is_not_refunded_again() -> None:
    paid = able(PaymentStatus.SETTLED)
    order = in_progress(modifiable(Flow.SELLER, payment=paid, settings=ACKNOWLEDGED), REMOVE_ONE)
    refunded = apply(order, refunding(VALUE - 1))
    decision = decide(refunded, acknowledge(refunded, PARTICIPANTS[Flow.SELLER][0]))
    assert way(decision) == [CANCELING, CANCELED]
    assert decision.order.payment == refunded.payment


def test_m15_c17_an_order_that_is_canceled_while_payments_is_asked_returns_what_was_paid() -> None:
    order = waiting(CONFIRMING, Flow.COMPLETE, ADD_NEW)
    twice = carried_out(order, Cancel(actor=STORE, at=NOW), Cancel(actor=STORE, at=NOW))
    assert (twice.status, latest(twice).status) == (Status.CANCEL, CANCELED)
    assert reasons(decide(twice, ConfirmModification(actor=PLATFORM, at=NOW, request_id=latest(order).id))) == {
        "modification_not_finished"
    }
    ended = apply(twice, ConfirmPaymentCancellation(actor=PLATFORM, at=NOW))
    assert (ended.status, ended.value, ended.payment.value) == (Status.CANCELED, VALUE, VALUE)


def test_p2_what_is_settled_in_part_in_the_meantime_is_refunded_and_only_the_rest_lowered() -> None:
    order = carried_out(waiting(CONFIRMING, Flow.COMPLETE, REMOVE_ONE), *settling(VALUE - UNIT + 1))
    again = apply(order, retry(order))
    assert latest(again).payment == PaymentChange(lowered=UNIT - 1, refunded=1)
    done = apply(again, confirm(again)).payment
    assert (done.value, done.settled, done.refunded) == (VALUE - UNIT + 1, VALUE - UNIT + 1, 1)
    assert done.status is PaymentStatus.SETTLED


def test_m17_a_confirmation_is_not_assumed_of_a_payment_that_changed_since_it_was_asked() -> None:
    asked = waiting(CONFIRMING, Flow.COMPLETE, REMOVE_ONE)
    settled = carried_out(asked, *settling(VALUE)).but(settings=Settings())
    told = apply(settled, UpdateModificationSettings(actor=STORE, at=NOW))
    assert (latest(told).status, told.value) == (CONFIRMING, VALUE)
