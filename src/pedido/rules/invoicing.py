"""What may be invoiced, returned and tracked."""

from pedido.machine import Verdict, choice, refused, rule
from pedido.order.commands import Command, Invoice, ReplaceOrder, Track
from pedido.order.order import Order
from pedido.order.status import InvoiceType, Status
from pedido.order.value import is_name
from pedido.rules.sources import API, FLOW, PARTIAL, S2


@rule("I6", source=(API, PARTIAL))
def number_given(_order: Order, command: Invoice) -> Verdict:
    """An invoice has a number that can be printed; blanks around it do not count."""
    return is_name(command.number) or refused()


@rule("I7", source=API)
def positive_value(order: Order, command: Invoice) -> Verdict:
    """An invoice is for more than nothing."""
    return command.value > 0 or refused(value=order.money(command.value))


@rule("I7", source=API)
def within_value(order: Order, command: Invoice) -> Verdict:
    """Sales invoices together never exceed the order's value."""
    return order.invoiced + command.value <= order.value or refused(
        value=order.money(command.value), rest=order.money(order.uninvoiced)
    )


@rule("I5", source=API)
def returns_follow_invoicing(order: Order, _command: Invoice) -> Verdict:
    """Goods are returned only from an invoiced order."""
    return order.status is Status.INVOICED or refused()


@rule("I5", source=API)
def within_invoiced(order: Order, command: Invoice) -> Verdict:
    """Returns together never exceed what was invoiced."""
    return order.returned + command.value <= order.invoiced or refused(
        value=order.money(command.value), rest=order.money(order.invoiced - order.returned)
    )


@rule("I6", source=(API, PARTIAL))
def number_of_same_type(order: Order, command: Invoice) -> Verdict:
    """A number belongs to one invoice, a sale or a return."""
    known = order.invoice(command.number)
    return known is None or known.type is command.type or refused(number=command.number)


@rule("I9", source=API)
def invoice_known(order: Order, command: Track) -> Verdict:
    """Tracking belongs to an invoice that was entered."""
    return order.invoice(command.number) is not None or refused(number=command.number)


@rule("I4", source=(FLOW, PARTIAL))
def not_verifying(order: Order, _command: Invoice) -> Verdict:
    """While the platform verifies the invoices, which already cover the value, no other sale is invoiced."""
    return order.status is not Status.INVOICE or refused()


@rule("I2", source=S2)
def covers_invoices(order: Order, command: ReplaceOrder) -> Verdict:
    """What takes the order's place is not worth less than what is already invoiced."""
    return command.value >= order.invoiced or refused(
        value=order.money(command.value), invoiced=order.money(order.invoiced)
    )


@choice("I6", source=(API, PARTIAL))
def number_known(order: Order, command: Invoice) -> bool:
    """An invoice of that number was entered before: only the receipt is new."""
    return order.invoice(command.number) is not None


@choice("I6", source=(API, PARTIAL))
def known_sale(order: Order, command: Invoice) -> bool:
    """A sales invoice of that number was entered before."""
    known = order.invoice(command.number)
    return known is not None and known.type is InvoiceType.OUTPUT


@choice("I6", source=(API, PARTIAL))
def known_return(order: Order, command: Invoice) -> bool:
    """A return invoice of that number was entered before."""
    known = order.invoice(command.number)
    return known is not None and known.type is InvoiceType.INPUT


@choice("I4", source=(FLOW, PARTIAL))
def completes_the_value(order: Order, command: Invoice) -> bool:
    """With this sale the invoices cover the order's value."""
    return _is_new(order, command, InvoiceType.OUTPUT) and order.invoiced + command.value >= order.value


@choice("I4", source=(FLOW, PARTIAL))
def leaves_a_rest(order: Order, command: Invoice) -> bool:
    """After this sale something is left to invoice."""
    return _is_new(order, command, InvoiceType.OUTPUT) and order.invoiced + command.value < order.value


@choice("I5", source=API)
def is_sale(order: Order, command: Invoice) -> bool:
    """A sales invoice with a number of its own."""
    return _is_new(order, command, InvoiceType.OUTPUT)


@choice("I5", source=API)
def is_return(order: Order, command: Invoice) -> bool:
    """A return invoice with a number of its own."""
    return _is_new(order, command, InvoiceType.INPUT)


@choice("I4", source=(FLOW, PARTIAL))
def fully_invoiced(order: Order, _command: Command) -> bool:
    """The sales invoices cover the order's value."""
    return order.invoiced >= order.value


@choice("I4", source=(FLOW, PARTIAL))
def invoiced_in_part(order: Order, _command: Command) -> bool:
    """Something is left to invoice."""
    return order.invoiced < order.value


@choice("I4", source=(FLOW, PARTIAL))
def invoiced_and_settled(order: Order, _command: Command) -> bool:
    """The sales invoices cover the order's value, and the payment is settled."""
    return order.is_settled and order.invoiced >= order.value


def _is_new(order: Order, command: Invoice, type_: InvoiceType) -> bool:
    return command.type is type_ and order.invoice(command.number) is None
