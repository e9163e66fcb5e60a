"""The databases that orders are kept in, SQLite and PostgreSQL: opened by their URL, and their transactions.

The connections are in the driver's autocommit mode. One statement is one round trip; where several belong together,
`immediate` and `snapshot` say so to the database themselves.
"""

import logging
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final

from psycopg.pq import TransactionStatus
from sqlalchemy import URL, Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from pedido.store.connecting import CONNECTIONS, can_roll_back, is_at_rest, prepare, prepare_awaited
from pedido.store.errors import DatabaseError
from pedido.store.statement import run
from pedido.store.url import driver_url


def open_database(url: str | URL, *, must_exist: bool = False) -> Engine:
    """Open the database at a URL. Nothing is connected before it is used, nor kept after that: a `Pool` does.

    A SQLite file that is not there is made, unless it `must_exist`: then connecting to it is a `SchemaError`.

    Raises:
        BadInputError: it is not the URL of a SQLite file or of a PostgreSQL database.
    """
    engine = create_engine(driver_url(url, awaited=False), poolclass=NullPool, **_OPTIONS)
    prepare(engine, must_exist=must_exist)
    return engine


def open_async_database(url: str | URL, *, must_exist: bool = False) -> AsyncEngine:
    """Open the database at the same URL, to be awaited.

    Raises:
        BadInputError: it is not the URL of a SQLite file or of a PostgreSQL database.
    """
    engine = create_async_engine(
        driver_url(url, awaited=True), pool_size=CONNECTIONS, max_overflow=0, pool_use_lifo=True, **_OPTIONS
    )
    prepare(engine.sync_engine, must_exist=must_exist)
    prepare_awaited(engine.sync_engine)
    logging.getLogger("aiosqlite").setLevel(
        logging.INFO
    )  # at DEBUG it writes parameters to the log, and so personal data
    return engine


# Nothing is open between statements, or `immediate` and `snapshot` end it: so a connection that is given back needs no rollback.
# Who keeps the connections watches that, and asks one that lay idle whether it still lives; the others need no ping.
_OPTIONS: Final[dict[str, Any]] = {
    "hide_parameters": True,
    "isolation_level": "AUTOCOMMIT",
    "skip_autocommit_rollback": True,
    "pool_reset_on_return": None,
}


class _Transaction:
    """A block that is one transaction: kept as a whole, or not at all."""

    # This block and the others are classes: made of generators, each would cost four times as much, at every command.

    def __init__(self, connection: Connection, begin: Mapping[str, str]) -> None:
        self._connection = connection
        self._begin = begin[connection.dialect.name]

    def __enter__(self) -> None:
        try:
            run(self._connection, self._begin, returning=False)
        except BaseException:
            _roll_back(self._connection)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            _roll_back(self._connection)
            return
        try:
            _demand_unspoilt(self._connection)
            run(self._connection, "COMMIT", returning=False)
        except BaseException:
            _roll_back(self._connection)
            raise


def immediate(connection: Connection) -> _Transaction:
    """Run a block in one transaction that writes. On SQLite nobody else writes meanwhile."""
    return _Transaction(connection, {"sqlite": "BEGIN IMMEDIATE", "postgresql": "BEGIN"})


def snapshot(connection: Connection) -> _Transaction:
    """Run a block in one transaction that reads: all that it sees is of one moment."""
    return _Transaction(
        connection, {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
    )


def _demand_unspoilt(connection: Connection) -> None:
    # PostgreSQL answers the COMMIT of a failed transaction with a rollback, and does not call that an error.
    if connection.dialect.name != "postgresql":
        return
    driver: Any = connection.connection.driver_connection
    if driver.pgconn.transaction_status == TransactionStatus.INERROR:
        raise DatabaseError("a statement of the transaction failed, and with it the transaction")


def _roll_back(connection: Connection) -> None:
    if connection.invalidated or connection.closed:
        return
    database, driver = connection.dialect.name, connection.connection.driver_connection
    if is_at_rest(database, driver):
        return
    try:
        if can_roll_back(database, driver):
            run(connection, "ROLLBACK", returning=False)
        else:
            connection.invalidate()
    except BaseException:
        connection.invalidate()  # closed, it holds no lock
        raise


class _AsDatabaseErrors:
    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, DBAPIError):
            raise DatabaseError(_problem(error.orig)) from None
        if isinstance(error, PendingRollbackError):
            raise DatabaseError("the connection was lost") from None
        if isinstance(error, PoolTimeoutError):
            raise DatabaseError("all connections stayed in use") from None


def as_database_errors() -> _AsDatabaseErrors:
    """Let what fails in the database fail as a `DatabaseError`: on one line, without statements, parameters or passwords.

    Raises:
        DatabaseError: the database failed in the block.
    """
    return _AsDatabaseErrors()


def _problem(error: BaseException | None) -> str:
    state = getattr(error, "sqlstate", None) or ""
    if state.startswith("22"):  # a value that cannot be: the message would repeat it
        return f"a value was refused ({state})"
    told: str | None = getattr(getattr(error, "diag", None), "message_primary", None)  # its details repeat rows
    return told or str(error)
