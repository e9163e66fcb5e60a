"""Statements that are run for every command: written with SQLAlchemy's Core, and compiled once for each database.

What SQLAlchemy does for a statement each time it is executed costs as much as the database does; the text of it costs nothing.
"""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import ClauseElement, Dialect, Text, bindparam
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


class GivenTexts(ColumnElement[Any]):
    """What a parameter lists, which is a JSON list of texts, to stand behind IN."""

    inherit_cache = False

    def __init__(self, name: str) -> None:
        """Take the name of the parameter."""
        self.content = bindparam(name, type_=Text())


@compiles(GivenTexts, "sqlite")
def _texts_on_sqlite(element: GivenTexts, compiler: SQLCompiler, **options: Any) -> str:
    given = compiler.process(element.content, **options)
    return f"(SELECT value FROM json_each({given}))"  # noqa: S608 - the place of a parameter


@compiles(GivenTexts, "postgresql")
def _texts_on_postgresql(element: GivenTexts, compiler: SQLCompiler, **options: Any) -> str:
    given = compiler.process(element.content, **options)
    return f"(SELECT json_array_elements_text(CAST({given} AS json)))"
