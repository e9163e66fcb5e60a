"""The way back from the abstraction: the commands of a path, as they would be given to an order that has forgotten nothing."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from pedido.engine import Decision, decide
from pedido.order.commands import (
    AcceptCancellation,
    Command,
    CreateModification,
    DeclineCancellation,
    Invoice,
    OfOneModification,
    PassTime,
    Track,
)
from pedido.order.order import Order
from pedido.order.parts import Invoice as EnteredInvoice
from pedido.order.status import InvoiceType
from pedido.verify.canonical import LATE, LATER_SALE, MODIFICATION, NOW, REQUEST, RETURN, SALE, UNDATED_SALE

TICK: Final = timedelta(minutes=1)
"""How much later each command of a path is given than the one before."""

ALL_DEADLINES: Final = LATE - NOW
"""How much later a command is given by which time passes."""


class Replayed(NamedTuple):
    """A step of a path: the order before it, the command, how long it waited, and what was decided.

    Where deciding failed, there is the `error` instead, and the path ends.
    """

    before: Order
    command: Command
    waited: timedelta
    decision: Decision | None
    error: str | None = None


def replay(start: Order, commands: Iterable[Command], at: datetime = NOW) -> Iterator[Replayed]:
    """Give the commands of a path one by one, each later than the one before and under the names of the real order."""
    order = start
    for number, command in enumerate(commands, start=1):
        waited = ALL_DEADLINES if command.at == LATE else TICK
        at += waited
        given = concrete(command, order, at, number)
        try:
            decision = decide(order, given)
        except Exception as error:  # noqa: BLE001 - a path may lead to where a machine fails
            yield Replayed(order, given, waited, None, f"{type(error).__name__}: {error}")
            return
        yield Replayed(order, given, waited, decision)
        order = decision.order


def concrete(command: Command, order: Order, at: datetime, number: int) -> Command:
    """Return the command with its moment, and with the names that the order has; new ones are told apart by the number."""
    dated = command.but(at=at)
    match command:
        case Invoice():
            found = _invoice_named(order, command.number)
            fresh = command.number if command.number == "" else f"NF-{number}"
            return dated.but(number=found.number if found is not None else fresh)
        case Track():
            found = _invoice_named(order, command.number)
            return dated.but(number=found.number if found is not None else command.number)
        case AcceptCancellation() | DeclineCancellation() if command.request_id == REQUEST:
            requests = order.cancellation_requests
            return dated.but(request_id=requests[-1].id) if requests else dated
        case OfOneModification() | CreateModification() if command.request_id == MODIFICATION:
            latest = order.modifications.latest
            return dated.but(request_id=latest.id) if latest is not None else dated
        case _:
            return dated


def _invoice_named(order: Order, name: str) -> EnteredInvoice | None:
    """Find an invoice of the kind that has this name in the abstraction."""
    return next((invoice for invoice in order.invoices if _kind_of(invoice, order.payment.settled_at) == name), None)


def _kind_of(invoice: EnteredInvoice, settled_at: datetime | None) -> str:
    if invoice.type is InvoiceType.INPUT:
        return RETURN
    if invoice.issued_at is None:
        return UNDATED_SALE
    return SALE if settled_at is None or invoice.issued_at < settled_at else LATER_SALE


def passes_time(command: Command) -> bool:
    """Tell whether the command is one by which every deadline ends."""
    return isinstance(command, PassTime) and command.at == LATE
