"""The commands of the cancellation."""

from typing import ClassVar, Literal, Self

from pedido.order.actor import Actor, Channel
from pedido.order.commands.command import Command
from pedido.order.order import Order
from pedido.order.value import Moment, Name, Trimmed


class Cancel(Command):
    """The store cancels, through the Admin or the API (C7).

    Through the Admin the person acknowledges what it means (C6). `requested_by_user` records that it is done on behalf
    of the customer. `request_id` names the request that this may open; without it one is derived from the order.
    """

    trigger: ClassVar[str] = "cancel"

    reason: Trimmed = ""
    channel: Literal[Channel.ADMIN, Channel.API] = Channel.API
    acknowledged: bool = False
    requested_by_user: bool = False
    request_id: Name | None = None

    @property
    def by_customer(self) -> bool:
        """Tell whether the store does it on behalf of the customer."""
        return self.requested_by_user


class CustomerCancel(Command):
    """The customer asks for the cancellation (C8)."""

    trigger: ClassVar[str] = "customer_cancel"

    reason: Trimmed = ""
    request_id: Name | None = None

    @property
    def by_customer(self) -> bool:
        """Tell that the customer wants it."""
        return True


class AcceptCancellation(Command):
    """The seller accepts a cancellation request."""

    trigger: ClassVar[str] = "accept_cancellation"

    request_id: Name

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:
        """Accept the open request."""
        return cls(actor=actor, at=at, request_id=open_request_id(order))


class DeclineCancellation(Command):
    """The seller declines a cancellation request, with a reason (C9)."""

    trigger: ClassVar[str] = "decline_cancellation"

    request_id: Name
    reason: Trimmed = ""

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:
        """Decline the open request."""
        return cls(actor=actor, at=at, request_id=open_request_id(order), reason="-")


def open_request_id(order: Order) -> str:
    """Return the id of the request that awaits a decision, or of the one that would be next."""
    return order.open_request.id if order.open_request else next_request_id(order)


def next_request_id(order: Order) -> str:
    """Return the id that a new cancellation request gets where the command names none."""
    return f"{order.order_id}-cancellation-{len(order.cancellation_requests) + 1}"
