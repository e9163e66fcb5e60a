"""What happened to an order: small immutable facts, from which `evolve` rebuilds it.

Amounts are in cents. `at` is the moment of the command that caused the event.
"""

from dataclasses import dataclass

from pydantic import AwareDatetime

from pedido.order.item import Item
from pedido.order.modification import (
    Modification,
    ModificationCancellation,
    ModificationSettings,
    ModificationStatusChanged,
    PaymentChange,
    Totals,
)
from pedido.order.parts import Cancellation, CancellationRequest, Invoice
from pedido.order.status import DeadlineKind, Party, PaymentStatus, ReservationStatus, Status
from pedido.order.value import Cents, Moment


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """The order went from one status to another: who, when, by which trigger, on which version of which machine."""

    source: Status
    dest: Status
    trigger: str
    at: Moment
    actor: str
    machine: str


@dataclass(frozen=True, slots=True)
class PaymentStatusChanged:
    """The payment transaction went from one status to another."""

    source: PaymentStatus
    dest: PaymentStatus
    at: Moment


@dataclass(frozen=True, slots=True)
class SettlementAsked:
    """Payments was asked to settle an amount, and its confirmation is awaited (I3)."""

    value: Cents
    at: Moment


@dataclass(frozen=True, slots=True)
class RefundAsked:
    """Payments was asked to refund an amount for a return, and its confirmation is awaited (I5)."""

    value: Cents
    at: Moment


@dataclass(frozen=True, slots=True)
class AmountSettled:
    """Payments has settled an amount."""

    value: Cents
    at: Moment


@dataclass(frozen=True, slots=True)
class AmountRefunded:
    """Payments has refunded an amount."""

    value: Cents
    at: Moment


@dataclass(frozen=True, slots=True)
class InvoiceRecorded:
    """An invoice was entered, a sale or a return."""

    invoice: Invoice
    at: Moment


@dataclass(frozen=True, slots=True)
class ReceiptReplaced:
    """A known invoice number was entered again: only its receipt is new (I6)."""

    number: str
    receipt: str | None
    at: Moment


@dataclass(frozen=True, slots=True)
class TrackingAdded:
    """An invoice got its tracking (I9)."""

    number: str
    courier: str | None
    tracking_number: str
    tracking_url: str | None
    at: Moment


@dataclass(frozen=True, slots=True)
class CancellationRequested:
    """Somebody asked for the cancellation; the request awaits a decision."""

    request: CancellationRequest


@dataclass(frozen=True, slots=True)
class CancellationAccepted:
    """The open request was accepted."""

    request_id: str
    at: Moment


@dataclass(frozen=True, slots=True)
class CancellationDeclined:
    """The open request was declined, with a reason."""

    request_id: str
    reason: str
    at: Moment


@dataclass(frozen=True, slots=True)
class CancellationRecorded:
    """The order is being cancelled; who asked, why and when is kept (C15)."""

    cancellation: Cancellation


@dataclass(frozen=True, slots=True)
class ReservationChanged:
    """The reservation of the items was confirmed, acknowledged or released."""

    status: ReservationStatus
    at: Moment


@dataclass(frozen=True, slots=True)
class DeadlineStarted:
    """A deadline began to run."""

    kind: DeadlineKind
    due: AwareDatetime


@dataclass(frozen=True, slots=True)
class DeadlineCleared:
    """A deadline no longer runs: it was reached, or no longer matters."""

    kind: DeadlineKind


@dataclass(frozen=True, slots=True)
class SellerChanged:
    """Another seller takes the order over."""

    seller: str
    at: Moment


@dataclass(frozen=True, slots=True)
class PaymentRestarted:
    """The customer pays again, in another way: a new transaction takes the place of the denied one."""

    method: str | None
    at: Moment


@dataclass(frozen=True, slots=True)
class OrderReplaced:
    """Another order takes the place of this one."""

    replacement: str
    at: Moment


@dataclass(frozen=True, slots=True)
class ModificationRequested:
    """Somebody had a modification of the order made (M10)."""

    modification: Modification
    at: Moment


@dataclass(frozen=True, slots=True)
class ModificationAcknowledged:
    """A participant has taken note of the modification in progress."""

    request_id: str
    participant: Party
    at: Moment


@dataclass(frozen=True, slots=True)
class ModificationFailed:
    """A system failed while the modification in progress was carried out."""

    request_id: str
    reason: str
    at: Moment


@dataclass(frozen=True, slots=True)
class ModificationRestarted:
    """The modification in progress starts over.

    `awaited` are the participants that have to acknowledge it again, `failures` the failures that still count.
    """

    request_id: str
    awaited: tuple[Party, ...]
    failures: int
    at: Moment


@dataclass(frozen=True, slots=True)
class PaymentChangeAsked:
    """Payments was asked for what the modification in progress takes."""

    request_id: str
    payment: PaymentChange
    at: Moment


@dataclass(frozen=True, slots=True)
class ModificationCanceled:
    """The modification in progress is being cancelled; who, why and when is kept."""

    request_id: str
    cancellation: ModificationCancellation


@dataclass(frozen=True, slots=True)
class OrderModified:
    """The modification in progress came to the order: its lines, its total and what that is made up of are new.

    `kept` are the old positions of the lines that it had before, which come first.
    """

    request_id: str
    items: tuple[Item, ...]
    kept: tuple[int, ...]
    value: Cents
    totals: Totals | None
    at: Moment


@dataclass(frozen=True, slots=True)
class PaymentValueChanged:
    """The transaction charges another amount than before."""

    value: Cents
    at: Moment


@dataclass(frozen=True, slots=True)
class ModificationSettingsUpdated:
    """The store set its settings for modifications (P10)."""

    settings: ModificationSettings
    at: Moment


Event = (
    StatusChanged
    | PaymentStatusChanged
    | SettlementAsked
    | RefundAsked
    | AmountSettled
    | AmountRefunded
    | InvoiceRecorded
    | ReceiptReplaced
    | TrackingAdded
    | CancellationRequested
    | CancellationAccepted
    | CancellationDeclined
    | CancellationRecorded
    | ReservationChanged
    | DeadlineStarted
    | DeadlineCleared
    | SellerChanged
    | PaymentRestarted
    | OrderReplaced
    | ModificationRequested
    | ModificationStatusChanged
    | ModificationAcknowledged
    | ModificationFailed
    | ModificationRestarted
    | PaymentChangeAsked
    | ModificationCanceled
    | OrderModified
    | PaymentValueChanged
    | ModificationSettingsUpdated
)
