"""The facts on cancellation requests, each shown both ways: C4, C8 to C10 and C15."""

from datetime import timedelta

import pytest

from pedido import (
    PLATFORM,
    Cancel,
    Cancellation,
    CustomerCancel,
    Flow,
    Notify,
    Party,
    PassTime,
    Status,
    Subject,
    decide,
)
from tests.facts.cancelling import (
    ACCEPT,
    CANCEL,
    CUSTOMER_CANCEL,
    DECIDABLE,
    DECLINE,
    ONE_STEP,
    REST,
    WITH_SELLER,
)
from tests.orders import (
    DELIVERING,
    FLOWS,
    NOW,
    PART,
    VALUE,
    order_in,
    partly_invoiced,
    passed,
    reasons,
    request,
    waiting_for_invoices,
)


@pytest.mark.parametrize("flow", DELIVERING)
@pytest.mark.parametrize(
    "value, path",
    [
        (VALUE, [Status.INVOICE_AFTER_CANCELLATION_DENY, Status.INVOICE, Status.INVOICED]),
        (PART, [Status.INVOICE_AFTER_CANCELLATION_DENY, Status.HANDLING]),
    ],
)
def test_c4_an_invoice_carries_the_requested_order_on(flow: Flow, value: int, path: list[Status]) -> None:
    decision = decide(order_in(Status.CANCELLATION_REQUESTED, flow), REST.but(value=value))
    assert passed(decision) == path
    assert decision.order.open_request is None
    assert decision.order.cancellation is None


@pytest.mark.parametrize("value, path", [(VALUE, [Status.INVOICE, Status.INVOICED]), (PART, [Status.PAYMENT_APPROVED])])
def test_c4_an_invoice_carries_the_marketplaces_order_on(value: int, path: list[Status]) -> None:
    decision = decide(order_in(Status.WAITING_FOR_SELLER_DECISION, Flow.MARKETPLACE), REST.but(value=value))
    assert passed(decision) == path
    assert decision.order.cancellation_requests[-1].decline_reason == REST.number


def test_c4_without_a_record_of_the_request_an_invoice_carries_the_order_on_as_well() -> None:
    order = order_in(Status.CANCELLATION_REQUESTED, cancellation_requests=())
    assert decide(order, REST).order.status is Status.INVOICED


def test_c4_an_invoice_that_is_refused_leaves_the_request_open() -> None:
    decision = decide(order_in(Status.CANCELLATION_REQUESTED), REST.but(value=VALUE + 1))
    assert reasons(decision) == {"within_value"}
    assert decision.order.open_request is not None


@pytest.mark.parametrize("flow", DELIVERING)
def test_c8_inside_the_window_the_customers_cancellation_is_carried_out_at_once(flow: Flow) -> None:
    decision = decide(order_in(Status.WINDOW_TO_CANCEL, flow), CUSTOMER_CANCEL)
    assert passed(decision) == [Status.CANCEL, Status.CANCELED]


@pytest.mark.parametrize("flow", DELIVERING)
@pytest.mark.parametrize(
    "status",
    [Status.READY_FOR_HANDLING, Status.HANDLING, Status.WAITING_FOR_FULFILLMENT, Status.READY_FOR_INVOICING],
)
def test_c8_after_the_window_it_is_a_request_to_the_store_that_delivers(flow: Flow, status: Status) -> None:
    decision = decide(order_in(status, flow), CUSTOMER_CANCEL)
    assert passed(decision) == [Status.CANCELLATION_REQUESTED]
    assert decision.order.open_request is not None
    assert decision.order.open_request.by_customer


@pytest.mark.parametrize("status", WITH_SELLER)
@pytest.mark.parametrize("command", [CANCEL, CUSTOMER_CANCEL])
def test_c8_in_the_marketplace_the_seller_decides_once_the_order_is_in_its_hands(
    status: Status, command: Cancel | CustomerCancel
) -> None:
    decision = decide(order_in(status, Flow.MARKETPLACE), command)
    assert passed(decision) == [Status.REQUEST_CANCEL, Status.WAITING_FOR_SELLER_DECISION]
    assert Notify(Party.SELLER, Subject.CANCELLATION_REQUESTED) in decision.effects


def test_c8_in_the_marketplace_nobody_decides_before_that() -> None:
    decision = decide(order_in(Status.PAYMENT_PENDING, Flow.MARKETPLACE), CUSTOMER_CANCEL)
    assert passed(decision) == [Status.REQUEST_CANCEL, Status.CANCEL, Status.CANCELED]


@pytest.mark.parametrize(
    "status, command, rests",
    [
        (Status.PAYMENT_APPROVED, CUSTOMER_CANCEL, Status.WAITING_FOR_SELLER_DECISION),
        (Status.PAYMENT_APPROVED, CANCEL.but(requested_by_user=True), Status.CANCELED),
        (Status.PAYMENT_APPROVED, CANCEL, Status.CANCELED),
        (Status.PAYMENT_PENDING, CUSTOMER_CANCEL, Status.CANCELED),
    ],
)
def test_c8_in_the_complete_flow_only_a_customer_who_has_paid_waits_for_a_decision(
    status: Status, command: Cancel | CustomerCancel, rests: Status
) -> None:
    assert decide(order_in(status), command).order.status is rests


def test_c8_the_store_that_cancels_for_the_customer_records_whom_it_is_for() -> None:
    canceled = decide(order_in(Status.PAYMENT_APPROVED), CANCEL.but(requested_by_user=True)).order
    assert canceled.cancellation is not None
    assert canceled.cancellation.by_customer


@pytest.mark.parametrize("flow", [Flow.SELLER, Flow.CHAIN])
def test_c8_before_the_window_it_is_carried_out_at_once(flow: Flow) -> None:
    assert decide(order_in(ONE_STEP[flow][0], flow), CUSTOMER_CANCEL).order.status is Status.CANCELED


@pytest.mark.parametrize("flow, status", DECIDABLE)
def test_c8_an_accepted_request_cancels_the_order(flow: Flow, status: Status) -> None:
    decision = decide(order_in(status, flow), ACCEPT)
    assert passed(decision) == [Status.CANCEL, Status.CANCELED]
    assert decision.order.cancellation_requests[-1].accepted_at == NOW


@pytest.mark.parametrize("flow", DELIVERING)
@pytest.mark.parametrize(
    "origin",
    [Status.READY_FOR_HANDLING, Status.HANDLING, Status.WAITING_FOR_FULFILLMENT, Status.READY_FOR_INVOICING],
)
def test_c9_declined_the_order_goes_back_to_where_the_request_was_made(flow: Flow, origin: Status) -> None:
    order = order_in(Status.CANCELLATION_REQUESTED, flow, cancellation_requests=(request(origin),))
    decision = decide(order, DECLINE)
    by_way_of = [Status.CANCELLATION_REQUEST_DENIED_FFM] if flow is Flow.SELLER else []
    assert passed(decision) == [*by_way_of, origin]


@pytest.mark.parametrize(
    "flow, path",
    [
        (Flow.MARKETPLACE, [Status.CANCELLATION_REQUEST_DENIED, Status.PAYMENT_APPROVED]),
        (Flow.COMPLETE, [Status.PAYMENT_APPROVED]),
    ],
)
def test_c9_declined_the_marketplaces_order_goes_back_to_payment_approved(flow: Flow, path: list[Status]) -> None:
    assert passed(decide(order_in(Status.WAITING_FOR_SELLER_DECISION, flow), DECLINE)) == path


@pytest.mark.parametrize("flow, status", DECIDABLE)
def test_c9_a_decision_names_the_open_request_and_declining_a_reason(flow: Flow, status: Status) -> None:
    order = order_in(status, flow)
    assert reasons(decide(order, ACCEPT.but(request_id="another"))) == {"request_known"}
    assert reasons(decide(order, DECLINE.but(request_id="another", reason=""))) == {"request_known", "reason_given"}
    assert reasons(decide(order, DECLINE.but(reason=""))) == {"reason_given"}


def test_c9_a_request_that_was_decided_is_not_decided_again() -> None:
    declined = request(Status.HANDLING, declined_at=NOW, decline_reason="No")
    order = order_in(Status.CANCELLATION_REQUESTED, cancellation_requests=(declined,))
    assert reasons(decide(order, DECLINE)) == {"request_known"}


@pytest.mark.parametrize("flow", FLOWS)
def test_c9_elsewhere_there_is_nothing_to_decline(flow: Flow) -> None:
    assert reasons(decide(waiting_for_invoices(flow), DECLINE)) <= {"awaits_decision", "unknown_trigger"}


@pytest.mark.parametrize("flow, status", DECIDABLE)
def test_c10_a_request_that_nobody_decides_for_30_days_cancels_the_order(flow: Flow, status: Status) -> None:
    order = order_in(status, flow)
    early = PassTime(actor=PLATFORM, at=NOW + timedelta(days=30) - timedelta(microseconds=1))
    assert reasons(decide(order, early)) == {"decision_is_overdue"}
    decision = decide(order, early.but(at=NOW + timedelta(days=30)))
    assert passed(decision) == [Status.CANCEL, Status.CANCELED]


@pytest.mark.parametrize("flow, status", DECIDABLE)
def test_c10_c11_a_partly_invoiced_order_is_not_canceled_by_time_either(flow: Flow, status: Status) -> None:
    late = PassTime(actor=PLATFORM, at=NOW + timedelta(days=30))
    in_part = partly_invoiced(flow, status)
    assert reasons(decide(in_part, late)) == {"not_invoiced_in_part"}
    assert decide(in_part, late).order == in_part


def test_c15_the_order_records_who_asked_why_when_and_by_which_request() -> None:
    asked = decide(waiting_for_invoices(), CUSTOMER_CANCEL.but(request_id="r-7")).order
    later = NOW + timedelta(hours=1)
    assert decide(asked, ACCEPT.but(request_id="r-7", at=later)).order.cancellation == Cancellation(
        requested_by="stranger", by_customer=True, reason="Changed my mind", at=later, request_id="r-7"
    )


def test_c15_an_order_canceled_at_once_records_it_without_a_request() -> None:
    assert decide(order_in(Status.WINDOW_TO_CANCEL), CANCEL).order.cancellation == Cancellation(
        requested_by="store", reason="Out of stock", at=NOW
    )


def test_c15_a_request_is_recorded_with_an_id_of_its_own_where_the_command_names_none() -> None:
    once = decide(waiting_for_invoices(), CANCEL.but(request_id=None)).order
    back = decide(once, DECLINE.but(request_id="1176320001-01-cancellation-1")).order
    twice = decide(back, CANCEL).order
    assert [found.id for found in twice.cancellation_requests] == [
        "1176320001-01-cancellation-1",
        "1176320001-01-cancellation-2",
    ]


def test_c15_every_declined_request_is_recorded_with_its_reason_and_date() -> None:
    order = decide(order_in(Status.CANCELLATION_REQUESTED), DECLINE).order
    assert [(found.decline_reason, found.declined_at) for found in order.cancellation_requests] == [
        ("Already on its way", NOW)
    ]
    assert order.cancellation is None


def test_c15_a_later_cancellation_does_not_borrow_a_declined_request() -> None:
    declined = request(Status.HANDLING, declined_at=NOW, decline_reason="No")
    order = order_in(Status.READY_FOR_INVOICING, cancellation_requests=(declined,))
    canceled = decide(order, CANCEL).order
    assert canceled.cancellation is not None
    assert canceled.cancellation.request_id is None
