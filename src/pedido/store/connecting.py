"""What is seen to for each connection to a database: when it is made; and when SQLAlchemy's pool gives it out and gets it back."""

import time
from functools import partial
from pathlib import Path
from typing import Any, Final

from psycopg.pq import TransactionStatus
from psycopg.types.array import ListBinaryDumper
from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

from pedido.store.errors import DatabaseError, SchemaError

OLDEST_POSTGRESQL: Final = 14
CONNECTIONS: Final = 20
"""How many connections a store has at most."""
_IDLE: Final = 1.0
"""After how many seconds without use a connection is asked whether it still lives: a question is one round trip."""

_PRAGMAS: Final = (
    "PRAGMA busy_timeout=10000",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA wal_autocheckpoint=4000",  # a log of 16 MB: among a million orders, batches cost a seventh less than with 4 MB
)


def prepare(engine: Engine, *, must_exist: bool) -> None:
    """Let the connections of an engine be seen to."""
    dialect = engine.dialect
    if must_exist and dialect.name == "sqlite":
        event.listen(engine, "do_connect", partial(_demand_file, str(engine.url.database)))
    event.listen(engine, "connect", {"sqlite": _prepare_sqlite, "postgresql": _prepare_postgresql}[dialect.name])


def prepare_awaited(engine: Engine) -> None:
    """Let SQLAlchemy's pool, which keeps the connections that are awaited, give out only what lives and keep nothing that holds a lock."""
    event.listen(engine, "checkout", partial(_look_at_idle, engine.dialect))
    event.listen(engine, "checkin", partial(_look_at_returned, engine.dialect.name))


def is_at_rest(database: str, driver: Any) -> bool:
    """Tell whether a driver's connection has neither a transaction open nor a statement on its way. The database is not asked."""
    if database == "sqlite":
        return not driver.in_transaction
    return bool(driver.pgconn.transaction_status == TransactionStatus.IDLE)


def can_roll_back(database: str, driver: Any) -> bool:
    """Tell whether a transaction that is open can be rolled back: not while a statement is on its way."""
    return database == "sqlite" or driver.pgconn.transaction_status in _BETWEEN_STATEMENTS


_BETWEEN_STATEMENTS: Final = frozenset({TransactionStatus.INTRANS, TransactionStatus.INERROR})


def is_alive(dialect: Any, connection: Any, idle_since: float) -> bool:
    """Tell whether a driver's connection still lives. One that lay idle for long is asked."""
    if dialect.name == "sqlite" or time.monotonic() - idle_since < _IDLE:
        return True
    try:
        return bool(dialect._do_ping_w_event(connection))  # noqa: SLF001 - what `pool_pre_ping` does each time
    except dialect.loaded_dbapi.Error:
        return False


def _demand_file(file: str, *_arguments: Any) -> None:
    if not Path(file).is_file():
        raise SchemaError(f"there is no file {file}: run pedido db upgrade, which makes it")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    try:
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.execute("PRAGMA journal_mode=WAL")
        (mode,) = cursor.fetchone()
    finally:
        cursor.close()
    if mode != "wal":
        connection.close()
        raise DatabaseError(f"SQLite cannot keep a write-ahead log beside this file: its journal stays {mode!r}")


def _prepare_postgresql(connection: Any, record: Any) -> None:
    found = record.driver_connection.info.server_version // 10_000
    if found < OLDEST_POSTGRESQL:
        connection.close()
        raise DatabaseError(f"PostgreSQL {OLDEST_POSTGRESQL} or newer is needed; this server is {found}")
    # Lists go as bytes: quoted into a text, two hundred orders take thirty times as long.
    record.driver_connection.adapters.register_dumper(list, ListBinaryDumper)


def _look_at_idle(dialect: Any, connection: Any, record: Any, _proxy: Any) -> None:
    idle_since = record.info.get("idle_since")
    if idle_since is not None and not is_alive(dialect, connection, idle_since):
        raise DisconnectionError  # the pool connects anew


def _look_at_returned(database: str, connection: Any, record: Any) -> None:
    record.info["idle_since"] = time.monotonic()
    if connection is not None and not is_at_rest(database, record.driver_connection):
        record.invalidate()  # whoever had it was stopped in the middle: closed, it holds no lock
