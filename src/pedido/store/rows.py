"""The rows of a commit: what it writes of orders, their journal, their messages and the answers to their commands."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from pedido.machines import DEFINITIONS
from pedido.order.order import Order
from pedido.order.status import DeadlineKind, Flow
from pedido.store.documents import order_text
from pedido.store.moment import moment_text
from pedido.store.schema import OUTBOX

Row = dict[str, Any]

MESSAGE: Final = tuple(OUTBOX.c[name] for name in ("order_id", "version", "position", "kind", "body", "available_at"))
"""The columns of a message that is new."""


@dataclass(slots=True)
class Rows:
    """The rows of a commit.

    `orders` have the version that they were read at, as `expected`. `tied` are the answers of orders that changed: they speak of
    what the order became, and are written only if it is. `free` are those of orders that stay, written whoever was quicker.
    """

    orders: list[Row] = field(default_factory=list)
    journal: list[Row] = field(default_factory=list)
    outbox: list[Row] = field(default_factory=list)
    tied: list[Row] = field(default_factory=list)
    free: list[Row] = field(default_factory=list)


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
