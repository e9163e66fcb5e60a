"""The commands of the sale: from the purchase to the seller's consent."""

from typing import ClassVar, Self

from pedido.order.actor import Actor
from pedido.order.commands.command import Command
from pedido.order.order import Order
from pedido.order.value import Cents, Moment, Name


class PlaceOrder(Command):
    """The customer closed the purchase; all data is there."""

    trigger: ClassVar[str] = "place_order"


class CompleteOrder(Command):
    """The seller's order has everything from the marketplace."""

    trigger: ClassVar[str] = "complete_order"


class FailCreation(Command):
    """The platform could not create the order; `registered` tells whether it was registered before that."""

    trigger: ClassVar[str] = "fail_creation"

    registered: bool = False


class ConfirmBySeller(Command):
    """The seller confirms that it can fulfil the order."""

    trigger: ClassVar[str] = "confirm_by_seller"


class RejectBySeller(Command):
    """The seller cannot fulfil the order; another one may be found."""

    trigger: ClassVar[str] = "reject_by_seller"


class AuthorizeOrder(Command):
    """Somebody approves the order where the buyer's organisation demands it."""

    trigger: ClassVar[str] = "authorize_order"


class ChangeSeller(Command):
    """Another seller takes the order over."""

    trigger: ClassVar[str] = "change_seller"

    seller: Name

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:
        """Change to some other seller."""
        return cls(actor=actor, at=at, seller=f"not-{order.seller or '1'}")


class ChangePayment(Command):
    """The customer chooses another way to pay; a new transaction begins."""

    trigger: ClassVar[str] = "change_payment"

    method: str | None = None


class ReplaceOrder(Command):
    """Another order takes the place of this one; `value` is that order's total in cents."""

    trigger: ClassVar[str] = "replace_order"

    replacement: Name
    value: Cents

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:
        """Replace by an order of the same value."""
        return cls(actor=actor, at=at, replacement=f"{order.order_id}-replacement", value=order.value)
