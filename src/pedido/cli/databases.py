"""The commands about the database that orders are kept in: its tables, and whether what is in them is sound."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from pedido.cli.exits import REFUSED
from pedido.cli.options import database_option, json_option
from pedido.terminal import console, print_json

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pedido.store import Replay


@click.group(
    short_help="Make, upgrade and check the database that orders are kept in.",
    epilog="""\b
Examples:
  pedido db upgrade --database sqlite:///orders.db   make the tables
  pedido db check --database sqlite:///orders.db     see that they are as they should be
  pedido db replay --database sqlite:///orders.db    see that every order is what its journal says
The variable PEDIDO_DATABASE_URL takes the place of --database.""",
)
def db() -> None:
    """Make, upgrade and check the database that orders are kept in: SQLite, or PostgreSQL."""


@db.command(
    short_help="Make the tables, or upgrade them.",
    epilog="""\b
Example:
  pedido db upgrade --database postgresql://pedido@db.example.com/orders""",
)
@database_option
def upgrade(database: str) -> None:
    """Make the tables, or upgrade them to what this pedido works with.

    It is done as a whole or not at all, and may be done again, and by several at the same time.
    """
    from pedido.store.errors import SchemaError
    from pedido.store.upgrading import REVISIONS
    from pedido.store.upgrading import upgrade as upgrade_schema

    with engine_at(database, must_exist=False) as engine:
        try:
            demand_current_at(engine)
            said = "was already"
        except SchemaError:
            said = "is now"
        upgrade_schema(engine)
    click.echo(f"the schema {said} {REVISIONS[-1]}")


@db.command(
    short_help="Compare the tables with what they have to be.",
    epilog="""\b
Example:
  pedido db check --database sqlite:///orders.db""",
)
@database_option
def check(database: str) -> None:
    """Compare the tables with those that this pedido works with; where they differ, it says how, and the exit code is 1."""
    from pedido.store.upgrading import REVISIONS
    from pedido.store.upgrading import check as check_schema

    with engine_at(database) as engine:
        check_schema(engine)
    click.echo(f"the schema is {REVISIONS[-1]}, and nothing differs")


@db.command(
    short_help="Compare every order with its journal.",
    epilog="""\b
Examples:
  pedido db replay --database sqlite:///orders.db
  pedido db replay --database sqlite:///orders.db --json""",
)
@database_option
@json_option
def replay(database: str, as_json: bool) -> int:
    """Rebuild every order of its journal, and compare it with its snapshot; those that differ are named, and the exit code is 1.

    It sees one moment, whatever is written meanwhile.
    """
    found = _replayed(database)
    if as_json:
        differences = [difference._asdict() for difference in found.differences]
        print_json({"orders": found.orders, "differences": differences})
    else:
        _print(found)
    return REFUSED if found.differences else 0


def _replayed(database: str) -> "Replay":
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from pedido.store import Store

    errors = console(to_stderr=True)
    columns = (BarColumn(bar_width=20), TextColumn("{task.completed:,} orders"), TimeElapsedColumn())
    with (
        Store(database) as store,
        Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as progress,
    ):
        task = progress.add_task("", total=None)
        return store.replay(lambda count: progress.update(task, completed=count))


def _print(found: "Replay") -> None:
    from pedido.messages.printable import printable

    for order_id, problem in found.differences:
        click.echo(printable(f"{order_id}: {problem}"))
    orders = f"{found.orders:,} order{'' if found.orders == 1 else 's'}"
    differ = len(found.differences)
    if differ:
        click.echo(
            f"{orders}: {differ:,} {'differs from its journal' if differ == 1 else 'differ from their journals'}"
        )
    else:
        click.echo(f"{orders}: every snapshot is what its journal says")


@contextmanager
def engine_at(database: str, *, must_exist: bool = True) -> "Iterator[Engine]":
    """Open the database at a URL for a block.

    Raises:
        BadInputError: it is not the URL of a database that orders are kept in.
    """
    from pedido.store.database import open_database

    engine = open_database(database, must_exist=must_exist)
    try:
        yield engine
    finally:
        engine.dispose()


def demand_current_at(engine: "Engine") -> None:
    """Make sure that the database can be reached and has the tables.

    Raises:
        SchemaError: it does not have them, or not as they are now.
        DatabaseError: it cannot be reached.
    """
    from pedido.store.database import as_database_errors
    from pedido.store.upgrading import demand_current

    with as_database_errors(), engine.connect() as connection:
        demand_current(connection)
