"""The journal: what each command came to, from which every version of an order is rebuilt."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Connection, Row, Select, select

from pedido.engine import evolve
from pedido.input import problems
from pedido.order.events import Event
from pedido.order.order import Order
from pedido.store.database import snapshot
from pedido.store.documents import OrderReceived, StoredEvent, events_from
from pedido.store.errors import StoreError, UnknownOrderError, UnknownStatusError
from pedido.store.loading import stored
from pedido.store.moment import moment_of
from pedido.store.schema import JOURNAL, ORDERS
from pedido.store.versions import Versions


class NoSuchVersionError(StoreError):
    """An order does not have the version that was asked for."""

    def __init__(self, order_id: str, version: int) -> None:
        """Name the order and the version."""
        super().__init__(f"order {order_id} has no version {version}")
        self.order_id, self.version = order_id, version


@dataclass(frozen=True, slots=True)
class Entry:
    """What one command came to: who gave which, when, and what happened, by which versions of the machines.

    `version` is the order's after it. The first entry is how the order was `received`; its trigger is `receive`.
    """

    version: int
    trigger: str
    actor: str
    at: datetime
    machines: str
    events: tuple[Event, ...]
    received: Order | None = None


def entries_of(
    connection: Connection, versions: Versions, order_id: str, up_to: int | None = None
) -> tuple[Entry, ...]:
    """Read the journal of an order, oldest first.

    Raises:
        UnknownOrderError: there is no such order.
        UnknownVersionError: other machines wrote it than those that are known.
        UnknownStatusError: a status in it is not one of its machine.
    """
    statement = _entries().where(JOURNAL.c.order_id == order_id).order_by(JOURNAL.c.version)
    if up_to is not None:
        statement = statement.where(JOURNAL.c.version <= up_to)
    rows = connection.execute(statement).all()
    if not rows:
        raise UnknownOrderError(order_id)
    return tuple(_entry(versions, row) for row in rows)


def order_at(connection: Connection, versions: Versions, order_id: str, version: int) -> Order:
    """Rebuild an order as it was in a version.

    Raises:
        UnknownOrderError: there is no such order.
        NoSuchVersionError: it has no such version, or not yet.
    """
    entries = entries_of(connection, versions, order_id, max(version, 1))
    if entries[-1].version != version:
        raise NoSuchVersionError(order_id, version)
    return fold(entries)


def fold(entries: Iterable[Entry]) -> Order:
    """Rebuild an order of its journal: the order that was received, and all that happened since."""
    first, *rest = entries
    if first.received is None:
        message = "a journal begins with the order that was received"
        raise ValueError(message)
    return reduce(evolve, (event for entry in rest for event in entry.events), first.received)


class Difference(NamedTuple):
    """An order whose snapshot is not what its journal says, or that cannot be rebuilt, and why."""

    order_id: str
    problem: str


def replay(connection: Connection, versions: Versions, chunk: int = 500) -> Iterator[Difference | None]:
    """Rebuild every order of its journal, and compare: None for each whose snapshot is the fold of its journal.

    All of it sees one moment, whatever is written meanwhile.
    """
    with snapshot(connection):
        after = ""
        while True:
            rows = connection.execute(_orders_after(after, chunk)).all()
            if not rows:
                return
            last = rows[-1].order_id
            journal = connection.execute(_entries_between(after, last)).all()
            by_order = {order_id: list(found) for order_id, found in groupby(journal, key=itemgetter(0))}
            for row in rows:
                yield _difference(versions, row, by_order.get(row.order_id, []))
            after = last


def _difference(versions: Versions, row: Row[Any], journal: list[Row[Any]]) -> Difference | None:
    kept = stored(versions, row.order_id, row.version, row.machines, row.snapshot)
    if isinstance(kept, StoreError):
        return Difference(row.order_id, str(kept))
    numbers = [entry.version for entry in journal]
    if numbers != list(range(1, kept.version + 1)):
        return Difference(row.order_id, f"version {kept.version}, but {len(journal)} entries in the journal")
    try:
        rebuilt = fold(_entry(versions, entry) for entry in journal)
    except (StoreError, ValueError) as error:
        return Difference(row.order_id, str(error))
    if rebuilt != kept.order:
        return Difference(row.order_id, f"the snapshot is not what the journal says: {_differing(rebuilt, kept.order)}")
    return None if row.status == rebuilt.status else Difference(row.order_id, "the column status is not the order's")


def _differing(one: Order, other: Order) -> str:
    names = [name for name in Order.model_fields if getattr(one, name) != getattr(other, name)]
    return ", ".join(names)


def _entries() -> Select[Any]:
    return select(*JOURNAL.c)


def _orders_after(order_id: str, count: int) -> Select[Any]:
    return select(*ORDERS.c).where(ORDERS.c.order_id > order_id).order_by(ORDERS.c.order_id).limit(count)


def _entries_between(after: str, last: str) -> Select[Any]:
    wanted = (JOURNAL.c.order_id > after) & (JOURNAL.c.order_id <= last)
    return _entries().where(wanted).order_by(JOURNAL.c.order_id, JOURNAL.c.version)


def _entry(versions: Versions, row: Row[Any]) -> Entry:
    try:
        events = events_from(versions.events(json.loads(row.events), row.machines, row.order_id))
    except ValidationError as error:
        place = f"order {row.order_id}, version {row.version} of the journal"
        raise UnknownStatusError(f"{place} cannot be read: {problems(error)}") from None
    received = next((event.order for event in events if isinstance(event, OrderReceived)), None)
    return Entry(
        version=row.version,
        trigger=row.trigger,
        actor=row.actor,
        at=moment_of(row.at),
        machines=row.machines,
        events=_happened(events),
        received=received,
    )


def _happened(events: Iterable[StoredEvent]) -> tuple[Event, ...]:
    return tuple(event for event in events if not isinstance(event, OrderReceived))
