"""The parts of an order."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, ConfigDict, FailFast, Field, StrictBool

from pedido.order.modification import ModificationSettings
from pedido.order.status import (
    DeadlineKind,
    InvoiceType,
    MarketplaceKind,
    PaymentStatus,
    Status,
)
from pedido.order.value import Cents, Moment, Name, Period, Quantity, Value


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


class Connector(Value):
    """What the payment connector can do (P5, P6)."""

    higher_values: StrictBool = False
    partial_refunds: StrictBool = False


class Acquirer(Value):
    """What the acquirer allows (P4): a charge without the card's security code, and a second one for the same order."""

    without_cvv: StrictBool = False
    second_charge: StrictBool = False


class Payment(Value):
    """The payment transaction. `settled` and `refunded` are what has been so far, in cents.

    `value` is what it charges; `settlement_asked` and `refund_asked` are what Payments was asked to settle, and to
    refund for returns, and has not confirmed. `method` is the group of the payment system as VTEX names it, such as
    creditCard, and `system` is its id. `split` tells whether several sellers share it. `authorized_at` is when the
    order was authorised, where its VTEX document says so; `settled_at` is when the whole of it was settled.
    """

    status: PaymentStatus = PaymentStatus.AUTHORIZING
    value: Cents
    settled: Cents = 0
    refunded: Cents = 0
    settlement_asked: Cents = 0
    refund_asked: Cents = 0
    transaction_id: str | None = None
    method: str | None = None
    risk_analysis: bool = False
    authorized_at: Moment | None = None
    settled_at: Moment | None = None
    system: str | None = None
    split: StrictBool = False
    connector: Connector = Connector()
    acquirer: Acquirer = Acquirer()

    @property
    def left_to_settle(self) -> int:
        """What is neither settled nor asked to be, in cents."""
        return max(self.value - self.settled - self.settlement_asked, 0)


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
    and `reservation_confirmation` say whether the other system's confirmation is awaited or assumed at once, and
    `modification_acknowledgement` whether the participants' is. `connector` and `acquirer` are what pays for the orders
    of this store, where an order is read that does not say so itself. `modification_retries` is how often a
    modification that fails is tried again by itself; `modifications` are the store's settings for modifications, as
    VTEX has them (P10).
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
    modification_acknowledgement: Literal["assumed", "awaited"] = "assumed"
    modification_retries: Annotated[int, Field(strict=True, ge=0, le=100)] = 3
    modifications: ModificationSettings = ModificationSettings()
    connector: Connector | None = None
    acquirer: Acquirer | None = None

    def period(self, kind: DeadlineKind) -> timedelta:
        """Return how long a deadline of the kind runs."""
        return getattr(self, kind) or timedelta()
