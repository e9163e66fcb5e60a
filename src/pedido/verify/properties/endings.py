"""How an order ends, and how it does not."""

from typing import Final

from pedido.engine import Decision
from pedido.order.commands import Command
from pedido.order.events import StatusChanged
from pedido.order.order import Order
from pedido.order.status import Status
from pedido.verify.properties.property import Complaint, always

FINAL: Final = frozenset({Status.CANCELED, Status.INVOICED, Status.REPLACED})
_CANCELING: Final = frozenset({Status.CANCEL, Status.CANCELED})
_TWO_STEPS: Final = frozenset({Status.READY_FOR_HANDLING, Status.START_HANDLING, Status.HANDLING})


@always("C2", "C5")
def final_statuses_are_final(before: Order, _command: Command, decision: Decision) -> Complaint:
    """Canceled and invoiced are final, and so is replaced: nothing changes the status afterwards."""
    for event in decision.events:
        if isinstance(event, StatusChanged) and event.source in FINAL:
            return f"{event.source} became {event.dest}"
    after = decision.order.status
    return None if before.status not in FINAL or after is before.status else f"{before.status} became {after}"


@always("C11", "C5")
def invoiced_orders_are_not_canceled(order: Order) -> Complaint:
    """An order of which something is invoiced is not canceled, whichever way it came."""
    if order.status in _CANCELING and order.invoiced:
        return f"{order.status} with {order.invoiced} invoiced"
    return None


@always("C3")
def handling_is_canceled_by_request(_before: Order, _command: Command, decision: Decision) -> Complaint:
    """Ready-for-handling and handling reach canceled only through cancellation-requested."""
    for event in decision.events:
        if isinstance(event, StatusChanged) and event.source in _TWO_STEPS and event.dest in _CANCELING:
            return f"{event.source} became {event.dest}"
    return None
