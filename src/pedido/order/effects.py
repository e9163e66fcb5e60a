"""What is to be carried out by others: data, not calls. And the notices for people.

Amounts are in cents.
"""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import AwareDatetime

from pedido.messages import Language, text
from pedido.order.status import DeadlineKind
from pedido.order.value import Cents


class Party(StrEnum):
    """Who is told."""

    SELLER = "seller"
    MARKETPLACE = "marketplace"
    CUSTOMER = "customer"


class Subject(StrEnum):
    """What somebody is told about."""

    CANCELLATION_REQUESTED = "cancellation-requested"
    CANCELLATION_DECLINED = "cancellation-declined"
    CANCELED = "canceled"
    INVOICED = "invoiced"
    FULFILLMENT_AUTHORIZED = "fulfillment-authorized"
    SELLER_CHANGED = "seller-changed"


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
    "ClearDeadline",
    "ConfirmReservation",
    "Effect",
    "Notice",
    "Notify",
    "Party",
    "RefundPayment",
    "ReleaseReservation",
    "SettlePayment",
    "StartDeadline",
    "Subject",
]
