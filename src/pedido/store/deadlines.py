"""Deadlines that are over: each order is claimed by one worker, which gives it the command that time has passed."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from pedido.order.actor import PLATFORM
from pedido.order.commands import PassTime
from pedido.store.database import immediate
from pedido.store.envelope import Envelope
from pedido.store.schema import ORDERS


def claim_due(connection: Connection, *, now: str, until: str, limit: int) -> list[str]:
    """Claim orders whose deadline is over, the longest first, and return their ids.

    What the command comes to ends the claim, for the order is in another status then. Where it does not, because the command
    was refused or who claimed was killed, the order is looked at again when the claim is over.
    """
    due = (
        select(ORDERS.c.order_id)
        .where(ORDERS.c.due <= now)
        .order_by(ORDERS.c.due)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("overdue")
    )
    claimed = (
        update(ORDERS)
        .where(ORDERS.c.order_id.in_(select(due.c.order_id)))
        .values(due=until)
        .returning(ORDERS.c.order_id)
    )
    with immediate(connection):
        return list(connection.execute(claimed).scalars())


def passing(order_id: str, at: datetime) -> Envelope:
    """Make the command that time has passed for an order."""
    return Envelope(order_id, PassTime(actor=PLATFORM, at=at))
