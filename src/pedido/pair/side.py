"""One of two stores that are explored: what its commands and the other store's messages come to, decided once for each state."""

from typing import NamedTuple

from pedido.order.commands import AcceptCancellation, Command, DeclineCancellation, open_request_id
from pedido.order.order import Order
from pedido.pair.conflict import ConflictKind
from pedido.pair.graph import PairStep
from pedido.pair.message import Message
from pedido.pair.protocol import Protocol
from pedido.pair.reception import Outcome
from pedido.pair.store import Store
from pedido.pair.world import PairWorld
from pedido.verify.canonical import NOW, Abstraction, Key


class Move(NamedTuple):
    """What a step comes to at one store: its order afterwards, and the messages for the other store."""

    step: int
    order: int
    messages: tuple[Message, ...]
    conflict: ConflictKind | None = None


class Side:
    """One store: the states of its order by number, and what each command and message comes to in them."""

    def __init__(self, store: Store, world: PairWorld, protocol: Protocol, steps: tuple[PairStep, ...]) -> None:
        self.store = store
        self.protocol = protocol
        self.commands = [
            (number, step.command)
            for number, step in enumerate(steps)
            if step.store is store and step.command is not None
        ]
        self.delivery = steps.index(PairStep(store))
        self.abstraction = Abstraction()
        self.orders: list[Order] = []
        self.numbers: dict[Key, int] = {}
        self.moves: dict[int, tuple[Move, ...]] = {}
        self.received: dict[tuple[int, Message], Move | None] = {}
        self.start = self.number_of(world.starts[store])

    def number_of(self, order: Order) -> int:
        """Return the number of the state that an order is in; unlike for an order by itself, its request's id matters."""
        key, canonical = self.abstraction.state_of(order)
        requests = order.cancellation_requests[-1:]
        number = self.numbers.setdefault((key, *(request.id for request in requests)), len(self.orders))
        if number == len(self.orders):
            named = zip(canonical.cancellation_requests, requests, strict=True)
            self.orders.append(
                canonical.but(cancellation_requests=tuple(made.but(id=request.id) for made, request in named))
            )
        return number

    def moves_from(self, number: int) -> tuple[Move, ...]:
        """Return what the commands of the store come to, those that change something or tell the other store something."""
        if number not in self.moves:
            self.moves[number] = tuple(self._moves_from(number))
        return self.moves[number]

    def _moves_from(self, number: int) -> "list[Move]":
        order = self.orders[number]
        moves = []
        for step, command in self.commands:
            decision, messages = self.protocol.give(order, _addressed(command, order))
            if decision.allowed:
                moves.append(Move(step, self.number_of(decision.order), messages))
        return [move for move in moves if move.order != number or move.messages]

    def receive(self, number: int, message: Message) -> Move | None:
        """Return what a message comes to, or nothing where it waits."""
        if (number, message) not in self.received:
            self.received[number, message] = self._receive(number, message)
        return self.received[number, message]

    def _receive(self, number: int, message: Message) -> Move | None:
        received = self.protocol.receive(self.orders[number], message, at=NOW)
        if received.outcome is Outcome.WAITS:
            return None
        kind = received.conflict.kind if received.conflict is not None else None
        return Move(self.delivery, self.number_of(received.order), received.messages, kind)


def _addressed(command: Command, order: Order) -> Command:
    """Make a decision on a request one on the request that is open."""
    if isinstance(command, AcceptCancellation | DeclineCancellation):
        return command.but(request_id=open_request_id(order))
    return command
