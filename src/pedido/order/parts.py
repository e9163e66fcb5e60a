"""The parts of an order."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, ConfigDict, FailFast

from pedido.order.status import (
    DeadlineKind,
    InvoiceType,
    MarketplaceKind,
    PaymentStatus,
    Status,
)
from pedido.order.value import Cents, Moment, Name, Period, Quantity, Value


class Item(Value):
    """A line of the order. `unit_price` is in cents."""

    sku: Name
    quantity: Quantity
    unit_price: Cents
    name: str = ""
    unique_id: str | None = None
    seller: str | None = None


class InvoiceItem(Value):
    """A line of an invoice: which item of the order, by its position from 0, how many, at which unit price in cents."""

    index: Quantity
    quantity: Quantity
    unit_price: Cents


class Invoice(Value):
    """An invoice that was entered: a sale (`Output`) or a return (`Input`) (I5), and its tracking (I9)."""

    number: Name
    value: Cents
    type: InvoiceType = InvoiceType.OUTPUT
    issued_at: Moment | None = None
    items: Annotated[tuple[InvoiceItem, ...], FailFast()] = ()
    receipt: str | None = None
    courier: str | None = None
    tracking_number: str | None = None
    tracking_url: str | None = None


class Payment(Value):
    """The payment transaction. `settled` and `refunded` are what has been so far, in cents.

    `authorized_at` is when the order was authorised, where its VTEX document says so.
    """

    status: PaymentStatus = PaymentStatus.AUTHORIZING
    value: Cents
    settled: Cents = 0
    refunded: Cents = 0
    transaction_id: str | None = None
    method: str | None = None
    risk_analysis: bool = False
    authorized_at: Moment | None = None


class CancellationRequest(Value):
    """Somebody asked for the cancellation (C15). It is open until it is decided."""

    id: Name
    requested_from: Status
    requested_at: Moment
    requested_by: str
    by_customer: bool = False
    reason: str = ""
    declined_at: Moment | None = None
    decline_reason: str | None = None
    accepted_at: Moment | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has decided it yet."""
        return self.declined_at is None and self.accepted_at is None


class Cancellation(Value):
    """The order was cancelled: who asked, why, when, and by which request if there was one (C15)."""

    requested_by: str
    by_customer: bool = False
    reason: str = ""
    at: Moment
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something ends by itself at `due`; a plain dataclass, for one is made at almost every change of status."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    kind: DeadlineKind
    due: AwareDatetime


class Marketplace(Value):
    """The marketplace where the order was placed. `affiliate` is the code under which the seller knows it."""

    name: str = ""
    kind: MarketplaceKind = MarketplaceKind.VTEX
    affiliate: str | None = None


class Settings(Value):
    """What a store configures.

    Periods are durations. `change_of_payment` is None where a denied payment cannot be changed. `payment_confirmation`
    and `reservation_confirmation` say whether the other system's confirmation is awaited or assumed at once.
    """

    cancellation_window: Period = timedelta(minutes=30)
    undecided_cancellation: Period = timedelta(days=30)
    missing_authorization: Period = timedelta(days=30)
    change_of_seller: Period = timedelta(days=2)
    change_of_payment: Period | None = None
    payment_confirmation: Literal["assumed", "awaited"] = "assumed"
    reservation_confirmation: Literal["assumed", "awaited"] = "assumed"
    automatic_settlement: bool = False
    order_authorization: bool = False
    manual_authorization: bool = False

    def period(self, kind: DeadlineKind) -> timedelta:
        """Return how long a deadline of the kind runs."""
        return getattr(self, kind) or timedelta()
