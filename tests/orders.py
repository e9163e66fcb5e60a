"""The orders, actors and moments that tests start from.

`order_in` makes an order that rests in a status, with the payment, the reservation and the request that belong there.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pedido import (
    Acquirer,
    Actor,
    CancellationRequest,
    Connector,
    Decision,
    Flow,
    InvoiceType,
    Item,
    Modification,
    Modifications,
    ModificationStatus,
    Order,
    Payment,
    PaymentChange,
    PaymentStatus,
    ReservationStatus,
    Resource,
    Settings,
    Status,
    Totals,
)
from pedido.order.events import StatusChanged
from pedido.order.modification import DEFAULT_SETTINGS
from pedido.order.parts import Invoice

NOW: Final = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER: Final = NOW + timedelta(days=365)
VALUE: Final = 10_000
"""What an order is worth, in cents."""
PART: Final = 4_000
"""What a partial invoice is for."""
REQUEST: Final = "request-1"
"""The id of the open cancellation request."""
UNIT: Final = VALUE // 2
"""What one of the two units of the order's line costs, in cents."""
MODIFICATION: Final = "modification-1"
"""The id of the modification that `modification` makes."""

STORE: Final = Actor(id="store", resources=frozenset(Resource))
"""May do everything."""
STRANGER: Final = Actor(id="stranger")
"""Has no License Manager resource at all, as a customer has none."""

AWAITING: Final = Settings(payment_confirmation="awaited", reservation_confirmation="awaited")
"""A store that waits for what Payments and Logistics confirm."""

FLOWS: Final = tuple(Flow)
DELIVERING: Final = (Flow.COMPLETE, Flow.SELLER)
"""The flows of the store that delivers."""
SELLING: Final = (Flow.MARKETPLACE, Flow.CHAIN)
"""The flows in which another store delivers."""


def without(resource: Resource) -> Actor:
    """Give all resources but one."""
    return Actor(id="store", resources=STORE.resources - {resource})


def order_in(status: Status, flow: Flow = Flow.COMPLETE, **changes: Any) -> Order:
    """Make an order that rests in the status; `changes` are fields of its own."""
    usual: dict[str, Any] = {
        "order_id": "1176320001-01",
        "flow": flow,
        "status": status,
        "value": VALUE,
        "items": (Item(sku="1", quantity=2, unit_price=UNIT),),
        "payment": payment(_PAYMENTS.get(status, PaymentStatus.APPROVED)),
        "reservation": _RESERVATIONS.get(status, ReservationStatus.RESERVED),
        "changed_at": NOW,
    }
    if status in {Status.INVOICE, Status.INVOICED}:
        usual["invoices"] = (invoice("1", VALUE),)
    if status in {Status.CANCELLATION_REQUESTED, Status.WAITING_FOR_SELLER_DECISION}:
        usual["cancellation_requests"] = (request(_ASKED_IN[flow]),)
    return Order(**{**usual, **changes})


def resting_in(flow: Flow) -> Status:
    """Name the status in which an order of the flow waits for invoices."""
    return Status.HANDLING if flow in DELIVERING else Status.PAYMENT_APPROVED


def waiting_for_invoices(flow: Flow = Flow.COMPLETE, **changes: Any) -> Order:
    """Make an order that nothing is invoiced of yet."""
    return order_in(resting_in(flow), flow, **changes)


def partly_invoiced(flow: Flow = Flow.COMPLETE, status: Status | None = None, **changes: Any) -> Order:
    """Make an order of which a part is invoiced and settled."""
    paid = payment(PaymentStatus.APPROVED, settled=PART)
    usual = {"invoices": (invoice("1", PART),), "payment": paid}
    return order_in(status or resting_in(flow), flow, **{**usual, **changes})


def payment(status: PaymentStatus, **changes: Any) -> Payment:
    """Make a payment of the order's value; one that is settled is settled in full."""
    settled = VALUE if status in {PaymentStatus.SETTLED, PaymentStatus.FINISHED} else 0
    return Payment(**{"status": status, "value": VALUE, "settled": settled, **changes})


def invoice(number: str, value: int, type_: InvoiceType = InvoiceType.OUTPUT) -> Invoice:
    """Make an invoice that was entered before."""
    return Invoice(number=number, value=value, type=type_, issued_at=NOW)


def able(status: PaymentStatus = PaymentStatus.APPROVED, **changes: Any) -> Payment:
    """Make a payment with which the total can go anywhere: what each need of a price change asks for is there."""
    usual = {
        "method": "creditCard",
        "connector": Connector(higher_values=True, partial_refunds=True),
        "acquirer": Acquirer(without_cvv=True, second_charge=True),
    }
    return payment(status, **{**usual, **changes})


def modification(status: ModificationStatus, **changes: Any) -> Modification:
    """Make a modification that takes one of the two units away, in the status."""
    line = Item(sku="1", quantity=1, unit_price=UNIT)
    asked = status in {ModificationStatus.WAITING_CONFIRMATION, ModificationStatus.DONE}
    usual: dict[str, Any] = {
        "id": MODIFICATION,
        "number": 1,
        "status": status,
        "reason": "Out of stock",
        "requested_by": "store",
        "requested_at": NOW,
        "removed": (line,),
        "items": (line,),
        "kept": (0,),
        "totals": Totals(items=-UNIT),
        "value": VALUE - UNIT,
        "payment": PaymentChange(lowered=UNIT) if asked else PaymentChange(),
        "settings": DEFAULT_SETTINGS,
    }
    return Modification(**{**usual, **changes})


def with_modification(order: Order, status: ModificationStatus, **changes: Any) -> Order:
    """Let an order have a modification in the status, also one that it passes, and no other."""
    return order.but(modifications=Modifications().having(modification(status, **changes)))


def request(requested_from: Status, **changes: Any) -> CancellationRequest:
    """Make a cancellation request that nobody has decided."""
    usual = {"id": REQUEST, "requested_from": requested_from, "requested_at": NOW, "requested_by": "customer-1"}
    return CancellationRequest(**{**usual, **changes})


_ASKED_IN: Final[Mapping[Flow, Status]] = {
    Flow.COMPLETE: Status.HANDLING,
    Flow.SELLER: Status.HANDLING,
    Flow.MARKETPLACE: Status.PAYMENT_APPROVED,
}
_PAYMENTS: Final[Mapping[Status, PaymentStatus]] = {
    **dict.fromkeys(
        [
            Status.INCOMPLETE,
            Status.ORDER_ACCEPTED,
            Status.WAITING_FOR_AUTHORIZATION,
            Status.WAITING_FOR_ORDER_AUTHORIZATION,
            Status.WAITING_FOR_MKT_AUTHORIZATION,
            Status.PAYMENT_PENDING,
            Status.WAITING_FFMT_AUTHORIZATION,
            Status.WAITING_FOR_MANUAL_AUTHORIZATION,
        ],
        PaymentStatus.AUTHORIZING,
    ),
    **dict.fromkeys([Status.PAYMENT_DENIED, Status.WINDOW_TO_CHANGE_PAYMENT, Status.CANCELED], PaymentStatus.CANCELED),
    Status.INVOICED: PaymentStatus.FINISHED,
}
_RESERVATIONS: Final[Mapping[Status, ReservationStatus]] = {
    Status.WINDOW_TO_CANCEL: ReservationStatus.CONFIRMED,
    Status.READY_FOR_HANDLING: ReservationStatus.CONFIRMED,
    **dict.fromkeys(
        [
            Status.HANDLING,
            Status.WAITING_FOR_FULFILLMENT,
            Status.READY_FOR_INVOICING,
            Status.CANCELLATION_REQUESTED,
            Status.INVOICE,
            Status.INVOICED,
        ],
        ReservationStatus.ACKNOWLEDGED,
    ),
    Status.CANCELED: ReservationStatus.RELEASED,
}


def reasons(decision: Decision) -> set[str]:
    """Gather the ids of the rules that refused."""
    return {refusal.id for refusal in decision.refusals}


def passed(decision: Decision) -> list[Status]:
    """List the statuses that the order entered, in their order."""
    return [event.dest for event in decision.events if isinstance(event, StatusChanged)]
