"""The commands: what somebody wants to happen to an order.

Every command carries who gives it (`actor`) and when (`at`, with a time zone); identifiers travel on it too, so that
deciding needs neither a clock nor randomness.
"""

from typing import Annotated, ClassVar, Final, Self

from pydantic import FailFast

from pedido.order.actor import Actor, Channel
from pedido.order.order import Order
from pedido.order.parts import InvoiceItem
from pedido.order.status import InvoiceType, Status
from pedido.order.value import MAX_CENTS, Cents, Moment, Name, Trimmed, Value


class Command(Value):
    """What every command carries. `trigger` is the name by which the machines know it."""

    trigger: ClassVar[str]

    actor: Actor
    at: Moment

    @property
    def by_customer(self) -> bool:
        """Tell whether the customer wants it."""
        return False

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:  # noqa: ARG003 - each command looks at what it needs
        """Return the command as it would reasonably be given to this order: to ask whether it is possible."""
        return cls(actor=actor, at=at)


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


class AuthorizeFulfillment(Command):
    """The marketplace confirms the payment, or the seller does by hand: the order may be fulfilled."""

    trigger: ClassVar[str] = "authorize_fulfillment"


class ConfirmReservation(Command):
    """Logistics confirms that the items are reserved."""

    trigger: ClassVar[str] = "confirm_reservation"


class CloseCancellationWindow(Command):
    """The cancellation window ends before its time."""

    trigger: ClassVar[str] = "close_cancellation_window"


class StartHandling(Command):
    """The store begins to prepare the packages."""

    trigger: ClassVar[str] = "start_handling"


class SendToWms(Command):
    """The order goes to the warehouse management system."""

    trigger: ClassVar[str] = "send_to_wms"


class ReturnFromWms(Command):
    """The warehouse management system has done its part."""

    trigger: ClassVar[str] = "return_from_wms"


class ReadyForInvoicing(Command):
    """Picking and packing are done."""

    trigger: ClassVar[str] = "ready_for_invoicing"


class Cancel(Command):
    """The store cancels, through the Admin or the API (C7).

    Through the Admin the person acknowledges what it means (C6). `requested_by_user` records that it is done on behalf
    of the customer. `request_id` names the request that this may open; without it one is derived from the order.
    """

    trigger: ClassVar[str] = "cancel"

    reason: Trimmed = ""
    channel: Channel = Channel.API
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


class ReplaceOrder(Command):
    """Another order takes the place of this one; `value` is that order's total in cents."""

    trigger: ClassVar[str] = "replace_order"

    replacement: Name
    value: Cents

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:
        """Replace by an order of the same value."""
        return cls(actor=actor, at=at, replacement=f"{order.order_id}-replacement", value=order.value)


class PassTime(Command):
    """Time has passed: what was due at `at` happens. A deadline has its effect when this is given, and not before."""

    trigger: ClassVar[str] = "pass_time"


class AuthorizePayment(Command):
    """The payment was authorised."""

    trigger: ClassVar[str] = "authorize_payment"


class DenyPayment(Command):
    """The payment was denied."""

    trigger: ClassVar[str] = "deny_payment"


class StartRiskAnalysis(Command):
    """The anti-fraud provider looks at the payment."""

    trigger: ClassVar[str] = "start_risk_analysis"


class ApproveRisk(Command):
    """The anti-fraud provider found no fault with the payment."""

    trigger: ClassVar[str] = "approve_risk"


class ApprovePayment(Command):
    """The payment is approved."""

    trigger: ClassVar[str] = "approve_payment"


class RequestSettlement(Command):
    """Payments asks the acquirer to settle."""

    trigger: ClassVar[str] = "request_settlement"


class StartSettlement(Command):
    """The acquirer settles."""

    trigger: ClassVar[str] = "start_settlement"


class ConfirmSettlement(Command):
    """The acquirer has settled an amount in cents."""

    trigger: ClassVar[str] = "confirm_settlement"

    value: Cents

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:
        """Settle what is left."""
        return cls(actor=actor, at=at, value=max(order.payment.value - order.payment.settled, 0))


class ConfirmRefund(Command):
    """The acquirer has refunded an amount in cents."""

    trigger: ClassVar[str] = "confirm_refund"

    value: Cents

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:
        """Refund what is settled."""
        return cls(actor=actor, at=at, value=max(order.payment.settled - order.payment.refunded, 0))


class ConfirmPaymentCancellation(Command):
    """Payments has cancelled the transaction."""

    trigger: ClassVar[str] = "confirm_payment_cancellation"


def open_request_id(order: Order) -> str:
    """Return the id of the request that awaits a decision, or of the one that would be next."""
    return order.open_request.id if order.open_request else next_request_id(order)


def next_request_id(order: Order) -> str:
    """Return the id that a new cancellation request gets where the command names none."""
    return f"{order.order_id}-cancellation-{len(order.cancellation_requests) + 1}"


def _commands() -> dict[str, type[Command]]:
    return {command.trigger: command for command in Command.__subclasses__()}


COMMANDS: Final = _commands()
"""Every command by its trigger."""
