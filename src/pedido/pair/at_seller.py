"""What the marketplace's messages come to at the seller.

The seller's order decides: a cancellation and an invoice that race each other meet here, and whichever comes first holds.
"""

from datetime import datetime
from typing import Any, Final

from pedido.order.actor import Actor
from pedido.order.commands import AuthorizeFulfillment, Cancel, Command, CustomerCancel
from pedido.order.order import Order
from pedido.order.status import Status
from pedido.pair.conflict import ConflictKind
from pedido.pair.message import (
    CancellationDeclined,
    CancellationInsisted,
    CancellationRequested,
    FulfillmentAuthorized,
    OrderCanceled,
)
from pedido.pair.reception import Reception, answered, comes_to, conflicts, nothing, waits


def authorize(_order: Order, _message: FulfillmentAuthorized, actor: Actor, at: datetime) -> Command:
    """Authorise the fulfilment: the payment is approved."""
    return AuthorizeFulfillment(actor=actor, at=at)


def ask(_order: Order, message: CancellationRequested, actor: Actor, at: datetime) -> Command:
    """Ask as the seller's customer does, whoever asked the marketplace, and under the marketplace's own request id (C8)."""
    return CustomerCancel(actor=actor, at=at, request_id=message.request_id, reason=message.reason)


def cancel(_order: Order, _message: Any, actor: Actor, at: datetime) -> Command:
    """Cancel."""
    return Cancel(actor=actor, at=at)


def decline_for_invoice(order: Order, message: CancellationRequested) -> CancellationDeclined:
    """Answer that the order is invoiced: the number of the invoice is the reason, as when an invoice declines (C4)."""
    return CancellationDeclined(message.request_id, order.invoices[-1].number if order.invoices else order.status)


def invoiced_in_part(order: Order, _message: Any) -> bool:
    """Something is invoiced already."""
    return order.invoiced > 0


def not_invoiced(order: Order, _message: Any) -> bool:
    """Nothing is invoiced yet."""
    return order.invoiced == 0


def asked_by_marketplace(order: Order, message: CancellationInsisted) -> bool:
    """The request that is open is the marketplace's."""
    return order.open_request is not None and order.open_request.id == message.request_id


def asked_by_seller(order: Order, message: CancellationInsisted) -> bool:
    """The request that is open is another one, the seller's own."""
    return not asked_by_marketplace(order, message)


_UNAUTHORIZED: Final = (Status.WAITING_FFMT_AUTHORIZATION, Status.WAITING_FOR_MANUAL_AUTHORIZATION)
_AT_ONCE: Final = (
    Status.ORDER_ACCEPTED,
    *_UNAUTHORIZED,
    Status.AUTHORIZE_FULFILLMENT,
    Status.WINDOW_TO_CANCEL,
)
_TWO_STEPS: Final = (Status.READY_FOR_HANDLING, Status.HANDLING)
_AT_STATIONS: Final = (Status.WAITING_FOR_FULFILLMENT, Status.READY_FOR_INVOICING)
_AT_WORK: Final = (*_TWO_STEPS, *_AT_STATIONS)
_INVOICED: Final = (Status.INVOICE, Status.INVOICED)
_CANCELED: Final = (Status.CANCEL, Status.CANCELED)
_PASSING: Final = (
    Status.ON_ORDER_COMPLETED_FFM,
    Status.START_HANDLING,
    Status.CANCELLATION_REQUEST_DENIED_FFM,
    Status.INVOICE_AFTER_CANCELLATION_DENY,
)
_NOT_YET: Final = (Status.INCOMPLETE, *_PASSING)
"""The platform has its part to do first (C12, C13)."""

AT_SELLER: Final[tuple[Reception, ...]] = (
    # The payment is approved. A seller that authorises by hand may have gone ahead.
    *waits(
        FulfillmentAuthorized, [Status.INCOMPLETE, Status.ORDER_ACCEPTED, Status.ON_ORDER_COMPLETED_FFM], "F1", "F4"
    ),
    *comes_to(FulfillmentAuthorized, _UNAUTHORIZED, "F4", "F8", gives=[authorize]),
    *nothing(
        FulfillmentAuthorized,
        [
            Status.AUTHORIZE_FULFILLMENT,
            Status.WINDOW_TO_CANCEL,
            *_AT_WORK,
            Status.START_HANDLING,
            Status.CANCELLATION_REQUESTED,
            Status.CANCELLATION_REQUEST_DENIED_FFM,
            Status.INVOICE_AFTER_CANCELLATION_DENY,
            *_INVOICED,
            *_CANCELED,
        ],
        "F4",
    ),
    # The marketplace asks: carried out at once while the window is open, later the seller decides (C8). What is invoiced stays
    # (C11, C5): the invoice on its way declines the request (C4), and the answer does where the marketplace refuses the invoice.
    *waits(CancellationRequested, _NOT_YET, "C12", "C13"),
    *comes_to(CancellationRequested, _AT_ONCE, "C8", gives=[ask]),
    *comes_to(CancellationRequested, _AT_WORK, "C8", gives=[ask], when=not_invoiced),
    *answered(CancellationRequested, _AT_WORK, "C11", answers=decline_for_invoice, when=invoiced_in_part),
    # The seller asked itself: now both want it, and the marketplace's request is the second step (C3).
    *comes_to(CancellationRequested, [Status.CANCELLATION_REQUESTED], "C3", gives=[cancel]),
    *answered(CancellationRequested, _INVOICED, "C5", answers=decline_for_invoice),
    *nothing(CancellationRequested, _CANCELED, "C2"),
    # It insists: the second step, as long as its request is still open (C3). If it is not, the answer is under way.
    *waits(CancellationInsisted, _PASSING, "C13"),
    *comes_to(
        CancellationInsisted, [Status.CANCELLATION_REQUESTED], "C3", "C10", gives=[cancel], when=asked_by_marketplace
    ),
    *nothing(CancellationInsisted, [Status.CANCELLATION_REQUESTED], "C9", when=asked_by_seller),
    *nothing(CancellationInsisted, [Status.INCOMPLETE, *_AT_ONCE, *_AT_WORK], "C9"),
    *nothing(CancellationInsisted, _INVOICED, "C4"),
    *nothing(CancellationInsisted, _CANCELED, "C2"),
    # It has canceled: nothing was decided by the seller yet, or the payment is lost (F9). Then the seller's order follows.
    *waits(OrderCanceled, _NOT_YET, "C12", "C13"),
    *comes_to(OrderCanceled, [*_AT_ONCE, Status.CANCELLATION_REQUESTED], "C1", "F9", gives=[cancel]),
    *comes_to(OrderCanceled, _AT_STATIONS, "C1", "F9", gives=[cancel], when=not_invoiced),
    *comes_to(OrderCanceled, _TWO_STEPS, "C3", "F9", gives=[cancel, cancel], when=not_invoiced),
    *nothing(OrderCanceled, _CANCELED, "C2"),
    *conflicts(OrderCanceled, _AT_WORK, "C11", conflict=ConflictKind.CANCELED_AFTER_INVOICE, when=invoiced_in_part),
    *conflicts(OrderCanceled, _INVOICED, "C5", conflict=ConflictKind.CANCELED_AFTER_INVOICE),
)
