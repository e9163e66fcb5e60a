"""What declining a request brings about, by a person or by an invoice, and who hears of it: C4, C8 and C9, both ways."""

import pytest

from pedido import (
    AcknowledgeReservation,
    Decision,
    Flow,
    Notify,
    Order,
    Party,
    ReservationStatus,
    Status,
    Subject,
    decide,
)
from tests.facts.cancelling import CANCEL, CUSTOMER_CANCEL, DECIDABLE, DECLINE, REST, WITH_SELLER
from tests.orders import DELIVERING, PART, VALUE, order_in, request, waiting_for_invoices

CARRIED_ON = [found for found in DECIDABLE if found != (Flow.COMPLETE, Status.WAITING_FOR_SELLER_DECISION)]
"""Where an invoice declines the request."""


def asked_for(flow: Flow, status: Status, *, by_customer: bool) -> Order:
    """Make an order whose cancellation the customer or the store asked for."""
    origin = Status.HANDLING if status is Status.CANCELLATION_REQUESTED else Status.PAYMENT_APPROVED
    return order_in(status, flow, cancellation_requests=(request(origin, by_customer=by_customer),))


def told(decision: Decision, subject: Subject) -> set[Party]:
    """Name who is told about the subject."""
    return {party for party in Party if Notify(party, subject) in decision.effects}


def hears_of_decline(flow: Flow, *, by_customer: bool) -> set[Party]:
    """Name who hears of a decline: the marketplace, where it sold the order; else the customer, who asked."""
    if flow is Flow.SELLER:
        return {Party.MARKETPLACE}
    return {Party.CUSTOMER} if by_customer else set()


@pytest.mark.parametrize("flow", DELIVERING)
@pytest.mark.parametrize("value", [PART, VALUE])
def test_c4_an_invoice_takes_the_items_out_of_the_stock_unless_they_have_left_it(flow: Flow, value: int) -> None:
    asked = decide(order_in(Status.READY_FOR_HANDLING, flow), CANCEL).order
    decision = decide(asked, REST.but(value=value))
    assert decision.effects.count(AcknowledgeReservation()) == 1
    assert decision.order.reservation is ReservationStatus.ACKNOWLEDGED
    in_handling = decide(order_in(Status.CANCELLATION_REQUESTED, flow), REST.but(value=value))
    assert AcknowledgeReservation() not in in_handling.effects
    assert in_handling.order.reservation is ReservationStatus.ACKNOWLEDGED


@pytest.mark.parametrize("flow, status", CARRIED_ON)
@pytest.mark.parametrize("value", [PART, VALUE])
def test_c4_the_number_of_the_invoice_is_the_reason_of_the_decline(flow: Flow, status: Status, value: int) -> None:
    declined = decide(order_in(status, flow), REST.but(value=value)).order.cancellation_requests[-1]
    assert (declined.decline_reason, declined.declined_at) == (REST.number, REST.at)


def test_c4_where_the_store_decides_before_the_fulfillment_nothing_is_invoiced() -> None:
    decision = decide(order_in(Status.WAITING_FOR_SELLER_DECISION), REST)
    assert [refusal.id for refusal in decision.refusals] == ["not_available_here"]


@pytest.mark.parametrize("flow, status", CARRIED_ON)
@pytest.mark.parametrize("by_customer", [False, True])
def test_c4_whom_the_request_concerns_hears_that_an_invoice_declined_it(
    flow: Flow, status: Status, *, by_customer: bool
) -> None:
    decision = decide(asked_for(flow, status, by_customer=by_customer), REST)
    assert told(decision, Subject.CANCELLATION_DECLINED) == hears_of_decline(flow, by_customer=by_customer)


@pytest.mark.parametrize("flow, status", DECIDABLE)
@pytest.mark.parametrize("by_customer", [False, True])
def test_c9_whom_the_request_concerns_hears_that_it_is_declined(
    flow: Flow, status: Status, *, by_customer: bool
) -> None:
    decision = decide(asked_for(flow, status, by_customer=by_customer), DECLINE)
    assert told(decision, Subject.CANCELLATION_DECLINED) == hears_of_decline(flow, by_customer=by_customer)


@pytest.mark.parametrize("flow, sold_elsewhere", [(Flow.COMPLETE, set()), (Flow.SELLER, {Party.MARKETPLACE})])
@pytest.mark.parametrize("status", [Status.READY_FOR_HANDLING, Status.HANDLING])
def test_c8_the_seller_hears_of_the_customers_request_and_not_of_its_own(
    flow: Flow, sold_elsewhere: set[Party], status: Status
) -> None:
    order = order_in(status, flow)
    of_customer, of_store = decide(order, CUSTOMER_CANCEL), decide(order, CANCEL)
    assert told(of_customer, Subject.CANCELLATION_REQUESTED) == {Party.SELLER} | sold_elsewhere
    assert told(of_store, Subject.CANCELLATION_REQUESTED) == sold_elsewhere


@pytest.mark.parametrize(
    "flow, status",
    [(Flow.COMPLETE, Status.PAYMENT_APPROVED), *((Flow.MARKETPLACE, status) for status in WITH_SELLER)],
)
def test_c8_the_seller_hears_of_the_request_that_it_decides(flow: Flow, status: Status) -> None:
    decision = decide(order_in(status, flow), CUSTOMER_CANCEL)
    assert told(decision, Subject.CANCELLATION_REQUESTED) == {Party.SELLER}


def test_c8_where_nobody_decides_nobody_hears_of_a_request() -> None:
    for order in (waiting_for_invoices(Flow.CHAIN), order_in(Status.WINDOW_TO_CANCEL)):
        assert told(decide(order, CUSTOMER_CANCEL), Subject.CANCELLATION_REQUESTED) == set()
