"""The front door that is awaited: the same store, with many commands on their way at once. And how tests open both doors."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

import pytest
from sqlalchemy import Row

from pedido import Invoice, Order, Status
from pedido.store import AsyncStore, SchemaError, Store
from pedido.store.database import open_database
from tests.orders import NOW, STORE, order_in

T = TypeVar("T")


class Awaited:
    """An `AsyncStore` with the methods of a `Store`: each is run in the one event loop that it has."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.store = AsyncStore(*args, **options)
        self._runner = asyncio.Runner()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    def close(self) -> None:
        self.run(self.store.close())
        self._runner.close()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self.store, name)
        return lambda *args, **options: self._runner.run(method(*args, **options))


DOORS = (Store, Awaited)


@contextmanager
def opened(door: type[Store | Awaited], url: str, **options: Any) -> Iterator[Store]:
    """Open a store through one of the doors, for a block."""
    store = door(url, **options)
    try:
        yield cast("Store", store)
    finally:
        store.close()


@contextmanager
def awaited(url: str, **options: Any) -> Iterator[Awaited]:
    """Open a store that has also what only workers use, for a block."""
    store = Awaited(url, **options)
    try:
        yield store
    finally:
        store.close()


def rows(url: str, statement: str, *parameters: Any) -> list[Row[Any]]:
    """Ask the database itself, or change it."""
    engine = open_database(url)
    try:
        with engine.connect() as connection:
            result = connection.exec_driver_sql(statement, parameters)
            return list(result) if result.returns_rows else []
    finally:
        engine.dispose()


def order(number: int = 1, status: Status = Status.HANDLING, **changes: Any) -> Order:
    """Make one of several orders."""
    return order_in(status, order_id=f"v{number}-01", **changes)


def invoice(number: int) -> Invoice:
    """Enter an invoice for ten cents: one message tells Payments to settle as many."""
    return Invoice(actor=STORE, at=NOW, number=str(number), value=10)


def test_what_comes_in_at_one_door_is_there_at_the_other(database_url: str) -> None:
    with opened(Store, database_url) as one, opened(Awaited, database_url) as other:
        one.receive(order())
        other.handle("v1-01", invoice(1))
        assert one.load("v1-01") == other.load("v1-01")
        assert one.history("v1-01") == other.history("v1-01")


def test_commands_for_one_order_at_the_same_time_are_all_carried_out(database_url: str) -> None:
    async def work() -> tuple[int, list[int]]:
        async with AsyncStore(database_url) as store:
            await store.receive(order())
            answers = await asyncio.gather(*(store.handle("v1-01", invoice(number)) for number in range(6)))
            return (await store.load("v1-01")).order.invoiced, sorted(answer.version for answer in answers)

    assert asyncio.run(work()) == (60, [2, 3, 4, 5, 6, 7])


def test_commands_for_many_orders_at_the_same_time_are_all_carried_out(database_url: str) -> None:
    async def work() -> set[int]:
        async with AsyncStore(database_url) as store:
            await asyncio.gather(*(store.receive(order(number)) for number in range(30)))
            answers = await asyncio.gather(*(store.handle(f"v{number}-01", invoice(1)) for number in range(30)))
            return {answer.version for answer in answers}

    assert asyncio.run(work()) == {2}


def test_one_key_given_many_times_at_the_same_time_is_carried_out_once(database_url: str) -> None:
    async def work() -> tuple[int, int]:
        async with AsyncStore(database_url) as store:
            await store.receive(order())
            answers = await asyncio.gather(*(store.handle("v1-01", invoice(1), key="k") for _ in range(6)))
            return len(await store.history("v1-01")), sum(answer.repeated for answer in answers)

    assert asyncio.run(work()) == (2, 5)


@pytest.mark.parametrize("door", DOORS)
def test_without_its_tables_a_store_says_what_to_do(door: type[Store | Awaited], empty_url: str) -> None:
    with opened(door, empty_url) as store, pytest.raises(SchemaError, match="run pedido db upgrade"):
        store.load("v1-01")
