"""Who may cancel what, when, and how a cancellation request is decided."""

from functools import cache

from pedido.machine import Choice, Verdict, choice, refused, rule
from pedido.messages import Label
from pedido.order.actor import Channel
from pedido.order.commands import AcceptCancellation, Cancel, Command, CustomerCancel, DeclineCancellation
from pedido.order.order import Order
from pedido.order.status import AUTOMATIC_STATUSES, Status
from pedido.rules.sources import API, CUSTOMER, DECLINE, FLOW, PARTIAL, S1


@rule("C6", "C7", source=S1)
def acknowledged(_order: Order, command: Cancel) -> Verdict:
    """In the Admin the person confirms that cancelling is final; a program calling the API already knows."""
    return command.channel is Channel.API or command.acknowledged or refused()


@rule("C11", source=(PARTIAL, API), error="400")
def not_invoiced_in_part(order: Order, _command: Command) -> Verdict:
    """A partly invoiced order is not cancelled; it can still be modified."""
    return (
        not order.invoices
        or order.invoiced == 0
        or refused(invoiced=order.money(order.invoiced), value=order.money(order.value))
    )


@rule("C2", source=S1)
def not_canceled(order: Order, _command: Command) -> Verdict:
    """Cancelled is final."""
    return order.status is not Status.CANCELED or refused()


@rule("C5", source=(S1, API))
def not_invoiced(order: Order, _command: Command) -> Verdict:
    """An invoiced order is neither cancelled nor changed; goods come back by a return invoice."""
    return order.status is not Status.INVOICED or refused()


@rule("C12", source=API)
def not_incomplete(order: Order, _command: Command) -> Verdict:
    """An incomplete order cannot be cancelled: no workflow runs for it yet."""
    return order.status is not Status.INCOMPLETE or refused()


@rule("C13", source=FLOW)
def not_passing(order: Order, _command: Command) -> Verdict:
    """A status that the platform leaves by itself accepts no cancellation."""
    return order.status not in AUTOMATIC_STATUSES or refused(status=Label("status", order.status))


@rule("C9", source=DECLINE, error="400")
def request_known(order: Order, command: AcceptCancellation | DeclineCancellation) -> Verdict:
    """A decision names the request that is open."""
    open_request = order.open_request
    if open_request is not None and open_request.id == command.request_id:
        return True
    return refused(request=command.request_id, open=open_request.id if open_request else "-")


@rule("C9", source=DECLINE, error="400")
def awaits_decision(order: Order, _command: AcceptCancellation | DeclineCancellation) -> Verdict:
    """Only an order that waits for a decision on its cancellation has one to decide."""
    return order.status in _UNDECIDED or refused(status=Label("status", order.status))


@rule("C9", source=DECLINE)
def reason_given(_order: Order, command: DeclineCancellation) -> Verdict:
    """Declining needs a reason."""
    return command.reason != "" or refused()


@choice("C8", source=DECLINE)
def seller_has_the_order(order: Order, _command: Command) -> bool:
    """The seller was already at work when the cancellation was asked for, so the seller decides."""
    return _requested_from(order) in _WITH_SELLER


@choice("C8", source=DECLINE)
def seller_has_nothing_yet(order: Order, _command: Command) -> bool:
    """The order had not reached the seller's hands, so there is nothing to decide."""
    return _requested_from(order) not in _WITH_SELLER


@choice("C8", source=(CUSTOMER, DECLINE))
def customer_asked_after_approval(order: Order, command: Command) -> bool:
    """The customer asked after the payment was approved, so the store decides."""
    return isinstance(command, CustomerCancel) and _requested_from(order) is Status.PAYMENT_APPROVED


@choice("C8", source=DECLINE)
def store_cancels_or_unpaid(order: Order, command: Command) -> bool:
    """The store itself cancels, or nothing is paid yet, so there is nothing to decide."""
    return not (isinstance(command, CustomerCancel) and _requested_from(order) is Status.PAYMENT_APPROVED)


@choice("C9", source=DECLINE)
def requested_before_handling(order: Order, _command: Command) -> bool:
    """The cancellation was asked for before the handling began."""
    return _requested_from(order) not in _FROM_HANDLING_ON


@cache
def requested_from(status: Status) -> Choice:
    """Make the choice that the latest cancellation was asked for in this status, from the handling on."""

    def check(order: Order, _command: Command) -> bool:
        return _requested_from(order) is status

    name = f"requested_from_{status.name.lower()}"
    return Choice(id=name, facts=("C9",), sources=(DECLINE,), check=check)


def _requested_from(order: Order) -> Status | None:
    return order.cancellation_requests[-1].requested_from if order.cancellation_requests else None


_UNDECIDED = frozenset({Status.CANCELLATION_REQUESTED, Status.WAITING_FOR_SELLER_DECISION})
_FROM_HANDLING_ON = frozenset({Status.HANDLING, Status.WAITING_FOR_FULFILLMENT, Status.READY_FOR_INVOICING})
_WITH_SELLER = frozenset({Status.PAYMENT_APPROVED, Status.WAITING_SELLER_HANDLING, Status.READY_FOR_INVOICING})
