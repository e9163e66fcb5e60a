"""An interleaving that was explored, for real: later and later, with orders that have forgotten nothing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from pedido.engine import Decision
from pedido.order.commands import (
    AcceptCancellation,
    Cancel,
    Command,
    CustomerCancel,
    DeclineCancellation,
    Invoice,
    open_request_id,
)
from pedido.order.order import Order
from pedido.pair.graph import PairStep
from pedido.pair.message import Message
from pedido.pair.protocol import PROTOCOL, Protocol, Received
from pedido.pair.sale import Sale
from pedido.pair.store import Store
from pedido.verify.canonical import LATE, NOW

TICK: Final = timedelta(minutes=1)
"""How much later each step is than the one before."""

ALL_DEADLINES: Final = LATE - NOW
"""How much later it is where time passes."""


class ReplayedCommand(NamedTuple):
    """A command as it really was given, how much later than the step before, and what was decided."""

    store: Store
    waited: timedelta
    command: Command
    decision: Decision

    @property
    def order(self) -> Order:
        """The store's order afterwards."""
        return self.decision.order


class ReplayedDelivery(NamedTuple):
    """A message as it really was delivered, how much later than the step before, and what came of it."""

    store: Store
    waited: timedelta
    message: Message
    received: Received

    @property
    def order(self) -> Order:
        """The store's order afterwards."""
        return self.received.order


Replayed = ReplayedCommand | ReplayedDelivery


def replay_pair(
    starts: Mapping[Store, Order], steps: Iterable[PairStep], protocol: Protocol = PROTOCOL, at: datetime = NOW
) -> Iterator[Replayed]:
    """Take the steps one by one, under the names that the orders really have."""
    sale = Sale(starts, protocol)
    for number, (store, explored) in enumerate(steps, start=1):
        waited = ALL_DEADLINES if explored is not None and explored.at == LATE else TICK
        at += waited
        if explored is None:
            yield ReplayedDelivery(store, waited, *sale.deliver(store, at))
        else:
            command = _real(explored, sale.orders[store], at, number)
            yield ReplayedCommand(store, waited, command, sale.give(store, command).decision)


def _real(command: Command, order: Order, at: datetime, number: int) -> Command:
    """Return the command with its moment, and with names of its own."""
    dated = command.but(at=at)
    match command:
        case Invoice():
            return dated.but(number=f"NF-{number}")
        case Cancel() | CustomerCancel():
            return dated.but(request_id=None)
        case AcceptCancellation() | DeclineCancellation():
            return dated.but(request_id=open_request_id(order))
        case _:
            return dated
