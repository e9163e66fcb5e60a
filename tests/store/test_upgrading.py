"""`pedido db upgrade` and `pedido db check`: a schema is made once, whoever makes it, and what differs from it is named."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from pedido.store import upgrading
from pedido.store.database import open_database
from pedido.store.errors import DatabaseError, SchemaError
from pedido.store.upgrading import REVISIONS, VERSION_TABLE, check, demand_current, upgrade

HAS_NONE = "^the database has no pedido schema yet: run pedido db upgrade$"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engine]:
    engine = open_database(empty_url)
    yield engine
    engine.dispose()


def demand(engine: Engine) -> None:
    with engine.connect() as connection:
        demand_current(connection)


def run(engine: Engine, *statements: str) -> None:
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_an_empty_database_has_no_schema_until_it_is_upgraded(empty: Engine) -> None:
    for look in (demand, check):
        with pytest.raises(SchemaError, match=HAS_NONE):
            look(empty)

    upgrade(empty)

    demand(empty)
    check(empty)


def test_a_version_table_without_a_version_is_no_schema(empty: Engine) -> None:
    run(empty, f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL)")

    with pytest.raises(SchemaError, match=HAS_NONE):
        demand(empty)


def test_upgrading_again_changes_nothing(engine: Engine) -> None:
    run(engine, "INSERT INTO orders (order_id, version, status, machines, snapshot) VALUES ('v1-01', 1, 'x', 'x', 'x')")

    upgrade(engine)

    check(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM orders").scalar() == 1


@pytest.mark.slow
def test_two_processes_may_upgrade_at_once(empty_url: str) -> None:
    script = (
        "import sys; from pedido.store.database import open_database; from pedido.store.upgrading import upgrade;"
        "engine = open_database(sys.argv[1]); sys.stdin.read(); upgrade(engine); upgrade(engine); engine.dispose()"
    )
    command = [sys.executable, "-W", "error", "-c", script, empty_url]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()  # all at once
        process.stdin = None

    assert [process.communicate(timeout=60)[1] for process in processes] == [b"", b""]
    engine = open_database(empty_url)
    check(engine)
    engine.dispose()


def test_an_upgrade_that_fails_leaves_nothing_behind(empty: Engine) -> None:
    run(empty, "CREATE TABLE customers (name TEXT)")

    with pytest.raises(DatabaseError, match=r"customers.* already exists"):
        upgrade(empty)

    assert inspect(empty).get_table_names() == ["customers"]


def test_a_newer_schema_is_left_alone(engine: Engine) -> None:
    run(engine, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")

    for look in (demand, check, upgrade):
        with pytest.raises(SchemaError, match=f"is 9999, newer than {REVISIONS[-1]}: upgrade pedido$"):
            look(engine)


def test_an_older_schema_is_to_be_upgraded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrading, "REVISIONS", (*REVISIONS, "9999"))

    for look in (demand, check):
        with pytest.raises(SchemaError, match=f"is {REVISIONS[-1]}, older than 9999: run pedido db upgrade$"):
            look(engine)


@pytest.mark.parametrize(
    "statement, difference",
    [
        ("DROP TABLE customers", "add table customers"),
        ("ALTER TABLE outbox DROP COLUMN problem", "add column outbox problem"),
        ("ALTER TABLE outbox ADD COLUMN colour TEXT", "remove column outbox colour"),
        ("DROP INDEX ix_orders_due", "add index ix_orders_due"),
        ("ALTER TABLE answers RENAME COLUMN answer TO reply", "add column answers answer; remove column answers reply"),
    ],
)
def test_what_differs_is_named(engine: Engine, statement: str, difference: str) -> None:
    run(engine, statement)

    demand(engine)
    with pytest.raises(SchemaError) as differs:
        check(engine)
    assert difference in str(differs.value)


def test_a_journal_that_can_be_changed_is_noticed(engine: Engine) -> None:
    on_postgresql = engine.dialect.name == "postgresql"
    name = "journal_is_append_only" if on_postgresql else "journal_is_append_only_delete"
    run(engine, f"DROP TRIGGER {name} {'ON journal' if on_postgresql else ''}")

    with pytest.raises(SchemaError, match=f"would: add trigger {name}$"):
        check(engine)


def test_tables_of_others_beside_them_do_not_matter(engine: Engine) -> None:
    run(engine, "CREATE TABLE stock (sku TEXT)", "CREATE INDEX ix_stock_sku ON stock (sku)")

    check(engine)


@pytest.mark.parametrize("look", [check, upgrade])
def test_a_database_that_is_not_there_is_told(look: Callable[[Engine], None]) -> None:
    engine = open_database("postgresql://ana:secret@127.0.0.1:1/orders")

    with pytest.raises(DatabaseError, match="Connection refused"):
        look(engine)


def steps() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", "pedido.store:migrations")
    return ScriptDirectory.from_config(config)


def test_the_known_revisions_are_the_steps_that_there_are() -> None:
    assert tuple(step.revision for step in steps().walk_revisions())[::-1] == REVISIONS


def test_there_is_no_way_back() -> None:
    for step in steps().walk_revisions():
        with pytest.raises(SchemaError, match="no way back"):
            step.module.downgrade()


def test_who_only_opens_a_store_does_not_wait_for_alembic() -> None:
    script = "import sys, pedido.store.upgrading; sys.exit('alembic' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
