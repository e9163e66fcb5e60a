"""How the flows wait for their payment, each fact shown both ways: F9 and F13."""

import pytest

from pedido import (
    PLATFORM,
    AuthorizeFulfillment,
    AuthorizePayment,
    ConfirmBySeller,
    ConfirmPaymentCancellation,
    DenyPayment,
    Flow,
    Notify,
    Party,
    PaymentStatus,
    Status,
    Subject,
    decide,
)
from tests.orders import NOW, STORE, order_in, passed, payment

CONFIRM = ConfirmBySeller(actor=STORE, at=NOW)
AUTHORIZE = AuthorizeFulfillment(actor=STORE, at=NOW)
APPROVE = AuthorizePayment(actor=PLATFORM, at=NOW)
DENY = DenyPayment(actor=PLATFORM, at=NOW)


@pytest.mark.parametrize("flow", [Flow.COMPLETE, Flow.MARKETPLACE, Flow.CHAIN])
def test_f9_an_approved_payment_lets_the_order_go_on_and_a_denied_one_cancels_it(flow: Flow) -> None:
    order = order_in(Status.PAYMENT_PENDING, flow)
    assert decide(order, APPROVE).order.status is Status.PAYMENT_APPROVED
    assert passed(decide(order, DENY)) == [Status.PAYMENT_DENIED, Status.CANCEL, Status.CANCELED]


@pytest.mark.parametrize("flow", [Flow.COMPLETE, Flow.MARKETPLACE, Flow.CHAIN])
def test_f9_the_order_waits_while_the_payment_is_neither(flow: Flow) -> None:
    order = order_in(Status.PAYMENT_PENDING, flow)
    analyzed = order.but(payment=order.payment.but(risk_analysis=True))
    assert decide(analyzed, APPROVE).order.status is Status.PAYMENT_PENDING


def test_f13_in_the_chain_the_marketplace_confirms_the_payment() -> None:
    order = decide(order_in(Status.WAITING_FOR_AUTHORIZATION, Flow.CHAIN), CONFIRM).order
    assert order.status is Status.WAITING_FOR_MKT_AUTHORIZATION
    decision = decide(order, AUTHORIZE)
    assert passed(decision) == [Status.PAYMENT_PENDING, Status.PAYMENT_APPROVED]
    assert decision.order.payment.status is PaymentStatus.APPROVED
    assert Notify(Party.SELLER, Subject.FULFILLMENT_AUTHORIZED) in decision.effects


def test_f13_without_it_the_order_waits_and_a_canceled_payment_cancels_it() -> None:
    order = order_in(Status.WAITING_FOR_MKT_AUTHORIZATION, Flow.CHAIN)
    assert decide(order, APPROVE).order.status is Status.WAITING_FOR_MKT_AUTHORIZATION
    canceled = decide(order, ConfirmPaymentCancellation(actor=PLATFORM, at=NOW)).order
    assert canceled.status is Status.CANCELED


@pytest.mark.parametrize(
    "flow, status, confirmed",
    [
        (Flow.SELLER, Status.WAITING_FFMT_AUTHORIZATION, Status.WINDOW_TO_CANCEL),
        (Flow.SELLER, Status.WAITING_FOR_MANUAL_AUTHORIZATION, Status.WINDOW_TO_CANCEL),
        (Flow.CHAIN, Status.WAITING_FOR_MKT_AUTHORIZATION, Status.PAYMENT_APPROVED),
    ],
)
@pytest.mark.parametrize("so_far", [PaymentStatus.AUTHORIZING, PaymentStatus.AUTHORIZED])
def test_f4_f13_the_authorization_approves_a_payment_that_is_analyzed_for_risk(
    flow: Flow, status: Status, confirmed: Status, so_far: PaymentStatus
) -> None:
    order = order_in(status, flow, payment=payment(so_far, risk_analysis=True))
    authorized = decide(order, AUTHORIZE).order
    assert (authorized.status, authorized.payment.status) == (confirmed, PaymentStatus.APPROVED)


@pytest.mark.parametrize("status", [PaymentStatus.ANALYZING_RISK, PaymentStatus.RISK_APPROVED])
def test_f4_the_authorization_confirms_a_payment_that_is_still_looked_at(status: PaymentStatus) -> None:
    waiting = order_in(Status.WAITING_FFMT_AUTHORIZATION, Flow.SELLER, payment=payment(status, risk_analysis=True))
    decision = decide(waiting, AuthorizeFulfillment(actor=STORE, at=NOW))
    assert decision.order.payment.status is PaymentStatus.APPROVED
    assert decision.order.status is Status.WINDOW_TO_CANCEL
