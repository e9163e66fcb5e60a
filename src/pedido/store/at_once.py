"""How PostgreSQL writes a commit: one statement, and so one round trip: a CTE that changes the data."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    CTE,
    Boolean,
    Column,
    Connection,
    Integer,
    Table,
    Text,
    bindparam,
    column,
    exists,
    func,
    not_,
    or_,
    select,
    true,
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
    "answers": (*ANSWERS.c, Column("tied", Boolean)),
}
"""What is given for each table, in the order of the parameters."""
_VALUES_OF: Final = [itemgetter(*(each.name for each in columns)) for columns in _COLUMNS.values()]
"""Take the values of a row for each table."""
_MANY: Final = 5
"""From how many rows of a table on they are arrays: nearly every command has fewer messages. A statement has a text for each number."""


def write_at_once(connection: Connection, rows: Rows) -> list[str]:
    """Write the rows of the orders whose version is the expected one, and return their ids.

    A few rows of a table are given as a parameter for each value; more are an array for each column.
    """
    parameters: list[Any] = []
    given: Sequence[Sequence[Row]] = (rows.orders, rows.journal, rows.outbox, rows.answers)
    for values_of, some in zip(_VALUES_OF, given, strict=True):
        if len(some) < _MANY:
            for row in some:
                parameters += values_of(row)
        else:
            parameters += map(list, zip(*map(values_of, some), strict=True))
    text = text_of(_statement, connection.dialect, *(min(len(some), _MANY) for some in given))
    return [order_id for (order_id,) in run(connection, text, parameters, returning=bool(rows.orders)).rows]


def _statement(orders: int, journal: int, outbox: int, answers: int) -> ClauseElement:
    """Build the statement for so many rows of each table, or more."""
    if not orders:
        return _insert(ANSWERS, _given("answers", answers), true())
    written = _written(_given("orders", orders) if orders == 1 else _locked(_given("orders", orders)))
    inserts = []
    for table, count in ((JOURNAL, journal), (OUTBOX, outbox), (ANSWERS, answers)):
        if count:
            given = _given(table.name, count)
            is_written = exists().where(written.c.order_id == given.c.order_id)
            condition = or_(not_(given.c.tied), is_written) if table is ANSWERS else is_written
            inserts.append(_insert(table, given, condition).cte(f"new_{table.name}"))
    return select(written.c.order_id).add_cte(*inserts)


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
    """Read the parameters for a table as rows."""
    typed = [(each.name, each.type if isinstance(each.type, Integer | Boolean) else Text()) for each in _COLUMNS[name]]
    alias = f"given_{name}"
    columns = [column(each, kind) for each, kind in typed]
    if count < _MANY:
        rows = [
            tuple(bindparam(f"{name}_{each}_{place}", type_=kind) for each, kind in typed) for place in range(count)
        ]
        return values(*columns, name=alias).data(rows)
    arrays = (bindparam(f"{name}_{each}", type_=ARRAY(kind)) for each, kind in typed)
    return func.unnest(*arrays).table_valued(*columns, name=alias).render_derived(name=alias)


def _insert(table: Table, given: FromClause, condition: ColumnElement[bool]) -> Insert:
    names = [each.name for each in table.c if each.name in given.c]
    return table.insert().from_select(names, select(*(given.c[name] for name in names)).where(condition))
