"""How PostgreSQL writes a commit: one statement, and so one round trip: a CTE that changes the data."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    CTE,
    Column,
    Connection,
    Integer,
    Table,
    Text,
    bindparam,
    column,
    exists,
    func,
    select,
    update,
    values,
)
from sqlalchemy.sql import ClauseElement, ColumnElement, FromClause
from sqlalchemy.sql.dml import Insert

from pedido.store.rows import MESSAGE, Row, Rows
from pedido.store.schema import ANSWERS, JOURNAL, ORDERS, OUTBOX
from pedido.store.statement import run, text_of

_COLUMNS: Final[dict[str, tuple[Column[Any], ...]]] = {
    "orders": (*ORDERS.c, Column("expected", Integer)),
    "journal": tuple(JOURNAL.c),
    "outbox": MESSAGE,
    "tied": tuple(ANSWERS.c),
    "free": tuple(ANSWERS.c),
}
"""What is given of each kind of rows, in the order of the parameters."""
_VALUES_OF: Final = [itemgetter(*(each.name for each in columns)) for columns in _COLUMNS.values()]
"""Take the values of a row of each kind."""
_lists_of: Final = attrgetter(*_COLUMNS)
"""Takes the rows of each kind."""
_MANY: Final = 5
"""From how many rows of a kind on they are arrays: nearly every command has fewer messages. A statement has a text for each number."""


def write_at_once(connection: Connection, rows: Rows) -> list[str]:
    """Write the rows of the orders whose version is the expected one, and return their ids.

    A few rows of a kind are given as a parameter for each value; more are an array for each column.
    """
    lists = _lists_of(rows)
    parameters = [*chain.from_iterable(map(_parameters, _VALUES_OF, lists))]
    counts = [min(len(given), _MANY) for given in lists]
    text = text_of(_statement, connection.dialect, *counts)
    return [order_id for (order_id,) in run(connection, text, parameters, returning=bool(rows.orders)).rows]


def _parameters(values_of: Callable[[Row], tuple[Any, ...]], given: Sequence[Row]) -> Iterable[Any]:
    if len(given) < _MANY:
        return chain.from_iterable(map(values_of, given))
    return map(list, zip(*map(values_of, given), strict=True))


def _statement(orders: int, journal: int, outbox: int, tied: int, free: int) -> ClauseElement:
    """Build the statement for so many rows of each kind, or more; they stand in it in the order of `_COLUMNS`."""
    if not orders:
        return _insert(ANSWERS, _given("free", free))
    written = _written(_given("orders", orders) if orders == 1 else _locked(_given("orders", orders)))
    inserts = []
    for name, table, count in (("journal", JOURNAL, journal), ("outbox", OUTBOX, outbox), ("tied", ANSWERS, tied)):
        if count:
            given = _given(name, count)
            is_written = exists().where(written.c.order_id == given.c.order_id)
            inserts.append(_insert(table, given, is_written).cte(f"new_{name}"))
    if free:
        inserts.append(_insert(ANSWERS, _given("free", free)).cte("new_free"))
    return select(written.c.order_id).add_cte(written, *inserts)


def _written(orders: FromClause) -> CTE:
    return (
        update(ORDERS)
        .where(ORDERS.c.order_id == orders.c.order_id, ORDERS.c.version == orders.c.expected)
        .values({each.name: orders.c[each.name] for each in ORDERS.c if each.name != "order_id"})
        .returning(ORDERS.c.order_id)
        .cte("written")
    )


def _locked(orders: FromClause) -> CTE:
    """Lock the orders in their order, before any is written."""
    return (
        select(*orders.c)
        .where(ORDERS.c.order_id == orders.c.order_id, ORDERS.c.version == orders.c.expected)
        .order_by(orders.c.order_id)
        .with_for_update(of=ORDERS)
        .cte("locked")
    )


def _given(name: str, count: int) -> FromClause:
    """Read the parameters of a kind as rows."""
    typed = [(each.name, each.type if isinstance(each.type, Integer) else Text()) for each in _COLUMNS[name]]
    alias = f"given_{name}"
    columns = [column(each, kind) for each, kind in typed]
    if count < _MANY:
        rows = [
            tuple(bindparam(f"{name}_{each}_{place}", type_=kind) for each, kind in typed) for place in range(count)
        ]
        return values(*columns, name=alias).data(rows)
    arrays = (bindparam(f"{name}_{each}", type_=ARRAY(kind)) for each, kind in typed)
    return func.unnest(*arrays).table_valued(*columns, name=alias).render_derived(name=alias)


def _insert(table: Table, given: FromClause, *conditions: ColumnElement[bool]) -> Insert:
    return table.insert().from_select(list(given.c.keys()), select(given).where(*conditions))
