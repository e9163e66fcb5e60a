"""What is to be carried out by others: data, not calls. And the notices for people.

Amounts are in cents.
"""

from dataclasses import dataclass

from pydantic import AwareDatetime

from pedido.messages import Language, text
from pedido.order.modification import Modification, ModificationSettings
from pedido.order.status import DeadlineKind, Party
from pedido.order.value import Cents, Quantity
from pedido.order.word import Word


class Subject(Word):
    """What somebody is told about."""

    CANCELLATION_REQUESTED = "cancellation-requested"
    CANCELLATION_DECLINED = "cancellation-declined"
    CANCELED = "canceled"
    INVOICED = "invoiced"
    FULFILLMENT_AUTHORIZED = "fulfillment-authorized"
    SELLER_CHANGED = "seller-changed"
    MODIFICATION_REQUESTED = "modification-requested"
    MODIFIED = "modified"
    MODIFICATION_CANCELED = "modification-canceled"


@dataclass(frozen=True, slots=True)
class CancelPayment:
    """Have Payments cancel a transaction that is not settled (C17)."""

    value: Cents


@dataclass(frozen=True, slots=True)
class RefundPayment:
    """Have Payments give an amount back that is settled (C17, I5)."""

    value: Cents


@dataclass(frozen=True, slots=True)
class SettlePayment:
    """Have Payments settle an amount (I3)."""

    value: Cents


@dataclass(frozen=True, slots=True)
class ConfirmReservation:
    """Confirm the reservation of the items."""


@dataclass(frozen=True, slots=True)
class AcknowledgeReservation:
    """Acknowledge the reservation: the items leave the stock."""


@dataclass(frozen=True, slots=True)
class ReleaseReservation:
    """Give the reserved items back to the stock (C16)."""


@dataclass(frozen=True, slots=True)
class TellNewTotal:
    """Tell Payments the new total, in cents, that the transaction charges (P2)."""

    total: Cents


@dataclass(frozen=True, slots=True)
class RequestDifference:
    """Have the customer pay an amount more in the same transaction (P3)."""

    value: Cents


@dataclass(frozen=True, slots=True)
class ChargeSeparately:
    """Have the customer pay an amount in a new transaction, which is not linked to the order (P5)."""

    value: Cents


@dataclass(frozen=True, slots=True)
class WithdrawPaymentChange:
    """Have Payments drop what a modification asked of it and has not come to."""

    request_id: str


@dataclass(frozen=True, slots=True)
class SkuQuantity:
    """How many units of a SKU."""

    sku: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class ReserveItems:
    """Reserve what a modification adds (M7)."""

    request_id: str
    items: tuple[SkuQuantity, ...]


@dataclass(frozen=True, slots=True)
class ReleaseItems:
    """Give up the reservation of what a modification takes away, or of what it would have added (M7)."""

    request_id: str
    items: tuple[SkuQuantity, ...]


@dataclass(frozen=True, slots=True)
class ShowModification:
    """Answer with the details of one modification, as it is or as it would be."""

    modification: Modification


@dataclass(frozen=True, slots=True)
class ShowModifications:
    """Answer with every modification of the order, oldest first (M10)."""

    modifications: tuple[Modification, ...]


@dataclass(frozen=True, slots=True)
class ShowModificationSettings:
    """Answer with the store's settings for modifications, complete (P10)."""

    settings: ModificationSettings


@dataclass(frozen=True, slots=True)
class Notify:
    """Tell a party about something."""

    party: Party
    subject: Subject


@dataclass(frozen=True, slots=True)
class StartDeadline:
    """Have a `PassTime` command given at `due`."""

    kind: DeadlineKind
    due: AwareDatetime


@dataclass(frozen=True, slots=True)
class ClearDeadline:
    """A deadline no longer matters."""

    kind: DeadlineKind


Effect = (
    CancelPayment
    | RefundPayment
    | SettlePayment
    | ConfirmReservation
    | AcknowledgeReservation
    | ReleaseReservation
    | TellNewTotal
    | RequestDifference
    | ChargeSeparately
    | WithdrawPaymentChange
    | ReserveItems
    | ReleaseItems
    | ShowModification
    | ShowModifications
    | ShowModificationSettings
    | Notify
    | StartDeadline
    | ClearDeadline
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person must see to. `id` is stable; `facts` say where it is from."""

    id: str
    facts: tuple[str, ...] = ()

    def message(self, language: Language = "en") -> str:
        """Say it in the language."""
        return text(f"notice.{self.id}", language)


__all__ = [
    "AcknowledgeReservation",
    "CancelPayment",
    "ChargeSeparately",
    "ClearDeadline",
    "ConfirmReservation",
    "Effect",
    "Notice",
    "Notify",
    "RefundPayment",
    "ReleaseItems",
    "ReleaseReservation",
    "RequestDifference",
    "ReserveItems",
    "SettlePayment",
    "ShowModification",
    "ShowModificationSettings",
    "ShowModifications",
    "SkuQuantity",
    "StartDeadline",
    "Subject",
    "TellNewTotal",
    "WithdrawPaymentChange",
]
