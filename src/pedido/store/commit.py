"""What a commit writes: the snapshots where nobody was quicker, their entries, messages and answers, or nothing."""

from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from pedido.store.at_once import write_at_once
from pedido.store.in_turn import write_in_turn
from pedido.store.rows import Row, Rows

_LOST: Final = frozenset({"40001", "40P01"})
"""What PostgreSQL calls a transaction that got into the way of another: a serialization failure, a deadlock."""

_WRITERS: Final = {"postgresql": write_at_once, "sqlite": write_in_turn}


def commit(connection: Connection, rows: Rows) -> frozenset[str] | None:
    """Write the rows of every order whose version is still the expected one, and return the ids of these orders.

    None: nothing at all was written, for somebody else wrote an answer under one of the keys, or was in the way.
    """
    if not (rows.orders or rows.free):
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
