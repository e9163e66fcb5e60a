"""The orders that are measured with, and what is done to each: it is canceled, in the two steps of the Help Center."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pedido import Cancel
from pedido.input import order_of, parse_json, read_text
from pedido.order.actor import PLATFORM
from pedido.store.envelope import Envelope
from pedido.store.store import Store
from tests.store.databases import fresh_database, upgrade_at

Fresh = Callable[[], str]
"""Makes a database with pedido's schema, and returns its URL."""

_FIRST: Final = "first"
_EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "orders" / "handling.json"
_MANY: Final = 10_000_000
"""More orders than are ever measured with: all ids are equally long."""

_COPIES: Final = """
WITH RECURSIVE numbers(n) AS (SELECT {start} UNION ALL SELECT n + 1 FROM numbers WHERE n < {end})
INSERT INTO {table} ({columns})
SELECT {values} FROM {table}, numbers WHERE order_id = '{first}'
"""
_COLUMNS: Final = {
    "orders": ("order_id", "version", "status", "due", "machines", "snapshot"),
    "journal": ("order_id", "version", "trigger", "actor", "at", "machines", "events"),
}


def on_server(admin_url: str) -> Fresh:
    """Make databases on a PostgreSQL server."""
    return lambda: fresh_database(admin_url)


def in_folder(folder: Path) -> Fresh:
    """Make SQLite files in a folder."""

    def make() -> str:
        number = sum(1 for _ in folder.glob("*.db"))
        url = f"sqlite:///{folder / f'{number}.db'}"
        upgrade_at(url)
        return url

    return make


def order_id(number: int) -> str:
    """Name an order; the first one is 1."""
    return f"v{_MANY + number}"


def cancellations(numbers: Sequence[int], chunk: int = 1) -> list[list[Envelope]]:
    """Cancel orders in two steps, so many in a transaction: one asks (3 events), one cancels (6 events, 3 messages).

    Each command has a key.
    """
    command = Cancel(actor=PLATFORM, at=datetime(2026, 1, 1, tzinfo=UTC), reason="out of stock")
    groups = [
        [order_id(number) for number in numbers[start : start + chunk]] for start in range(0, len(numbers), chunk)
    ]
    return [
        [Envelope(each, command, f"{each}-{step}") for each in group] for group in groups for step in ("ask", "cancel")
    ]


def fill(url: str, count: int) -> None:
    """Put so many orders in handling into a database that has none: one is received, the others are its copies."""
    example = order_of(parse_json(read_text(str(_EXAMPLE)), str(_EXAMPLE)), str(_EXAMPLE)).but(order_id=_FIRST)
    with Store(url) as store:
        store.receive(example)
        with store._engine.connect() as connection:  # noqa: SLF001 - no front door copies orders
            for statement in _copying(1, count):
                connection.exec_driver_sql(statement)
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(
                    "CHECKPOINT"
                )  # what was copied is not written to the disk while it is measured
            else:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _copying(start: int, end: int) -> Iterable[str]:
    own = f"'v' || CAST({_MANY} + n AS TEXT)"
    for table, (_, *rest) in _COLUMNS.items():
        document = rest[-1]
        values = [own, *rest[:-1], f"replace({document}, '\"{_FIRST}\"', '\"' || {own} || '\"')"]
        columns = ", ".join(_COLUMNS[table])
        yield _COPIES.format(table=table, columns=columns, values=", ".join(values), first=_FIRST, start=start, end=end)
