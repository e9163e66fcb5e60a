"""Runs a worker until it is told to stop, or until nothing is due."""

import logging
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from sqlalchemy import make_url

from pedido.store import AsyncStore, Message, Patience, Worker
from pedido.store.publishers import Publisher
from pedido.store.worker import stopping_on_signals

_LOG: Final = logging.getLogger(__name__)


async def run_worker(database: str, place: str, publisher: Publisher, *, attempts: int, idle: float) -> None:
    """Work until SIGTERM or SIGINT."""
    async with AsyncStore(database) as store, _Counted(publisher) as counted:
        worker = Worker(store, counted, patience=Patience(attempts=attempts), idle=idle)
        await _run(worker, worker.run, counted, f"{shown_database(database)}, publishing to {shown_place(place)}")


async def drain(database: str, place: str, publisher: Publisher, *, attempts: int) -> bool:
    """Work until nothing is due, or SIGTERM or SIGINT, and tell whether every delivery came to be."""
    async with AsyncStore(database) as store, _Counted(publisher) as counted:
        worker = Worker(store, counted, patience=Patience(attempts=attempts))
        await _run(worker, worker.drain, counted, f"{shown_database(database)}, publishing to {shown_place(place)}")
        return counted.failed == 0


async def _run(worker: Worker, work: Callable[[], Awaitable[None]], counted: "_Counted", shown: str) -> None:
    with stopping_on_signals(worker):
        _LOG.info("working on %s", shown)
        await work()
    _LOG.info("stopped; messages delivered: %d, attempts that failed: %d", counted.delivered, counted.failed)


class _Counted:
    """A publisher that counts what becomes of its deliveries."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._begun = self.delivered = 0

    @property
    def failed(self) -> int:
        """How many were not delivered, also those that took too long."""
        return self._begun - self.delivered

    async def publish(self, message: Message) -> None:
        """Deliver a message."""
        self._begun += 1
        await self._publisher.publish(message)
        self.delivered += 1

    async def __aenter__(self) -> Self:
        """Open the connections of the publisher."""
        await self._publisher.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close them."""
        await self._publisher.__aexit__(kind, error, trace)


def shown_database(url: str) -> str:
    """Write the URL of a database without its password, which may also be among its options."""
    return make_url(url).set(query={}).render_as_string(hide_password=True)


def shown_place(written: str) -> str:
    """Name the place for messages by no more than its host: the rest of an address may be secret."""
    if "://" not in written:
        return "standard output"
    parts = urlsplit(written)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
