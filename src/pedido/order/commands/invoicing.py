"""The commands that invoice and track."""

from typing import Annotated, ClassVar, Self

from pydantic import FailFast

from pedido.order.actor import Actor
from pedido.order.commands.command import Command
from pedido.order.order import Order
from pedido.order.parts import InvoiceItem
from pedido.order.status import InvoiceType, Status
from pedido.order.value import MAX_CENTS, Cents, Moment, Name, Trimmed


class Invoice(Command):
    """An invoice is entered: a sale (`Output`) or a return (`Input`). `value` is in cents."""

    trigger: ClassVar[str] = "invoice"

    number: Trimmed
    value: Cents
    type: InvoiceType = InvoiceType.OUTPUT
    items: Annotated[tuple[InvoiceItem, ...], FailFast()] = ()
    receipt: str | None = None
    courier: str | None = None
    tracking_number: str | None = None
    tracking_url: str | None = None

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:
        """Invoice what is left under a number that is free; of an invoiced order, return what was not returned."""
        taken = {invoice.number for invoice in order.invoices}
        number = next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)
        if order.status is Status.INVOICED:
            returnable = min(max(order.invoiced - order.returned, 0), MAX_CENTS)
            return cls(actor=actor, at=at, number=number, value=returnable, type=InvoiceType.INPUT)
        return cls(actor=actor, at=at, number=number, value=order.uninvoiced or order.value)


class Track(Command):
    """An invoice gets its tracking (I9)."""

    trigger: ClassVar[str] = "track"

    number: Trimmed
    tracking_number: Name
    courier: str | None = None
    tracking_url: str | None = None

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:
        """Track the latest invoice."""
        number = order.invoices[-1].number if order.invoices else "1"
        return cls(actor=actor, at=at, number=number, tracking_number="-")
