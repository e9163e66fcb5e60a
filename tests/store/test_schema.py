"""The steps in `migrations/` make what `schema.py` says, to the last collation; and the journal stays as it was written."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection

from pedido.store.database import as_database_errors, immediate, open_database
from pedido.store.errors import DatabaseError
from pedido.store.schema import METADATA
from pedido.store.upgrading import VERSION_TABLE

CATALOG = {
    "sqlite": [
        "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL ORDER BY name",
    ],
    "postgresql": [
        """
        SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default, ordinal_position,
               col_description(table_name::regclass, ordinal_position)
        FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2
        """,
        "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
        """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2
        """,
    ],
}


def catalog(connection: Connection) -> list[list[Any]]:
    """List what a database says of all tables but the one with the revision."""
    found = [connection.exec_driver_sql(statement).all() for statement in CATALOG[connection.dialect.name]]
    return [[_even(row) for row in rows if VERSION_TABLE not in str(row)] for rows in found]


def _even(row: Any) -> list[Any]:
    return [" ".join(part.split()) if isinstance(part, str) else part for part in row]


def test_the_steps_make_what_the_schema_says(empty_url: str, request: pytest.FixtureRequest) -> None:
    upgraded_url: str = request.getfixturevalue(f"{empty_url.partition(':')[0]}_url")
    stepwise, at_once = open_database(upgraded_url), open_database(empty_url)

    METADATA.create_all(at_once)

    with stepwise.connect() as one, at_once.connect() as other:
        assert catalog(one) == catalog(other)
        assert len(catalog(one)[0]) > len(METADATA.tables)
    stepwise.dispose()
    at_once.dispose()


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    engine = open_database(database_url)
    with engine.connect() as connection:
        _write(connection, 1)
        yield connection
    engine.dispose()


def _write(connection: Connection, version: int, how: str = "INSERT") -> None:
    values = f"'v1-01', {version}, 'receive', 'ana', '2026', '', '[]'"
    connection.exec_driver_sql(
        f"{how} INTO journal (order_id, version, trigger, actor, at, machines, events) VALUES ({values})"
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET actor = 'eva'",
        "UPDATE journal SET version = 2 WHERE order_id = 'v1-01'",
        "DELETE FROM journal",
        "DELETE FROM journal WHERE version = 1",
    ],
)
def test_what_is_in_the_journal_is_not_changed(connection: Connection, statement: str) -> None:
    with pytest.raises(DatabaseError, match=r"the journal is append-only$"), as_database_errors():
        connection.exec_driver_sql(statement)

    assert connection.exec_driver_sql("SELECT version, actor FROM journal").all() == [(1, "ana")]


def test_what_is_in_the_journal_is_not_written_over(connection: Connection) -> None:
    how, problem = {
        "sqlite": ("INSERT OR REPLACE", "the journal is append-only"),
        "postgresql": ("INSERT", "duplicate key"),
    }[connection.dialect.name]

    with pytest.raises(DatabaseError, match=problem), as_database_errors():
        _write(connection, 1, how)


@pytest.mark.parametrize("statement", ["TRUNCATE journal", "TRUNCATE orders, journal CASCADE"])
def test_the_journal_is_not_emptied(postgresql_url: str, statement: str) -> None:
    engine = open_database(postgresql_url)
    with (
        engine.connect() as connection,
        pytest.raises(DatabaseError, match=r"the journal is append-only$"),
        as_database_errors(),
    ):
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_the_journal_takes_what_is_new(connection: Connection) -> None:
    with immediate(connection):
        _write(connection, 2)

    assert connection.exec_driver_sql("SELECT count(*) FROM journal").scalar() == 2


def test_names_are_compared_byte_by_byte(connection: Connection) -> None:
    for key in ("b", "B", "a", "ä"):
        connection.exec_driver_sql(
            f"INSERT INTO answers (key, order_id, fingerprint, answer, given_at) VALUES ('{key}', '', '', '', '')"
        )

    found = connection.exec_driver_sql("SELECT key FROM answers ORDER BY key").scalars().all()
    assert found == ["B", "a", "b", "ä"]
