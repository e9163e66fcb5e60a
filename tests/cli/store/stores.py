"""Stores as the tests of the command line want them: with orders, with messages that wait, with dead letters, damaged."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from pedido import Cancel, Status
from pedido.store import Store
from pedido.store.database import open_database
from pedido.store.schema import OUTBOX
from tests.orders import STORE, order_in

LONG_AGO = datetime.now(UTC) - timedelta(days=1)


def with_orders(url: str, *order_ids: str) -> None:
    """Receive orders in handling."""
    with Store(url) as store:
        for order_id in order_ids:
            store.receive(order_in(Status.HANDLING, order_id=order_id, changed_at=LONG_AGO))


def with_messages(url: str, *order_ids: str) -> list[str]:
    """Receive orders and cancel them in two steps, and return the ids of the messages that wait then."""
    with_orders(url, *order_ids)
    with Store(url) as store:
        for order_id in order_ids:
            for _ in range(2):
                assert store.handle(order_id, Cancel(reason="Desistência", actor=STORE, at=LONG_AGO)).allowed
    return waiting(url)


def waiting(url: str) -> list[str]:
    """Return the ids of the messages that wait, those of an order in their order."""
    rows = execute(url, select(OUTBOX).order_by(OUTBOX.c.order_id, OUTBOX.c.version, OUTBOX.c.position))
    return [f"{row.order_id}:{row.version}:{row.position}" for row in rows]


def with_dead_letter(url: str, order_id: str, problem: str = "answered with status 400") -> str:
    """Cancel an order whose first message is given up, and return the message's id."""
    [first, *_] = [found for found in with_messages(url, order_id) if found.startswith(f"{order_id}:")]
    of, version, position = first.rsplit(":", 2)
    is_first = (OUTBOX.c.order_id == of) & (OUTBOX.c.version == int(version)) & (OUTBOX.c.position == int(position))
    values = {"dead_at": "2026-01-01T00:00:00.000000+00:00", "attempts": 12, "problem": problem}
    execute(url, OUTBOX.update().where(is_first).values(values))
    return first


def execute(url: str, statement: Any) -> Iterable[Any]:
    """Execute a statement, past the store."""
    engine = open_database(url)
    try:
        with engine.connect() as connection:
            found = (
                connection.exec_driver_sql(statement) if isinstance(statement, str) else connection.execute(statement)
            )
            return list(found) if found.returns_rows else []
    finally:
        engine.dispose()
