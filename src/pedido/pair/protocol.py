"""The protocol of a sale that two stores share: the marketplace's order (`Flow.MARKETPLACE`) and the seller's (`Flow.SELLER`).

A store gives its own commands through `Protocol.give`, which says what the other store is to be told; what it is told goes
through `Protocol.receive`. Both are pure, and both decide by `pedido.decide`. Of the two orders the seller's leads: what
cannot be taken back, an invoice or a cancellation once the seller has the order, happens there first, and the marketplace
follows. The orders have ids of their own, and so have their requests.

    given = PROTOCOL.give(order, CustomerCancel(actor=customer, at=now))
    send(given.messages)
    ...
    received = PROTOCOL.receive(order, message, at=now)
    save(received.order)
    send(received.messages)
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from pedido.engine import Decision, decide
from pedido.order.actor import PLATFORM, Actor
from pedido.order.commands import Cancel, Command, PassTime, open_request_id
from pedido.order.effects import Notice
from pedido.order.order import Order
from pedido.order.status import Flow, Status
from pedido.pair.at_marketplace import AT_MARKETPLACE
from pedido.pair.at_seller import AT_SELLER
from pedido.pair.conflict import Conflict, ConflictKind
from pedido.pair.message import CancellationInsisted, Message
from pedido.pair.reception import Outcome, Reception
from pedido.pair.telling import told

SELLER_DECIDES_FIRST: Final = Notice("seller_decides_first", ("C3", "C4"))
"""The cancellation was passed on to the seller; the marketplace's order follows when the seller's is canceled."""

HELD: Final = frozenset(
    {(Cancel.trigger, Status.WAITING_FOR_SELLER_DECISION), (PassTime.trigger, Status.WAITING_FOR_SELLER_DECISION)}
)
"""What the marketplace holds back until the seller has done it: it would cancel what the seller may be invoicing (C4)."""


class NoReceptionError(LookupError):
    """No row of the protocol says what a message comes to; a fault of the protocol, or a message for another flow."""


class Given(NamedTuple):
    """What came of a store's own command: the decision, and what the other store is to be told."""

    decision: Decision
    messages: tuple[Message, ...] = ()


class Decided(NamedTuple):
    """A command that a message came to: the order before it, and the decision."""

    before: Order
    command: Command
    decision: Decision


class Received(NamedTuple):
    """What came of a message: the order afterwards, and what the other store is to be told.

    Where it `waits` the message is to be received again when the status of the order has changed, before any message behind
    it. Where there is a `conflict`, the order is as it was.
    """

    order: Order
    outcome: Outcome
    messages: tuple[Message, ...] = ()
    decided: tuple[Decided, ...] = ()
    conflict: Conflict | None = None


class Protocol:
    """What two stores tell each other, and what they make of it: a table for each flow, and what is held back."""

    def __init__(self, tables: Mapping[Flow, Iterable[Reception]], held: Iterable[tuple[str, Status]] = ()) -> None:
        """Look the rows up by flow, kind of message and status."""
        self.held = frozenset(held)
        self._rows: defaultdict[tuple[Flow, type, Status], list[Reception]] = defaultdict(list)
        for flow, table in tables.items():
            for row in table:
                self._rows[flow, row.message, row.status].append(row)

    def give(self, order: Order, command: Command) -> Given:
        """Decide a command of the store itself.

        What the marketplace holds back is answered with the order as it is, and a notice; the seller hears of it.
        """
        decision = decide(order, command)
        if decision.allowed and (command.trigger, order.status) in self.held:
            held = Decision(order, notices=(SELLER_DECIDES_FIRST,))
            return Given(held, (CancellationInsisted(open_request_id(order)),))
        return Given(decision, told(decision))

    def receive(self, order: Order, message: Message, *, at: datetime, actor: Actor = PLATFORM) -> Received:
        """Make of a message what the order's status makes of it; `actor` gives the commands it comes to, at the moment `at`.

        Raises:
            NoReceptionError: messages of this kind are not for orders of this flow.
        """
        row = self.reception(order, message)
        if row.outcome is Outcome.CARRIED_OUT:
            return _carried_out(row, order, message, actor, at)
        answers = (row.answers(order, message),) if row.answers is not None else ()
        conflict = Conflict(row.conflict, row.facts) if row.conflict is not None else None
        return Received(order, row.outcome, answers, conflict=conflict)

    def reception(self, order: Order, message: Message) -> Reception:
        """Return the row that says what a message comes to.

        Raises:
            NoReceptionError: as above.
        """
        for row in self._rows.get((order.flow, type(message), order.status), ()):
            if row.holds(order, message):
                return row
        place = f"{type(message).__name__} in {order.status} of the {order.flow} flow"
        raise NoReceptionError(place)


def _carried_out(row: Reception, order: Order, message: Message, actor: Actor, at: datetime) -> Received:
    """Give the commands one by one, all or none of them."""
    decided: list[Decided] = []
    now = order
    for make in row.gives:
        command = make(now, message, actor, at)
        decision = decide(now, command)
        decided.append(Decided(now, command, decision))
        if decision.refusals:
            refused = Conflict(ConflictKind.REFUSED, row.facts, decision.refusals)
            return Received(order, Outcome.CONFLICT, (), tuple(decided), refused)
        now = decision.order
    return Received(now, row.outcome, tuple(_all_told(decided)), tuple(decided))


def _all_told(decided: Iterable[Decided]) -> Iterator[Message]:
    for each in decided:
        yield from told(each.decision)


PROTOCOL: Final = Protocol({Flow.MARKETPLACE: AT_MARKETPLACE, Flow.SELLER: AT_SELLER}, HELD)
