"""What a given order has where the scenario does not say: whatever fits its status.

- identifier `order-1`, one item for the whole value, everything dated at the start of the virtual clock;
- the payment: denied or cancelled where the status says so, open before the approval, finished once invoiced, approved
  otherwise; for the order's value; settled in full where its status is settled or finished, else as far as the order is
  given as partly invoiced;
- the reservation: confirmed from the cancellation window on, acknowledged from the handling on, released once canceled;
- once invoiced, or while the invoice is verified: one invoice `NF-1` for the whole value;
- while a cancellation request is decided: one request `request-1`, asked by the customer in handling, or, where the seller
  decides, in payment-approved;
- of a modification: its id `order-1-modification-1` and so on, its number, and that the store asked for it, without a change
  of the total.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from pedido.order.item import Item
from pedido.order.modification import Modification, Modifications
from pedido.order.order import Order
from pedido.order.parts import CancellationRequest, Invoice, Payment
from pedido.order.status import InvoiceType, PaymentStatus, ReservationStatus, Status
from pedido.order.value import Value
from pedido.scenario.variants import given_fields

_PAYMENTS: Final[Mapping[Status, PaymentStatus]] = {
    **dict.fromkeys(
        (
            Status.INCOMPLETE,
            Status.ORDER_CREATED,
            Status.ON_ORDER_COMPLETED,
            Status.ON_ORDER_COMPLETED_FFM,
            Status.ORDER_ACCEPTED,
            Status.ORDER_CREATE_ERROR,
            Status.ORDER_CREATION_ERROR,
            Status.WAITING_FOR_AUTHORIZATION,
            Status.WAITING_FOR_ORDER_AUTHORIZATION,
            Status.WAITING_FOR_MKT_AUTHORIZATION,
            Status.WAITING_FFMT_AUTHORIZATION,
            Status.WAITING_FOR_MANUAL_AUTHORIZATION,
            Status.PAYMENT_PENDING,
        ),
        PaymentStatus.AUTHORIZING,
    ),
    **dict.fromkeys((Status.PAYMENT_DENIED, Status.WINDOW_TO_CHANGE_PAYMENT, Status.CANCELED), PaymentStatus.CANCELED),
    Status.INVOICED: PaymentStatus.FINISHED,
}

_RESERVATIONS: Final[Mapping[Status, ReservationStatus]] = {
    **dict.fromkeys((Status.WINDOW_TO_CANCEL, Status.READY_FOR_HANDLING), ReservationStatus.CONFIRMED),
    **dict.fromkeys(
        (
            Status.START_HANDLING,
            Status.HANDLING,
            Status.WAITING_FOR_FULFILLMENT,
            Status.READY_FOR_INVOICING,
            Status.CANCELLATION_REQUESTED,
            Status.INVOICE_AFTER_CANCELLATION_DENY,
            Status.CANCELLATION_REQUEST_DENIED_FFM,
            Status.INVOICE,
            Status.INVOICED,
        ),
        ReservationStatus.ACKNOWLEDGED,
    ),
    Status.CANCELED: ReservationStatus.RELEASED,
}

_ORIGINS: Final[Mapping[Status, Status]] = {
    Status.CANCELLATION_REQUESTED: Status.HANDLING,
    Status.CANCELLATION_REQUEST_DENIED_FFM: Status.HANDLING,
    Status.REQUEST_CANCEL: Status.PAYMENT_APPROVED,
    Status.WAITING_FOR_SELLER_DECISION: Status.PAYMENT_APPROVED,
}

_ORDER_ID: Final = "order-1"

_SETTLED: Final = (PaymentStatus.SETTLED, PaymentStatus.FINISHED)


def completed(given: Value, at: datetime) -> Order:
    """Make an order of what the scenario gives of it."""
    fields = given_fields(given)
    status, value = fields["status"], fields["value"]
    payment = given_fields(fields["payment"]) if "payment" in fields else {}
    defaults: dict[str, Any] = {
        "order_id": _ORDER_ID,
        "items": (Item(sku="1", quantity=1, unit_price=value),),
        "invoices": _invoices(status, value, at),
        "reservation": _RESERVATIONS.get(status, ReservationStatus.RESERVED),
        "cancellation_requests": _requests(status, at),
        "created_at": at,
        "changed_at": at,
    }
    parts = {
        "payment": _payment(payment, status, value, fields.get("invoices", ())),
        "modifications": _modifications(fields.get("modifications", ()), fields.get("order_id", _ORDER_ID), value, at),
    }
    return Order(**(defaults | fields | parts))


def _payment(fields: dict[str, Any], status: Status, value: int, invoices: tuple[Invoice, ...]) -> Payment:
    payment: dict[str, Any] = {"status": _PAYMENTS.get(status, PaymentStatus.APPROVED), "value": value} | fields
    invoiced = sum(invoice.value for invoice in invoices if invoice.type is InvoiceType.OUTPUT)
    in_part = invoiced if invoiced < value else 0
    settled: dict[str, Any] = {"settled": payment["value"] if payment["status"] in _SETTLED else in_part}
    return Payment(**(settled | payment))


def _modifications(given: tuple[Value, ...], order_id: str, value: int, at: datetime) -> Modifications:
    defaults: dict[str, Any] = {"reason": "-", "requested_by": "store", "requested_at": at, "value": value}
    return Modifications(
        Modification(
            **(defaults | {"id": f"{order_id}-modification-{number}", "number": number} | given_fields(modification))
        )
        for number, modification in enumerate(given, start=1)
    )


def _invoices(status: Status, value: int, at: datetime) -> tuple[Invoice, ...]:
    if status not in {Status.INVOICE, Status.INVOICED}:
        return ()
    return (Invoice(number="NF-1", value=value, issued_at=at),)


def _requests(status: Status, at: datetime) -> tuple[CancellationRequest, ...]:
    if status not in _ORIGINS:
        return ()
    origin = _ORIGINS[status]
    return (
        CancellationRequest(
            id="request-1", requested_from=origin, requested_at=at, requested_by="customer", by_customer=True
        ),
    )
