"""What a decision tells the other store: the notifications among its effects, as messages with what they are about."""

from collections.abc import Callable, Mapping
from typing import Final

from pedido.engine import Decision
from pedido.order import events
from pedido.order.effects import Notify, Subject
from pedido.order.status import Flow, Party
from pedido.pair.message import (
    CancellationDeclined,
    CancellationRequested,
    FulfillmentAuthorized,
    Invoiced,
    Message,
    OrderCanceled,
)


def told(decision: Decision) -> tuple[Message, ...]:
    """Return the messages for the other store, in the order in which they are to be sent."""
    flow = decision.order.flow
    return tuple(
        TELLS[flow, effect.party, effect.subject](decision)
        for effect in decision.effects
        if isinstance(effect, Notify) and (flow, effect.party, effect.subject) in TELLS
    )


def _request(decision: Decision) -> Message:
    request = next(event.request for event in decision.events if isinstance(event, events.CancellationRequested))
    return CancellationRequested(request.id, request.reason)


def _decline(decision: Decision) -> Message:
    declined = next(event for event in decision.events if isinstance(event, events.CancellationDeclined))
    return CancellationDeclined(declined.request_id, declined.reason)


def _invoice(decision: Decision) -> Message:
    return Invoiced(next(event.invoice for event in decision.events if isinstance(event, events.InvoiceRecorded)))


TELLS: Final[Mapping[tuple[Flow, Party, Subject], Callable[[Decision], Message]]] = {
    (Flow.MARKETPLACE, Party.SELLER, Subject.FULFILLMENT_AUTHORIZED): lambda _: FulfillmentAuthorized(),
    (Flow.MARKETPLACE, Party.SELLER, Subject.CANCELLATION_REQUESTED): _request,
    (Flow.MARKETPLACE, Party.SELLER, Subject.CANCELED): lambda _: OrderCanceled(),
    (Flow.SELLER, Party.MARKETPLACE, Subject.CANCELLATION_REQUESTED): _request,
    (Flow.SELLER, Party.MARKETPLACE, Subject.CANCELLATION_DECLINED): _decline,
    (Flow.SELLER, Party.MARKETPLACE, Subject.CANCELED): lambda _: OrderCanceled(),
    (Flow.SELLER, Party.MARKETPLACE, Subject.INVOICED): _invoice,
}
"""The message that a notification becomes.

What else is notified is not for the other store of this sale: a store tells its own people of a request, a new seller gets
an order of its own, and modifications are each store's.
"""
