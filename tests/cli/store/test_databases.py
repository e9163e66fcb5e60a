"""`pedido db`: the tables are made, upgraded and compared, and orders with their journals."""

import json

import pytest

from pedido.store.schema import ORDERS
from tests.cli.calling import Caller, run
from tests.cli.store.stores import execute, with_messages, with_orders

COMMANDS = [
    ("db", "check"),
    ("db", "replay"),
    ("outbox", "dead"),
    ("outbox", "revive", "1234-01:2:0"),
    ("outbox", "discard", "1234-01:2:0"),
    ("worker", "--publish", "-"),
    ("worker", "--publish", "-", "--drain"),
]
ALL = [("db", "upgrade"), *COMMANDS]


def names(commands: list[tuple[str, ...]]) -> list[str]:
    return [" ".join(command) for command in commands]


def test_tables_are_made_and_once_they_are_there_nothing_is_done(call: Caller, empty_url: str) -> None:
    assert call("db", "check", "--database", empty_url).code == 1
    made = call("db", "upgrade", "--database", empty_url)
    assert (made.code, made.out, made.err) == (0, "the schema is now 0001\n", "")
    again = call("db", "upgrade", "--database", empty_url)
    assert (again.code, again.out, again.err) == (0, "the schema was already 0001\n", "")
    checked = call("db", "check", "--database", empty_url)
    assert (checked.code, checked.out, checked.err) == (0, "the schema is 0001, and nothing differs\n", "")


def test_tables_that_differ_are_told(call: Caller, database_url: str) -> None:
    execute(database_url, "ALTER TABLE outbox ADD COLUMN extra TEXT")
    execute(database_url, "DROP INDEX ix_orders_due")
    ended = call("db", "check", "--database", database_url)
    assert ended.code == 1
    assert ended.err.startswith("pedido: ")
    assert ended.err.count("\n") == 1
    assert "outbox extra" in ended.err
    assert "ix_orders_due" in ended.err


@pytest.mark.parametrize("command", ALL, ids=names(ALL))
def test_tables_of_a_newer_pedido_are_left_alone(call: Caller, sqlite_url: str, command: tuple[str, ...]) -> None:
    execute(sqlite_url, "UPDATE pedido_schema SET version_num = '9999'")
    ended = call(*command, "--database", sqlite_url)
    assert ended.code == 1
    assert ended.err == "pedido: the schema of the database is 9999, newer than 0001: upgrade pedido\n"
    assert ended.out == ""


@pytest.mark.parametrize("command", COMMANDS, ids=names(COMMANDS))
def test_without_tables_it_is_said_how_to_make_them(call: Caller, empty_url: str, command: tuple[str, ...]) -> None:
    ended = call(*command, "--database", empty_url)
    assert ended.code == 1
    told = ("there is no file ", "the database has no pedido schema yet: ")
    assert ended.err.startswith(tuple(f"pedido: {each}" for each in told))
    assert "run pedido db upgrade" in ended.err
    assert ended.err.count("\n") == 1
    assert ended.out == ""


@pytest.mark.parametrize("command", ALL, ids=names(ALL))
def test_a_database_that_is_not_there_is_one_line_without_the_password(call: Caller, command: tuple[str, ...]) -> None:
    ended = call(*command, "--database", "postgresql://pedido:s3cret@127.0.0.1:1/orders")
    assert ended.code == 1
    assert ended.err.startswith("pedido: the database failed: ")
    assert ended.err.count("\n") == 1
    assert "refused" in ended.err
    assert "s3cret" not in ended.err + ended.out


def test_a_file_that_cannot_be_opened_is_one_line(call: Caller, tmp_path: object) -> None:
    ended = call("db", "upgrade", "--database", f"sqlite:///{tmp_path}/nowhere/orders.db")
    assert ended.code == 1
    assert ended.err == "pedido: the database failed: unable to open database file\n"


@pytest.mark.parametrize("command", ALL, ids=names(ALL))
@pytest.mark.parametrize(
    "url", ["s3cret", "mysql://pedido:s3cret@localhost/orders", "sqlite://", "postgresql://u:s3cret@host:port/orders"]
)
def test_what_is_no_url_of_a_database_is_bad_input_and_not_told(
    call: Caller, command: tuple[str, ...], url: str
) -> None:
    ended = call(*command, "--database", url)
    assert ended.code == 2
    assert ended.err.startswith("pedido: --database: ")
    assert ended.err.count("\n") == 1
    assert "s3cret" not in ended.err


@pytest.mark.parametrize("command", ALL, ids=names(ALL))
def test_without_a_database_both_ways_to_name_it_are_told(
    call: Caller, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.delenv("PEDIDO_DATABASE_URL", raising=False)
    ended = call(*command)
    assert ended.code == 2
    assert ended.err == "pedido: Missing option '--database' (env var: 'PEDIDO_DATABASE_URL').\n"


def test_the_database_is_named_by_the_environment_too(database_url: str) -> None:
    ended = run("db", "replay", PEDIDO_DATABASE_URL=database_url)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "0 orders: every snapshot is what its journal says\n"


def test_every_order_is_what_its_journal_says(call: Caller, database_url: str) -> None:
    with_messages(database_url, "1-01")
    one = call("db", "replay", "--database", database_url)
    assert (one.code, one.out, one.err) == (0, "1 order: every snapshot is what its journal says\n", "")
    with_orders(database_url, "2-01")
    ended = call("db", "replay", "--database", database_url, "--json")
    assert ended.code == 0
    assert json.loads(ended.out) == {"orders": 2, "differences": []}


def test_orders_that_are_not_what_their_journals_say_are_named(call: Caller, database_url: str) -> None:
    with_orders(database_url, "1-01", "2-01", "3-01")
    tamper(database_url, "2-01")
    one = call("db", "replay", "--database", database_url)
    problem = "the snapshot is not what the journal says: value"
    assert (one.code, one.err) == (1, "")
    assert one.out.splitlines() == [f"2-01: {problem}", "3 orders: 1 differs from its journal"]

    tamper(database_url, "3-01")
    ended = call("db", "replay", "--database", database_url)
    assert ended.code == 1
    assert ended.out.splitlines()[1:] == [f"3-01: {problem}", "3 orders: 2 differ from their journals"]

    told = call("db", "replay", "--database", database_url, "--json")
    assert told.code == 1
    expected = [{"order_id": order_id, "problem": problem} for order_id in ("2-01", "3-01")]
    assert json.loads(told.out) == {"orders": 3, "differences": expected}


def tamper(url: str, order_id: str) -> None:
    """Change the snapshot of an order past its journal."""
    is_it = ORDERS.c.order_id == order_id
    [(snapshot,)] = execute(url, ORDERS.select().with_only_columns(ORDERS.c.snapshot).where(is_it))
    changed = json.dumps({**json.loads(snapshot), "value": 1})
    execute(url, ORDERS.update().where(is_it).values(snapshot=changed))
