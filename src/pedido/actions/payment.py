"""What news of the payment brings about."""

from collections.abc import Iterator

from pedido.actions.outcome import Outcome
from pedido.machine import action
from pedido.order.commands import AdjustPayment, ConfirmRefund, ConfirmSettlement
from pedido.order.effects import RefundPayment
from pedido.order.events import AmountRefunded, AmountSettled, PaymentValueChanged
from pedido.order.order import Order
from pedido.order.status import Status
from pedido.rules.sources import FLOW, S2, TX


@action("T4", source=TX)
def record_settlement(_order: Order, command: ConfirmSettlement) -> Iterator[Outcome]:
    """Keep the amount that was settled."""
    yield AmountSettled(command.value, command.at)


@action("C17", source=(FLOW, TX))
def refund_while_canceling(order: Order, command: ConfirmSettlement) -> Iterator[Outcome]:
    """What is settled after the order began to be cancelled is refunded."""
    if order.status is Status.CANCEL:
        yield RefundPayment(command.value)
        if order.settings.payment_confirmation == "assumed":
            yield ConfirmRefund(actor=command.actor, at=command.at, value=command.value)


@action("T5", source=TX)
def record_refund(_order: Order, command: ConfirmRefund) -> Iterator[Outcome]:
    """Keep the amount that was refunded."""
    yield AmountRefunded(command.value, command.at)


@action("P1", "P2", "P3", source=S2)
def adjust_payment(order: Order, command: AdjustPayment) -> Iterator[Outcome]:
    """The transaction charges more or less, or what was settled is refunded."""
    if command.raised or command.lowered:
        yield PaymentValueChanged(order.payment.value + command.raised - command.lowered, command.at)
    if command.refunded:
        yield AmountRefunded(command.refunded, command.at)
