"""What the marketplace's messages come to at the seller, status by status."""

from typing import Any

import pytest

from pedido import Order, Status
from pedido.pair import (
    CancellationDeclined,
    CancellationRequested,
    ConflictKind,
    OrderCanceled,
    Outcome,
)
from tests.orders import (
    REQUEST,
    request,
)
from tests.pair.receiving import assert_comes_to, assert_conflicts, assert_stays
from tests.pair.telling import (
    AUTHORIZED,
    CANCELED,
    INSISTED,
    REQUESTED,
    TO_SELLER,
    seller,
    seller_in_part,
)

NOTHING, ANSWERS, WAITS = Outcome.NOTHING_TO_DO, Outcome.ANSWERED, Outcome.WAITS
UNAUTHORIZED = (Status.WAITING_FFMT_AUTHORIZATION, Status.WAITING_FOR_MANUAL_AUTHORIZATION)
AT_ONCE = (Status.ORDER_ACCEPTED, *UNAUTHORIZED, Status.AUTHORIZE_FULFILLMENT, Status.WINDOW_TO_CANCEL)
AT_WORK = (Status.READY_FOR_HANDLING, Status.HANDLING, Status.WAITING_FOR_FULFILLMENT, Status.READY_FOR_INVOICING)


@pytest.mark.parametrize("status", UNAUTHORIZED)
def test_the_authorization_opens_the_cancellation_window(status: Status) -> None:
    assert_comes_to(seller(status), AUTHORIZED, Status.WINDOW_TO_CANCEL)


def test_the_authorization_waits_for_the_rest_of_the_order() -> None:
    for status in (Status.INCOMPLETE, Status.ORDER_ACCEPTED, Status.ON_ORDER_COMPLETED_FFM):
        assert_stays(seller(status), AUTHORIZED, WAITS)


@pytest.mark.parametrize("status", [Status.WINDOW_TO_CANCEL, *AT_WORK, Status.INVOICED, Status.CANCELED])
def test_an_authorization_that_comes_after_the_seller_went_ahead_changes_nothing(status: Status) -> None:
    assert_stays(seller(status), AUTHORIZED, NOTHING)


@pytest.mark.parametrize("status", AT_ONCE)
def test_a_request_is_carried_out_at_once_until_the_window_closes(status: Status) -> None:
    assert_comes_to(seller(status), REQUESTED, Status.CANCELED, OrderCanceled())


@pytest.mark.parametrize("status", AT_WORK)
def test_later_a_request_is_for_the_seller_to_decide_under_the_id_that_the_marketplace_gave_it(status: Status) -> None:
    asked = CancellationRequested("marketplace-7", "Too late")
    order = assert_comes_to(seller(status), asked, Status.CANCELLATION_REQUESTED, asked)
    assert order.open_request is not None
    assert (order.open_request.id, order.open_request.reason) == ("marketplace-7", "Too late")


@pytest.mark.parametrize("status", AT_WORK)
def test_a_request_for_what_is_invoiced_in_part_is_answered_by_a_decline_that_names_the_invoice(status: Status) -> None:
    assert_stays(seller_in_part(status), REQUESTED, ANSWERS, CancellationDeclined(REQUEST, "1"))


@pytest.mark.parametrize("status", [Status.INVOICE, Status.INVOICED])
def test_a_request_for_what_is_invoiced_is_answered_by_a_decline(status: Status) -> None:
    assert_stays(seller(status), REQUESTED, ANSWERS, CancellationDeclined(REQUEST, "1"))


def test_where_the_invoice_is_not_known_the_decline_names_the_status() -> None:
    answer = CancellationDeclined(REQUEST, "invoiced")
    assert_stays(seller(Status.INVOICED, invoices=()), REQUESTED, ANSWERS, answer)


def test_a_request_is_the_second_step_where_the_seller_had_asked_itself() -> None:
    assert_comes_to(seller(Status.CANCELLATION_REQUESTED), REQUESTED, Status.CANCELED, OrderCanceled())


def test_insisting_cancels_while_the_marketplaces_request_is_open() -> None:
    assert_comes_to(seller(Status.CANCELLATION_REQUESTED), INSISTED, Status.CANCELED, OrderCanceled())


def test_insisting_does_not_touch_a_request_of_the_sellers_own() -> None:
    own = seller(Status.CANCELLATION_REQUESTED, cancellation_requests=(request(Status.HANDLING, id="own"),))
    assert_stays(own, INSISTED, NOTHING)


@pytest.mark.parametrize("status", [*AT_ONCE, *AT_WORK, Status.INVOICE, Status.INVOICED, Status.CANCELED])
def test_insisting_comes_too_late_where_the_seller_has_answered(status: Status) -> None:
    assert_stays(seller(status), INSISTED, NOTHING)


@pytest.mark.parametrize("status", [*AT_ONCE, *AT_WORK, Status.CANCELLATION_REQUESTED])
def test_a_canceled_order_is_canceled_here_too_in_as_many_steps_as_it_takes(status: Status) -> None:
    messages = (CancellationRequested("seller-1-cancellation-1"),) if status in AT_WORK[:2] else ()
    assert_comes_to(seller(status), CANCELED, Status.CANCELED, *messages, OrderCanceled())


@pytest.mark.parametrize("order", [*map(seller_in_part, AT_WORK), *map(seller, [Status.INVOICE, Status.INVOICED])])
def test_what_is_invoiced_stays_and_a_person_sees_that_the_other_order_is_canceled(order: Order) -> None:
    assert_conflicts(order, CANCELED, ConflictKind.CANCELED_AFTER_INVOICE)


@pytest.mark.parametrize("status", [Status.CANCEL, Status.CANCELED])
@pytest.mark.parametrize("message", TO_SELLER)
def test_a_canceled_order_takes_note_of_everything_and_does_nothing(message: Any, status: Status) -> None:
    assert_stays(seller(status), message, NOTHING)
