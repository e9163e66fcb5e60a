"""How SQLite writes a commit: table by table, in a transaction that holds the one lock there is."""

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Column, Connection, Insert, Table, Update, bindparam, update

from pedido.store.database import immediate
from pedido.store.rows import MESSAGE, Row, Rows
from pedido.store.schema import ANSWERS, JOURNAL, ORDERS, OUTBOX
from pedido.store.statement import run, text_of


def write_in_turn(connection: Connection, rows: Rows) -> Iterable[str]:
    """Write the rows of the orders whose version is the expected one, and return their ids."""
    with immediate(connection):
        written = {row["order_id"] for row in rows.orders if _is_written(connection, row)}
        for table, tied, free in (
            ("journal", rows.journal, []),
            ("outbox", rows.outbox, []),
            ("answers", rows.tied, rows.free),
        ):
            _insert_all(connection, table, [*(row for row in tied if row["order_id"] in written), *free])
    return written


_CHANGED: Final = [each.name for each in ORDERS.c if each.name != "order_id"]


def _is_written(connection: Connection, row: Row) -> bool:
    return run(connection, text_of(_update, connection.dialect), _update_values(row), returning=False).touched == 1


def _update() -> Update:
    return (
        update(ORDERS)
        .where(ORDERS.c.order_id == bindparam("order_id"), ORDERS.c.version == bindparam("expected"))
        .values({name: bindparam(name) for name in _CHANGED})
    )


_update_values: Final = itemgetter(*_CHANGED, "order_id", "expected")


def _insert_all(connection: Connection, table: str, rows: Iterable[Row]) -> None:
    statement, values_of = _INSERTS[table]
    values = list(map(values_of, rows))
    if values:
        run(connection, text_of(statement, connection.dialect), values, is_many=True, returning=False)


def _insert(
    table: Table, columns: Iterable[Column[Any]]
) -> tuple[Callable[[], Insert], Callable[[Row], tuple[Any, ...]]]:
    names = [each.name for each in columns]
    return (lambda: table.insert().values({name: bindparam(name) for name in names})), itemgetter(*names)


_INSERTS: Final = {
    "journal": _insert(JOURNAL, JOURNAL.c),
    "outbox": _insert(OUTBOX, MESSAGE),
    "answers": _insert(ANSWERS, ANSWERS.c),
}
"""How a row of each table is inserted, and what takes its values."""
