"""A command costs as few round trips as it can, and its statements are written once."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby, product
from typing import Any, Self

import psycopg
import pytest
from sqlalchemy import ClauseElement, event
from sqlalchemy.dialects import registry
from sqlalchemy.sql.compiler import SQLCompiler

from pedido.store import Envelope, Store, in_turn, loading, reading
from pedido.store.at_once import _COLUMNS, _statement
from pedido.store.loading import rows_of
from pedido.store.statement import text_of
from tests.orders import order_in
from tests.store.doors import invoice, opened, order


@pytest.fixture
def store(postgresql_url: str) -> Iterator[Store]:
    with opened(Store, postgresql_url) as store:
        for number in range(20):
            store.receive(order(number))
        yield store


@contextmanager
def asked(store: Store) -> Iterator[list[str]]:
    """List the first word of every statement that the database is asked in the block."""
    found: list[str] = []

    class Noting(psycopg.Cursor[Any]):
        def execute(self, query: Any, *rest: Any, **options: Any) -> Self:
            found.append(str(query).split(maxsplit=1)[0])
            return super().execute(query, *rest, **options)

    def note(connection: Any, _record: object) -> None:
        connection.cursor_factory = Noting

    store.close()
    event.listen(store._engine, "connect", note)
    store.load("v0-01")  # connects
    found.clear()
    yield found
    event.remove(store._engine, "connect", note)


def test_a_command_is_one_statement_that_reads_and_one_that_writes(store: Store) -> None:
    with asked(store) as statements:
        store.handle("v1-01", invoice(1))

    assert statements == ["SELECT", "WITH"]


def test_a_key_costs_no_statement_more(store: Store) -> None:
    with asked(store) as statements:
        store.handle("v1-01", invoice(1), key="k")

    assert statements == ["SELECT", "WITH"]


def test_a_command_given_again_is_answered_with_one_statement(store: Store) -> None:
    store.handle("v1-01", invoice(1), key="k")
    with asked(store) as statements:
        store.handle("v1-01", invoice(1), key="k")

    assert statements == ["SELECT"]


def test_a_chunk_is_three_statements_however_large(store: Store) -> None:
    with asked(store) as statements:
        store.handle_many(Envelope(f"v{number}-01", invoice(1), str(number)) for number in range(20))

    assert statements == ["SELECT", "SELECT", "WITH"]


def test_a_refusal_writes_nothing(store: Store) -> None:
    with asked(store) as statements:
        store.handle("v1-01", invoice(1).but(value=10**9))

    assert statements == ["SELECT"]


def test_a_statement_is_written_once(store: Store) -> None:
    dialect = store._engine.dialect
    assert text_of(_statement, dialect, 2, 2, 2, 2, 2) is text_of(_statement, dialect, 2, 2, 2, 2, 2)


@pytest.mark.parametrize("orders", [1, 2, 5])
def test_the_parameters_stand_in_a_statement_in_the_order_in_which_they_are_given(orders: int) -> None:
    by_place = registry.load("postgresql.psycopg")(paramstyle="format")
    for rest in product((0, 1, 5), repeat=4):
        statement = _statement(orders, *rest).compile(dialect=by_place)
        assert isinstance(statement, SQLCompiler)
        kinds = [kind for kind, _ in groupby(statement.positiontup or [], key=lambda name: name.split("_")[0])]

        assert kinds == [kind for kind, count in zip(_COLUMNS, (orders, *rest), strict=True) if count]


def test_a_statement_is_written_for_each_database(store: Store, sqlite_url: str) -> None:
    with opened(Store, sqlite_url) as other:
        texts = text_of(in_turn._update, store._engine.dialect), text_of(in_turn._update, other._engine.dialect)

    assert "version = %s" in texts[0]
    assert "version = ?" in texts[1]


def test_orders_are_found_by_their_ids_whatever_is_in_them(database_url: str) -> None:
    ids = ["it's", '"', "%s", "%(ids)s", ":ids", "?", "ação", "\\u0041", "[]", "\N{PILE OF POO}"]
    with opened(Store, database_url) as store:
        for order_id in ids:
            store.receive(order_in(order().status, order_id=order_id))
        with store._engine.connect() as connection:
            found = rows_of(connection, ids)

    assert {order_id: json.loads(row.snapshot)["order_id"] for order_id, row in found.items()} == {
        order_id: order_id for order_id in ids
    }


@pytest.mark.parametrize("statement", [reading._one, reading._several, loading._one, loading._several, in_turn._update])
def test_sqlite_looks_up_what_a_command_is_about(statement: Callable[[], ClauseElement], sqlite_url: str) -> None:
    with opened(Store, sqlite_url) as store, store._engine.connect() as connection:
        text = text_of(statement, connection.dialect)
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", ("[]",) * text.count("?")).all()

    looked_up = [step.detail for step in steps if re.match("SEARCH (orders|answers) ", step.detail)]
    scanned = [step.detail for step in steps if re.match("SCAN (orders|answers)", step.detail)]
    assert looked_up
    assert not scanned
