"""What a decision tells the other store: every notification for it, as a message with what it is about."""

from typing import Any

import pytest

from pedido import (
    AuthorizePayment,
    Cancel,
    Command,
    ConfirmPaymentCancellation,
    CustomerCancel,
    DeclineCancellation,
    Flow,
    Invoice,
    Order,
    Party,
    Status,
    Subject,
)
from pedido.engine import decide
from pedido.order.effects import Notify
from pedido.pair import (
    CancellationDeclined,
    CancellationRequested,
    FulfillmentAuthorized,
    Invoiced,
    Message,
    OrderCanceled,
)
from pedido.pair.telling import TELLS, told
from tests.orders import NOW, PART, REQUEST, STORE, VALUE, order_in, request
from tests.pair.telling import marketplace, seller

GIVEN: dict[str, Any] = {"actor": STORE, "at": NOW}
INVOICE = Invoice(**GIVEN, number="NF-1", value=VALUE, tracking_number="BR1")
ASKED = CancellationRequested("r-1", "Too late")


@pytest.mark.parametrize(
    "order, command, messages",
    [
        (
            marketplace(Status.PAYMENT_PENDING),
            AuthorizePayment(**GIVEN),
            [FulfillmentAuthorized()],
        ),
        (
            marketplace(Status.PAYMENT_APPROVED),
            CustomerCancel(**GIVEN, request_id="r-1", reason="Too late"),
            [ASKED],
        ),
        (marketplace(Status.PAYMENT_APPROVED), ConfirmPaymentCancellation(**GIVEN), [OrderCanceled()]),
        (seller(Status.HANDLING), Cancel(**GIVEN, request_id="r-1", reason="Too late"), [ASKED]),
        (seller(Status.HANDLING), CustomerCancel(**GIVEN, request_id="r-1", reason="Too late"), [ASKED]),
        (
            seller(Status.CANCELLATION_REQUESTED),
            DeclineCancellation(**GIVEN, request_id=REQUEST, reason="Sent"),
            [CancellationDeclined(REQUEST, "Sent")],
        ),
        (seller(Status.WINDOW_TO_CANCEL), Cancel(**GIVEN), [OrderCanceled()]),
        (seller(Status.HANDLING), Cancel(actor=STORE.but(resources=frozenset()), at=NOW), []),
    ],
)
def test_a_decision_tells_the_other_store_what_it_has_to_know(
    order: Order, command: Command, messages: list[Message]
) -> None:
    assert list(told(decide(order, command))) == messages


def test_an_invoice_is_told_as_it_was_entered() -> None:
    for order in (seller(Status.HANDLING), seller(Status.READY_FOR_INVOICING)):
        decision = decide(order, INVOICE)
        assert told(decision) == (Invoiced(decision.order.invoices[0]),)
        assert decision.order.invoices[0].tracking_number == "BR1"


def test_an_invoice_where_the_cancellation_was_requested_tells_the_decline_before_the_invoice() -> None:
    decision = decide(seller(Status.CANCELLATION_REQUESTED), INVOICE.but(value=PART))
    assert told(decision) == (CancellationDeclined(REQUEST, "NF-1"), Invoiced(decision.order.invoices[0]))


def test_what_is_for_the_customer_or_the_stores_own_people_is_not_told() -> None:
    asked = (request(Status.PAYMENT_APPROVED, by_customer=True),)
    order = marketplace(Status.WAITING_FOR_SELLER_DECISION, cancellation_requests=asked)
    declined = decide(order, DeclineCancellation(**GIVEN, request_id=REQUEST, reason="Sent"))
    assert Notify(Party.CUSTOMER, Subject.CANCELLATION_DECLINED) in declined.effects
    assert told(declined) == ()
    requested = decide(seller(Status.HANDLING), CustomerCancel(**GIVEN))
    assert Notify(Party.SELLER, Subject.CANCELLATION_REQUESTED) in requested.effects
    assert len(told(requested)) == 1


def test_a_store_that_sells_and_delivers_has_nobody_to_tell() -> None:
    for status in (Status.HANDLING, Status.CANCELLATION_REQUESTED):
        assert told(decide(order_in(status, Flow.COMPLETE), INVOICE)) == ()


@pytest.mark.parametrize("subject", Subject)
def test_every_subject_is_for_the_other_store_or_known_not_to_be(subject: Subject) -> None:
    elsewhere = {
        Subject.SELLER_CHANGED,
        Subject.MODIFICATION_REQUESTED,
        Subject.MODIFIED,
        Subject.MODIFICATION_CANCELED,
    }
    assert (subject in elsewhere) is not any(known is subject for _, _, known in TELLS)
