"""The front door for code that waits. `AsyncStore` is the one for code that awaits; both lead to the same functions."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import URL, Connection

from pedido.customer import Customer
from pedido.order.actor import PLATFORM, Actor
from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.order.status import Status
from pedido.store import customers, finding, handling, journal, loading, operations, outbox, receiving
from pedido.store.database import as_database_errors, open_database
from pedido.store.envelope import Answer, Envelope
from pedido.store.errors import StoreError
from pedido.store.finding import Criteria, Page
from pedido.store.handling import Outcome
from pedido.store.journal import Entry
from pedido.store.loading import Stored
from pedido.store.moment import Clock, moment_text, now
from pedido.store.operations import Replay
from pedido.store.outbox import DeadLetter
from pedido.store.pool import Pool
from pedido.store.racing import ATTEMPTS, CHUNK, Race, parted
from pedido.store.status_map import MAPS, StatusMap
from pedido.store.upgrading import demand_current
from pedido.store.versions import Versions

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """Orders, kept in a database: what is decided is there for good, once and on what the order really was.

    `url` is that of the database, such as `sqlite:///orders.db` or `postgresql://user@host/name`; `pedido db upgrade` makes its
    tables. `maps` say what became of the statuses of older machines. `attempts` is how often a command is tried that loses
    races. A store may be used by many threads; one process of a service needs one.

    Every method raises `DatabaseError` where the database fails, and `SchemaError` where it does not have the tables. After a
    `DatabaseError` it is not known whether a command was carried out: given again with its key, it is not carried out twice.
    """

    def __init__(
        self, url: str | URL, *, maps: Iterable[StatusMap] = MAPS, clock: Clock = now, attempts: int = ATTEMPTS
    ) -> None:
        """Open the store; nothing is connected before it is used.

        Raises:
            BadInputError: it is not the URL of a database that orders are kept in.
        """
        self._engine = open_database(url, must_exist=True)
        self._pool = Pool(self._engine)
        self._versions = Versions(maps)
        self._clock = clock
        self._attempts = attempts
        self._is_current = False

    def receive(self, order: Order, customer: Customer | None = None, *, actor: Actor = PLATFORM) -> int:
        """Take an order in, and return its version. Received again as it was, it stays as it has become.

        Raises:
            BadInputError: its flow has no such status, or its id is too long.
            OrderExistsError: another order of that id was received before.
        """
        return self._run(receiving.receive, self._versions, order, customer, actor, self._now())

    def handle(self, order_id: str, command: Command, *, key: str | None = None) -> Answer:
        """Carry a command out. With a `key` it is carried out once, and answered alike each time.

        Raises:
            UnknownOrderError: there is no such order.
            KeyReusedError: the key was used for something else before.
            Conflict: others changed the order at every attempt.
            UnknownVersionError: other machines wrote the order than those that are known.
            UnknownStatusError: its status is not one of its machine.
        """
        [outcome] = self._carried_out([Envelope(order_id, command, key)])
        if isinstance(outcome, StoreError):
            raise outcome
        return outcome

    def handle_many(self, envelopes: Iterable[Envelope], *, chunk: int = CHUNK) -> list[Outcome]:
        """Carry commands out, in their order, a transaction for each chunk: an answer for each, or the error that says why not.

        Raises:
            BadInputError: `chunk` is not at least 1.
        """
        return [outcome for part in parted(envelopes, chunk) for outcome in self._carried_out(part)]

    def load(self, order_id: str) -> Stored:
        """Load an order, with its version.

        Raises:
            UnknownOrderError: there is no such order.
            UnknownVersionError: other machines wrote the order than those that are known.
            UnknownStatusError: its status is not one of its machine.
        """
        return self._run(loading.load, self._versions, order_id)

    def history(self, order_id: str) -> tuple[Entry, ...]:
        """Return all that happened to an order, oldest first.

        Raises:
            UnknownOrderError: there is no such order.
        """
        return self._run(journal.entries_of, self._versions, order_id)

    def order_at(self, order_id: str, version: int) -> Order:
        """Rebuild an order as it was in a version, of its journal.

        Raises:
            UnknownOrderError: there is no such order.
            NoSuchVersionError: it has no such version.
        """
        return self._run(journal.order_at, self._versions, order_id, version)

    def find(
        self,
        *,
        order_id: str | None = None,
        name: str | None = None,
        email: str | None = None,
        document: str | None = None,
        status: Status | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Page:
        """Find the orders that fit all that is given, by their ids (M12). `after` is the `next` of the page before.

        A name is words that all begin words of the customer's; neither case nor accents count, nor a document's punctuation.

        Raises:
            BadInputError: `after` is no cursor, `limit` is not from 1 to 1,000, or a text is blank.
        """
        return self._run(finding.find, Criteria(order_id, name, email, document, status), after=after, limit=limit)

    def customer(self, order_id: str) -> Customer | None:
        """Return the customer of an order; None where none is known, or no longer."""
        return self._run(customers.customer_of, order_id)

    def erase_customer(self, order_id: str) -> int:
        """Erase the personal data of an order, and return of how many orders there was any.

        Raises:
            DatabaseError: on SQLite others read for so long that what was erased is still in the log; erase again later.
        """
        return self._run(customers.erase_customer, order_id)

    def erase_person(self, *, email: str | None = None, document: str | None = None) -> int:
        """Erase the personal data of everybody with the e-mail or the document, and return of how many orders.

        Raises:
            DatabaseError: on SQLite others read for so long that what was erased is still in the log; erase again later.
        """
        return self._run(customers.erase_person, email=email, document=document)

    def forget_answers(self, before: datetime) -> int:
        """Forget the answers that were given before a moment, and return how many: their keys can be used anew."""
        return self._run(operations.forget_answers, before)

    def replay(self, seen: Callable[[int], None] | None = None) -> Replay:
        """Rebuild every order of its journal, and compare it with its snapshot; `seen` is told how many were, now and then."""
        return self._run(operations.replayed, self._versions, seen)

    def dead_letters(self, limit: int = 100) -> tuple[DeadLetter, ...]:
        """List messages that were given up, the oldest first.

        Raises:
            BadInputError: `limit` is not from 1 to 1,000.
        """
        return self._run(outbox.dead_letters, limit)

    def revive(self, message_id: str) -> None:
        """Have a dead letter delivered after all.

        Raises:
            UnknownMessageError: there is no such dead letter.
        """
        self._run(outbox.revive, message_id, now=self._now())

    def discard(self, message_id: str) -> None:
        """Give a dead letter up for good: what follows for its order goes on.

        Raises:
            UnknownMessageError: there is no such dead letter.
        """
        self._run(outbox.discard, message_id)

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    def __enter__(self) -> Self:
        """Use the store in a block, and close it after that."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self.close()

    def _carried_out(self, envelopes: list[Envelope]) -> list[Outcome]:
        race = Race(envelopes, self._attempt(envelopes), self._attempts)
        while waiting := race.waiting:
            time.sleep(race.pause())
            race.take(self._attempt(waiting))
        return race.outcomes()

    def _attempt(self, envelopes: Sequence[Envelope]) -> list[Outcome | None]:
        return self._run(handling.attempt, self._versions, envelopes, self._now())

    def _run(self, function: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with as_database_errors():
            connection = self._pool.take()
            try:
                if not self._is_current:
                    demand_current(connection)
                    self._is_current = True
                return function(connection, *args, **kwargs)
            finally:
                self._pool.give_back(connection)

    def _now(self) -> str:
        return moment_text(self._clock())
