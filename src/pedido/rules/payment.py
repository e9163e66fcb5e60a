"""What the payment transaction allows, and what the order waits for from it."""

from pedido.machine import Verdict, choice, refused, rule
from pedido.messages import Label
from pedido.order.commands import AdjustPayment, Command, ConfirmRefund, ConfirmSettlement
from pedido.order.order import Order
from pedido.order.status import PaymentStatus, Status
from pedido.rules.sources import API, FLOW, S2, TX

_APPROVED = frozenset(
    {
        PaymentStatus.APPROVED,
        PaymentStatus.SETTLEMENT_REQUESTED,
        PaymentStatus.SETTLING,
        PaymentStatus.SETTLED,
        PaymentStatus.FINISHED,
    }
)


@rule("F2", source=(S2, API))
def order_is_placed(order: Order, _command: Command) -> Verdict:
    """No workflow runs for an incomplete order, the payment's neither."""
    return order.status is not Status.INCOMPLETE or refused()


@rule("F9", source=FLOW)
def payment_approved(order: Order, _command: Command) -> Verdict:
    """What is invoiced is settled, so the payment is approved before."""
    return order.payment.status in _APPROVED or refused(payment=Label("status", order.payment.status))


@rule("T2", "I3", source=(TX, S2))
def nothing_invoiced(order: Order, _command: Command) -> Verdict:
    """What is invoiced is settled: the payment is no longer cancelled, but settled and refunded."""
    return order.invoiced == 0 or refused(invoiced=order.money(order.invoiced))


@rule("T4", source=TX)
def within_payment(order: Order, command: ConfirmSettlement) -> Verdict:
    """More than nothing is settled, and never more than was paid."""
    rest = order.payment.value - order.payment.settled
    return 0 < command.value <= rest or refused(value=order.money(command.value), rest=order.money(rest))


@rule("T5", source=TX)
def within_settled(order: Order, command: ConfirmRefund) -> Verdict:
    """More than nothing is refunded, and never more than was settled."""
    rest = order.payment.settled - order.payment.refunded
    return 0 < command.value <= rest or refused(value=order.money(command.value), rest=order.money(rest))


@choice("T1", source=TX)
def without_risk_analysis(order: Order, _command: Command) -> bool:
    """No anti-fraud provider looks at the payment."""
    return not order.payment.risk_analysis


@choice("T4", source=TX)
def settles_all(order: Order, command: ConfirmSettlement) -> bool:
    """With this amount the whole payment is settled."""
    return order.payment.settled + command.value >= order.payment.value


@choice("T4", source=TX)
def settles_in_part(order: Order, command: ConfirmSettlement) -> bool:
    """Something is left to settle."""
    return order.payment.settled + command.value < order.payment.value


@choice("P2", "T4", source=(S2, TX))
def adjusted_to_settled(order: Order, command: AdjustPayment) -> bool:
    """What is charged from now on is settled already: nothing is left to settle."""
    return 0 < order.payment.settled >= order.payment.value + command.raised - command.lowered


@choice("P2", "P3", "T4", source=(S2, TX))
def adjusted_above_settled(order: Order, command: AdjustPayment) -> bool:
    """Of what is charged from now on something is left to settle."""
    return not adjusted_to_settled(order, command)


@choice("T3", source=TX)
def invoice_linked(order: Order, _command: Command) -> bool:
    """The invoices of the order cover its value."""
    return order.invoiced >= order.value


@choice("F9", source=FLOW)
def payment_is_approved(order: Order, _command: Command) -> bool:
    """Payments has approved the payment."""
    return order.payment.status in _APPROVED


@choice("F9", source=FLOW)
def payment_is_canceled(order: Order, _command: Command) -> bool:
    """Payments has denied or cancelled the payment."""
    return order.payment.status is PaymentStatus.CANCELED


@choice("F9", source=FLOW)
def payment_stands(order: Order, _command: Command) -> bool:
    """Payments has neither denied nor cancelled the payment."""
    return order.payment.status is not PaymentStatus.CANCELED


@choice("F9", source=FLOW)
def payment_lost(order: Order, _command: Command) -> bool:
    """Payments has denied or cancelled the payment, and nothing is invoiced."""
    return order.payment.status is PaymentStatus.CANCELED and order.invoiced == 0


@choice("F7", source=FLOW)
def payment_may_change(order: Order, _command: Command) -> bool:
    """The store lets the customer pay in another way."""
    return order.settings.change_of_payment is not None


@choice("F7", source=FLOW)
def payment_may_not_change(order: Order, _command: Command) -> bool:
    """The store does not let the customer pay in another way."""
    return order.settings.change_of_payment is None


@choice("C17", source=(FLOW, TX))
def payment_returned(order: Order, _command: Command) -> bool:
    """Payments confirms: what was settled is refunded, and the rest of the transaction is cancelled."""
    ended = order.is_settled or order.payment.status is PaymentStatus.CANCELED
    return ended and order.payment.refunded >= order.payment.settled
