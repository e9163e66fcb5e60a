"""What the seller's messages come to at the marketplace, whose order follows the seller's."""

from datetime import datetime
from typing import Any, Final

from pedido.order import commands
from pedido.order.actor import Actor
from pedido.order.commands import (
    AcceptCancellation,
    Cancel,
    Command,
    DeclineCancellation,
    RejectBySeller,
    open_request_id,
)
from pedido.order.order import Order
from pedido.order.status import InvoiceType, Status
from pedido.pair.conflict import ConflictKind
from pedido.pair.message import CancellationDeclined, CancellationRequested, Invoiced, OrderCanceled
from pedido.pair.reception import Reception, comes_to, conflicts, nothing, waits


def accept(order: Order, _message: OrderCanceled, actor: Actor, at: datetime) -> Command:
    """Accept the request of the marketplace, whichever request the seller canceled by."""
    return AcceptCancellation(actor=actor, at=at, request_id=open_request_id(order))


def decline(_order: Order, message: CancellationDeclined, actor: Actor, at: datetime) -> Command:
    """Decline the request, with the seller's reason."""
    return DeclineCancellation(actor=actor, at=at, request_id=message.request_id, reason=message.reason)


def reject(_order: Order, _message: OrderCanceled, actor: Actor, at: datetime) -> Command:
    """Look for another seller (F5)."""
    return RejectBySeller(actor=actor, at=at)


def cancel(_order: Order, _message: OrderCanceled, actor: Actor, at: datetime) -> Command:
    """Cancel."""
    return Cancel(actor=actor, at=at)


def invoice(_order: Order, message: Invoiced, actor: Actor, at: datetime) -> Command:
    """Enter the seller's invoice, as it is."""
    entered = message.invoice
    return commands.Invoice(
        actor=actor,
        at=at,
        number=entered.number,
        value=entered.value,
        type=entered.type,
        items=entered.items,
        receipt=entered.receipt,
        courier=entered.courier,
        tracking_number=entered.tracking_number,
        tracking_url=entered.tracking_url,
    )


def asked_here(order: Order, message: CancellationDeclined) -> bool:
    """The request that was declined is the one that is open."""
    return order.open_request is not None and order.open_request.id == message.request_id


def asked_elsewhere(order: Order, message: CancellationDeclined) -> bool:
    """The request that was declined is the seller's own; the marketplace's has not been decided."""
    return not asked_here(order, message)


def is_sale(_order: Order, message: Invoiced) -> bool:
    """The invoice is a sale."""
    return message.invoice.type is InvoiceType.OUTPUT


def is_return(_order: Order, message: Invoiced) -> bool:
    """The invoice is a return."""
    return message.invoice.type is InvoiceType.INPUT


def modified(order: Order, _message: Any) -> bool:
    """A modification is in progress."""
    return order.modifications.in_progress is not None


def not_modified(order: Order, _message: Any) -> bool:
    """No modification is in progress."""
    return not modified(order, _message)


_PASSING: Final = (
    Status.ORDER_CREATED,
    Status.ON_ORDER_COMPLETED,
    Status.ORDER_CREATE_ERROR,
    Status.ORDER_CREATION_ERROR,
    Status.APPROVE_PAYMENT,
    Status.REQUEST_CANCEL,
    Status.CANCELLATION_REQUEST_DENIED,
)
_NOT_YET: Final = (Status.INCOMPLETE, *_PASSING)
"""The platform has its part to do first (C12, C13)."""
_UNPAID: Final = (
    Status.WAITING_FOR_ORDER_AUTHORIZATION,
    Status.PAYMENT_PENDING,
    Status.PAYMENT_DENIED,
    Status.WINDOW_TO_CHANGE_PAYMENT,
)
_AT_SELLER: Final = (Status.PAYMENT_APPROVED, Status.WAITING_SELLER_HANDLING)
_INVOICED: Final = (Status.INVOICE, Status.INVOICED)
_CANCELED: Final = (Status.CANCEL, Status.CANCELED)
_OVER: Final = (Status.WINDOW_TO_CHANGE_SELLER, *_CANCELED, Status.REPLACED)
"""This seller has no more part in the order."""

_EVERYWHERE: Final = (
    *_NOT_YET,
    Status.WAITING_FOR_AUTHORIZATION,
    *_UNPAID,
    *_AT_SELLER,
    Status.READY_FOR_INVOICING,
    Status.WAITING_FOR_SELLER_DECISION,
    *_INVOICED,
    *_OVER,
)

AT_MARKETPLACE: Final[tuple[Reception, ...]] = (
    # The seller asks for a cancellation, its own or ours: it is the seller's to decide, and what it decides is told (C8).
    *nothing(CancellationRequested, _EVERYWHERE, "C8"),
    # It declined. A request of its own is no concern of the marketplace, which may have asked in the meantime (C9).
    *comes_to(CancellationDeclined, [Status.WAITING_FOR_SELLER_DECISION], "C9", gives=[decline], when=asked_here),
    *nothing(CancellationDeclined, [Status.WAITING_FOR_SELLER_DECISION], "C9", when=asked_elsewhere),
    *nothing(
        CancellationDeclined,
        [status for status in _EVERYWHERE if status is not Status.WAITING_FOR_SELLER_DECISION],
        "C9",
    ),
    # It canceled: that is its consent where the marketplace asked; where it did not, another seller is looked for (F5).
    *waits(OrderCanceled, _NOT_YET, "C12", "C13"),
    *comes_to(OrderCanceled, [Status.WAITING_FOR_SELLER_DECISION], "C8", gives=[accept]),
    *comes_to(OrderCanceled, [Status.WAITING_FOR_AUTHORIZATION, *_AT_SELLER], "F5", gives=[reject]),
    *comes_to(OrderCanceled, _UNPAID, "C1", gives=[cancel]),
    *comes_to(OrderCanceled, [Status.READY_FOR_INVOICING], "C1", "C8", gives=[cancel, accept]),
    *nothing(OrderCanceled, _OVER, "C2", "F5"),
    *conflicts(OrderCanceled, _INVOICED, "C5", conflict=ConflictKind.CANCELED_AFTER_INVOICE),
    # It invoiced. Where it went ahead of the payment, the invoice waits for the approval (F4, F9).
    *waits(Invoiced, [*_NOT_YET, Status.WAITING_FOR_AUTHORIZATION, *_UNPAID], "F4", "F9"),
    *comes_to(
        Invoiced,
        [*_AT_SELLER, Status.READY_FOR_INVOICING, Status.WAITING_FOR_SELLER_DECISION],
        "I4",
        "C4",
        gives=[invoice],
        when=not_modified,
    ),
    *waits(
        Invoiced,
        [*_AT_SELLER, Status.READY_FOR_INVOICING, Status.WAITING_FOR_SELLER_DECISION],
        "I7",
        when=modified,
    ),
    *waits(Invoiced, [Status.INVOICE], "I5", when=is_return),
    *comes_to(Invoiced, [Status.INVOICED], "I5", gives=[invoice], when=is_return),
    *conflicts(Invoiced, _INVOICED, "C5", conflict=ConflictKind.REFUSED, when=is_sale),
    *conflicts(Invoiced, _OVER, "C2", conflict=ConflictKind.INVOICED_AFTER_CANCELLATION, when=is_sale),
    *nothing(Invoiced, _OVER, "C2", "I5", when=is_return),  # the goods come back: that is how the conflict is solved
)
