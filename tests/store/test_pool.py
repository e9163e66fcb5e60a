"""A connection that a thread gives back is there for the next one, as long as it can be trusted."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection

from pedido.store import connecting, pool
from pedido.store.connecting import CONNECTIONS
from pedido.store.database import as_database_errors, immediate, open_database
from pedido.store.errors import DatabaseError
from pedido.store.pool import Pool
from pedido.store.statement import run
from tests.store.test_database import add, keys


@contextmanager
def pooled(url: str) -> Iterator[Pool]:
    """Close what is open, idle or not, at the end of the block."""
    connections = Pool(open_database(url))
    yield connections
    for connection in tuple(connections._open):
        connection.close()


@pytest.fixture
def connections(database_url: str) -> Iterator[Pool]:
    with pooled(database_url) as connections:
        yield connections


def begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.dialect.name == "sqlite" else "BEGIN")


def process_of(connection: Connection) -> object:
    return connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()


def ended(connection: Connection, url: str) -> object:
    """End the process that serves a connection, and return which one it was."""
    process, engine = process_of(connection), open_database(url)
    with engine.connect() as other:
        other.exec_driver_sql(f"SELECT pg_terminate_backend({process}, 5000)")
    return process


def test_the_connection_that_was_used_last_is_used_first(connections: Pool) -> None:
    first, last = connections.take(), connections.take()
    connections.give_back(first)
    connections.give_back(last)

    assert connections.take() is last
    assert connections.take() is first


def test_what_sqlalchemy_calls_a_transaction_ends_with_the_use(connections: Pool) -> None:
    connection = connections.take()
    add(connection, "a")
    connections.give_back(connection)

    assert not connections.take().in_transaction()


def test_a_connection_given_back_in_the_middle_of_a_transaction_holds_no_lock(connections: Pool) -> None:
    connection = connections.take()
    begin(connection)
    add(connection, "a")
    connections.give_back(connection)

    other = connections.take()
    assert keys(other) == []
    add(other, "a")


def test_a_connection_whose_statement_was_interrupted_is_not_used_again(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_connection: object, steps: Iterator[object], *_rest: object) -> None:
        next(steps)  # sends the statement
        raise InterruptedError

    def wait(connection: Connection) -> None:
        with immediate(connection), monkeypatch.context() as patched:
            patched.setattr(psycopg.Connection, "wait", interrupt)
            run(connection, "SELECT pg_sleep(60)")

    with pooled(postgresql_url) as connections:
        connection = connections.take()
        with pytest.raises(InterruptedError):
            wait(connection)
        connections.give_back(connection)

        assert keys(connections.take()) == []


def test_a_statement_that_was_interrupted_holds_no_lock(sqlite_url: str) -> None:
    def half_read(connection: Connection) -> None:
        class Interrupting(sqlite3.Cursor):
            def fetchall(self) -> list[object]:
                raise InterruptedError

        driver: Any = connection.connection.driver_connection
        connection.info["cursor"] = driver.cursor(Interrupting)
        run(connection, "SELECT key FROM answers")

    with pooled(sqlite_url) as connections:
        connection, other = connections.take(), connections.take()
        add(connection, "a")
        with pytest.raises(InterruptedError):
            half_read(connection)
        connections.give_back(connection)
        add(other, "b")

        [(is_busy, *_)] = run(other, "PRAGMA wal_checkpoint(TRUNCATE)").rows
        assert not is_busy
        assert keys(connections.take()) == ["a", "b"]


def test_a_connection_that_is_in_use_while_the_pool_is_closed_is_closed_after_that(connections: Pool) -> None:
    connection = connections.take()
    connections.close()
    connections.give_back(connection)

    assert connection.closed


def test_a_connection_that_was_lost_in_use_is_not_used_again(postgresql_url: str) -> None:
    with pooled(postgresql_url) as connections:
        connection = connections.take()
        lost = ended(connection, postgresql_url)
        with pytest.raises(DatabaseError), as_database_errors():
            keys(connection)
        connections.give_back(connection)

        assert process_of(connections.take()) != lost


def test_a_connection_that_died_while_it_lay_idle_is_replaced(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "_IDLE", 0)
    with pooled(postgresql_url) as connections:
        connection = connections.take()
        lost = ended(connection, postgresql_url)
        connections.give_back(connection)

        assert process_of(connections.take()) != lost


def test_a_connection_that_cannot_say_whether_it_lives_is_replaced(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "_IDLE", 0)
    with pooled(postgresql_url) as connections:
        connection = connections.take()
        monkeypatch.setattr(connection.dialect, "do_ping", fail)
        connections.give_back(connection)

        assert connections.take() is not connection
        assert connection.closed


def fail(*_arguments: object) -> None:
    raise psycopg.errors.OutOfMemory


def test_a_connection_that_never_comes_free_is_told(connections: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_PATIENCE", 0.01)
    taken = [connections.take() for _ in range(CONNECTIONS)]

    with pytest.raises(DatabaseError, match="all connections stayed in use"), as_database_errors():
        connections.take()

    connections.give_back(taken[0])
    assert connections.take() is taken[0]


def test_who_was_stopped_before_it_could_give_back_costs_no_place_for_good(
    connections: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_PATIENCE", 0.01)
    connections.give_back(connections.take())
    for _ in range(CONNECTIONS):
        connections._places.get()  # as `take` does, before a signal stops it

    for _ in range(3):
        connections.give_back(connections.take())


def test_a_database_that_cannot_be_connected_to_costs_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_PATIENCE", 0.01)
    connections = Pool(open_database("postgresql://ana@127.0.0.1:1/orders"))

    for _ in range(CONNECTIONS + 1):
        with pytest.raises(DatabaseError, match="Connection refused"), as_database_errors():
            connections.take()


def test_many_threads_share_the_connections_and_no_two_use_the_same(connections: Pool) -> None:
    together, used = Barrier(CONNECTIONS), set()

    def use(number: int) -> None:
        connection = connections.take()
        if number < CONNECTIONS:
            together.wait(20)
            used.add(connection)
            together.wait(20)
        connection.exec_driver_sql("SELECT 1").scalar()
        connections.give_back(connection)

    with ThreadPoolExecutor(2 * CONNECTIONS) as threads:
        list(threads.map(use, range(4 * CONNECTIONS)))

    assert len(used) == CONNECTIONS


def test_a_pool_that_was_closed_connects_anew(connections: Pool) -> None:
    connections.give_back(connections.take())
    connections.close()

    assert keys(connections.take()) == []
