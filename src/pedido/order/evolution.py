"""How an order changes: one function per event says which fields become what; nothing else changes an order."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from pedido.order.events import (
    AmountRefunded,
    AmountSettled,
    CancellationAccepted,
    CancellationDeclined,
    CancellationRecorded,
    CancellationRequested,
    DeadlineCleared,
    DeadlineStarted,
    Event,
    InvoiceRecorded,
    ModificationAcknowledged,
    ModificationCanceled,
    ModificationFailed,
    ModificationRequested,
    ModificationRestarted,
    ModificationSettingsUpdated,
    OrderModified,
    OrderReplaced,
    PaymentChangeAsked,
    PaymentRestarted,
    PaymentStatusChanged,
    PaymentValueChanged,
    ReceiptReplaced,
    RefundAsked,
    ReservationChanged,
    SellerChanged,
    SettlementAsked,
    StatusChanged,
    TrackingAdded,
)
from pedido.order.modification import ModificationStatusChanged
from pedido.order.order import Order
from pedido.order.parts import CancellationRequest, Deadline, Invoice, Payment
from pedido.order.status import FINISHED_MODIFICATION, PaymentStatus

Changes = dict[str, Any]
"""The fields that an event changes, and what they become."""


def evolve(order: Order, event: Event) -> Order:
    """Return the order as it is after the event. A journal of events, folded with this, rebuilds the order."""
    return order.but(**CHANGES[type(event)](order, event))


def _status_changed(order: Order, event: StatusChanged) -> Changes:
    return {"status": event.dest, "changed_at": event.at, "history": (*order.history, event)}


def _payment_status_changed(order: Order, event: PaymentStatusChanged) -> Changes:
    changes: dict[str, Any] = {"status": event.dest}
    if event.dest is PaymentStatus.AUTHORIZED:
        changes["authorized_at"] = event.at
    if event.dest is PaymentStatus.SETTLED:
        changes["settled_at"] = event.at
    return {"payment": order.payment.but(**changes)}


def _settlement_asked(order: Order, event: SettlementAsked) -> Changes:
    return {"payment": order.payment.but(settlement_asked=order.payment.settlement_asked + event.value)}


def _amount_settled(order: Order, event: AmountSettled) -> Changes:
    payment = order.payment
    asked = max(payment.settlement_asked - event.value, 0)
    return {"payment": payment.but(settled=payment.settled + event.value, settlement_asked=asked)}


def _refund_asked(order: Order, event: RefundAsked) -> Changes:
    return {"payment": order.payment.but(refund_asked=order.payment.refund_asked + event.value)}


def _amount_refunded(order: Order, event: AmountRefunded) -> Changes:
    payment = order.payment
    asked = max(payment.refund_asked - event.value, 0)
    return {"payment": payment.but(refunded=payment.refunded + event.value, refund_asked=asked)}


def _invoice_recorded(order: Order, event: InvoiceRecorded) -> Changes:
    return {"invoices": (*order.invoices, event.invoice)}


def _receipt_replaced(order: Order, event: ReceiptReplaced) -> Changes:
    return {"invoices": _with_invoice(order, event.number, receipt=event.receipt)}


def _tracking_added(order: Order, event: TrackingAdded) -> Changes:
    tracking = {
        "courier": event.courier,
        "tracking_number": event.tracking_number,
        "tracking_url": event.tracking_url,
    }
    return {"invoices": _with_invoice(order, event.number, **tracking)}


def _cancellation_requested(order: Order, event: CancellationRequested) -> Changes:
    return {"cancellation_requests": (*order.cancellation_requests, event.request)}


def _cancellation_accepted(order: Order, event: CancellationAccepted) -> Changes:
    return {"cancellation_requests": _with_request(order, event.request_id, accepted_at=event.at)}


def _cancellation_declined(order: Order, event: CancellationDeclined) -> Changes:
    changes = {"declined_at": event.at, "decline_reason": event.reason}
    return {"cancellation_requests": _with_request(order, event.request_id, **changes)}


def _cancellation_recorded(_order: Order, event: CancellationRecorded) -> Changes:
    return {"cancellation": event.cancellation}


def _reservation_changed(_order: Order, event: ReservationChanged) -> Changes:
    return {"reservation": event.status}


def _deadline_started(_order: Order, event: DeadlineStarted) -> Changes:
    return {"deadline": Deadline(event.kind, event.due)}


def _deadline_cleared(_order: Order, _event: DeadlineCleared) -> Changes:
    return {"deadline": None}


def _seller_changed(_order: Order, event: SellerChanged) -> Changes:
    return {"seller": event.seller}


def _payment_restarted(order: Order, event: PaymentRestarted) -> Changes:
    return {
        "payment": Payment(value=order.payment.value, method=event.method, risk_analysis=order.payment.risk_analysis)
    }


def _order_replaced(_order: Order, event: OrderReplaced) -> Changes:
    return {"replaced_by": event.replacement}


def _modification_requested(order: Order, event: ModificationRequested) -> Changes:
    return {"modifications": order.modifications.having(event.modification)}


def _modification_status_changed(order: Order, event: ModificationStatusChanged) -> Changes:
    modification = order.modifications.current
    changes: Changes = {"status": event.dest, "history": (*modification.history, event)}
    if event.dest in FINISHED_MODIFICATION:
        changes |= {"items": (), "kept": ()}
    return _with_modification(order, **changes)


def _modification_acknowledged(order: Order, event: ModificationAcknowledged) -> Changes:
    modification = order.modifications.current
    return _with_modification(
        order, awaited=tuple(party for party in modification.awaited if party is not event.participant)
    )


def _modification_failed(order: Order, _event: ModificationFailed) -> Changes:
    return _with_modification(order, failures=order.modifications.current.failures + 1)


def _modification_restarted(order: Order, event: ModificationRestarted) -> Changes:
    return _with_modification(order, awaited=event.awaited, failures=event.failures)


def _payment_change_asked(order: Order, event: PaymentChangeAsked) -> Changes:
    return _with_modification(order, payment=event.payment)


def _modification_canceled(order: Order, event: ModificationCanceled) -> Changes:
    return _with_modification(order, cancellation=event.cancellation)


def _order_modified(order: Order, event: OrderModified) -> Changes:
    changes: Changes = {"items": event.items, "value": event.value, "totals": event.totals}
    if order.invoices and event.kept != tuple(range(len(order.items))):
        moved = {old: new for new, old in enumerate(event.kept)}
        changes["invoices"] = tuple(
            invoice.but(items=tuple(item.but(index=moved.get(item.index, item.index)) for item in invoice.items))
            for invoice in order.invoices
        )
    return changes


def _payment_value_changed(order: Order, event: PaymentValueChanged) -> Changes:
    payment = order.payment
    asked = min(payment.settlement_asked, max(event.value - payment.settled, 0))
    return {"payment": payment.but(value=event.value, settlement_asked=asked)}


def _modification_settings_updated(order: Order, event: ModificationSettingsUpdated) -> Changes:
    return {"settings": order.settings.but(modifications=event.settings)}


def _with_modification(order: Order, **changes: Any) -> Changes:
    return {"modifications": order.modifications.having(order.modifications.current.but(**changes))}


def _with_invoice(order: Order, number: str, **changes: Any) -> tuple[Invoice, ...]:
    return tuple(invoice.but(**changes) if invoice.number == number else invoice for invoice in order.invoices)


def _with_request(order: Order, request_id: str, **changes: Any) -> tuple[CancellationRequest, ...]:
    return tuple(
        request.but(**changes) if request.id == request_id and request.is_open else request
        for request in order.cancellation_requests
    )


CHANGES: Final[Mapping[type, Callable[[Order, Any], Changes]]] = {
    StatusChanged: _status_changed,
    PaymentStatusChanged: _payment_status_changed,
    SettlementAsked: _settlement_asked,
    RefundAsked: _refund_asked,
    AmountSettled: _amount_settled,
    AmountRefunded: _amount_refunded,
    InvoiceRecorded: _invoice_recorded,
    ReceiptReplaced: _receipt_replaced,
    TrackingAdded: _tracking_added,
    CancellationRequested: _cancellation_requested,
    CancellationAccepted: _cancellation_accepted,
    CancellationDeclined: _cancellation_declined,
    CancellationRecorded: _cancellation_recorded,
    ReservationChanged: _reservation_changed,
    DeadlineStarted: _deadline_started,
    DeadlineCleared: _deadline_cleared,
    SellerChanged: _seller_changed,
    PaymentRestarted: _payment_restarted,
    OrderReplaced: _order_replaced,
    ModificationRequested: _modification_requested,
    ModificationStatusChanged: _modification_status_changed,
    ModificationAcknowledged: _modification_acknowledged,
    ModificationFailed: _modification_failed,
    ModificationRestarted: _modification_restarted,
    PaymentChangeAsked: _payment_change_asked,
    ModificationCanceled: _modification_canceled,
    OrderModified: _order_modified,
    PaymentValueChanged: _payment_value_changed,
    ModificationSettingsUpdated: _modification_settings_updated,
}
