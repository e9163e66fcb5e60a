"""The facts on the flows, each shown both ways: F1 to F8, F10 to F12 and F14."""

from datetime import timedelta

import pytest

from pedido import (
    PLATFORM,
    AcknowledgeReservation,
    AuthorizeFulfillment,
    AuthorizeOrder,
    AuthorizePayment,
    ChangePayment,
    ChangeSeller,
    CloseCancellationWindow,
    CompleteOrder,
    ConfirmBySeller,
    ConfirmReservation,
    DenyPayment,
    FailCreation,
    Flow,
    Invoice,
    Notify,
    Party,
    PassTime,
    PaymentStatus,
    PlaceOrder,
    ReadyForInvoicing,
    RejectBySeller,
    ReservationStatus,
    ReturnFromWms,
    SendToWms,
    Settings,
    StartHandling,
    Status,
    Subject,
    decide,
)
from pedido.machines import DEFINITIONS
from pedido.order.effects import ConfirmReservation as ReservationConfirmation
from tests.orders import (
    AWAITING,
    DELIVERING,
    FLOWS,
    NOW,
    PART,
    STORE,
    VALUE,
    order_in,
    partly_invoiced,
    passed,
    payment,
    reasons,
)

PLACE = PlaceOrder(actor=STORE, at=NOW)
CONFIRM = ConfirmBySeller(actor=STORE, at=NOW)
AUTHORIZE = AuthorizeFulfillment(actor=STORE, at=NOW)
APPROVE = AuthorizePayment(actor=PLATFORM, at=NOW)
DENY = DenyPayment(actor=PLATFORM, at=NOW)
START = StartHandling(actor=STORE, at=NOW)
INSTANT = timedelta(microseconds=1)
DAYS = timedelta(days=1)


def after(span: timedelta) -> PassTime:
    """Let time pass since the order came into its status."""
    return PassTime(actor=PLATFORM, at=NOW + span)


WAYS_TO_THE_SELLER = {
    Flow.COMPLETE: [Status.ORDER_CREATED, Status.ON_ORDER_COMPLETED, Status.WAITING_FOR_AUTHORIZATION],
    Flow.SELLER: [Status.ORDER_ACCEPTED],
    Flow.MARKETPLACE: [Status.ORDER_CREATED, Status.ON_ORDER_COMPLETED, Status.WAITING_FOR_AUTHORIZATION],
    Flow.CHAIN: [Status.ORDER_CREATED, Status.ON_ORDER_COMPLETED, Status.WAITING_FOR_AUTHORIZATION],
}


@pytest.mark.parametrize("flow", FLOWS)
def test_f1_an_order_is_born_incomplete_and_once_it_is_placed_passes_on_to_the_seller(flow: Flow) -> None:
    assert DEFINITIONS[flow].initial == Status.INCOMPLETE
    placed = decide(order_in(Status.INCOMPLETE, flow), PLACE)
    assert passed(placed) == WAYS_TO_THE_SELLER[flow]
    assert reasons(decide(placed.order, PLACE)) == {"not_available_here"}


def test_f1_the_sellers_order_is_completed_by_the_marketplace_and_only_once_it_is_accepted() -> None:
    complete = CompleteOrder(actor=STORE, at=NOW)
    assert reasons(decide(order_in(Status.INCOMPLETE, Flow.SELLER), complete)) == {"not_available_here"}
    completed = decide(order_in(Status.ORDER_ACCEPTED, Flow.SELLER), complete)
    assert passed(completed) == [Status.ON_ORDER_COMPLETED_FFM, Status.WAITING_FFMT_AUTHORIZATION]


@pytest.mark.parametrize("flow", FLOWS)
def test_f2_an_order_is_placed_once_all_its_data_is_there(flow: Flow) -> None:
    assert decide(order_in(Status.INCOMPLETE, flow), PLACE).allowed
    for missing in ({"items": ()}, {"value": 0}):
        assert reasons(decide(order_in(Status.INCOMPLETE, flow, **missing), PLACE)) == {"has_all_data"}


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("command", [APPROVE, DENY])
def test_f2_the_payment_of_an_incomplete_order_does_not_run(
    flow: Flow, command: AuthorizePayment | DenyPayment
) -> None:
    incomplete = order_in(Status.INCOMPLETE, flow)
    assert reasons(decide(incomplete, command)) == {"order_is_placed"}
    assert decide(decide(incomplete, PLACE).order, command).allowed


@pytest.mark.parametrize("flow", DELIVERING)
def test_f3_the_cancellation_window_closes_after_30_minutes(flow: Flow) -> None:
    order = order_in(Status.WINDOW_TO_CANCEL, flow)
    half_an_hour = timedelta(minutes=30)
    assert reasons(decide(order, after(half_an_hour - INSTANT))) == {"cancellation_window_is_over"}
    assert decide(order, after(half_an_hour)).order.status is Status.READY_FOR_HANDLING


def test_f3_a_store_sets_another_period_or_closes_the_window_by_hand() -> None:
    order = order_in(Status.WINDOW_TO_CANCEL, settings=Settings(cancellation_window=2 * DAYS))
    assert reasons(decide(order, after(DAYS))) == {"cancellation_window_is_over"}
    closed = decide(order, CloseCancellationWindow(actor=STORE, at=NOW)).order
    assert closed.status is Status.READY_FOR_HANDLING


def test_f3_the_deadline_that_runs_counts_and_not_a_later_setting() -> None:
    opened = decide(order_in(Status.PAYMENT_APPROVED), AUTHORIZE).order
    longer = opened.but(settings=Settings(cancellation_window=2 * DAYS))
    assert decide(longer, after(timedelta(minutes=30))).allowed


def test_f3_a_window_of_which_nobody_knows_when_it_opened_is_not_over() -> None:
    order = order_in(Status.WINDOW_TO_CANCEL, changed_at=None)
    assert reasons(decide(order, after(365 * DAYS))) == {"cancellation_window_is_over"}


@pytest.mark.parametrize(
    "by_hand, waits",
    [(False, Status.WAITING_FFMT_AUTHORIZATION), (True, Status.WAITING_FOR_MANUAL_AUTHORIZATION)],
)
def test_f4_the_marketplace_authorizes_the_sellers_order_or_the_seller_by_hand(*, by_hand: bool, waits: Status) -> None:
    accepted = order_in(Status.ORDER_ACCEPTED, Flow.SELLER, settings=Settings(manual_authorization=by_hand))
    order = decide(accepted, CompleteOrder(actor=STORE, at=NOW)).order
    assert order.status is waits
    authorized = decide(order, AUTHORIZE)
    assert passed(authorized) == [Status.AUTHORIZE_FULFILLMENT, Status.WINDOW_TO_CANCEL]
    assert authorized.order.payment.status is PaymentStatus.APPROVED


def test_f4_an_authorization_does_not_authorize_a_payment_that_is_approved_already() -> None:
    order = order_in(Status.WAITING_FFMT_AUTHORIZATION, Flow.SELLER, payment=payment(PaymentStatus.APPROVED))
    assert decide(order, AUTHORIZE).order.payment == order.payment


@pytest.mark.parametrize(
    "flow, status",
    [
        (Flow.SELLER, Status.WAITING_FFMT_AUTHORIZATION),
        (Flow.SELLER, Status.WAITING_FOR_MANUAL_AUTHORIZATION),
        (Flow.SELLER, Status.AUTHORIZE_FULFILLMENT),
        (Flow.COMPLETE, Status.AUTHORIZE_FULFILLMENT),
    ],
)
def test_f4_an_order_that_nobody_authorizes_for_30_days_is_canceled(flow: Flow, status: Status) -> None:
    order = order_in(status, flow)
    assert reasons(decide(order, after(30 * DAYS - INSTANT))) == {"authorization_is_overdue"}
    assert decide(order, after(30 * DAYS)).order.status is Status.CANCELED


@pytest.mark.parametrize("status", [Status.WAITING_FOR_AUTHORIZATION, Status.PAYMENT_APPROVED])
def test_f5_another_seller_takes_over_what_one_cannot_fulfill(status: Status) -> None:
    rejected = decide(order_in(status, Flow.MARKETPLACE), RejectBySeller(actor=STORE, at=NOW)).order
    assert rejected.status is Status.WINDOW_TO_CHANGE_SELLER
    changed = decide(rejected, ChangeSeller(actor=STORE, at=NOW, seller="seller-2"))
    assert changed.order.status is Status.WAITING_FOR_AUTHORIZATION
    assert changed.order.seller == "seller-2"
    assert Notify(Party.SELLER, Subject.SELLER_CHANGED) in changed.effects


def test_f5_after_2_days_without_another_seller_the_order_is_canceled() -> None:
    order = order_in(Status.WINDOW_TO_CHANGE_SELLER, Flow.MARKETPLACE)
    assert reasons(decide(order, after(2 * DAYS - INSTANT))) == {"change_of_seller_is_over"}
    assert decide(order, after(2 * DAYS)).order.status is Status.CANCELED


@pytest.mark.parametrize("flow", DELIVERING)
def test_f6_handling_starts_from_ready_for_handling(flow: Flow) -> None:
    decision = decide(order_in(Status.READY_FOR_HANDLING, flow), START)
    assert passed(decision) == [Status.START_HANDLING, Status.HANDLING]


@pytest.mark.parametrize("flow", DELIVERING)
@pytest.mark.parametrize("status", [Status.WINDOW_TO_CANCEL, Status.HANDLING, Status.INVOICED, Status.INCOMPLETE])
def test_f6_from_no_other_status_with_the_platforms_error(flow: Flow, status: Status) -> None:
    decision = decide(order_in(status, flow), START)
    assert [(refusal.id, refusal.error) for refusal in decision.refusals] == [("ready_for_handling", "OMS003")]


PATIENT = Settings(change_of_payment=3 * DAYS)


def test_f7_a_denied_payment_can_be_made_in_another_way_where_the_store_allows_it() -> None:
    order = order_in(Status.PAYMENT_PENDING, Flow.MARKETPLACE, settings=PATIENT)
    denied = decide(order, DENY)
    assert passed(denied) == [Status.PAYMENT_DENIED, Status.WINDOW_TO_CHANGE_PAYMENT]
    changed = decide(denied.order, ChangePayment(actor=STORE, at=NOW, method="Pix")).order
    assert changed.status is Status.PAYMENT_PENDING
    assert (changed.payment.status, changed.payment.method) == (PaymentStatus.AUTHORIZING, "Pix")
    assert decide(changed, APPROVE).order.status is Status.PAYMENT_APPROVED


def test_f7_it_is_canceled_where_the_store_does_not_allow_it() -> None:
    order = order_in(Status.PAYMENT_PENDING, Flow.MARKETPLACE)
    assert passed(decide(order, DENY)) == [Status.PAYMENT_DENIED, Status.CANCEL, Status.CANCELED]


def test_f7_it_is_canceled_when_the_time_is_over() -> None:
    order = order_in(Status.WINDOW_TO_CHANGE_PAYMENT, Flow.MARKETPLACE, settings=PATIENT)
    assert reasons(decide(order, after(3 * DAYS - INSTANT))) == {"change_of_payment_is_over"}
    assert decide(order, after(3 * DAYS)).order.status is Status.CANCELED


def test_f8_the_reservation_is_confirmed_before_the_window_opens() -> None:
    decision = decide(order_in(Status.PAYMENT_APPROVED), AUTHORIZE)
    assert ReservationConfirmation() in decision.effects
    assert decision.order.status is Status.WINDOW_TO_CANCEL
    assert decision.order.reservation is ReservationStatus.CONFIRMED


def test_f8_the_confirmation_is_awaited_where_the_store_awaits() -> None:
    waits = decide(order_in(Status.PAYMENT_APPROVED, settings=AWAITING), AUTHORIZE).order
    assert waits.status is Status.AUTHORIZE_FULFILLMENT
    confirmed = decide(waits, ConfirmReservation(actor=PLATFORM, at=NOW)).order
    assert confirmed.status is Status.WINDOW_TO_CANCEL


@pytest.mark.parametrize("flow", DELIVERING)
def test_f8_the_items_leave_the_stock_when_the_handling_starts(flow: Flow) -> None:
    order = order_in(Status.READY_FOR_HANDLING, flow)
    assert order.reservation is ReservationStatus.CONFIRMED
    decision = decide(order, START)
    assert AcknowledgeReservation() in decision.effects
    assert decision.order.reservation is ReservationStatus.ACKNOWLEDGED


@pytest.mark.parametrize("flow", [Flow.COMPLETE, Flow.MARKETPLACE])
@pytest.mark.parametrize("registered, error", [(False, Status.ORDER_CREATE_ERROR), (True, Status.ORDER_CREATION_ERROR)])
def test_f10_an_order_whose_creation_fails_is_canceled(flow: Flow, *, registered: bool, error: Status) -> None:
    failed = FailCreation(actor=PLATFORM, at=NOW, registered=registered)
    decision = decide(order_in(Status.INCOMPLETE, flow), failed)
    assert passed(decision) == [error, Status.CANCEL, Status.CANCELED]
    created = decide(order_in(Status.INCOMPLETE, flow), PLACE).order
    assert reasons(decide(created, failed)) == {"not_available_here"}


@pytest.mark.parametrize("flow", [Flow.COMPLETE, Flow.MARKETPLACE])
def test_f11_somebody_authorizes_the_order_where_the_organization_demands_it(flow: Flow) -> None:
    demanding = Settings(order_authorization=True)
    order = decide(order_in(Status.WAITING_FOR_AUTHORIZATION, flow, settings=demanding), CONFIRM).order
    assert order.status is Status.WAITING_FOR_ORDER_AUTHORIZATION
    assert decide(order, AuthorizeOrder(actor=STORE, at=NOW)).order.status is Status.PAYMENT_PENDING


@pytest.mark.parametrize("flow", [Flow.COMPLETE, Flow.MARKETPLACE])
def test_f11_elsewhere_nobody_does(flow: Flow) -> None:
    order = decide(order_in(Status.WAITING_FOR_AUTHORIZATION, flow), CONFIRM).order
    assert order.status is Status.PAYMENT_PENDING


@pytest.mark.parametrize(
    "multilevel, rests", [(True, Status.WAITING_SELLER_HANDLING), (False, Status.PAYMENT_APPROVED)]
)
def test_f12_in_multilevel_inventory_the_order_waits_in_a_status_of_its_own(*, multilevel: bool, rests: Status) -> None:
    order = order_in(Status.PAYMENT_PENDING, Flow.MARKETPLACE, multilevel_inventory=multilevel)
    approved = decide(order, APPROVE).order
    assert approved.status is rests
    in_part = decide(approved, Invoice(actor=STORE, at=NOW, number="1", value=PART)).order
    assert in_part.status is rests


@pytest.mark.parametrize("flow", DELIVERING)
def test_f14_a_warehouse_takes_part_and_gives_the_order_back(flow: Flow) -> None:
    send = SendToWms(actor=STORE, at=NOW)
    assert reasons(decide(order_in(Status.READY_FOR_HANDLING, flow), send)) == {"not_available_here"}
    sent = decide(partly_invoiced(flow), send).order
    assert sent.status is Status.WAITING_FOR_FULFILLMENT
    assert reasons(decide(sent, ReadyForInvoicing(actor=STORE, at=NOW))) == {"not_available_here"}
    assert decide(sent, ReturnFromWms(actor=STORE, at=NOW)).order.status is Status.HANDLING


@pytest.mark.parametrize("flow", [*DELIVERING, Flow.MARKETPLACE])
def test_f14_a_packed_order_is_ready_for_invoicing(flow: Flow) -> None:
    status = Status.HANDLING if flow in DELIVERING else Status.PAYMENT_APPROVED
    packed = decide(order_in(status, flow), ReadyForInvoicing(actor=STORE, at=NOW)).order
    assert packed.status is Status.READY_FOR_INVOICING
    assert decide(packed, Invoice(actor=STORE, at=NOW, number="1", value=VALUE)).order.status is Status.INVOICED
