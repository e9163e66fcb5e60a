"""The order: one immutable value that hosts the status of the flow, of the payment, and all they look at."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import FailFast, Field, StringConstraints

from pedido.messages import Money
from pedido.order.events import StatusChanged
from pedido.order.item import Item
from pedido.order.modification import Modifications, PaymentChange, Totals
from pedido.order.parts import (
    Cancellation,
    CancellationRequest,
    Deadline,
    Invoice,
    Marketplace,
    Payment,
    Settings,
)
from pedido.order.status import (
    DeadlineKind,
    Flow,
    InvoiceType,
    MarketplaceKind,
    ModificationStatus,
    PaymentStatus,
    ReservationStatus,
    Status,
)
from pedido.order.value import Cents, Moment, Name, Value


class Order(Value):
    """An order as one store sees it.

    `value` is the total in cents of `currency`, and `totals` what it is made up of, where that is known. `history`
    lists the changes of status that are known, oldest first. Orders are compared by content and never change: `decide`
    returns the next one.
    """

    order_id: Name
    flow: Flow
    status: Status
    value: Cents
    items: Annotated[tuple[Item, ...], FailFast()] = ()
    payment: Payment
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "BRL"
    invoices: Annotated[tuple[Invoice, ...], FailFast()] = ()
    reservation: ReservationStatus = ReservationStatus.RESERVED
    cancellation: Cancellation | None = None
    cancellation_requests: Annotated[tuple[CancellationRequest, ...], FailFast()] = ()
    deadline: Deadline | None = None
    marketplace: Marketplace = Marketplace()
    multilevel_inventory: bool = Field(default=False, description="Multilevel Omnichannel Inventory (MOI).")
    seller: str | None = None
    franchise: bool = Field(default=False, description="The seller is a franchise account.")
    totals: Totals | None = None
    modifications: Modifications = Modifications()
    replaced_by: str | None = None
    settings: Settings = Settings()
    created_at: Moment | None = None
    changed_at: Moment | None = None
    history: Annotated[tuple[StatusChanged, ...], FailFast()] = ()

    @property
    def invoiced(self) -> int:
        """What the sales invoices add up to, in cents (I4, I5)."""
        return sum(invoice.value for invoice in self.invoices if invoice.type is InvoiceType.OUTPUT)

    @property
    def returned(self) -> int:
        """What the return invoices add up to, in cents (I5)."""
        return sum(invoice.value for invoice in self.invoices if invoice.type is InvoiceType.INPUT)

    @property
    def uninvoiced(self) -> int:
        """What is left to invoice, in cents."""
        return max(self.value - self.invoiced, 0)

    @property
    def open_request(self) -> CancellationRequest | None:
        """The cancellation request that awaits a decision, if there is one."""
        if not self.cancellation_requests:
            return None
        latest = self.cancellation_requests[-1]
        return latest if latest.is_open else None

    @property
    def asked_of_payments(self) -> PaymentChange:
        """What a modification has asked of Payments that Payments has not confirmed yet (M17)."""
        modification = self.modifications.in_progress
        if modification is None or modification.status is not ModificationStatus.WAITING_CONFIRMATION:
            return PaymentChange()
        return modification.payment

    @property
    def left_to_refund(self) -> int:
        """What is settled, and neither refunded nor asked to be, in cents."""
        payment = self.payment
        return max(payment.settled - payment.refunded - payment.refund_asked - self.asked_of_payments.refunded, 0)

    @property
    def sold_elsewhere(self) -> bool:
        """Tell whether another store sold the order: a marketplace that hears of what becomes of it."""
        return self.flow is Flow.SELLER or self.flow is Flow.CHAIN

    @property
    def is_settled(self) -> bool:
        """Tell whether the whole payment is settled."""
        return self.payment.status in {PaymentStatus.SETTLED, PaymentStatus.FINISHED}

    def due(self, kind: DeadlineKind) -> datetime | None:
        """Return when a deadline of the kind ends: as it was started, else counted from the last change known."""
        if self.deadline is not None and self.deadline.kind is kind:
            return self.deadline.due
        since = self.changed_at or self.created_at
        return since + self.settings.period(kind) if since else None

    def invoice(self, number: str) -> Invoice | None:
        """Return the invoice of that number, if it was entered."""
        return next((invoice for invoice in self.invoices if invoice.number == number), None)

    def money(self, cents: int) -> Money:
        """Return an amount in the order's currency."""
        return Money(cents, self.currency)

    @classmethod
    def from_vtex(
        cls,
        document: Any,
        *,
        flow: Flow | None = None,
        marketplace_kind: MarketplaceKind | None = None,
        settings: Settings | None = None,
        franchise: bool = False,
    ) -> Self:
        """Read a VTEX "Get order" response, parsed from JSON. See `pedido.vtex.read_order`."""
        from pedido.vtex import read_order  # noqa: PLC0415 - a face above; the order only offers the way to it

        return read_order(
            cls, document, flow=flow, marketplace_kind=marketplace_kind, settings=settings, franchise=franchise
        )

    def to_vtex(self) -> dict[str, Any]:
        """Write the order as a VTEX "Get order" response. See `pedido.vtex.write_order`."""
        from pedido.vtex import write_order  # noqa: PLC0415 - as above

        return write_order(self)
