"""What a commit writes, it writes for an order as a whole, and only where nobody was quicker."""

from collections.abc import Iterator
from dataclasses import fields
from functools import reduce
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from pedido import Status
from pedido.order.parts import Deadline
from pedido.order.status import DeadlineKind, Flow
from pedido.store import Store
from pedido.store.commit import commit
from pedido.store.database import open_database
from pedido.store.moment import moment_text
from pedido.store.rows import Row, Rows, order_row
from pedido.store.versions import current_machines
from tests.orders import LATER, order_in
from tests.store.doors import opened, order, rows

MOMENT = moment_text(LATER)
MACHINES = current_machines(Flow.COMPLETE)


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    with opened(Store, database_url) as store:
        store.receive(order(1))
        store.receive(order(2))
    engine = open_database(database_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def changed(number: int, *, expected: int = 1, key: str | None = None, kind: str = "notify") -> Rows:
    """Make the rows of an order that somebody read in the expected version."""
    of = {"order_id": f"v{number}-01", "version": expected + 1}
    row = order_row(order(number, Status.CANCELED), expected + 1, MACHINES)
    entry = {**of, "trigger": "cancel", "actor": "ana", "at": MOMENT, "machines": MACHINES, "events": "[]"}
    message = {**of, "position": 1, "kind": kind, "body": "{}", "available_at": MOMENT}
    return Rows([{**row, "expected": expected}], [entry], [message], [answer(number, key)] if key else [])


def answer(number: int, key: str) -> Row:
    return {"key": key, "order_id": f"v{number}-01", "fingerprint": "f", "answer": "{}", "given_at": MOMENT}


def both(one: Rows, other: Rows) -> Rows:
    return Rows(*(getattr(one, each.name) + getattr(other, each.name) for each in fields(Rows)))


def kept(url: str) -> dict[str, list[str]]:
    """List of which orders there is anything new."""
    return {
        "orders": [row[0] for row in rows(url, "SELECT order_id FROM orders WHERE version = 2 ORDER BY 1")],
        "journal": [row[0] for row in rows(url, "SELECT order_id FROM journal WHERE version > 1 ORDER BY 1")],
        "outbox": [row[0] for row in rows(url, "SELECT order_id FROM outbox ORDER BY 1")],
        "answers": [row[0] for row in rows(url, "SELECT order_id FROM answers ORDER BY 1")],
    }


def everywhere(*ids: str) -> dict[str, list[str]]:
    return {table: list(ids) for table in ("orders", "journal", "outbox", "answers")}


def test_everything_about_an_order_is_written(connection: Connection, database_url: str) -> None:
    assert commit(connection, both(changed(2, key="b"), changed(1, key="a"))) == frozenset({"v1-01", "v2-01"})
    assert kept(database_url) == everywhere("v1-01", "v2-01")


def test_where_somebody_was_quicker_nothing_is_written_and_the_rest_is(
    connection: Connection, database_url: str
) -> None:
    assert commit(connection, both(changed(1, expected=7, key="a"), changed(2, key="b"))) == frozenset({"v2-01"})
    assert kept(database_url) == everywhere("v2-01")


def test_an_answer_that_changes_nothing_is_kept_whoever_was_quicker(connection: Connection, database_url: str) -> None:
    assert commit(connection, both(changed(1, expected=7), Rows(free=[answer(1, "a")]))) == frozenset()
    assert kept(database_url)["answers"] == ["v1-01"]


def test_a_key_that_is_used_already_keeps_everything_from_being_written(
    connection: Connection, database_url: str
) -> None:
    commit(connection, Rows(free=[answer(1, "a")]))

    assert commit(connection, both(changed(1), changed(2, key="a"))) is None

    assert kept(database_url) == {"orders": [], "journal": [], "outbox": [], "answers": ["v1-01"]}


def test_nothing_to_write_asks_the_database_for_nothing() -> None:
    nobody: Any = None
    assert commit(nobody, Rows()) == frozenset()


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_who_got_into_the_way_of_others_has_lost_a_race(postgresql_url: str, state: str) -> None:
    assert refused_by_server(postgresql_url, state) is None


def test_what_else_the_database_refuses_is_an_error(postgresql_url: str) -> None:
    with pytest.raises(DBAPIError):
        refused_by_server(postgresql_url, "53100")


def refused_by_server(url: str, state: str) -> object:
    with opened(Store, url) as store:
        store.receive(order(1))
    body = f"BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = '{state}'; END"
    rows(url, f"CREATE FUNCTION not_now() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
    rows(url, "CREATE TRIGGER not_now BEFORE UPDATE ON orders EXECUTE FUNCTION not_now()")
    engine = open_database(url)
    try:
        with engine.connect() as connection:
            return commit(connection, changed(1))
    finally:
        engine.dispose()


TEXT = """it's "ação" \\ %s :name {NULL,} \N{PILE OF POO}"""


@pytest.mark.parametrize("count", [1, 2, 4, 5, 6, 30])
def test_however_many_rows_there_are_each_is_written_as_it_is_given(database_url: str, count: int) -> None:
    numbers = range(1, count + 1)
    given = reduce(both, (changed(number, key=f"{number}", kind=TEXT) for number in numbers))
    given.free += [answer(number, f"{number} refused") for number in numbers]
    with opened(Store, database_url) as store:
        for number in numbers:
            store.receive(order(number))
    engine = open_database(database_url)
    with engine.connect() as connection:
        assert commit(connection, given) == frozenset(f"v{number}-01" for number in numbers)
    engine.dispose()

    tables = {
        "orders": given.orders,
        "journal": given.journal,
        "outbox": given.outbox,
        "answers": given.tied + given.free,
    }
    for table, written in tables.items():
        columns = [column for column in written[0] if column != "expected"]
        where = "WHERE version = 2" if "version" in columns else ""
        found = rows(database_url, f"SELECT {', '.join(columns)} FROM {table} {where}")
        assert set(found) == {tuple(row[column] for column in columns) for row in written}
        assert len(found) == len(written)


@pytest.mark.parametrize(
    "status, kind",
    [
        (Status.CANCELLATION_REQUESTED, DeadlineKind.UNDECIDED_CANCELLATION),
        (Status.WINDOW_TO_CANCEL, DeadlineKind.CANCELLATION_WINDOW),
    ],
)
def test_an_order_is_due_when_what_runs_in_its_status_ends(status: Status, kind: DeadlineKind) -> None:
    assert order_row(order_in(status, deadline=Deadline(kind, LATER)), 1, MACHINES)["due"] == MOMENT


def test_an_order_in_whose_status_nothing_runs_is_never_due() -> None:
    assert order_row(order_in(Status.HANDLING), 1, MACHINES)["due"] is None
