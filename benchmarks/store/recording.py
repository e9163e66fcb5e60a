"""Records what the store says to the database: each statement with its parameters, as the driver gets them."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple, Self

import psycopg
from sqlalchemy import Engine, event

from pedido.store.database import open_database
from pedido.store.envelope import Envelope
from pedido.store.handling import attempt
from pedido.store.moment import moment_text, now
from pedido.store.versions import Versions


class Call(NamedTuple):
    """A statement that was run, once or for each of several parameters."""

    text: str
    parameters: Any
    is_many: bool = False


_HEARD: Final[list[Call]] = []


class _PostgresqlCursor(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        _HEARD.append(Call(str(query), params))
        return super().execute(query, params, **options)


class _SqliteCursor(sqlite3.Cursor):
    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        _HEARD.append(Call(sql, parameters))
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> Self:
        _HEARD.append(Call(sql, parameters, is_many=True))
        return super().executemany(sql, parameters)


class _SqliteConnection(sqlite3.Connection):
    def cursor(self, factory: Any = _SqliteCursor) -> Any:
        return super().cursor(factory)


def record(url: str, chunks: Sequence[Sequence[Envelope]]) -> list[list[Call]]:
    """Carry commands out, a transaction for each chunk, and return what was said for each."""
    engine = open_database(url)
    event.listen(engine, "do_connect", _connect)
    try:
        return list(_heard(engine, chunks))
    finally:
        engine.dispose()


def _connect(dialect: Any, _record: Any, positional: Any, named: dict[str, Any]) -> Any:
    if dialect.name == "sqlite":
        return sqlite3.connect(*positional, factory=_SqliteConnection, **named)
    return psycopg.connect(*positional, cursor_factory=_PostgresqlCursor, **named)


def _heard(engine: Engine, chunks: Sequence[Sequence[Envelope]]) -> Iterator[list[Call]]:
    versions = Versions()
    for chunk in chunks:
        with engine.connect() as connection:
            _HEARD.clear()
            outcomes = attempt(connection, versions, chunk, moment_text(now()))
            if not all(getattr(outcome, "allowed", False) for outcome in outcomes):
                raise SystemExit("a command that is measured was not carried out")
            yield _HEARD.copy()
