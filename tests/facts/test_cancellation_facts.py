"""The facts on cancelling, each shown both ways: C1 to C3, C5 to C7, C11 to C14, C16 and C17."""

import pytest

from pedido import (
    COMMANDS,
    PLATFORM,
    AcceptCancellation,
    Cancel,
    CancelPayment,
    Channel,
    ConfirmPaymentCancellation,
    ConfirmRefund,
    CustomerCancel,
    DeclineCancellation,
    Flow,
    InvoiceType,
    Notify,
    Party,
    PaymentStatus,
    PlaceOrder,
    RefundPayment,
    RejectBySeller,
    ReleaseReservation,
    ReservationStatus,
    Resource,
    Status,
    Subject,
    decide,
)
from pedido.actions.cancellation import RESTOCK_BY_HAND
from tests.facts.cancelling import (
    ACCEPT,
    CANCEL,
    CANCELLABLE,
    CUSTOMER_CANCEL,
    DECIDABLE,
    DECLINE,
    ONE_STEP,
    PASSING,
    REST,
    TWO_STEPS,
)
from tests.orders import (
    AWAITING,
    DELIVERING,
    FLOWS,
    LATER,
    NOW,
    PART,
    STORE,
    STRANGER,
    VALUE,
    order_in,
    partly_invoiced,
    passed,
    payment,
    reasons,
    waiting_for_invoices,
    without,
)

HEARS_OF_CANCELLATION = {
    Flow.COMPLETE: {Party.CUSTOMER},
    Flow.SELLER: {Party.MARKETPLACE},
    Flow.MARKETPLACE: {Party.CUSTOMER, Party.SELLER},
    Flow.CHAIN: {Party.MARKETPLACE, Party.SELLER},
}
"""The customer hears from the store that sold the order; the marketplace, where that is another one."""


@pytest.mark.parametrize("flow, status", CANCELLABLE)
def test_c1_an_order_is_canceled_in_practically_any_status(flow: Flow, status: Status) -> None:
    decision = decide(order_in(status, flow), CANCEL)
    assert decision.allowed
    assert passed(decision)[-2:] == [Status.CANCEL, Status.CANCELED]


@pytest.mark.parametrize("flow", FLOWS)
def test_c1_whom_it_concerns_hears_of_the_cancellation(flow: Flow) -> None:
    decision = decide(order_in(ONE_STEP[flow][0], flow), CANCEL)
    told = {party for party in Party if Notify(party, Subject.CANCELED) in decision.effects}
    assert told == HEARS_OF_CANCELLATION[flow]


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize(
    "status, named",
    [
        (Status.INCOMPLETE, "not_incomplete"),
        (Status.CANCEL, "not_passing"),
        (Status.CANCELED, "not_canceled"),
        (Status.INVOICED, "not_invoiced"),
    ],
)
def test_c1_the_statuses_that_refuse_say_why(flow: Flow, status: Status, named: str) -> None:
    assert reasons(decide(order_in(status, flow), CANCEL)) == {named}
    assert reasons(decide(order_in(status, flow), CUSTOMER_CANCEL)) == {named}


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("trigger", COMMANDS)
def test_c2_no_command_changes_the_status_of_a_canceled_order(flow: Flow, trigger: str) -> None:
    order = order_in(Status.CANCELED, flow)
    decision = decide(order, COMMANDS[trigger].typical(order, STORE, LATER))
    assert decision.order.status is Status.CANCELED
    assert passed(decision) == []


@pytest.mark.parametrize("flow", FLOWS)
def test_c2_an_invoice_is_refused_by_a_canceled_order_and_accepted_by_another(flow: Flow) -> None:
    assert reasons(decide(order_in(Status.CANCELED, flow), REST)) == {"not_canceled"}
    assert decide(waiting_for_invoices(flow), REST).allowed


@pytest.mark.parametrize("flow, status", TWO_STEPS)
def test_c3_the_first_cancellation_asks_and_the_second_cancels(flow: Flow, status: Status) -> None:
    asked = decide(order_in(status, flow), CANCEL)
    assert passed(asked) == [Status.CANCELLATION_REQUESTED]
    assert asked.order.payment == order_in(status, flow).payment
    canceled = decide(asked.order, CANCEL)
    assert passed(canceled) == [Status.CANCEL, Status.CANCELED]


def test_c3_elsewhere_one_cancellation_is_enough() -> None:
    assert decide(order_in(Status.WINDOW_TO_CANCEL), CANCEL).order.status is Status.CANCELED


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("trigger", COMMANDS)
def test_c5_no_command_changes_the_status_of_an_invoiced_order(flow: Flow, trigger: str) -> None:
    order = order_in(Status.INVOICED, flow)
    decision = decide(order, COMMANDS[trigger].typical(order, STORE, LATER))
    assert passed(decision) == []
    assert decision.order.status is Status.INVOICED


@pytest.mark.parametrize("flow", FLOWS)
def test_c5_goods_come_back_from_an_invoiced_order_by_a_return_invoice_only(flow: Flow) -> None:
    order = order_in(Status.INVOICED, flow)
    assert reasons(decide(order, CANCEL)) == {"not_invoiced"}
    assert reasons(decide(order, REST)) == {"not_invoiced"}
    assert decide(order, REST.but(type=InvoiceType.INPUT)).order.returned == VALUE


@pytest.mark.parametrize("flow, status", CANCELLABLE + TWO_STEPS)
def test_c6_in_the_admin_the_cancellation_is_acknowledged(flow: Flow, status: Status) -> None:
    order = order_in(status, flow)
    unread = CANCEL.but(channel=Channel.ADMIN)
    assert reasons(decide(order, unread)) == {"acknowledged"}
    assert decide(order, unread).order == order
    assert decide(order, unread.but(acknowledged=True)).allowed


@pytest.mark.parametrize("acknowledged", [False, True])
def test_c7_through_the_api_there_is_nothing_to_acknowledge(*, acknowledged: bool) -> None:
    order = waiting_for_invoices()
    assert decide(order, CANCEL.but(channel=Channel.API, acknowledged=acknowledged)).allowed
    assert decide(order, CANCEL.but(channel=Channel.ADMIN, acknowledged=acknowledged)).allowed is acknowledged


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("command", [CANCEL, CUSTOMER_CANCEL])
def test_c11_a_partly_invoiced_order_is_not_canceled(flow: Flow, command: Cancel | CustomerCancel) -> None:
    order = partly_invoiced(flow)
    assert reasons(decide(order, command)) == {"not_invoiced_in_part"}
    assert decide(order, command).order == order
    assert decide(waiting_for_invoices(flow), command).allowed


@pytest.mark.parametrize("flow, status", DECIDABLE)
def test_c11_a_request_is_not_accepted_for_a_partly_invoiced_order(flow: Flow, status: Status) -> None:
    assert reasons(decide(partly_invoiced(flow, status), ACCEPT)) == {"not_invoiced_in_part"}


def test_c11_a_partly_invoiced_order_keeps_its_seller() -> None:
    reject = RejectBySeller(actor=STORE, at=NOW)
    assert reasons(decide(partly_invoiced(Flow.MARKETPLACE), reject)) == {"not_invoiced_in_part"}
    assert decide(waiting_for_invoices(Flow.MARKETPLACE), reject).allowed


@pytest.mark.parametrize("flow", FLOWS)
def test_c12_an_incomplete_order_is_not_canceled_until_it_is_placed(flow: Flow) -> None:
    incomplete = order_in(Status.INCOMPLETE, flow)
    assert reasons(decide(incomplete, CANCEL)) == {"not_incomplete"}
    placed = decide(incomplete, PlaceOrder(actor=STRANGER, at=NOW)).order
    assert decide(placed, CANCEL).allowed


@pytest.mark.parametrize("flow, status", PASSING)
@pytest.mark.parametrize("command", [CANCEL, CUSTOMER_CANCEL])
def test_c13_a_status_that_the_platform_leaves_by_itself_accepts_no_cancellation(
    flow: Flow, status: Status, command: Cancel | CustomerCancel
) -> None:
    assert reasons(decide(order_in(status, flow), command)) == {"not_passing"}


@pytest.mark.parametrize("flow, status", CANCELLABLE + TWO_STEPS)
def test_c14_the_store_needs_the_resource_cancel_order(flow: Flow, status: Status) -> None:
    order = order_in(status, flow)
    assert reasons(decide(order, CANCEL.but(actor=without(Resource.CANCEL_ORDER)))) == {"may_cancel"}
    only = without(Resource.CANCEL_ORDER).but(resources=frozenset({Resource.CANCEL_ORDER}))
    assert decide(order, CANCEL.but(actor=only)).allowed


@pytest.mark.parametrize("flow, status", DECIDABLE)
@pytest.mark.parametrize("command", [ACCEPT, DECLINE])
def test_c14_deciding_a_request_needs_it_too(
    flow: Flow, status: Status, command: AcceptCancellation | DeclineCancellation
) -> None:
    assert reasons(decide(order_in(status, flow), command.but(actor=STRANGER))) == {"may_cancel"}


def test_c14_a_customer_needs_no_resource() -> None:
    assert decide(waiting_for_invoices(), CUSTOMER_CANCEL).allowed


@pytest.mark.parametrize("flow", DELIVERING)
def test_c16_before_the_handling_the_reservation_is_released(flow: Flow) -> None:
    decision = decide(order_in(Status.WINDOW_TO_CANCEL, flow), CANCEL)
    assert ReleaseReservation() in decision.effects
    assert decision.order.reservation is ReservationStatus.RELEASED
    assert decision.notices == ()


@pytest.mark.parametrize("flow", DELIVERING)
@pytest.mark.parametrize("status", [Status.CANCELLATION_REQUESTED, Status.READY_FOR_INVOICING])
def test_c16_from_the_handling_on_the_store_restocks_by_hand(flow: Flow, status: Status) -> None:
    decision = decide(order_in(status, flow), CANCEL)
    assert ReleaseReservation() not in decision.effects
    assert decision.notices == (RESTOCK_BY_HAND,)


@pytest.mark.parametrize("flow", FLOWS)
def test_c17_a_payment_that_is_not_settled_is_canceled(flow: Flow) -> None:
    order = order_in(ONE_STEP[flow][0], flow, settings=AWAITING)
    waits = decide(order, CANCEL)
    assert waits.order.status is Status.CANCEL
    assert CancelPayment(VALUE) in waits.effects
    confirmed = decide(waits.order, ConfirmPaymentCancellation(actor=PLATFORM, at=NOW))
    assert passed(confirmed) == [Status.CANCELED]
    assert confirmed.order.payment.status is PaymentStatus.CANCELED


@pytest.mark.parametrize("flow", FLOWS)
def test_c17_a_settled_payment_is_refunded_and_the_order_canceled_when_all_of_it_is(flow: Flow) -> None:
    order = order_in(ONE_STEP[flow][-1], flow, settings=AWAITING, payment=payment(PaymentStatus.SETTLED))
    waits = decide(order, CANCEL)
    assert waits.order.status is Status.CANCEL
    assert RefundPayment(VALUE) in waits.effects
    in_part = decide(waits.order, ConfirmRefund(actor=PLATFORM, at=NOW, value=PART))
    assert in_part.order.status is Status.CANCEL
    whole = decide(in_part.order, ConfirmRefund(actor=PLATFORM, at=NOW, value=VALUE - PART))
    assert passed(whole) == [Status.CANCELED]


def test_c17_what_is_refunded_already_is_not_refunded_again() -> None:
    refunded = payment(PaymentStatus.SETTLED, refunded=VALUE)
    decision = decide(order_in(Status.WINDOW_TO_CANCEL, payment=refunded), CANCEL)
    assert decision.order.status is Status.CANCELED
    assert not any(isinstance(effect, RefundPayment | CancelPayment) for effect in decision.effects)


@pytest.mark.parametrize("status", [PaymentStatus.APPROVED, PaymentStatus.SETTLED])
def test_c17_where_the_confirmation_is_assumed_the_order_is_canceled_at_once(status: PaymentStatus) -> None:
    decision = decide(order_in(Status.WINDOW_TO_CANCEL, payment=payment(status)), CANCEL)
    assert decision.order.status is Status.CANCELED
