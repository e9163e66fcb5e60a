"""A worker works until it is told to stop, finishes what it is at, and outlives a database that fails; on both databases."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from pedido import Status
from pedido.order.parts import Deadline
from pedido.order.status import DeadlineKind
from pedido.store import AsyncStore, DatabaseError, Message, Worker, outbox
from pedido.store.publishers import DeliveryError
from pedido.store.worker import stopping_on_signals
from tests.orders import NOW
from tests.store.doors import Awaited, awaited, invoice, order, rows
from tests.store.test_outbox import Clock
from tests.store.test_relay import Receiver

SOON = 20


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database_url: str, clock: Clock) -> Iterator[Awaited]:
    """An order with two messages."""
    with awaited(database_url, clock=clock) as store:
        store.receive(order())
        for each in (1, 2):
            store.handle("v1-01", invoice(each))
        yield store


async def until(what: Callable[[], Awaitable[bool]]) -> None:
    while not await what():  # noqa: ASYNC110 - it is a database that is asked
        await asyncio.sleep(0.01)


async def working(worker: Worker, meanwhile: Awaitable[object]) -> None:
    """Let the worker run while something else happens, and stop it after that."""
    async with asyncio.timeout(SOON), asyncio.TaskGroup() as group:
        group.create_task(worker.run())
        await meanwhile
        worker.stop()


def delivered(receiver: Receiver, count: int) -> Awaitable[None]:
    async def enough() -> bool:
        return len(receiver.taken) >= count

    return until(enough)


def test_messages_are_delivered_as_they_come(store: Awaited) -> None:
    receiver = Receiver()

    async def more() -> None:
        await delivered(receiver, 2)
        await store.store.handle("v1-01", invoice(3))
        await delivered(receiver, 3)

    store.run(working(Worker(store.store, receiver, idle=0.01), more()))

    assert receiver.taken == ["v1-01:2:1", "v1-01:3:1", "v1-01:4:1"]


def test_time_passes_for_orders_whose_deadline_is_over(store: Awaited, clock: Clock) -> None:
    store.receive(order(2, Status.WINDOW_TO_CANCEL))
    clock.move(timedelta(minutes=31))

    async def passed() -> bool:
        return (await store.store.load("v2-01")).order.status is Status.READY_FOR_HANDLING

    store.run(working(Worker(store.store, Receiver(), idle=0.01), until(passed)))


def test_stopped_it_finishes_the_message_that_is_on_its_way(store: Awaited, clock: Clock) -> None:
    on_its_way, go_on = asyncio.Event(), asyncio.Event()

    async def slow(message: Message) -> None:
        on_its_way.set()
        await go_on.wait()

    async def stop_in_the_middle() -> None:
        worker = Worker(store.store, receiver)
        running = asyncio.create_task(worker.run())
        await on_its_way.wait()
        worker.stop()
        await asyncio.sleep(0.05)
        assert not running.done()
        go_on.set()
        await asyncio.wait_for(running, SOON)

    receiver = Receiver(slow)
    store.run(stop_in_the_middle())
    clock.move(timedelta(days=1))

    assert receiver.taken[0] == "v1-01:2:1"
    assert "v1-01:2:1" not in {message.id for messages in store.claim_messages(**EVERYTHING) for message in messages}


EVERYTHING: dict[str, Any] = {"lease": timedelta(minutes=1), "orders": 100, "each": 100}


def test_waiting_where_there_is_nothing_to_do_is_cut_short_by_stop(store: Awaited) -> None:
    receiver = Receiver()

    store.run(working(Worker(store.store, receiver, idle=3600), delivered(receiver, 2)))


def test_stopped_before_it_ran_it_does_nothing(store: Awaited) -> None:
    receiver = Receiver()
    worker = Worker(store.store, receiver)
    worker.stop()

    store.run(worker.run())

    assert receiver.taken == []


def test_a_database_that_fails_for_a_while_is_outlived(
    store: Awaited, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    claim, failures = outbox.claim, iter(range(3))

    def fails(*args: Any, **options: Any) -> list[list[Message]]:
        if next(failures, None) is not None:
            raise DatabaseError("gone")
        return claim(*args, **options)

    monkeypatch.setattr(outbox, "claim", fails)
    receiver = Receiver()
    store.run(working(Worker(store.store, receiver, idle=0.01), delivered(receiver, 2)))

    assert caplog.text.count("the database failed: gone") == 3


def test_connections_that_are_cut_are_outlived(postgresql_url: str) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
    receiver = Receiver()

    async def work() -> None:
        async with AsyncStore(postgresql_url) as store:
            await store.receive(order())

            async def cut_and_more() -> None:
                await asyncio.sleep(0.05)
                await asyncio.to_thread(rows, postgresql_url, cut)
                await until_handled(store)
                await delivered(receiver, 1)

            await working(Worker(store, receiver, idle=0.01), cut_and_more())

    asyncio.run(work())

    assert set(receiver.taken) == {"v1-01:2:1"}


async def until_handled(store: AsyncStore) -> None:
    while True:
        try:
            await store.handle("v1-01", invoice(1), key="k")
        except DatabaseError:
            await asyncio.sleep(0.01)
        else:
            return


def test_a_receiver_that_fails_keeps_nobody_from_working(store: Awaited) -> None:
    async def fails_for_one(message: Message) -> None:
        if message.order_id == "v1-01":
            raise DeliveryError("not now")

    receiver = Receiver(fails_for_one)

    async def another() -> None:
        await store.store.receive(order(2))
        await store.store.handle("v2-01", invoice(1))
        await delivered(receiver, 1)

    store.run(working(Worker(store.store, receiver, idle=0.01), another()))

    assert receiver.taken == ["v2-01:2:1"]


def test_time_that_does_not_pass_is_told_in_the_log(
    store: Awaited, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    later = Deadline(DeadlineKind.CANCELLATION_WINDOW, NOW + timedelta(days=1))
    store.receive(order(2, Status.WINDOW_TO_CANCEL, deadline=later))
    store.receive(order(3, Status.WINDOW_TO_CANCEL))
    rows(database_url, "UPDATE orders SET due = '2026-01-01', snapshot = '{}' WHERE order_id = 'v3-01'")
    rows(database_url, "UPDATE orders SET due = '2026-01-01' WHERE order_id = 'v2-01'")

    assert store.run(Worker(store.store, Receiver()).pass_time()) == 2

    assert "order v2-01: its deadline is over, but time does not pass" in caplog.text
    assert "a deadline could not be seen to: order v3-01 cannot be read" in caplog.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it(store: Awaited, number: signal.Signals) -> None:
    async def work() -> None:
        worker = Worker(store.store, Receiver(), idle=3600)
        with stopping_on_signals(worker):
            running = asyncio.create_task(worker.run())
            await asyncio.sleep(0.05)
            os.kill(os.getpid(), number)
            await asyncio.wait_for(running, SOON)

    store.run(work())
