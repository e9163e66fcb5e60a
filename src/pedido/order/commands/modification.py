"""The commands of the modification: the eight operations (M11), and what participants and Payments answer."""

from collections.abc import Mapping
from itertools import count
from typing import ClassVar, Final, Self

from pydantic import Field

from pedido.order.actor import Actor, Channel
from pedido.order.commands.command import Command
from pedido.order.modification import ModificationRequest, ModificationSettings
from pedido.order.offer import Offer
from pedido.order.order import Order
from pedido.order.status import Party
from pedido.order.value import Cents, Moment, Name, Trimmed

MAIN_WORKSPACE: Final = "master"


class CreateModification(Command):
    """Somebody wants the order modified, through the Admin, the API or My Account (M2, P10).

    `offers` are the catalog's answers for the SKUs of the request, by SKU. `request_id` names the modification; without it
    one is derived from the order. `workspace` is the one of the Admin or of My Account.
    """

    trigger: ClassVar[str] = "create_modification"
    circumstances: ClassVar[frozenset[str]] = frozenset({"at", "offers"})

    request: ModificationRequest
    offers: Mapping[str, Offer] = Field(default_factory=dict)
    channel: Channel = Channel.API
    workspace: Name = MAIN_WORKSPACE
    request_id: Name | None = None

    def id_for(self, order: Order) -> str:
        """Return the id of the modification of this order that the command asks for."""
        return self.request_id or next_modification_id(order)

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:  # noqa: ARG003 - any order will do
        """Take one cent off the total."""
        return cls(actor=actor, at=at, request=ModificationRequest(reason="-", manual_discount_value=1))


class PreviewModification(CreateModification):
    """Somebody wants to know what a modification would come to: answered as creating it would be, and nothing is kept."""

    trigger: ClassVar[str] = "preview_modification"


class OfOneModification(Command):
    """What commands about one modification carry: its id."""

    request_id: Name

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:
        """Speak of the latest modification, or of the one that would be next."""
        return cls(actor=actor, at=at, request_id=latest_request_id(order))


class GetModification(OfOneModification):
    """Somebody wants the details of a modification."""

    trigger: ClassVar[str] = "get_modification"


class GetModificationHistory(Command):
    """Somebody wants every modification of the order (M10)."""

    trigger: ClassVar[str] = "get_modification_history"


class RetryModification(OfOneModification):
    """Somebody has a modification that is stuck tried again (M17)."""

    trigger: ClassVar[str] = "retry_modification"


class CancelModification(OfOneModification):
    """Somebody cancels a modification that is not done (M17)."""

    trigger: ClassVar[str] = "cancel_modification"

    reason: Trimmed = ""

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:
        """Cancel the latest modification."""
        return cls(actor=actor, at=at, request_id=latest_request_id(order), reason="-")


class GetModificationSettings(Command):
    """Somebody wants the store's settings for modifications (P10)."""

    trigger: ClassVar[str] = "get_modification_settings"


class UpdateModificationSettings(Command):
    """Somebody sets the store's settings for modifications; what is not given goes back to the default (P10)."""

    trigger: ClassVar[str] = "update_modification_settings"

    settings: ModificationSettings = ModificationSettings()


class AcknowledgeModification(OfOneModification):
    """A participant has taken note of a modification, and takes part in it (M17)."""

    trigger: ClassVar[str] = "acknowledge_modification"

    participant: Party = Party.SELLER

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:
        """Acknowledge for the first participant that is awaited."""
        latest = order.modifications.latest
        awaited = latest.awaited if latest is not None else ()
        return cls(
            actor=actor,
            at=at,
            request_id=latest_request_id(order),
            participant=awaited[0] if awaited else Party.SELLER,
        )


class ConfirmModification(OfOneModification):
    """Payments has done what a modification asked of it (M17)."""

    trigger: ClassVar[str] = "confirm_modification"


class RefuseModification(OfOneModification):
    """A participant or Payments refuses a modification by a rule of its own: it is cancelled at once (M17)."""

    trigger: ClassVar[str] = "refuse_modification"

    reason: Trimmed = ""


class FailModification(OfOneModification):
    """A system failed while a modification was carried out: it is tried again a few times (M17)."""

    trigger: ClassVar[str] = "fail_modification"

    reason: Trimmed = ""


class AdjustPayment(Command):
    """What a modification asked of Payments is confirmed, and the transaction becomes that. Amounts are in cents (P1 to P3).

    Only the modification gives it, once it is confirmed.
    """

    trigger: ClassVar[str] = "adjust_payment"
    internal: ClassVar[bool] = True

    raised: Cents = 0
    lowered: Cents = 0
    refunded: Cents = 0


def next_modification_id(order: Order) -> str:
    """Return the id that a new modification gets where the command names none: the next that is free."""
    numbers = count(len(order.modifications) + 1)
    ids = (f"{order.order_id}-modification-{number}" for number in numbers)
    return next(found for found in ids if order.modifications.get(found) is None)


def latest_request_id(order: Order) -> str:
    """Return the id of the latest modification, or of the one that would be next."""
    latest = order.modifications.latest
    return latest.id if latest is not None else next_modification_id(order)
