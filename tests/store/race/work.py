"""What a process does in a race: it waits until all are there, then does as all do."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from threading import Barrier
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from pedido.store.async_store import AsyncStore
from pedido.store.envelope import Answer, Envelope
from pedido.store.errors import StoreError
from pedido.store.handling import Outcome
from pedido.store.message import Message
from pedido.store.relay import Patience, Relay
from pedido.store.store import Store
from tests.store.crash.nursery import PROCESSES
from tests.store.crash.records import append

T = TypeVar("T")

_PATIENCE: Final = 60.0


def at_once(work: Callable[..., T], given: Sequence[tuple[Any, ...]]) -> list[T]:
    """Have a process for each that is given do the work, all at the same time, and return what they come to."""
    start = PROCESSES.Barrier(len(given))
    with ProcessPoolExecutor(len(given), PROCESSES, initializer=_enter, initargs=(start,)) as processes:
        return list(processes.map(work, *zip(*given, strict=True), timeout=_PATIENCE))


_START: list[Barrier] = []


def _enter(start: Barrier) -> None:
    _START[:] = [start]


def _ready() -> None:
    _START[0].wait(_PATIENCE)


def give_each(url: str, envelopes: Sequence[Envelope], seed: int) -> list[tuple[Envelope, Outcome]]:
    """Give commands one by one, in an order of one's own."""
    shuffled = Random(seed).sample(envelopes, len(envelopes))
    with Store(url) as store:
        store.find(limit=1)
        _ready()
        return [(envelope, _outcome(store, envelope)) for envelope in shuffled]


def _outcome(store: Store, envelope: Envelope) -> Outcome:
    try:
        return store.handle(envelope.order_id, envelope.command, key=envelope.key)
    except StoreError as error:
        return error


def give_all(url: str, envelopes: Sequence[Envelope], seed: int, times: int = 1) -> list[tuple[Envelope, Outcome]]:
    """Give commands in one call, in an order of one's own; and again, in another."""
    random = Random(seed)
    with Store(url) as store:
        store.find(limit=1)
        _ready()
        turns = [random.sample(envelopes, len(envelopes)) for _ in range(times)]
        return [given for turn in turns for given in zip(turn, store.handle_many(turn), strict=True)]


def pass_time(url: str, at: datetime) -> list[Outcome]:
    """Pass time, as long as there is something overdue."""
    return asyncio.run(_pass_time(url, at))


async def _pass_time(url: str, at: datetime) -> list[Outcome]:
    found: list[Outcome] = []
    async with AsyncStore(url, clock=lambda: at) as store:
        await store.find(limit=1)
        _ready()
        while passed := await store.pass_time(lease=timedelta(minutes=1), limit=7):
            found += passed
    return found


def deliver(url: str, file: Path) -> int:
    """Deliver what is due, until nothing is, and count how often something was."""
    return asyncio.run(_deliver(url, file))


async def _deliver(url: str, file: Path) -> int:
    turns = 0
    async with AsyncStore(url) as store:
        await store.find(limit=1)
        relay = Relay(store, _WritesDown(file), Patience(orders=5, each=3))
        _ready()
        while await relay.deliver():
            turns += 1
    return turns


class _WritesDown:
    """A publisher that takes a moment, and writes down what it delivers."""

    def __init__(self, file: Path) -> None:
        self._file = file

    async def publish(self, message: Message) -> None:
        append(self._file, message.document())
        await asyncio.sleep(0.001)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


def accepted(outcomes: Sequence[tuple[Envelope, Outcome]]) -> list[tuple[Envelope, Answer]]:
    """Pick what was carried out."""
    return [(envelope, each) for envelope, each in outcomes if isinstance(each, Answer) and each.allowed]
