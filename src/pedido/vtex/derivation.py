"""What a "Get order" response does not say outright, and how it is derived from what it says.

Each function is one reading, with its reason. What cannot be known is chosen so that a person gets to look at it rather
than that something happens silently.
"""

from collections.abc import Mapping
from itertools import accumulate
from typing import Final

from pedido.order.parts import Acquirer, Connector, Payment, Settings
from pedido.order.status import Flow, InvoiceType, MarketplaceKind, PaymentStatus, ReservationStatus, Status
from pedido.vtex.document import OrderDocument, TransactionPart

OWN_STORE: Final = "1"
"""VTEX's seller id for the store itself."""

_DELIVERING: Final = frozenset({Flow.COMPLETE, Flow.SELLER})
"""The flows of the store that delivers; the items of the others are with a seller."""

REQUESTED: Final = frozenset({Status.REQUEST_CANCEL, Status.WAITING_FOR_SELLER_DECISION, Status.CANCELLATION_REQUESTED})
"""Where a cancellation request is open."""

DECLINED: Final = frozenset({Status.CANCELLATION_REQUEST_DENIED, Status.CANCELLATION_REQUEST_DENIED_FFM})
"""Where a cancellation request has just been declined."""

ACCEPTED: Final = frozenset({Status.CANCEL, Status.CANCELED})
"""Where a cancellation request that was not declined has been carried out."""

_RESERVATIONS: Final[Mapping[Status, ReservationStatus]] = {
    Status.WINDOW_TO_CANCEL: ReservationStatus.CONFIRMED,
    Status.READY_FOR_HANDLING: ReservationStatus.CONFIRMED,
    Status.START_HANDLING: ReservationStatus.ACKNOWLEDGED,
    Status.HANDLING: ReservationStatus.ACKNOWLEDGED,
    Status.WAITING_FOR_FULFILLMENT: ReservationStatus.ACKNOWLEDGED,
    Status.READY_FOR_INVOICING: ReservationStatus.ACKNOWLEDGED,
    Status.CANCELLATION_REQUESTED: ReservationStatus.ACKNOWLEDGED,
    Status.CANCELLATION_REQUEST_DENIED_FFM: ReservationStatus.ACKNOWLEDGED,
    Status.INVOICE_AFTER_CANCELLATION_DENY: ReservationStatus.ACKNOWLEDGED,
    Status.INVOICE: ReservationStatus.ACKNOWLEDGED,
    Status.INVOICED: ReservationStatus.ACKNOWLEDGED,
    Status.REPLACED: ReservationStatus.ACKNOWLEDGED,
    Status.CANCEL: ReservationStatus.RELEASED,
    Status.CANCELED: ReservationStatus.RELEASED,
}

_PAYMENTS: Final[Mapping[Status, PaymentStatus]] = {
    Status.APPROVE_PAYMENT: PaymentStatus.APPROVED,
    Status.PAYMENT_APPROVED: PaymentStatus.APPROVED,
    Status.AUTHORIZE_FULFILLMENT: PaymentStatus.APPROVED,
    Status.WINDOW_TO_CANCEL: PaymentStatus.APPROVED,
    Status.READY_FOR_HANDLING: PaymentStatus.APPROVED,
    Status.START_HANDLING: PaymentStatus.APPROVED,
    Status.HANDLING: PaymentStatus.APPROVED,
    Status.WAITING_FOR_FULFILLMENT: PaymentStatus.APPROVED,
    Status.READY_FOR_INVOICING: PaymentStatus.APPROVED,
    Status.WAITING_SELLER_HANDLING: PaymentStatus.APPROVED,
    Status.WAITING_FOR_SELLER_DECISION: PaymentStatus.APPROVED,
    Status.CANCELLATION_REQUESTED: PaymentStatus.APPROVED,
    Status.CANCELLATION_REQUEST_DENIED: PaymentStatus.APPROVED,
    Status.CANCELLATION_REQUEST_DENIED_FFM: PaymentStatus.APPROVED,
    Status.INVOICE_AFTER_CANCELLATION_DENY: PaymentStatus.APPROVED,
    Status.INVOICE: PaymentStatus.APPROVED,
    Status.REPLACED: PaymentStatus.APPROVED,
    Status.PAYMENT_DENIED: PaymentStatus.CANCELED,
    Status.WINDOW_TO_CHANGE_PAYMENT: PaymentStatus.CANCELED,
}


def flow_of(document: OrderDocument) -> Flow | None:
    """Return the flow: the origin says it, but for a sale of the store's own, which it delivers itself (FLOW).

    A document without an origin does not tell: None.
    """
    seller = document.sellers[0].id if document.sellers else OWN_STORE
    flows = {
        "Marketplace": Flow.COMPLETE if seller == OWN_STORE else Flow.MARKETPLACE,
        "Fulfillment": Flow.SELLER,
        "Chain": Flow.CHAIN,
    }
    return flows[document.origin] if document.origin else None


def marketplace_kind_of(document: OrderDocument, flow: Flow) -> MarketplaceKind:
    """Return the kind of the marketplace.

    Certified where VTEX says so; external where the order came to this store from elsewhere under an affiliate's code;
    else the store's own. A partner marketplace, or a VTEX one that is known by an affiliate's code, cannot be told apart.
    """
    if document.marketplace.is_certified:
        return MarketplaceKind.CERTIFIED
    came_from_elsewhere = flow in {Flow.SELLER, Flow.CHAIN} and document.affiliate is not None
    return MarketplaceKind.EXTERNAL if came_from_elsewhere else MarketplaceKind.VTEX


def in_multilevel_inventory(document: OrderDocument, flow: Flow) -> bool:
    """Tell whether the order runs through MOI: only the chain flow and one status say so; a document tells no more."""
    return flow is Flow.CHAIN or document.status is Status.WAITING_SELLER_HANDLING


def reservation_of(flow: Flow, status: Status) -> ReservationStatus:
    """Return what has become of the reserved items by this status (FLOW).

    Where a cancellation is asked for, the items count as acknowledged, so that a person looks at the stock (C16).
    """
    if flow not in _DELIVERING:
        return ReservationStatus.RESERVED
    return _RESERVATIONS.get(status, ReservationStatus.RESERVED)


def requested_from(flow: Flow, status: Status) -> Status:
    """Return where an order of this status was when its cancellation was asked for, which no document says.

    In the marketplace that is payment-approved (C9). Where the store delivers it may be ready-for-handling or handling:
    handling, as the items count as acknowledged.
    """
    waits_before_fulfillment = status in {Status.REQUEST_CANCEL, Status.WAITING_FOR_SELLER_DECISION}
    with_store = flow in _DELIVERING and not waits_before_fulfillment
    return Status.HANDLING if with_store else Status.PAYMENT_APPROVED


def payment_of(document: OrderDocument, settings: Settings) -> Payment:
    """Return the payment as the order's status implies it: a document does not carry the status of the transaction.

    The document's active transaction counts, its payments together; the method and the system are theirs where they agree,
    and unknown where they do not. Several sellers share a payment (P8). What the connector and the acquirer can do is the
    store's to say.
    """
    transaction = _active_transaction(document)
    value = sum(payment.value for payment in transaction.payments) if transaction.payments else document.value
    methods = {payment.group for payment in transaction.payments}
    systems = {payment.system for payment in transaction.payments}
    settled = _settled(document, value, settings)
    return Payment(
        status=_payment_status(document),
        value=value,
        settled=settled,
        refunded=settled
        if document.status is Status.CANCELED
        else min(_invoiced(document, InvoiceType.INPUT), settled),
        transaction_id=transaction.transaction_id,
        method=methods.pop() if len(methods) == 1 else None,
        authorized_at=document.authorized_at,
        system=systems.pop() if len(systems) == 1 else None,
        split=len({seller.id for seller in document.sellers}) > 1,
        connector=settings.connector or Connector(),
        acquirer=settings.acquirer or Acquirer(),
    )


def _active_transaction(document: OrderDocument) -> TransactionPart:
    active = (transaction for transaction in document.payment.transactions if transaction.is_active)
    return next(active, TransactionPart())


def _payment_status(document: OrderDocument) -> PaymentStatus:
    if _is_settled(document):
        finished = _invoiced(document, InvoiceType.OUTPUT) >= document.value
        return PaymentStatus.FINISHED if finished else PaymentStatus.SETTLED
    return PaymentStatus.CANCELED if document.status is Status.CANCELED else _before_settlement(document)


def _is_settled(document: OrderDocument) -> bool:
    """Tell whether the whole payment is settled: `isCompleted` says so (API), and so does invoiced (I4).

    VTEX's own examples have a true `isCompleted` on orders that are not even authorised; there it is not believed.
    """
    approved = _before_settlement(document) is PaymentStatus.APPROVED
    return document.status is Status.INVOICED or (document.is_completed and approved)


def _before_settlement(document: OrderDocument) -> PaymentStatus:
    authorized = PaymentStatus.APPROVED if document.authorized_at else PaymentStatus.AUTHORIZING
    return _PAYMENTS.get(document.status, authorized)


def _settled(document: OrderDocument, value: int, settings: Settings) -> int:
    """Return what is settled: all, or each sale but the one that completes the value, which is settled last (I3)."""
    if _is_settled(document):
        return value
    if settings.automatic_settlement or document.status is Status.CANCELED:
        return 0
    sales = [package.value for package in document.packages.packages if package.type is InvoiceType.OUTPUT]
    return max((total for total in accumulate(sales) if total < value), default=0)


def _invoiced(document: OrderDocument, type_: InvoiceType) -> int:
    return sum(package.value for package in document.packages.packages if package.type is type_)
