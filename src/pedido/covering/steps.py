"""A path replayed for the real order: with moments and names, and time passing only where it matters."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from pedido.engine import Decision, decide
from pedido.machines import DEFINITIONS
from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.order.status import DeadlineKind
from pedido.scenario.given import order_of
from pedido.verify.replaying import TICK, concrete, passes_time


class Told(NamedTuple):
    """A step as it was replayed: the order before it, the command, and what was decided."""

    before: Order
    command: Command
    decision: Decision


def replayed(given: Mapping[str, Any], commands: Iterable[Command], at: datetime) -> Iterator[Told]:
    """Give the commands of a path to the order that is given at a moment."""
    order = order_of(given, at)
    for number, explored in enumerate(commands, start=1):
        at = _when(explored, order, at)
        # Every invoice that the order has moves the number on, for one that is given has the next number itself.
        command = concrete(explored, order, at, number + len(order.invoices))
        decision = decide(order, command)
        yield Told(order, command, decision)
        order = decision.order


def _when(command: Command, order: Order, at: datetime) -> datetime:
    """Return when a command is given: at once, but for the end of a deadline, and for a settlement after an invoice."""
    if passes_time(command):
        kind = DEFINITIONS[order.flow].state(order.status).deadline
        due = order.due(DeadlineKind(kind)) if kind is not None else None
        return max(at, due) if due is not None else at
    just_invoiced = any(invoice.issued_at == at for invoice in order.invoices)
    return at + TICK if just_invoiced and order.payment.settled_at is None else at
