"""The outbox: messages are claimed, delivered, and settled. Until one is settled, those that follow it for its order wait.

A claim is a lease: it puts off the first message of an order, and with it all that follow. Who claimed and did not settle, such as
a worker that was killed, loses it when the lease is over, and somebody else delivers the same messages again.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, select, tuple_, update
from sqlalchemy.sql import ColumnElement

from pedido.order.value import is_name
from pedido.store.database import immediate
from pedido.store.errors import StoreError
from pedido.store.limit import demand_limit
from pedido.store.message import Message
from pedido.store.schema import OUTBOX

_DIGITS = 9
_KEY = OUTBOX.c.order_id, OUTBOX.c.version, OUTBOX.c.position


def claim(connection: Connection, *, now: str, until: str, orders: int, each: int) -> list[list[Message]]:
    """Claim what is due, of so many orders at most and so many messages of each, until a moment; a list for each order."""
    earlier = OUTBOX.alias("earlier")
    is_first = ~(
        select(earlier.c.order_id)
        .where(earlier.c.order_id == OUTBOX.c.order_id)
        .where(tuple_(earlier.c.version, earlier.c.position) < tuple_(OUTBOX.c.version, OUTBOX.c.position))
        .exists()
    )
    due = (
        select(*_KEY)
        .where(OUTBOX.c.available_at <= now, OUTBOX.c.dead_at.is_(None), is_first)
        .order_by(OUTBOX.c.available_at)
        .limit(orders)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    put_off = (
        update(OUTBOX)
        .where(tuple_(*_KEY).in_(select(*due.c)))
        .values(available_at=until, attempts=OUTBOX.c.attempts + 1)
        .returning(OUTBOX.c.order_id)
    )
    with immediate(connection):
        claimed = connection.execute(put_off).scalars().all()
        rows = connection.execute(_first(claimed, each)).all() if claimed else []
    messages = [
        Message(row.order_id, row.version, row.position, row.kind, json.loads(row.body), max(row.attempts, 1))
        for row in rows
    ]
    return [list(found) for _, found in groupby(messages, key=attrgetter("order_id"))]


def _first(order_ids: Sequence[str], each: int) -> Any:
    place = func.row_number().over(partition_by=OUTBOX.c.order_id, order_by=(OUTBOX.c.version, OUTBOX.c.position))
    numbered = select(OUTBOX, place.label("place")).where(OUTBOX.c.order_id.in_(order_ids)).subquery()
    # Behind a dead letter nothing is delivered; the first one claimed is none.
    return (
        select(numbered)
        .where(numbered.c.place <= each)
        .order_by(numbered.c.order_id, numbered.c.version, numbered.c.position)
    )


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the messages claimed of one order: `last` is the last one that was delivered, if any was.

    `first` is the first that was claimed. `failed` is the one after the last, which was not delivered: it is due again at
    `again_at`, or dead if there is no such moment.
    """

    first: Message
    last: Message | None = None
    failed: Message | None = None
    problem: str = ""
    again_at: str | None = None


def settle(connection: Connection, deliveries: Iterable[Delivery], *, now: str) -> None:
    """Write down what became of claimed messages: those that were delivered are gone.

    A failure counts only as long as the claim holds: whoever has claimed the messages since knows better.
    """
    found = list(deliveries)
    delivered = [_key(delivery.last) for delivery in found if delivery.last is not None]
    with immediate(connection):
        failed = [
            _failure(delivery.failed, delivery, now)
            for delivery in found
            if delivery.failed is not None and _holds(connection, delivery.first)
        ]
        if delivered:
            connection.execute(_DELIVERED, delivered)
        if failed:
            connection.execute(_FAILED, failed)


def _holds(connection: Connection, first: Message) -> bool:
    """Tell whether the claim of a message still holds: nobody has claimed it since, or given it up."""
    claimed = select(OUTBOX.c.position).where(_ONE, OUTBOX.c.attempts == first.attempt, OUTBOX.c.dead_at.is_(None))
    return connection.execute(claimed.with_for_update(), _key(first)).first() is not None


def _failure(failed: Message, delivery: Delivery, now: str) -> dict[str, Any]:
    return {
        **_key(failed),
        "again_at": delivery.again_at or now,
        "attempt": failed.attempt,
        "why": delivery.problem,
        "dead": None if delivery.again_at is not None else now,
    }


def _key(message: Message) -> dict[str, Any]:
    return {"of": message.order_id, "in_version": message.version, "at_position": message.position}


_ONE: ColumnElement[bool] = (
    (OUTBOX.c.order_id == bindparam("of"))
    & (OUTBOX.c.version == bindparam("in_version"))
    & (OUTBOX.c.position == bindparam("at_position"))
)
_DELIVERED = delete(OUTBOX).where(
    OUTBOX.c.order_id == bindparam("of"),
    tuple_(OUTBOX.c.version, OUTBOX.c.position) <= tuple_(bindparam("in_version"), bindparam("at_position")),
)
_FAILED = (
    update(OUTBOX)
    .where(_ONE)
    .values(
        available_at=bindparam("again_at"),
        attempts=bindparam("attempt"),
        problem=bindparam("why"),
        dead_at=bindparam("dead"),
    )
)


class DeadLetter(NamedTuple):
    """A message that was given up: why, when, and after how many attempts. What follows for its order waits."""

    message: Message
    problem: str
    dead_at: str


class UnknownMessageError(StoreError):
    """There is no dead letter of that id."""

    def __init__(self, message_id: str) -> None:
        """Name the message."""
        super().__init__(f"there is no dead letter {message_id!r}")
        self.message_id = message_id


def dead_letters(connection: Connection, limit: int) -> tuple[DeadLetter, ...]:
    """List messages that were given up, the oldest first.

    Raises:
        BadInputError: `limit` is not from 1 to 1,000.
    """
    demand_limit(limit)
    rows = connection.execute(
        select(OUTBOX).where(OUTBOX.c.dead_at.is_not(None)).order_by(OUTBOX.c.dead_at, *_KEY).limit(limit)
    )
    return tuple(
        DeadLetter(
            Message(row.order_id, row.version, row.position, row.kind, json.loads(row.body), row.attempts),
            row.problem,
            row.dead_at,
        )
        for row in rows
    )


def revive(connection: Connection, message_id: str, *, now: str) -> None:
    """Have a dead letter delivered after all: its attempts count anew.

    Raises:
        UnknownMessageError: there is no such dead letter.
    """
    values = {"dead_at": None, "attempts": 0, "available_at": now}
    _touch(connection, update(OUTBOX).where(*_dead(message_id)).values(values), message_id)


def discard(connection: Connection, message_id: str) -> None:
    """Give a dead letter up for good: what follows for its order goes on.

    Raises:
        UnknownMessageError: there is no such dead letter.
    """
    _touch(connection, delete(OUTBOX).where(*_dead(message_id)), message_id)


def _dead(message_id: str) -> tuple[ColumnElement[bool], ...]:
    order_id, _, rest = message_id.rpartition(":")
    order_id, _, version = order_id.rpartition(":")
    if not is_name(order_id) or not all(number.isdecimal() and len(number) <= _DIGITS for number in (version, rest)):
        raise UnknownMessageError(message_id)
    return (
        OUTBOX.c.order_id == order_id,
        OUTBOX.c.version == int(version),
        OUTBOX.c.position == int(rest),
        OUTBOX.c.dead_at.is_not(None),
    )


def _touch(connection: Connection, statement: Any, message_id: str) -> None:
    if connection.execute(statement).rowcount != 1:
        raise UnknownMessageError(message_id)
