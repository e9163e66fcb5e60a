"""Statements that are run for every command: written with SQLAlchemy's Core, compiled once for each database, run by the driver.

What SQLAlchemy does for a statement each time it is executed costs about as much as the database does.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, Self

from sqlalchemy import Boolean, ClauseElement, Connection, Dialect, Text, bindparam
from sqlalchemy.dialects import registry
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.compiler import SQLCompiler

_TEXTS: Final[dict[tuple[Any, ...], str]] = {}


def text_of(statement: Callable[..., ClauseElement], dialect: Dialect, *arguments: int) -> str:
    """Return the text of a statement, for `run`, with parameters by place; `statement` makes it once of its arguments."""
    known = _TEXTS.get((dialect.name, statement, *arguments))
    if known is None:
        by_place = registry.load(f"{dialect.name}.{dialect.driver}")(paramstyle=_STYLES[dialect.name])
        known = _TEXTS[dialect.name, statement, *arguments] = str(statement(*arguments).compile(dialect=by_place))
    return known


_STYLES: Final = {"sqlite": "qmark", "postgresql": "format"}


class Ran(NamedTuple):
    """What a statement came to: the rows that it returned, and how many it touched."""

    rows: Sequence[Any]
    touched: int


def run(
    connection: Connection,
    text: str,
    parameters: Sequence[Any] = (),
    *,
    is_many: bool = False,
    returning: bool = True,
) -> Ran:
    """Run the text of a statement on the driver's own cursor, with its parameters by place; `is_many`: it is run once for each of a list.

    `returning` tells whether it has rows to return; to ask the cursor costs as much as the rows.

    Raises:
        DBAPIError: the database failed, told as SQLAlchemy tells it.
    """
    cursor = None
    try:
        cursor = _cursor(connection)
        if is_many:
            cursor.executemany(text, parameters)
        elif parameters:
            cursor.execute(text, parameters)
        else:
            cursor.execute(text)
        return Ran(cursor.fetchall() if returning else (), cursor.rowcount)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _told(connection, cursor, error) from error
    except BaseException:
        _forget_cursor(connection)  # with rows that nobody will fetch it would hold a lock
        raise


def _cursor(connection: Connection) -> Any:
    # One for as long as the driver's connection lives: a new one costs a fifth of what a statement does.
    kept = connection.info.get("cursor")
    if kept is None:
        kept = connection.info["cursor"] = connection.connection.cursor()
    return kept


def _forget_cursor(connection: Connection) -> None:
    if not connection.invalidated and (kept := connection.info.pop("cursor", None)) is not None:
        kept.close()


def _told(connection: Connection, cursor: Any, error: Any) -> BaseException:
    dialect = connection.dialect
    is_lost = dialect.is_disconnect(error, connection.connection.dbapi_connection, cursor)
    if is_lost:
        connection.invalidate(error)
    kind = dialect.loaded_dbapi.Error
    told: BaseException = DBAPIError.instance(
        None, None, error, kind, hide_parameters=True, connection_invalidated=is_lost, dialect=dialect
    )
    return told


class AmongGiven(ColumnElement[bool]):
    """Whether a column is among what a parameter lists, which is a JSON list of texts."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, tested: ColumnElement[str]) -> None:
        """Take the column."""
        self.tested = tested
        self.content = bindparam(None, type_=Text())

    def self_group(self, against: Callable[..., Any] | None = None) -> Self:  # noqa: ARG002 - as SQLAlchemy declares it
        """Stand as it is in a condition: compared with 1, as SQLAlchemy does on SQLite, it would take no index."""
        return self


@compiles(AmongGiven, "sqlite")
def _among_on_sqlite(element: AmongGiven, compiler: SQLCompiler, **options: Any) -> str:
    tested, given = compiler.process(element.tested, **options), compiler.process(element.content, **options)
    return f"{tested} IN (SELECT value FROM json_each({given}))"  # noqa: S608 - the place of a parameter


@compiles(AmongGiven, "postgresql")
def _among_on_postgresql(element: AmongGiven, compiler: SQLCompiler, **options: Any) -> str:
    # An array, not a join: the planner takes the index for it, however few rows the table has.
    tested, given = compiler.process(element.tested, **options), compiler.process(element.content, **options)
    return f"{tested} = ANY (ARRAY(SELECT json_array_elements_text(CAST({given} AS json))))"
