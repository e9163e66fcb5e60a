"""Statements that are run for every command: written with SQLAlchemy's Core, and compiled once for each database.

What SQLAlchemy does for a statement each time it is executed costs as much as the database does; the text of it costs nothing.
"""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Boolean, ClauseElement, Dialect, Text, bindparam
from sqlalchemy.dialects import registry
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.compiler import SQLCompiler

_TEXTS: Final[dict[tuple[str, Callable[[], Any]], str]] = {}


def text_of(statement: Callable[[], ClauseElement], dialect: Dialect) -> str:
    """Return the text of a statement, for `exec_driver_sql` with parameters by name; `statement` makes it once."""
    known = _TEXTS.get((dialect.name, statement))
    if known is None:
        by_name = registry.load(f"{dialect.name}.{dialect.driver}")(paramstyle=_STYLES[dialect.name])
        known = _TEXTS[dialect.name, statement] = str(statement().compile(dialect=by_name))
    return known


_STYLES: Final = {"sqlite": "named", "postgresql": "pyformat"}


class AmongGiven(ColumnElement[bool]):
    """Whether a column is among what a parameter lists, which is a JSON list of texts."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, tested: ColumnElement[str], name: str) -> None:
        """Take the column, and the name of the parameter."""
        self.tested = tested
        self.content = bindparam(name, type_=Text())


@compiles(AmongGiven, "sqlite")
def _among_on_sqlite(element: AmongGiven, compiler: SQLCompiler, **options: Any) -> str:
    tested, given = compiler.process(element.tested, **options), compiler.process(element.content, **options)
    return f"{tested} IN (SELECT value FROM json_each({given}))"  # noqa: S608 - the place of a parameter


@compiles(AmongGiven, "postgresql")
def _among_on_postgresql(element: AmongGiven, compiler: SQLCompiler, **options: Any) -> str:
    # An array, not a join: the planner takes the index for it, however few rows the table has.
    tested, given = compiler.process(element.tested, **options), compiler.process(element.content, **options)
    return f"{tested} = ANY (ARRAY(SELECT json_array_elements_text(CAST({given} AS json))))"
