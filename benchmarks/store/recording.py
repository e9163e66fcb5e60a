"""Records what the store says to the database: each statement with its parameters, as the driver gets them."""

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple, Self

import psycopg
from sqlalchemy import Engine, event

from pedido.store.database import open_database
from pedido.store.envelope import Envelope
from pedido.store.handling import attempt
from pedido.store.moment import moment_text, now
from pedido.store.rows import MESSAGE
from pedido.store.schema import ANSWERS, JOURNAL, ORDERS
from pedido.store.versions import Versions


class Call(NamedTuple):
    """A statement that was run, once or for each of several parameters."""

    text: str
    parameters: Any
    is_many: bool = False
    returns: bool = False
    """Whether it has rows: to ask a driver for that costs as much as to fetch them, and nobody who writes a statement asks."""


_HEARD: Final[list[Call]] = []


class _PostgresqlCursor(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        found = super().execute(query, params, **options)
        _HEARD.append(Call(str(query), params, returns=self.description is not None))
        return found


class _SqliteCursor(sqlite3.Cursor):
    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        found = super().execute(sql, parameters)
        _HEARD.append(Call(sql, parameters, returns=self.description is not None))
        return found

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


def plainest(calls: Sequence[Call]) -> list[Call]:
    """Say the same with the plainest statements that there are for one order, whose id and version stand in them once."""
    asked, written = calls
    # As they are given: what an order's columns get, and the expected version; an entry's; each message's; an answer's.
    (order_id, version, *changed, expected), rest = _split(written.parameters, len(ORDERS.c) + 1)
    (_, _, *entry), rest = _split(rest, len(JOURNAL.c))
    messages, (key, _, *answer) = _split(rest, -len(ANSWERS.c))
    told = [
        value for start in range(0, len(messages), len(MESSAGE)) for value in messages[start + 2 : start + len(MESSAGE)]
    ]
    parameters = [version, *changed, order_id, expected, *entry, key, *answer, *told]
    count = len(messages) // len(MESSAGE)
    return [Call(_READ, asked.parameters[::-1], returns=True), Call(_written(count), parameters, returns=True)]


def _split(values: Sequence[Any], count: int) -> tuple[Sequence[Any], Sequence[Any]]:
    return values[:count], values[count:]


_READ: Final = """
SELECT orders.version, orders.machines, orders.snapshot, answers.fingerprint, answers.answer
FROM orders LEFT JOIN answers ON answers.key = %s WHERE orders.order_id = %s
"""
_WRITE: Final = """
WITH written AS (
    UPDATE orders SET version = %s, status = %s, due = %s, machines = %s, snapshot = %s
    WHERE order_id = %s AND version = %s RETURNING order_id, version
), entry AS (
    INSERT INTO journal (order_id, version, trigger, actor, at, machines, events)
    SELECT order_id, version, %s, %s, %s, %s, %s FROM written
), answer AS (
    INSERT INTO answers (key, order_id, fingerprint, answer, given_at)
    SELECT %s, order_id, %s, %s, %s FROM written
)"""


_TELL: Final = """, told AS (
    INSERT INTO outbox (order_id, version, position, kind, body, available_at)
    SELECT written.order_id, written.version, message.* FROM written, (VALUES {values}) AS message
)"""
_DONE: Final = " SELECT order_id FROM written"


@cache
def _written(messages: int) -> str:
    if not messages:
        return _WRITE + _DONE
    return _WRITE + _TELL.format(values=", ".join(["(%s::int, %s, %s, %s)"] * messages)) + _DONE
