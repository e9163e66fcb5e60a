"""The worker: delivers messages and passes time, until it is told to stop. Any number of them may work on one store."""

import asyncio
import logging
import random
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from pedido.store.async_store import AsyncStore
from pedido.store.envelope import Answer
from pedido.store.errors import DatabaseError
from pedido.store.publishers.publisher import Publisher
from pedido.store.relay import PATIENT, Patience, Relay

_LOG: Final = logging.getLogger(__name__)
_LEASE: Final = timedelta(minutes=1)
_BATCH: Final = 200
_LONGEST_TROUBLE: Final = 30.0
"""After how many seconds at most a database that failed is tried again."""
_LONGEST_COUNT: Final = 16


class Worker:
    """Delivers the messages of a store, and gives its orders the command that time has passed, as long as it runs.

    `idle` is how many seconds it waits where there was nothing to do. A database that fails is tried again, and again later each
    time.
    """

    def __init__(
        self,
        store: AsyncStore,
        publisher: Publisher,
        *,
        patience: Patience = PATIENT,
        idle: float = 1.0,
    ) -> None:
        """Take the store, and a publisher that is open."""
        self._store = store
        self._relay = Relay(store, publisher, patience)
        self._idle = idle
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Have the worker end: the message in delivery is finished, and nothing new begun."""
        self._stop.set()
        self._relay.stop()

    async def run(self) -> None:
        """Work until `stop`.

        Raises:
            SchemaError: the database does not have the tables, or no longer.
            BrokenPipeError: what messages are written to has nobody who reads it.
        """
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._repeat(self._relay.deliver))
                both.create_task(self._repeat(self.pass_time))
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None  # the other one was only canceled

    async def drain(self) -> None:
        """Pass time and deliver, in turns, until nothing is due, or `stop`.

        Raises:
            DatabaseError: the database failed.
            SchemaError: the database does not have the tables.
            BrokenPipeError: what messages are written to has nobody who reads it.
        """
        while not self._stop.is_set():
            passed = await self.pass_time()
            if not (await self._relay.deliver() or passed):
                return

    async def pass_time(self) -> int:
        """Pass time for the orders whose deadline is over, up to a batch, and return how many there were."""
        outcomes = await self._store.pass_time(lease=_LEASE, limit=_BATCH)
        for outcome in outcomes:
            if not isinstance(outcome, Answer):
                _LOG.error("a deadline could not be seen to: %s", outcome)
            elif not outcome.allowed:
                _LOG.warning("order %s: its deadline is over, but time does not pass", outcome.order_id)
        return len(outcomes)

    async def _repeat(self, work: Callable[[], Awaitable[int]]) -> None:
        trouble = 0
        while not self._stop.is_set():
            try:
                found = await work()
                trouble = 0
            except DatabaseError as error:
                trouble += 1
                _LOG.error("%s; trying again", error)
                found = 0
            if not found:
                await self._rest(
                    min(self._idle * 2.0 ** min(trouble, _LONGEST_COUNT), max(_LONGEST_TROUBLE, self._idle))
                )

    async def _rest(self, seconds: float) -> None:
        pause = seconds * random.uniform(0.75, 1)  # noqa: S311 - it only keeps workers apart
        try:
            async with asyncio.timeout(pause):
                await self._stop.wait()
        except TimeoutError:
            return


@contextmanager
def stopping_on_signals(worker: Worker) -> Iterator[None]:
    """Have SIGTERM and SIGINT stop the worker, within the block."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, worker.stop)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
