"""One URL decides where orders are kept; what belongs together is written together, on SQLite and on PostgreSQL alike."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError, ProgrammingError

from pedido.input import BadInputError
from pedido.store import connecting
from pedido.store.database import as_database_errors, immediate, open_async_database, open_database, snapshot
from pedido.store.errors import DatabaseError
from pedido.store.statement import run

Opened = Callable[[str], Engine]


@pytest.fixture
def opened() -> Iterator[Opened]:
    engines: list[Engine] = []

    def opened(url: str) -> Engine:
        engines.append(open_database(url))
        return engines[-1]

    yield opened
    for engine in engines:
        engine.dispose()


@pytest.fixture
def engine(opened: Opened, database_url: str) -> Engine:
    return opened(database_url)


def add(connection: Connection, key: str) -> None:
    values = f"'{key}', 'v1-01', 'digest', '{{}}', '2026'"
    connection.exec_driver_sql(f"INSERT INTO answers (key, order_id, fingerprint, answer, given_at) VALUES ({values})")


def add_and_fail(connection: Connection, key: str) -> None:
    with immediate(connection):
        add(connection, key)
        raise ZeroDivisionError


def keys(connection: Connection) -> list[Any]:
    return list(connection.exec_driver_sql("SELECT key FROM answers ORDER BY key").scalars())


@pytest.mark.parametrize(
    "url, driver, awaited",
    [
        ("sqlite:///orders.db", "pysqlite", "aiosqlite"),
        ("sqlite+pysqlite:///orders.db", "pysqlite", "aiosqlite"),
        ("sqlite+aiosqlite:////data/orders.db", "pysqlite", "aiosqlite"),
        ("postgresql://ana@db/orders", "psycopg", "psycopg"),
        ("postgresql+psycopg://ana@db:6432/orders?sslmode=require", "psycopg", "psycopg"),
    ],
)
def test_one_url_decides_for_both_ways_to_wait(url: str, driver: str, awaited: str) -> None:
    engine, other = open_database(url), open_async_database(url)

    assert (engine.dialect.driver, other.dialect.driver) == (driver, awaited)
    assert (engine.dialect.is_async, other.dialect.is_async) == (False, True)
    assert engine.url.database == other.url.database


@pytest.mark.parametrize("open_it", [open_database, open_async_database])
@pytest.mark.parametrize(
    "url",
    [
        "mysql://ana:secret@db/orders",
        "postgresql+asyncpg://ana:secret@db/orders",
        "postgresql://ana:x@secret:y@db:secret/orders",
        "secret",
        "",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:secret?mode=memory&uri=true",
        "sqlite:///orders.db?timeout=1",
        "sqlite://ana:secret@db/orders",
    ],
)
def test_what_is_no_such_url_is_refused_without_its_password(open_it: Callable[[str], object], url: str) -> None:
    with pytest.raises(BadInputError, match=r"^--database: .*expected") as refused:
        open_it(url)

    assert "secret" not in str(refused.value)


def test_a_server_that_is_not_there_is_told_on_one_line_without_the_password(opened: Opened) -> None:
    engine = opened("postgresql://ana:secret@127.0.0.1:1/orders")

    with pytest.raises(DatabaseError, match="Connection refused") as failed, as_database_errors():
        engine.connect()

    assert "secret" not in f"{failed.value} {engine!r}"
    assert "\n" not in str(failed.value)
    assert failed.value.__suppress_context__


def test_a_folder_that_is_not_there_is_told(opened: Opened) -> None:
    with pytest.raises(DatabaseError, match="unable to open database file"), as_database_errors():
        opened("sqlite:////nowhere/orders.db").connect()


def test_a_failure_tells_neither_statements_nor_what_was_in_them(engine: Engine) -> None:
    with engine.connect() as connection:
        add(connection, "maria")
        with pytest.raises(DatabaseError) as failed, as_database_errors():
            add(connection, "maria")

    for what in ("maria", "INSERT", "sqlalche.me", "\n"):
        assert what not in str(failed.value)


def test_a_value_that_cannot_be_is_not_repeated(opened: Opened, postgresql_url: str) -> None:
    with opened(postgresql_url).connect() as connection, pytest.raises(DatabaseError) as failed, as_database_errors():
        connection.exec_driver_sql("SELECT %(name)s::integer", {"name": "maria"})

    assert str(failed.value) == "the database failed: a value was refused (22P02)"


def test_sqlite_keeps_a_write_ahead_log_and_waits_for_the_disk(opened: Opened, sqlite_url: str) -> None:
    with opened(sqlite_url).connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout")
        }

    assert found == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 10_000}


def test_sqlite_where_it_cannot_keep_a_write_ahead_log_is_refused() -> None:
    with pytest.raises(DatabaseError, match="cannot keep a write-ahead log"):
        connecting._prepare_sqlite(sqlite3.connect(":memory:"), None)


def test_postgresql_knows_whose_connections_they_are(opened: Opened, postgresql_url: str) -> None:
    with opened(postgresql_url).connect() as connection:
        assert connection.exec_driver_sql("SHOW application_name").scalar() == "pedido"
    with opened(f"{postgresql_url}?application_name=shop").connect() as connection:
        assert connection.exec_driver_sql("SHOW application_name").scalar() == "shop"


def test_an_old_postgresql_is_refused(opened: Opened, postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "OLDEST_POSTGRESQL", 99)

    with pytest.raises(DatabaseError, match="PostgreSQL 99 or newer is needed; this server is "):
        opened(postgresql_url).connect()


def test_each_statement_is_kept_by_itself(engine: Engine) -> None:
    with engine.connect() as connection:
        add(connection, "a")
    with engine.connect() as connection:
        assert keys(connection) == ["a"]


def test_what_is_written_together_is_kept_together(engine: Engine) -> None:
    with engine.connect() as connection:
        with immediate(connection):
            add(connection, "a")
            add(connection, "b")
        with pytest.raises(ZeroDivisionError):
            add_and_fail(connection, "c")
        with immediate(connection):
            add(connection, "d")

    with engine.connect() as connection:
        assert keys(connection) == ["a", "b", "d"]


def test_a_transaction_that_failed_within_is_not_called_kept(opened: Opened, postgresql_url: str) -> None:
    def pass_over(connection: Connection) -> None:
        with immediate(connection):
            add(connection, "a")
            with suppress(ProgrammingError):
                connection.exec_driver_sql("SELECT nothing")

    with opened(postgresql_url).connect() as connection:
        with pytest.raises(DatabaseError, match="with it the transaction"):
            pass_over(connection)

        assert keys(connection) == []


def test_on_sqlite_a_second_writer_waits_before_it_reads(opened: Opened, sqlite_url: str) -> None:
    engine = opened(sqlite_url)
    with engine.connect() as first, engine.connect() as second:
        second.exec_driver_sql("PRAGMA busy_timeout=20")
        with immediate(first):
            with pytest.raises(DatabaseError, match="database is locked"), as_database_errors(), immediate(second):
                pytest.fail("there were two writers")
            assert keys(second) == []
        with immediate(second):
            add(second, "b")


def test_a_snapshot_sees_one_moment(engine: Engine) -> None:
    with engine.connect() as reader, engine.connect() as writer:
        with snapshot(reader):
            assert keys(reader) == []
            add(writer, "a")
            assert keys(reader) == []
        assert keys(reader) == ["a"]


def test_a_connection_given_back_in_the_middle_of_a_transaction_holds_no_lock(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if engine.dialect.name == "sqlite" else "BEGIN")
        add(connection, "a")

    with engine.connect() as connection, immediate(connection):
        assert keys(connection) == []
        add(connection, "a")


def test_a_connection_lost_in_a_transaction_is_told_and_the_next_works(opened: Opened, postgresql_url: str) -> None:
    engine, other = opened(postgresql_url), opened(postgresql_url)

    def write() -> None:
        with as_database_errors(), engine.connect() as connection, immediate(connection):
            process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
            with other.connect() as administrator:
                administrator.exec_driver_sql(f"SELECT pg_terminate_backend({process}, 5000)")
            with suppress(OperationalError):
                add(connection, "a")
            add(connection, "b")

    with pytest.raises(DatabaseError, match="the connection was lost"):
        write()
    with engine.connect() as connection, immediate(connection):
        assert keys(connection) == []


def test_a_connection_that_is_closed_is_told_before_its_first_statement_too(engine: Engine) -> None:
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.close()
        with pytest.raises(DatabaseError), as_database_errors():
            run(connection, "SELECT 1")
