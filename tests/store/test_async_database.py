"""The same transactions, awaited."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from pedido.store import connecting
from pedido.store.connecting import CONNECTIONS
from pedido.store.database import as_database_errors, immediate, open_async_database, snapshot
from pedido.store.errors import DatabaseError
from tests.store.test_database import add, add_and_fail, keys


def test_what_is_written_together_is_kept_together(database_url: str) -> None:
    def write(connection: Connection) -> None:
        with immediate(connection):
            add(connection, "a")
        with pytest.raises(ZeroDivisionError):
            add_and_fail(connection, "b")

    def read(connection: Connection) -> list[object]:
        with snapshot(connection):
            return keys(connection)

    async def both(engine: AsyncEngine) -> None:
        async with engine.connect() as connection:
            await connection.run_sync(write)
        async with engine.connect() as connection:
            assert await connection.run_sync(read) == ["a"]
        await engine.dispose()

    asyncio.run(both(open_async_database(database_url)))


def test_sqlite_keeps_a_write_ahead_log_and_waits_for_the_disk(sqlite_url: str) -> None:
    async def ask(engine: AsyncEngine) -> None:
        async with engine.connect() as connection:
            assert (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar() == "wal"
            assert (await connection.exec_driver_sql("PRAGMA synchronous")).scalar() == 2
        await engine.dispose()

    asyncio.run(ask(open_async_database(sqlite_url)))


def test_who_is_cancelled_in_the_middle_of_a_transaction_holds_no_lock(database_url: str) -> None:
    async def stop_in_the_middle(engine: AsyncEngine) -> None:
        in_the_middle = asyncio.Event()

        def write(connection: Connection) -> None:
            with immediate(connection):
                add(connection, "a")
                in_the_middle.set()
                while True:
                    keys(connection)

        async def work() -> None:
            async with engine.connect() as connection:
                await connection.run_sync(write)

        async with asyncio.timeout(20):
            task = asyncio.create_task(work())
            await in_the_middle.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            async with engine.connect() as connection:
                assert await connection.run_sync(keys) == []
                await connection.run_sync(add, "a")
        await engine.dispose()

    asyncio.run(stop_in_the_middle(open_async_database(database_url)))


def test_a_connection_that_never_comes_free_is_told(database_url: str) -> None:
    async def wait(engine: AsyncEngine) -> None:
        pool: Any = engine.pool
        pool._timeout = 0
        taken = [await engine.connect() for _ in range(CONNECTIONS)]
        with pytest.raises(DatabaseError, match="all connections stayed in use"), as_database_errors():
            await engine.connect()
        for connection in taken:
            await connection.close()
        await engine.dispose()

    asyncio.run(wait(open_async_database(database_url)))


def test_a_connection_that_died_while_it_lay_idle_is_replaced(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def process_of(engine: AsyncEngine) -> object:
        async with engine.connect() as connection:
            return (await connection.exec_driver_sql("SELECT pg_backend_pid()")).scalar()

    async def lose(engine: AsyncEngine, other: AsyncEngine) -> None:
        process = await process_of(engine)
        async with other.connect() as administrator:
            await administrator.exec_driver_sql(f"SELECT pg_terminate_backend({process}, 5000)")
        assert await process_of(engine) != process
        await engine.dispose()
        await other.dispose()

    monkeypatch.setattr(connecting, "_IDLE", 0)
    asyncio.run(lose(open_async_database(postgresql_url), open_async_database(postgresql_url)))


def test_a_connection_that_is_given_back_in_the_middle_holds_no_lock(database_url: str) -> None:
    async def leave(engine: AsyncEngine) -> None:
        async with engine.connect() as connection:
            await connection.exec_driver_sql("BEGIN")
            await connection.run_sync(add, "a")
        async with engine.connect() as connection:
            assert await connection.run_sync(keys) == []
            await connection.run_sync(add, "a")
        await engine.dispose()

    asyncio.run(leave(open_async_database(database_url)))
