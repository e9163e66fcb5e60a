"""What cancelling brings about."""

from collections.abc import Iterator

from pedido.actions.outcome import Outcome
from pedido.machine import action
from pedido.order.commands import (
    Cancel,
    Command,
    ConfirmPaymentCancellation,
    ConfirmRefund,
    CustomerCancel,
    DeclineCancellation,
    Invoice,
    next_request_id,
)
from pedido.order.effects import (
    CancelPayment,
    Notice,
    Notify,
    RefundPayment,
    ReleaseReservation,
    Subject,
)
from pedido.order.events import (
    CancellationAccepted,
    CancellationDeclined,
    CancellationRecorded,
    CancellationRequested,
    ReservationChanged,
)
from pedido.order.order import Order
from pedido.order.parts import Cancellation, CancellationRequest
from pedido.order.status import Party, PaymentStatus, ReservationStatus
from pedido.rules.sources import DECLINE, FLOW, S1, TX

RESTOCK_BY_HAND = Notice("restock_by_hand", ("C16",))


@action("C15", source=DECLINE)
def open_request(order: Order, command: Cancel | CustomerCancel) -> Iterator[Outcome]:
    """Record who asks for the cancellation, why, and in which status the order was."""
    yield CancellationRequested(
        CancellationRequest.trusted(
            id=command.request_id or next_request_id(order),
            requested_from=order.status,
            requested_at=command.at,
            requested_by=command.actor.id,
            by_customer=command.by_customer,
            reason=command.reason,
        )
    )


@action("C3", "C15", source=(S1, DECLINE))
def open_request_for_lost_payment(order: Order, command: Command) -> Iterator[Outcome]:
    """Record a request that nobody asked for: without its payment the order is canceled, in two steps as by anybody else."""
    yield CancellationRequested(
        CancellationRequest.trusted(
            id=next_request_id(order),
            requested_from=order.status,
            requested_at=command.at,
            requested_by=command.actor.id,
        )
    )


@action("C15", source=DECLINE)
def accept_request(order: Order, command: Command) -> Iterator[Outcome]:
    """Close the open request as accepted."""
    if order.open_request is not None:
        yield CancellationAccepted(order.open_request.id, command.at)


@action("C9", "C15", source=DECLINE)
def decline_request(_order: Order, command: DeclineCancellation) -> Iterator[Outcome]:
    """Close the open request as declined, with the reason."""
    yield CancellationDeclined(command.request_id, command.reason, command.at)


@action("C4", "C15", source=(S1, DECLINE))
def decline_request_by_invoice(order: Order, command: Invoice) -> Iterator[Outcome]:
    """An invoice carries the order on: the open request is declined, and the invoice's number is the reason."""
    if order.open_request is not None:
        yield CancellationDeclined(order.open_request.id, command.number, command.at)


@action("C15", source=DECLINE)
def record_cancellation(order: Order, command: Command) -> Iterator[Outcome]:
    """Record who had the order cancelled, why, when, and by which request."""
    request = order.cancellation_requests[-1] if order.cancellation_requests else None
    if request is None or request.declined_at is not None:
        yield CancellationRecorded(
            Cancellation.trusted(
                requested_by=command.actor.id,
                by_customer=command.by_customer,
                reason=_reason(command),
                at=command.at,
            )
        )
        return
    yield CancellationRecorded(
        Cancellation.trusted(
            requested_by=request.requested_by,
            by_customer=request.by_customer,
            reason=_reason(command) or request.reason,
            at=command.at,
            request_id=request.id,
        )
    )


@action("C16", source=FLOW)
def give_items_back(order: Order, command: Command) -> Iterator[Outcome]:
    """Release the reservation; where the items have already left the stock, a person restocks them."""
    if order.reservation is ReservationStatus.ACKNOWLEDGED:
        yield RESTOCK_BY_HAND
    else:
        yield ReleaseReservation()
        yield ReservationChanged(ReservationStatus.RELEASED, command.at)


@action("C17", source=(FLOW, TX))
def return_payment(order: Order, command: Command) -> Iterator[Outcome]:
    """Have what is settled refunded and the rest cancelled; assume the confirmation where it is not awaited."""
    payment = order.payment
    to_refund = payment.settled - payment.refunded
    to_cancel = not order.is_settled and payment.status is not PaymentStatus.CANCELED
    assumed = order.settings.payment_confirmation == "assumed"
    if to_refund > 0:
        yield RefundPayment(to_refund)
        if assumed:
            yield ConfirmRefund.trusted(actor=command.actor, at=command.at, value=to_refund)
    if to_cancel:
        yield CancelPayment(payment.value - payment.settled)
        if assumed:
            yield ConfirmPaymentCancellation.trusted(actor=command.actor, at=command.at)


@action("C9", source=DECLINE)
def tell_marketplace_of_decline(order: Order, _command: Command) -> Iterator[Outcome]:
    """The marketplace, where another store sold the order, hears that the request was declined."""
    if order.sold_elsewhere:
        yield Notify(Party.MARKETPLACE, Subject.CANCELLATION_DECLINED)


@action("C9", source=DECLINE)
def tell_customer_of_decline(order: Order, _command: Command) -> Iterator[Outcome]:
    """The customer hears from the store that sold the order that it is not cancelled."""
    asked = bool(order.cancellation_requests) and order.cancellation_requests[-1].by_customer
    if asked and not order.sold_elsewhere:
        yield Notify(Party.CUSTOMER, Subject.CANCELLATION_DECLINED)


@action("C8", source=DECLINE)
def tell_marketplace_of_request(_order: Order, _command: Command) -> Iterator[Outcome]:
    """The marketplace hears that the cancellation was asked for."""
    yield Notify(Party.MARKETPLACE, Subject.CANCELLATION_REQUESTED)


@action("C8", source=DECLINE)
def tell_seller_of_request(_order: Order, _command: Command) -> Iterator[Outcome]:
    """The seller hears that the cancellation was asked for, and decides."""
    yield Notify(Party.SELLER, Subject.CANCELLATION_REQUESTED)


@action("C17", source=(FLOW, TX))
def tell_seller_of_cancellation(_order: Order, _command: Command) -> Iterator[Outcome]:
    """The seller hears that the order is cancelled."""
    yield Notify(Party.SELLER, Subject.CANCELED)


@action("C17", source=(FLOW, TX))
def tell_marketplace_of_cancellation(order: Order, _command: Command) -> Iterator[Outcome]:
    """The marketplace, where another store sold the order, hears that the order is cancelled."""
    if order.sold_elsewhere:
        yield Notify(Party.MARKETPLACE, Subject.CANCELED)


@action("C17", source=(FLOW, TX))
def tell_customer_of_cancellation(order: Order, _command: Command) -> Iterator[Outcome]:
    """The customer hears from the store that sold the order that it is cancelled."""
    if not order.sold_elsewhere:
        yield Notify(Party.CUSTOMER, Subject.CANCELED)


def _reason(command: Command) -> str:
    return command.reason if isinstance(command, Cancel | CustomerCancel) else ""
