"""The worker that is killed: it gives commands, delivers messages and passes time, all at once, and goes on where another fell.

A step of the plan that was answered is acknowledged, as a client would have it; one that was not is done again, under the same
keys. What is delivered is written down.
"""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any, Final, Self
from unittest.mock import patch

from sqlalchemy import Engine, event

from pedido.store import at_once, in_turn, statement
from pedido.store.async_store import AsyncStore
from pedido.store.envelope import Answer
from pedido.store.errors import DatabaseError
from pedido.store.message import Message
from pedido.store.relay import Patience, Relay
from pedido.store.statement import Ran
from pedido.store.store import Store
from tests.orders import NOW
from tests.store.crash.plan import Arrival, Step, steps
from tests.store.crash.records import append, count
from tests.store.crash.stages import Stages

LEASE: Final = timedelta(milliseconds=300)
PATIENCE: Final = Patience(attempts=1_000_000, first_pause=timedelta(milliseconds=10), lease=LEASE, orders=20, each=10)
"""With the lease of the dead over soon; a message is never given up, however often its worker dies."""


@dataclass(frozen=True, slots=True)
class Course:
    """What all workers have in common: the store, the plan, where they write, and since when time passes."""

    url: str
    folder: Path
    seed: int
    begun: float

    @property
    def acknowledged(self) -> Path:
        """For each step that was done, what was answered."""
        return self.folder / "acknowledged"

    @property
    def delivered(self) -> Path:
        """Each message that was delivered, and by whom."""
        return self.folder / "delivered"

    @property
    def stages(self) -> Path:
        """What the worker is at."""
        return self.folder / "stages"

    def clock(self) -> datetime:
        """Tell what time it is for the store."""
        return NOW + timedelta(seconds=time.time() - self.begun)

    def later(self) -> datetime:
        """Tell the time when every lease is over, and every deadline that orders came with."""
        return self.clock() + timedelta(hours=1)


def work(course: Course, name: str, seed: int) -> None:
    """Work until somebody ends it."""
    stages = Stages(course.stages)
    stages.watch()
    asyncio.run(_everything(course, _Published(course.delivered, name, stages), Random(seed)))


async def _everything(course: Course, published: "_Published", random: Random) -> None:
    with Store(course.url, clock=course.clock) as store:
        async with AsyncStore(course.url, clock=course.clock) as awaited:
            _linger([store._engine, awaited._engine.sync_engine], random)
            await asyncio.gather(
                asyncio.to_thread(_carry_out, course, store),
                _repeat(Relay(awaited, published, PATIENCE).deliver, published.go_on_anew),
                _repeat(lambda: awaited.pass_time(lease=LEASE, limit=3)),
            )


def _linger(engines: Iterable[Engine], random: Random) -> None:
    """Pause between the statements of a transaction now and then, so that it is there that some are killed."""

    def linger(*_arguments: Any) -> None:
        if random.random() < 0.2:
            time.sleep(random.uniform(0, 0.004))

    def run(*given: Any, **options: Any) -> Ran:
        found = statement.run(*given, **options)
        linger()
        return found

    for module in (at_once, in_turn):
        patch.object(module, "run", run).start()
    for engine in engines:
        event.listen(engine, "after_cursor_execute", linger)


def _carry_out(course: Course, store: Store) -> None:
    for step in steps(course.seed, count(course.acknowledged)):
        append(course.acknowledged, _done(store, step))


async def _repeat(work: Callable[[], Any], fail: Callable[[], None] = lambda: None) -> None:
    while True:
        try:
            found = await work()
        except DatabaseError:
            found = []
            fail()
        await asyncio.sleep(0 if found else 0.01)


def finish(course: Course, name: str, steps_in_all: int) -> None:
    """Do what is left of so many steps, and deliver and pass time until nothing is left."""
    with Store(course.url, clock=course.clock) as store:
        done = count(course.acknowledged)
        for step in islice(steps(course.seed, done), steps_in_all - done):
            append(course.acknowledged, _done(store, step))
    asyncio.run(_drain(course, _Published(course.delivered, name, Stages(course.stages))))


async def _drain(course: Course, published: "_Published") -> None:
    async with AsyncStore(course.url, clock=course.later) as store:
        while await store.pass_time(lease=timedelta(minutes=1), limit=100):
            pass
        while await Relay(store, published).deliver():
            pass


def _done(store: Store, step: Step) -> list[str]:
    """Do a step until it is done, and return the answers."""
    while True:
        try:
            return _answers(store, step)
        except DatabaseError:
            time.sleep(0.02)


def _answers(store: Store, step: Step) -> list[str]:
    if isinstance(step, Arrival):
        store.receive(step.order, step.customer)
        return []
    if len(step) == 1:
        [envelope] = step
        return [store.handle(envelope.order_id, envelope.command, key=envelope.key).text()]
    outcomes = store.handle_many(step)
    assert all(isinstance(outcome, Answer) for outcome in outcomes), outcomes
    return [outcome.text() for outcome in outcomes if isinstance(outcome, Answer)]


class _Published:
    """A publisher that writes down what it delivers, and for whom."""

    def __init__(self, file: Path, name: str, stages: Stages) -> None:
        self._file = file
        self._name = name
        self._stages = stages

    def go_on_anew(self) -> None:
        """Be somebody else from here on, who does not know what was delivered: the database failed to settle it."""
        self._name += "'"

    async def publish(self, message: Message) -> None:
        with self._stages.at("publish"):
            await asyncio.sleep(0.0005)
            append(self._file, {"by": self._name, "message": message.document()})

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass
