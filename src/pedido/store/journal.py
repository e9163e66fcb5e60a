"""The journal: what each command came to, from which every version of an order is rebuilt."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, Select, select

from pedido.engine import evolve
from pedido.order.events import Event
from pedido.order.order import Order
from pedido.order.value import is_name
from pedido.store.database import snapshot
from pedido.store.documents import OrderReceived, StoredEvent, events_from
from pedido.store.errors import StoreError, UnknownOrderError, UnreadableError
from pedido.store.loading import OrderRow, readable, stored
from pedido.store.moment import moment_of
from pedido.store.rows import order_row
from pedido.store.schema import JOURNAL, ORDERS
from pedido.store.versions import Versions

_NEWEST: Final = 2**31 - 1
"""More entries than a journal can have."""


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
    if not is_name(order_id):  # no other text is the id of an order
        raise UnknownOrderError(order_id)
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
    entries = entries_of(connection, versions, order_id, min(max(version, 1), _NEWEST))
    if entries[-1].version != version:
        raise NoSuchVersionError(order_id, version)
    return fold(entries)


def fold(entries: Iterable[Entry]) -> Order:
    """Rebuild an order of its journal: the order that was received, and all that happened since.

    Raises:
        UnreadableError: it does not begin with an order.
    """
    first, *rest = entries
    if first.received is None:
        raise UnreadableError("a journal begins with the order that was received")
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
        while rows := connection.execute(_orders_after(after, chunk)).all():
            last = rows[-1].order_id
            journal = connection.execute(_entries_between(after, last)).all()
            by_order = {order_id: list(found) for order_id, found in groupby(journal, key=itemgetter(0))}
            for row in rows:
                yield _difference(versions, row, by_order.get(row.order_id, []))
            after = last
        for order_id in connection.execute(_orphans()).scalars():
            yield Difference(order_id, "the journal has entries of it, but there is no such order")


def _difference(versions: Versions, row: Row[Any], journal: list[Row[Any]]) -> Difference | None:
    problem = next(_problems(versions, row, journal), None)
    return Difference(row.order_id, problem) if problem is not None else None


def _problems(versions: Versions, row: Row[Any], journal: list[Row[Any]]) -> Iterator[str]:
    kept = stored(versions, row.order_id, OrderRow(row.version, row.machines, row.snapshot))
    if isinstance(kept, StoreError):
        yield str(kept)
        return
    if [entry.version for entry in journal] != list(range(1, kept.version + 1)):
        yield f"version {kept.version}, but {len(journal)} entries in the journal"
    try:
        entries = [_entry(versions, entry) for entry in journal]
        with readable(f"the journal of order {row.order_id}"):
            rebuilt = fold(entries)
    except StoreError as error:
        yield str(error)
        return
    if rebuilt != kept.order:
        yield f"the snapshot is not what the journal says: {_differing(rebuilt, kept.order)}"
    columns = order_row(rebuilt, kept.version, row.machines)
    if row.status != columns["status"]:
        yield "the column status is not the order's"
    if (row.due is None) != (columns["due"] is None) or (row.due or "") < (columns["due"] or ""):  # a claim puts it off
        yield "the column due is not the order's"


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


def _orphans() -> Select[Any]:
    known = select(ORDERS.c.order_id).where(ORDERS.c.order_id == JOURNAL.c.order_id).exists()
    return select(JOURNAL.c.order_id).distinct().where(~known).order_by(JOURNAL.c.order_id)


def _entry(versions: Versions, row: Row[Any]) -> Entry:
    with readable(f"order {row.order_id}, version {row.version} of the journal"):
        events = events_from(versions.events(json.loads(row.events), row.machines, row.order_id))
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
