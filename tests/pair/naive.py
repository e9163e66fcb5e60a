"""The obvious protocol: every message comes to the command that it suggests, and one that is refused is dropped."""

from datetime import datetime
from typing import Any, Final

from pedido import Actor, Cancel, Command, CustomerCancel, DeclineCancellation, Flow, Order, Status
from pedido.pair import Message, Outcome, Protocol, Received, at_marketplace, at_seller
from pedido.pair.message import (
    CancellationDeclined,
    CancellationRequested,
    FulfillmentAuthorized,
    Invoiced,
    OrderCanceled,
)
from pedido.pair.reception import Reception, comes_to


def _cancel(_order: Order, _message: Any, actor: Actor, at: datetime) -> Command:
    return Cancel(actor=actor, at=at, request_id="marketplace")


def _ask(_order: Order, _message: CancellationRequested, actor: Actor, at: datetime) -> Command:
    return CustomerCancel(actor=actor, at=at, request_id="seller")


def _decline(order: Order, message: CancellationDeclined, actor: Actor, at: datetime) -> Command:
    open_id = order.open_request.id if order.open_request else "-"
    return DeclineCancellation(actor=actor, at=at, request_id=open_id, reason=message.reason)


_AT_SELLER: Final[tuple[Reception, ...]] = (
    *comes_to(FulfillmentAuthorized, Status, gives=[at_seller.authorize]),
    *comes_to(CancellationRequested, Status, gives=[_ask]),
    *comes_to(OrderCanceled, Status, gives=[at_seller.cancel]),
)
_AT_MARKETPLACE: Final[tuple[Reception, ...]] = (
    *comes_to(CancellationRequested, Status, gives=[_cancel]),
    *comes_to(CancellationDeclined, Status, gives=[_decline]),
    *comes_to(OrderCanceled, Status, gives=[_cancel]),
    *comes_to(Invoiced, Status, gives=[at_marketplace.invoice]),
)


class Naive(Protocol):
    """Drops what is refused."""

    def receive(self, order: Order, message: Message, **given: Any) -> Received:
        received = super().receive(order, message, **given)
        if received.outcome is Outcome.CONFLICT:
            return Received(order, Outcome.NOTHING_TO_DO, decided=received.decided)
        return received


NAIVE: Final = Naive({Flow.SELLER: _AT_SELLER, Flow.MARKETPLACE: _AT_MARKETPLACE})
