"""What invoices, returns and tracking bring about."""

from collections.abc import Iterator

from pedido.actions.outcome import Outcome
from pedido.machine import action
from pedido.order import parts
from pedido.order.commands import (
    Command,
    ConfirmRefund,
    ConfirmSettlement,
    Invoice,
    ReplaceOrder,
    RequestSettlement,
    StartSettlement,
    Track,
)
from pedido.order.effects import Notify, RefundPayment, SettlePayment, Subject
from pedido.order.events import (
    InvoiceRecorded,
    OrderReplaced,
    ReceiptReplaced,
    RefundAsked,
    SettlementAsked,
    TrackingAdded,
)
from pedido.order.order import Order
from pedido.order.status import Party, PaymentStatus
from pedido.rules.invoicing import fully_invoiced
from pedido.rules.sources import API, FLOW, PARTIAL, S2


@action("I5", "I7", source=API)
def record_invoice(_order: Order, command: Invoice) -> Iterator[Outcome]:
    """Keep the invoice."""
    invoice = parts.Invoice(
        number=command.number,
        value=command.value,
        type=command.type,
        issued_at=command.at,
        items=command.items,
        receipt=command.receipt,
        courier=command.courier,
        tracking_number=command.tracking_number,
        tracking_url=command.tracking_url,
    )
    yield InvoiceRecorded(invoice, command.at)


@action("I6", source=(API, PARTIAL))
def replace_receipt(_order: Order, command: Invoice) -> Iterator[Outcome]:
    """Keep the new receipt of an invoice that is known, if one is given; nothing else of it changes."""
    if command.receipt is not None:
        yield ReceiptReplaced(command.number, command.receipt, command.at)


@action("I3", source=(S2, PARTIAL))
def settle_invoiced(order: Order, command: Invoice) -> Iterator[Outcome]:
    """Have the invoiced amount settled, unless the store settles on its own schedule or it already is.

    The invoice that completes the order settles all that is left of the payment: interest may make it more than the order.
    """
    rest = order.payment.left_to_settle
    yield from _settle(order, command, rest if fully_invoiced(order, command) else min(command.value, rest))


@action("I3", "I4", source=(S2, FLOW))
def settle_rest(order: Order, command: Command) -> Iterator[Outcome]:
    """Have all settled that is left of the payment: the order came to be worth what is invoiced already."""
    yield from _settle(order, command, order.payment.left_to_settle)


def _settle(order: Order, command: Command, amount: int) -> Iterator[Outcome]:
    if order.settings.automatic_settlement or order.is_settled or amount <= 0:
        return
    yield SettlePayment(amount)
    if order.settings.payment_confirmation == "assumed":
        if order.payment.status is not PaymentStatus.SETTLING:
            if order.payment.status is not PaymentStatus.SETTLEMENT_REQUESTED:
                yield RequestSettlement(actor=command.actor, at=command.at)
            yield StartSettlement(actor=command.actor, at=command.at)
        yield ConfirmSettlement(actor=command.actor, at=command.at, value=amount)
    else:
        yield SettlementAsked(amount, command.at)


@action("I5", source=API)
def refund_returned(order: Order, command: Invoice) -> Iterator[Outcome]:
    """Have the returned amount refunded, of what is settled and not promised to earlier returns."""
    amount = min(command.value, order.left_to_refund)
    if amount > 0:
        yield RefundPayment(amount)
        if order.settings.payment_confirmation == "assumed":
            yield ConfirmRefund(actor=command.actor, at=command.at, value=amount)
        else:
            yield RefundAsked(amount, command.at)


@action("I9", source=API)
def add_tracking(_order: Order, command: Track) -> Iterator[Outcome]:
    """Keep the tracking of an invoice."""
    yield TrackingAdded(command.number, command.courier, command.tracking_number, command.tracking_url, command.at)


@action("I4", source=FLOW)
def tell_customer_of_invoice(order: Order, _command: Command) -> Iterator[Outcome]:
    """The customer hears from the store that sold the order that it is invoiced."""
    if not order.sold_elsewhere:
        yield Notify(Party.CUSTOMER, Subject.INVOICED)


@action("I4", source=FLOW)
def tell_marketplace_of_invoice(order: Order, _command: Command) -> Iterator[Outcome]:
    """The marketplace, where another store sold the order, hears of the invoice, of a part too."""
    if order.sold_elsewhere:
        yield Notify(Party.MARKETPLACE, Subject.INVOICED)


@action("I2", source=S2)
def record_replacement(_order: Order, command: ReplaceOrder) -> Iterator[Outcome]:
    """Keep which order takes the place of this one."""
    yield OrderReplaced(command.replacement, command.at)
