"""What the seller's messages come to at the marketplace, status by status."""

import pytest

from pedido import ModificationStatus, PaymentStatus, Status
from pedido.pair import (
    CancellationDeclined,
    CancellationRequested,
    ConflictKind,
    OrderCanceled,
    Outcome,
)
from tests.orders import (
    NOW,
    payment,
    with_modification,
)
from tests.pair.receiving import assert_comes_to, assert_conflicts, assert_stays
from tests.pair.telling import (
    CANCELED,
    DECLINED,
    INVOICED,
    INVOICED_IN_PART,
    REQUESTED,
    RETURNED,
    marketplace,
)

NOTHING, WAITS = Outcome.NOTHING_TO_DO, Outcome.WAITS
UNPAID = (Status.WAITING_FOR_ORDER_AUTHORIZATION, Status.PAYMENT_PENDING, Status.WINDOW_TO_CHANGE_PAYMENT)
WITH_SELLER = (Status.PAYMENT_APPROVED, Status.WAITING_SELLER_HANDLING, Status.READY_FOR_INVOICING)
OVER = (Status.WINDOW_TO_CHANGE_SELLER, Status.CANCEL, Status.CANCELED, Status.REPLACED)


@pytest.mark.parametrize("status", [*UNPAID, *WITH_SELLER, Status.WAITING_FOR_SELLER_DECISION, *OVER])
def test_the_sellers_own_request_is_the_sellers_to_decide(status: Status) -> None:
    assert_stays(marketplace(status), REQUESTED, NOTHING)


def test_a_decline_of_its_request_brings_the_order_back() -> None:
    order = assert_comes_to(marketplace(Status.WAITING_FOR_SELLER_DECISION), DECLINED, Status.PAYMENT_APPROVED)
    assert order.cancellation_requests[-1].decline_reason == "Sent"


def test_a_decline_of_the_sellers_own_request_decides_nothing_here() -> None:
    assert_stays(marketplace(Status.WAITING_FOR_SELLER_DECISION), CancellationDeclined("own", "Found"), NOTHING)


@pytest.mark.parametrize("status", [*UNPAID, *WITH_SELLER, Status.INVOICED, *OVER])
def test_a_decline_is_over_where_nobody_waits_for_it(status: Status) -> None:
    assert_stays(marketplace(status), DECLINED, NOTHING)


def test_a_seller_that_cancels_consents_to_the_request() -> None:
    order = marketplace(Status.WAITING_FOR_SELLER_DECISION)
    after = assert_comes_to(order, CANCELED, Status.CANCELED, OrderCanceled())
    assert after.cancellation_requests[-1].accepted_at == NOW


@pytest.mark.parametrize("status", [Status.WAITING_FOR_AUTHORIZATION, *WITH_SELLER[:2]])
def test_a_seller_that_cancels_by_itself_is_to_be_replaced(status: Status) -> None:
    assert_comes_to(marketplace(status), CANCELED, Status.WINDOW_TO_CHANGE_SELLER)


@pytest.mark.parametrize("status", UNPAID)
def test_before_the_payment_the_order_is_canceled_with_the_sellers(status: Status) -> None:
    order = marketplace(status, payment=payment(PaymentStatus.AUTHORIZING))
    assert_comes_to(order, CANCELED, Status.CANCELED, OrderCanceled())


def test_packed_for_the_invoice_it_takes_the_request_and_the_consent() -> None:
    asked = CancellationRequested("1176320001-01-cancellation-1")
    order = marketplace(Status.READY_FOR_INVOICING)
    assert_comes_to(order, CANCELED, Status.CANCELED, asked, OrderCanceled())


@pytest.mark.parametrize("status", OVER)
def test_a_seller_that_cancels_what_is_over_changes_nothing(status: Status) -> None:
    assert_stays(marketplace(status), CANCELED, NOTHING)


@pytest.mark.parametrize("status", [Status.INVOICE, Status.INVOICED])
def test_a_seller_that_cancels_what_it_invoiced_is_a_conflict(status: Status) -> None:
    assert_conflicts(marketplace(status), CANCELED, ConflictKind.CANCELED_AFTER_INVOICE)


@pytest.mark.parametrize("status", [*WITH_SELLER, Status.WAITING_FOR_SELLER_DECISION])
def test_the_sellers_invoice_is_entered_as_it_is(status: Status) -> None:
    order = assert_comes_to(marketplace(status), INVOICED, Status.INVOICED)
    assert order.invoices == (INVOICED.invoice,)
    assert_comes_to(marketplace(status), INVOICED_IN_PART, Status.PAYMENT_APPROVED)


def test_an_invoice_carries_on_what_was_to_be_canceled() -> None:
    order = assert_comes_to(marketplace(Status.WAITING_FOR_SELLER_DECISION), INVOICED, Status.INVOICED)
    assert order.cancellation_requests[-1].decline_reason == "NF-1"


@pytest.mark.parametrize("status", [Status.WAITING_FOR_AUTHORIZATION, *UNPAID])
def test_an_invoice_that_is_ahead_of_the_payment_waits_for_it(status: Status) -> None:
    assert_stays(marketplace(status), INVOICED, WAITS)


def test_an_invoice_waits_while_a_modification_is_in_progress() -> None:
    modified = with_modification(marketplace(Status.READY_FOR_INVOICING), ModificationStatus.WAITING_CONFIRMATION)
    assert_stays(modified, INVOICED, WAITS)


@pytest.mark.parametrize("status", OVER)
def test_an_invoice_of_what_is_canceled_here_is_a_conflict(status: Status) -> None:
    assert_conflicts(marketplace(status), INVOICED, ConflictKind.INVOICED_AFTER_CANCELLATION)


@pytest.mark.parametrize("status", [Status.INVOICE, Status.INVOICED])
def test_another_sale_of_what_is_invoiced_is_a_conflict(status: Status) -> None:
    assert_conflicts(marketplace(status), INVOICED, ConflictKind.REFUSED)


def test_a_return_is_entered_once_the_order_is_invoiced_and_refunded() -> None:
    assert_stays(marketplace(Status.INVOICE), RETURNED, WAITS)
    order = assert_comes_to(marketplace(Status.INVOICED), RETURNED, Status.INVOICED)
    assert order.payment.refunded == RETURNED.invoice.value
