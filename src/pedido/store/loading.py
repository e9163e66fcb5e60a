"""Orders as they are kept: the snapshot, and the version that it is of."""

import json
from collections.abc import Collection, Mapping
from types import TracebackType
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Connection, Select, bindparam, select

from pedido.input import problems
from pedido.machines import DEFINITIONS
from pedido.order.order import Order
from pedido.order.status import Flow
from pedido.order.value import is_name
from pedido.store.documents import json_text, order_from, order_of
from pedido.store.errors import StoreError, UnknownOrderError, UnknownStatusError, UnknownVersionError, UnreadableError
from pedido.store.schema import ORDERS
from pedido.store.statement import AmongGiven, run, text_of
from pedido.store.versions import Versions, current_machines


class Stored(NamedTuple):
    """An order, and its version: how many entries its journal has."""

    order: Order
    version: int


def load(connection: Connection, versions: Versions, order_id: str) -> Stored:
    """Load an order.

    Raises:
        UnknownOrderError: there is none of that id.
        UnknownVersionError: other machines wrote it than those that are known.
        UnknownStatusError: its status is not one of its machine.
    """
    found = stored(versions, order_id, rows_of(connection, [order_id]).get(order_id))
    if isinstance(found, StoreError):
        raise found
    return found


class OrderRow(NamedTuple):
    """An order as its row has it."""

    version: int
    machines: str
    snapshot: str


def rows_of(connection: Connection, order_ids: Collection[str]) -> dict[str, OrderRow]:
    """Read the rows of the orders that there are, by their ids."""
    asked = [order_id for order_id in order_ids if is_name(order_id)]  # no other text is the id of an order
    if len(asked) == 1:
        statement, content = _one, asked[0]
    else:
        statement, content = _several, json_text(asked)
    rows = run(connection, text_of(statement, connection.dialect), (content,)).rows
    return {order_id: OrderRow(*rest) for order_id, *rest in rows}


def stored(versions: Versions, order_id: str, row: OrderRow | None) -> Stored | StoreError:
    """Make an order of its row."""
    if row is None:
        return UnknownOrderError(order_id)
    try:
        return Stored(restored(versions, order_id, row.machines, row.snapshot), row.version)
    except StoreError as error:
        return error


class _Readable:
    def __init__(self, place: str) -> None:
        self._place = place

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, UnknownVersionError):
            raise UnknownVersionError(f"{self._place}: {error}") from None
        if isinstance(error, ValidationError):
            raise UnknownStatusError(f"{self._place} cannot be read: {problems(error)}") from None
        if isinstance(error, ValueError | KeyError | TypeError | AttributeError):
            raise UnreadableError(
                f"{self._place} cannot be read: it is not what pedido writes ({type(error).__name__})"
            ) from None


def readable(place: str) -> _Readable:
    """Read what is stored, within the block; `place` says where it stands.

    Raises:
        UnknownVersionError: other machines wrote it than those that are known.
        UnknownStatusError: a field does not have what pedido knows there, such as a status.
        UnreadableError: it is not what pedido writes.
    """
    return _Readable(place)


def restored(versions: Versions, order_id: str, machines: str, snapshot: str) -> Order:
    """Make an order of its snapshot.

    Raises:
        UnknownVersionError: other machines wrote it than those that are known.
        UnknownStatusError: its status is not one of its machine.
        UnreadableError: it is not what pedido writes, or of another order.
    """
    with readable(f"order {order_id}"):
        order = (
            order_of(snapshot) if machines in _CURRENT else order_from(versions.order(json.loads(snapshot), machines))
        )
    if order.order_id != order_id:
        raise UnreadableError(f"order {order_id} cannot be read: its snapshot is of another order")
    if order.status not in _STATUSES[order.flow]:
        raise UnknownStatusError(f"order {order_id}: the {order.flow.value} flow has no status {order.status.value}")
    return order


_CURRENT: Final = frozenset(current_machines(flow) for flow in Flow)
_STATUSES: Final[Mapping[Flow, frozenset[str]]] = {flow: DEFINITIONS[flow.value].state_names for flow in Flow}


def _one() -> Select[Any]:
    return _rows().where(ORDERS.c.order_id == bindparam("order_id"))


def _several() -> Select[Any]:
    return _rows().where(AmongGiven(ORDERS.c.order_id))


def _rows() -> Select[Any]:
    return select(ORDERS.c.order_id, ORDERS.c.version, ORDERS.c.machines, ORDERS.c.snapshot)
