"""A sale in memory: the two orders, and the queues between them."""

from collections import deque
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.pair.message import Message
from pedido.pair.protocol import PROTOCOL, Given, Protocol, Received
from pedido.pair.reception import Outcome
from pedido.pair.store import Store


class Delivered(NamedTuple):
    """A message that was delivered, and what came of it."""

    message: Message
    received: Received


class Sale:
    """The two orders of a sale, and the messages on their way to each store, the first one first."""

    def __init__(self, orders: Mapping[Store, Order], protocol: Protocol = PROTOCOL) -> None:
        """Begin with nothing on its way."""
        self.protocol = protocol
        self.orders = dict(orders)
        self.queues: Mapping[Store, deque[Message]] = {store: deque() for store in Store}

    def give(self, store: Store, command: Command) -> Given:
        """Give a command of a store's own."""
        given = self.protocol.give(self.orders[store], command)
        self.orders[store] = given.decision.order
        self.queues[store.other].extend(given.messages)
        return given

    def deliver(self, store: Store, at: datetime) -> Delivered:
        """Deliver the first message on its way to a store; where it waits it stays the first one.

        Raises:
            IndexError: no message is on its way there.
        """
        queue = self.queues[store]
        message = queue[0]
        received = self.protocol.receive(self.orders[store], message, at=at)
        if received.outcome is not Outcome.WAITS:
            queue.popleft()
        self.orders[store] = received.order
        self.queues[store.other].extend(received.messages)
        return Delivered(message, received)
