"""What a commit writes, and how: the snapshots where nobody was quicker, their entries, messages and answers, or nothing.

On PostgreSQL that is one statement, and so one round trip: a CTE that changes the data. On SQLite it is a transaction that holds
the one lock there is. Both get the same rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    CTE,
    JSON,
    Boolean,
    Column,
    Connection,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    column,
    exists,
    func,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.sql import ColumnElement, FromClause, TableValuedAlias

from pedido.machines import DEFINITIONS
from pedido.order.order import Order
from pedido.order.status import DeadlineKind, Flow
from pedido.store.database import immediate
from pedido.store.documents import json_text, order_text
from pedido.store.moment import moment_text
from pedido.store.schema import ANSWERS, JOURNAL, ORDERS, OUTBOX
from pedido.store.statement import run, text_of

Row = dict[str, Any]

_LOST: Final = frozenset({"40001", "40P01"})
"""What PostgreSQL calls a transaction that got into the way of another: a serialization failure, a deadlock."""


@dataclass(slots=True)
class Rows:
    """The rows of a commit.

    `orders` have the version that they were read at, as `expected`. An answer that is `tied` is written only if its order is.
    """

    orders: list[Row] = field(default_factory=list)
    journal: list[Row] = field(default_factory=list)
    outbox: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)


def order_row(order: Order, version: int, machines: str) -> Row:
    """Make the row of an order in a version, as the machines made it."""
    due = _due(order)
    return {
        "order_id": order.order_id,
        "version": version,
        "status": order.status.value,
        "due": moment_text(due) if due is not None else None,
        "machines": machines,
        "snapshot": order_text(order),
    }


def _due(order: Order) -> datetime | None:
    """Return when the order has to be looked at: the end of what runs in its status, whether it was started here or before."""
    kind = _DEADLINES[order.flow].get(order.status)
    return order.due(kind) if kind is not None else None


_DEADLINES: Final = {
    flow: {
        state.name: DeadlineKind(state.deadline)
        for state in DEFINITIONS[flow.value].states
        if state.deadline is not None
    }
    for flow in Flow
}
"""What runs in the statuses of each flow."""


def commit(connection: Connection, rows: Rows) -> frozenset[str] | None:
    """Write the rows of every order whose version is still the expected one, and return the ids of these orders.

    None: nothing at all was written, for somebody else wrote an answer under one of the keys, or was in the way.
    """
    if not (rows.orders or rows.answers):
        return frozenset()
    rows.orders.sort(key=_by_id)  # everybody locks in the same order, so that nobody waits in a circle
    try:
        return frozenset(_WRITERS[connection.dialect.name](connection, rows))
    except IntegrityError:
        return None
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _LOST:
            return None
        raise


def _by_id(row: Row) -> str:
    order_id: str = row["order_id"]
    return order_id


def _write_at_once(connection: Connection, rows: Rows) -> Iterable[str]:
    parameters = {
        "orders": json_text(rows.orders),
        "journal": json_text(rows.journal),
        "outbox": json_text(rows.outbox),
        "answers": json_text(rows.answers),
    }
    statement = _one_at_once if len(rows.orders) == 1 else _several_at_once
    return [order_id for (order_id,) in run(connection, text_of(statement, connection.dialect), parameters).rows]


@cache
def _one_at_once() -> Select[Any]:
    """Build the statement that writes everything of one order; each parameter is the JSON of the rows for one table."""
    return _writing(_given_orders())


@cache
def _several_at_once() -> Select[Any]:
    """Build the statement that writes everything of several orders: they are locked first, in their order."""
    given = _given_orders()
    locked = (
        select(*given.c)
        .where(ORDERS.c.order_id == given.c.order_id, ORDERS.c.version == given.c.expected)
        .order_by(given.c.order_id)
        .with_for_update(of=ORDERS)
        .cte("locked")
    )
    return _writing(locked)


def _given_orders() -> TableValuedAlias:
    return _given("orders", *ORDERS.c, Column("expected", Integer))


def _writing(orders: FromClause) -> Select[Any]:
    written = (
        update(ORDERS)
        .where(ORDERS.c.order_id == orders.c.order_id, ORDERS.c.version == orders.c.expected)
        .values({name: orders.c[name] for name in _names(ORDERS) if name != "order_id"})
        .returning(ORDERS.c.order_id)
        .cte("written")
    )
    entries = _given("journal", *JOURNAL.c)
    messages = _given("outbox", *_MESSAGE)
    answers = _given("answers", *ANSWERS.c, Column("tied", Boolean))
    return select(written.c.order_id).add_cte(
        _insert(JOURNAL, entries, _is_in(written, entries)),
        _insert(OUTBOX, messages, _is_in(written, messages)),
        _insert(ANSWERS, answers, or_(not_(answers.c.tied), _is_in(written, answers))),
    )


_MESSAGE: Final = tuple(OUTBOX.c[name] for name in ("order_id", "version", "position", "kind", "body", "available_at"))


def _given(name: str, *columns: Column[Any]) -> TableValuedAlias:
    """Read a parameter, which is a JSON list of objects, as a table."""
    typed = (column(each.name, each.type if isinstance(each.type, Integer | Boolean) else Text()) for each in columns)
    records = func.json_to_recordset(cast(bindparam(name, type_=Text), JSON()))
    return records.table_valued(*typed, name=f"given_{name}").render_derived(name=f"given_{name}", with_types=True)


def _is_in(written: CTE, rows: TableValuedAlias) -> ColumnElement[bool]:
    return exists().where(written.c.order_id == rows.c.order_id)


def _names(table: Table) -> list[str]:
    return [each.name for each in table.c]


def _insert(table: Table, rows: TableValuedAlias, condition: ColumnElement[bool]) -> Any:
    names = [name for name in _names(table) if name in rows.c]
    return (
        table.insert()
        .from_select(names, select(*(rows.c[name] for name in names)).where(condition))
        .cte(f"new_{table.name}")
    )


def _write_in_turn(connection: Connection, rows: Rows) -> Iterable[str]:
    with immediate(connection):
        written = {row["order_id"] for row in rows.orders if _is_written(connection, row)}
        _insert_all(connection, JOURNAL, (row for row in rows.journal if row["order_id"] in written))
        _insert_all(connection, OUTBOX, (row for row in rows.outbox if row["order_id"] in written))
        _insert_all(connection, ANSWERS, (row for row in rows.answers if row["order_id"] in written or not row["tied"]))
    return written


def _is_written(connection: Connection, row: Row) -> bool:
    return run(connection, text_of(_snapshot, connection.dialect), row, returning=False).touched == 1


@cache
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
    "outbox": lambda: _values(OUTBOX, [each.name for each in _MESSAGE]),
    "answers": lambda: _values(ANSWERS, _names(ANSWERS)),
}


def _values(table: Table, names: Iterable[str]) -> Any:
    return table.insert().values({name: bindparam(name) for name in names})


_WRITERS: Final = {"postgresql": _write_at_once, "sqlite": _write_in_turn}
