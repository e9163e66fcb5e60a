"""The front door for code that awaits. `Store` is the one for code that waits; both lead to the same functions."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import URL, Connection

from pedido.customer import Customer
from pedido.order.actor import PLATFORM, Actor
from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.order.status import Status
from pedido.store import customers, deadlines, finding, handling, journal, loading, operations, outbox, receiving
from pedido.store.database import as_database_errors, open_async_database
from pedido.store.envelope import Answer, Envelope
from pedido.store.errors import StoreError
from pedido.store.finding import Criteria, Page
from pedido.store.handling import Outcome
from pedido.store.journal import Entry
from pedido.store.loading import Stored
from pedido.store.message import Message
from pedido.store.moment import Clock, moment_text, now
from pedido.store.operations import Replay
from pedido.store.outbox import DeadLetter, Delivery
from pedido.store.racing import ATTEMPTS, CHUNK, Race, parted
from pedido.store.status_map import MAPS, StatusMap
from pedido.store.upgrading import demand_current
from pedido.store.versions import Versions

P = ParamSpec("P")
T = TypeVar("T")


class AsyncStore:
    """A `Store` whose methods are awaited; it takes the same URL. One event loop of a service needs one.

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
        self._engine = open_async_database(url, must_exist=True)
        self._versions = Versions(maps)
        self._clock = clock
        self._attempts = attempts
        self._is_current = False

    async def receive(self, order: Order, customer: Customer | None = None, *, actor: Actor = PLATFORM) -> int:
        """Take an order in, and return its version. Received again as it was, it stays as it has become.

        Raises:
            BadInputError: its flow has no such status, or its id is too long.
            OrderExistsError: another order of that id was received before.
        """
        return await self._run(receiving.receive, self._versions, order, customer, actor, self._now())

    async def handle(self, order_id: str, command: Command, *, key: str | None = None) -> Answer:
        """Carry a command out. With a `key` it is carried out once, and answered alike each time.

        Raises:
            UnknownOrderError: there is no such order.
            KeyReusedError: the key was used for something else before.
            Conflict: others changed the order at every attempt.
            UnknownVersionError: other machines wrote the order than those that are known.
            UnknownStatusError: its status is not one of its machine.
        """
        [outcome] = await self._carried_out([Envelope(order_id, command, key)])
        if isinstance(outcome, StoreError):
            raise outcome
        return outcome

    async def handle_many(self, envelopes: Iterable[Envelope], *, chunk: int = CHUNK) -> list[Outcome]:
        """Carry commands out, in their order, a transaction for each chunk: an answer for each, or the error that says why not.

        Raises:
            BadInputError: `chunk` is not at least 1.
        """
        return [outcome for part in parted(envelopes, chunk) for outcome in await self._carried_out(part)]

    async def load(self, order_id: str) -> Stored:
        """Load an order, with its version.

        Raises:
            UnknownOrderError: there is no such order.
            UnknownVersionError: other machines wrote the order than those that are known.
            UnknownStatusError: its status is not one of its machine.
        """
        return await self._run(loading.load, self._versions, order_id)

    async def history(self, order_id: str) -> tuple[Entry, ...]:
        """Return all that happened to an order, oldest first.

        Raises:
            UnknownOrderError: there is no such order.
        """
        return await self._run(journal.entries_of, self._versions, order_id)

    async def order_at(self, order_id: str, version: int) -> Order:
        """Rebuild an order as it was in a version, of its journal.

        Raises:
            UnknownOrderError: there is no such order.
            NoSuchVersionError: it has no such version.
        """
        return await self._run(journal.order_at, self._versions, order_id, version)

    async def find(
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
        return await self._run(
            finding.find, Criteria(order_id, name, email, document, status), after=after, limit=limit
        )

    async def customer(self, order_id: str) -> Customer | None:
        """Return the customer of an order; None where none is known, or no longer."""
        return await self._run(customers.customer_of, order_id)

    async def erase_customer(self, order_id: str) -> int:
        """Erase the personal data of an order, and return of how many orders there was any.

        Raises:
            DatabaseError: on SQLite others read for so long that what was erased is still in the log; erase again later.
        """
        return await self._run(customers.erase_customer, order_id)

    async def erase_person(self, *, email: str | None = None, document: str | None = None) -> int:
        """Erase the personal data of everybody with the e-mail or the document, and return of how many orders.

        Raises:
            DatabaseError: on SQLite others read for so long that what was erased is still in the log; erase again later.
        """
        return await self._run(customers.erase_person, email=email, document=document)

    async def forget_answers(self, before: datetime) -> int:
        """Forget the answers that were given before a moment, and return how many: their keys can be used anew."""
        return await self._run(operations.forget_answers, before)

    async def replay(self, seen: Callable[[int], None] | None = None) -> Replay:
        """Rebuild every order of its journal, and compare it with its snapshot; `seen` is told how many were, now and then."""
        return await self._run(operations.replayed, self._versions, seen)

    async def dead_letters(self, limit: int = 100) -> tuple[DeadLetter, ...]:
        """List messages that were given up, the oldest first.

        Raises:
            BadInputError: `limit` is not from 1 to 1,000.
        """
        return await self._run(outbox.dead_letters, limit)

    async def revive(self, message_id: str) -> None:
        """Have a dead letter delivered after all.

        Raises:
            UnknownMessageError: there is no such dead letter.
        """
        await self._run(outbox.revive, message_id, now=self._now())

    async def discard(self, message_id: str) -> None:
        """Give a dead letter up for good: what follows for its order goes on.

        Raises:
            UnknownMessageError: there is no such dead letter.
        """
        await self._run(outbox.discard, message_id)

    async def claim_messages(self, *, lease: timedelta, orders: int, each: int) -> list[list[Message]]:
        """Claim messages that are due, of so many orders at most and so many of each; a list for each order, in its order.

        For the length of the lease nobody else gets them, nor any that follow them. See `Relay`.
        """
        moment = self._clock()
        until = moment_text(moment + lease)
        return await self._run(outbox.claim, now=moment_text(moment), until=until, orders=orders, each=each)

    async def settle_messages(self, deliveries: Iterable[Delivery]) -> None:
        """Write down what became of claimed messages: those that were delivered are gone."""
        await self._run(outbox.settle, list(deliveries), now=self._now())

    async def pass_time(self, *, lease: timedelta, limit: int) -> list[Outcome]:
        """Give every order whose deadline is over the command that time has passed; so many at most, each by one worker."""
        moment = self._clock()
        until = moment_text(moment + lease)
        claimed = await self._run(deadlines.claim_due, now=moment_text(moment), until=until, limit=limit)
        return await self.handle_many(deadlines.passing(order_id, moment) for order_id in claimed)

    async def close(self) -> None:
        """Close the connections."""
        await self._engine.dispose()

    async def __aenter__(self) -> Self:
        """Use the store in a block, and close it after that."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self.close()

    async def _carried_out(self, envelopes: list[Envelope]) -> list[Outcome]:
        race = Race(envelopes, await self._attempt(envelopes), self._attempts)
        while waiting := race.waiting:
            await asyncio.sleep(race.pause())
            race.take(await self._attempt(waiting))
        return race.outcomes()

    async def _attempt(self, envelopes: Sequence[Envelope]) -> list[Outcome | None]:
        return await self._run(handling.attempt, self._versions, envelopes, self._now())

    async def _run(self, function: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with as_database_errors():
            async with self._engine.connect() as connection:
                if not self._is_current:
                    await connection.run_sync(demand_current)
                    self._is_current = True
                return await connection.run_sync(function, *args, **kwargs)

    def clock(self) -> datetime:
        """Tell what time it is for this store."""
        return self._clock()

    def _now(self) -> str:
        return moment_text(self._clock())
