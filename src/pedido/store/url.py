"""The URL that a database is named by: which there are, and the drivers that they are opened with."""

from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from pedido.input import BadInputError

_DRIVERS: Final = {
    "sqlite": ("sqlite+pysqlite", "sqlite+aiosqlite"),
    "sqlite+pysqlite": ("sqlite+pysqlite", "sqlite+aiosqlite"),
    "sqlite+aiosqlite": ("sqlite+pysqlite", "sqlite+aiosqlite"),
    "postgresql": ("postgresql+psycopg", "postgresql+psycopg"),
    "postgresql+psycopg": ("postgresql+psycopg", "postgresql+psycopg"),
}
"""By what a URL begins with: the driver that waits, and the one that is awaited."""

_PLACE: Final = "--database"
_EXPECTED: Final = "expected sqlite:///FILE or postgresql://USER@HOST/NAME"
_POSTGRESQL: Final = {"connect_timeout": "10", "fallback_application_name": "pedido"}
"""What a connection is asked for where the URL does not say otherwise."""


def driver_url(url: str | URL, *, awaited: bool) -> URL:
    """Return the URL with its driver.

    Raises:
        BadInputError: it is not the URL of a SQLite file or of a PostgreSQL database. A password in it is not told.
    """
    try:
        given = make_url(url)
    except (ArgumentError, ValueError):  # neither is told: what could not be read may be a password
        raise BadInputError(_PLACE, f"is not the URL of a database; {_EXPECTED}") from None
    if given.drivername not in _DRIVERS:
        raise BadInputError(_PLACE, f"orders are not kept in {given.drivername!r}; {_EXPECTED}")
    if given.get_backend_name() == "sqlite":
        _demand_file(given)
    elif "@" in (given.host or ""):  # SQLAlchemy takes what follows the first @ for the host
        raise BadInputError(_PLACE, "has an @ in its password or its host; expected it written as %40")
    else:
        given = given.set(query={**_POSTGRESQL, **given.query})
    return given.set(drivername=_DRIVERS[given.drivername][awaited])


def _demand_file(url: URL) -> None:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise BadInputError(_PLACE, "SQLite needs a file, which all connections share; expected sqlite:///FILE")
    if url.host or url.query:
        raise BadInputError(_PLACE, "the URL of a SQLite database has nothing but its file; expected sqlite:///FILE")
