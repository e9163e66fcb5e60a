"""The commands of the payment: news from Payments."""

from typing import ClassVar, Self

from pedido.order.actor import Actor
from pedido.order.commands.command import Command
from pedido.order.order import Order
from pedido.order.value import Cents, Moment


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
