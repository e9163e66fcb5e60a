"""The schema of a database: bring it to what this pedido works with, check it, or demand it before anything is read."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError

from pedido.store.database import as_database_errors, immediate, open_database
from pedido.store.errors import SchemaError
from pedido.store.schema import JOURNAL, METADATA

VERSION_TABLE: Final = "pedido_schema"
REVISIONS: Final = ("0001",)
"""The steps in `migrations/`, from the first to the newest: what this pedido works with."""

_LOCK: Final = 0x70656469646F  # "pedido"
_TRIGGERS: Final = {
    "postgresql": (
        f"SELECT tgname FROM pg_trigger WHERE tgrelid = '{JOURNAL.name}'::regclass AND tgenabled <> 'D'",  # noqa: S608 - the table's name
        {"journal_is_append_only"},
    ),
    "sqlite": (
        f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{JOURNAL.name}'",  # noqa: S608 - the table's name
        {f"journal_is_append_only_{what}" for what in ("update", "delete", "replace")},
    ),
}
"""How to find the triggers on the journal, and which there have to be."""


def upgrade_schema(url: str | URL) -> None:
    """Make the tables at a URL, or bring them to the newest revision: what `pedido db upgrade` does. See `upgrade`."""
    engine = open_database(url)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest revision, in one transaction. Whoever does the same meanwhile waits, and finds it done.

    Raises:
        SchemaError: the schema is newer than this pedido.
        DatabaseError: the database cannot be reached, or refused a step.
    """
    from alembic import command  # noqa: PLC0415 - 100 ms that who only opens a store need not pay
    from alembic.config import Config  # noqa: PLC0415 - as above

    with as_database_errors(), engine.connect() as connection, immediate(connection):
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "pedido.store:migrations")
        _refuse_newer(connection)
        command.upgrade(config, "head")


def _refuse_newer(connection: Connection) -> None:
    from alembic.migration import MigrationContext  # noqa: PLC0415 - as in `upgrade`

    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    unknown = set(context.get_current_heads()) - set(REVISIONS)
    if unknown:
        raise _newer(unknown.pop())


def demand_current(connection: Connection) -> None:
    """Look, with one statement, whether the schema is the one that this pedido works with.

    Raises:
        SchemaError: it has none, an older one or a newer one; the message says what to do.
        DatabaseError: the database cannot be reached.
    """
    with as_database_errors():
        found = _revision(connection)
    if found is None:
        raise SchemaError("the database has no pedido schema yet: run pedido db upgrade")
    if found in REVISIONS[:-1]:
        raise SchemaError(f"the schema of the database is {found}, older than {REVISIONS[-1]}: run pedido db upgrade")
    if found != REVISIONS[-1]:
        raise _newer(found)


def _newer(found: str) -> SchemaError:
    return SchemaError(f"the schema of the database is {found}, newer than {REVISIONS[-1]}: upgrade pedido")


def _revision(connection: Connection) -> str | None:
    try:
        found: str | None = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()  # noqa: S608 - a table's name
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == "42P01" or "no such table" in str(error.orig):
            return None
        raise
    return found


def check(engine: Engine) -> None:
    """Compare the schema with what this pedido works with: its revision, its tables, and the triggers on the journal.

    Raises:
        SchemaError: something is missing or differs.
        DatabaseError: the database cannot be reached.
    """
    with as_database_errors(), engine.connect() as connection:
        demand_current(connection)
        differences = [*_differences(connection), *_missing_triggers(connection)]
    if differences:
        raise SchemaError(
            f"the tables of the database are not those of pedido, for which one would: {'; '.join(differences)}"
        )


def _differences(connection: Connection) -> Iterator[str]:
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - as in `upgrade`
    from alembic.migration import MigrationContext  # noqa: PLC0415 - as in `upgrade`

    options = {
        "version_table": VERSION_TABLE,
        "compare_server_default": True,
        "include_name": lambda name, kind, _parents: kind != "table" or name in METADATA.tables,
    }
    for difference in compare_metadata(MigrationContext.configure(connection, opts=options), METADATA):
        for change in difference if isinstance(difference, list) else [difference]:
            yield _told(change)


def _told(change: Any) -> str:
    what, *parts = change
    names = [str(getattr(part, "name", part)) for part in parts if isinstance(part, str) or hasattr(part, "name")]
    return " ".join([what.replace("_", " "), *names])


def _missing_triggers(connection: Connection) -> Iterator[str]:
    statement, expected = _TRIGGERS[connection.dialect.name]
    if connection.dialect.has_table(connection, JOURNAL.name):
        for name in sorted(expected - set(connection.exec_driver_sql(statement).scalars())):
            yield f"add trigger {name}"
