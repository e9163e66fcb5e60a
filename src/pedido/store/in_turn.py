"""How SQLite writes a commit: table by table, in a transaction that holds the one lock there is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam, update

from pedido.store.database import immediate
from pedido.store.rows import MESSAGE, Row, Rows
from pedido.store.schema import ANSWERS, JOURNAL, ORDERS, OUTBOX
from pedido.store.statement import run, text_of


def write_in_turn(connection: Connection, rows: Rows) -> Iterable[str]:
    """Write the rows of the orders whose version is the expected one, and return their ids."""
    with immediate(connection):
        written = {row["order_id"] for row in rows.orders if _is_written(connection, row)}
        _insert_all(connection, JOURNAL, (row for row in rows.journal if row["order_id"] in written))
        _insert_all(connection, OUTBOX, (row for row in rows.outbox if row["order_id"] in written))
        _insert_all(connection, ANSWERS, (row for row in rows.answers if row["order_id"] in written or not row["tied"]))
    return written


def _is_written(connection: Connection, row: Row) -> bool:
    return run(connection, text_of(_snapshot, connection.dialect), row, returning=False).touched == 1


def _snapshot() -> Any:
    return (
        update(ORDERS)
        .where(ORDERS.c.order_id == bindparam("order_id"), ORDERS.c.version == bindparam("expected"))
        .values({name: bindparam(name) for name in _names(ORDERS) if name != "order_id"})
    )


def _insert_all(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    found: Sequence[Mapping[str, Any]] = list(rows)
    if found:
        run(connection, text_of(_ROWS[table.name], connection.dialect), found, returning=False)


_ROWS: Final = {
    "journal": lambda: _values(JOURNAL, _names(JOURNAL)),
    "outbox": lambda: _values(OUTBOX, [each.name for each in MESSAGE]),
    "answers": lambda: _values(ANSWERS, _names(ANSWERS)),
}


def _values(table: Table, names: Iterable[str]) -> Any:
    return table.insert().values({name: bindparam(name) for name in names})


def _names(table: Table) -> list[str]:
    return [each.name for each in table.c]
