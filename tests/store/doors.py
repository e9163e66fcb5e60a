"""How tests open both front doors, and what they put through them."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from sqlalchemy import Row

from pedido import Invoice, Order, Status
from pedido.store import AsyncStore, Store
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
