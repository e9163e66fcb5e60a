"""Messages as tests send them, about the orders of `tests.orders`, and the orders that receive them."""

from typing import Any, Final

from pedido import Flow, InvoiceType, Order, Status
from pedido.pair import (
    CancellationDeclined,
    CancellationInsisted,
    CancellationRequested,
    FulfillmentAuthorized,
    Invoiced,
    OrderCanceled,
    Received,
)
from pedido.pair.protocol import PROTOCOL
from tests.orders import NOW, PART, REQUEST, VALUE, invoice, order_in, partly_invoiced

AUTHORIZED: Final = FulfillmentAuthorized()
REQUESTED: Final = CancellationRequested(REQUEST, "Too late")
INSISTED: Final = CancellationInsisted(REQUEST)
DECLINED: Final = CancellationDeclined(REQUEST, "Sent")
CANCELED: Final = OrderCanceled()
INVOICED: Final = Invoiced(invoice("NF-1", VALUE))
INVOICED_IN_PART: Final = Invoiced(invoice("NF-1", PART))
RETURNED: Final = Invoiced(invoice("NF-2", PART, InvoiceType.INPUT))

TO_SELLER: Final = (AUTHORIZED, REQUESTED, INSISTED, CANCELED)
TO_MARKETPLACE: Final = (REQUESTED, DECLINED, CANCELED, INVOICED, RETURNED)


def seller(status: Status, **changes: Any) -> Order:
    """Make the seller's order."""
    return order_in(status, Flow.SELLER, order_id="seller-1", **changes)


def marketplace(status: Status, **changes: Any) -> Order:
    """Make the marketplace's order."""
    return order_in(status, Flow.MARKETPLACE, **changes)


def seller_in_part(status: Status) -> Order:
    """Make the seller's order with a part of it invoiced."""
    return partly_invoiced(Flow.SELLER, status, order_id="seller-1")


def received(order: Order, message: Any) -> Received:
    """Deliver a message."""
    return PROTOCOL.receive(order, message, at=NOW)
