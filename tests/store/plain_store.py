"""A store of lists and dicts, which does what the store should do and is plain enough to be seen to."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from pedido import PLATFORM, Command, Order, PassTime, Status, decide
from pedido.customer import Customer
from pedido.input import BadInputError
from pedido.machines import DEFINITIONS
from pedido.order.events import Event
from pedido.order.status import DeadlineKind
from pedido.store.envelope import Answer, Envelope
from pedido.store.errors import KeyReusedError, OrderExistsError, UnknownOrderError
from pedido.store.handling import Outcome
from tests.store.crash.telling import told_of

FAILED: Final = "failed"
REJECTED: Final = "rejected"


class Happened(NamedTuple):
    """An entry of a journal, and the order after it."""

    trigger: str
    actor: str
    at: datetime
    events: tuple[Event, ...]
    order: Order


@dataclass(slots=True)
class Waiting:
    """A message in the outbox."""

    document: dict[str, Any]
    due: datetime
    attempts: int = 0
    dead: bool = False

    @property
    def id(self) -> str:
        return str(self.document["id"])


@dataclass(slots=True)
class Kept:
    """An order: what happened to it, whose it is, what it has to tell, and when it is looked at."""

    journal: list[Happened]
    customer: Customer | None
    outbox: list[Waiting] = field(default_factory=list)
    due: datetime | None = None

    @property
    def order(self) -> Order:
        return self.journal[-1].order

    @property
    def version(self) -> int:
        return len(self.journal)

    def add(self, happened: Happened) -> None:
        self.journal.append(happened)
        self.due = deadline(self.order)


class Given(NamedTuple):
    """An answer under a key: to what, and when."""

    asked: tuple[Any, ...]
    answer: Answer
    at: datetime


def deadline(order: Order) -> datetime | None:
    """Tell when an order leaves its status by itself."""
    [state] = [state for state in DEFINITIONS[order.flow.value].states if state.name == order.status]
    return order.due(DeadlineKind(state.deadline)) if state.deadline is not None else None


class PlainStore:
    """Orders, keys and messages in memory. `clock` tells what time it is."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.orders: dict[str, Kept] = {}
        self.answers: dict[str, Given] = {}

    def receive(self, order: Order, customer: Customer | None) -> int | type[Exception]:
        """Take an order in; what is wrong is returned."""
        if order.status not in DEFINITIONS[order.flow.value].state_names:
            return BadInputError
        known = self.orders.get(order.order_id)
        if known is None:
            kept = Kept([], customer)
            kept.add(Happened("receive", PLATFORM.id, self.clock(), (), order))
            self.orders[order.order_id] = kept
            return 1
        return known.version if known.journal[0].order == order else OrderExistsError

    def give(self, envelope: Envelope) -> Outcome:
        """Carry a command out."""
        asked = _asked(envelope)
        given = self.answers.get(envelope.key) if envelope.key is not None else None
        if given is not None and envelope.key is not None:
            return replace(given.answer, repeated=True) if given.asked == asked else KeyReusedError(envelope.key)
        kept = self.orders.get(envelope.order_id)
        if kept is None:
            return UnknownOrderError(envelope.order_id)
        answer = self._carried_out(kept, envelope.command)
        if envelope.key is not None:
            self.answers[envelope.key] = Given(asked, answer, self.clock())
        return answer

    def _carried_out(self, kept: Kept, command: Command) -> Answer:
        decision = decide(kept.order, command)
        if decision.events:
            actor = command.actor.id
            kept.add(Happened(command.trigger, actor, command.at, decision.events, decision.order))
            told = told_of(kept.order.order_id, kept.version, decision)
            kept.outbox += [Waiting(document, self.clock()) for document in told]
        return Answer.of(decision, kept.version)

    def pass_time(self, lease: timedelta) -> list[Outcome]:
        """Give each order that is overdue the command that time has passed; an order whose time does not pass has to wait."""
        now = self.clock()
        overdue = [order_id for order_id, kept in self.orders.items() if kept.due is not None and kept.due <= now]
        for order_id in overdue:
            self.orders[order_id].due = now + lease
        return [self.give(Envelope(order_id, PassTime(actor=PLATFORM, at=now))) for order_id in overdue]

    def claim(self, lease: timedelta, each: int) -> Iterator[list[Waiting]]:
        """Claim the first messages of each order whose first one is due."""
        for kept in self.orders.values():
            if kept.outbox and kept.outbox[0].due <= self.clock() and not kept.outbox[0].dead:
                kept.outbox[0].due = self.clock() + lease
                kept.outbox[0].attempts += 1
                yield kept.outbox[:each]

    def deliver(
        self, fate: Callable[[str], str | None], *, lease: timedelta, each: int, pause: timedelta, attempts: int
    ) -> list[dict[str, Any]]:
        """Deliver what is due, as `fate` has it for each message, and return what arrived."""
        arrived = []
        for claimed in list(self.claim(lease, each)):
            outbox = self.orders[claimed[0].document["order_id"]].outbox
            for message in claimed:
                message.attempts = max(message.attempts, 1)
                became = fate(message.id)
                if became is not None:
                    message.dead = became == REJECTED or message.attempts >= attempts
                    message.due = self.clock() + pause
                    break
                arrived.append(message.document)
                outbox.remove(message)
        return arrived

    def waiting(self) -> list[Waiting]:
        """List all messages."""
        return [message for _, kept in sorted(self.orders.items()) for message in kept.outbox]

    def dead(self) -> list[Waiting]:
        """List the messages that were given up."""
        return [message for message in self.waiting() if message.dead]

    def find(self, fits: Callable[[Kept], bool]) -> list[tuple[str, str, int]]:
        """List the orders that fit, by their ids."""
        return [
            (order_id, kept.order.status.value, kept.version)
            for order_id, kept in sorted(self.orders.items())
            if fits(kept)
        ]

    def erase(self, whose: Iterable[Customer | None]) -> int:
        """Erase customers, and count of how many orders."""
        wanted = list(whose)
        found = [kept for kept in self.orders.values() if kept.customer is not None and kept.customer in wanted]
        for kept in found:
            kept.customer = None
        return len(found)

    def forget_answers(self, before: datetime) -> int:
        """Forget the answers that were given before a moment, and count them."""
        old = [key for key, given in self.answers.items() if given.at < before]
        for key in old:
            del self.answers[key]
        return len(old)

    def in_status(self, status: Status) -> list[tuple[str, str, int]]:
        """List the orders in a status."""
        return self.find(lambda kept: kept.order.status is status)


def _asked(envelope: Envelope) -> tuple[Any, ...]:
    command = envelope.command
    said = command.model_dump(exclude={"actor", *command.circumstances})
    return envelope.order_id, command.trigger, command.actor.id, said
