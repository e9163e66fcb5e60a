"""What becomes of the money. Amounts are in cents."""

from pedido.engine import Decision
from pedido.order.commands import Command
from pedido.order.events import AmountRefunded, AmountSettled, OrderModified, PaymentRestarted
from pedido.order.order import Order
from pedido.order.status import Status
from pedido.verify.properties.property import Complaint, always


@always("I2", "I5", "P9")
def value_covers_invoices(order: Order) -> Complaint:
    """An order is worth no less than what is invoiced of it, never less than nothing, and no more is returned than invoiced."""
    if 0 <= order.returned <= order.invoiced <= order.value:
        return None
    return f"worth {order.value}, invoiced {order.invoiced}, returned {order.returned}"


@always("T4", "T5")
def no_more_is_taken_than_charged(order: Order) -> Complaint:
    """No more is settled than charged, and no more given back than settled."""
    payment = order.payment
    if 0 <= payment.refunded <= payment.settled <= payment.value:
        return None
    return f"charged {payment.value}, settled {payment.settled}, refunded {payment.refunded}"


@always("C17")
def canceled_orders_keep_no_money(order: Order) -> Complaint:
    """A canceled order has given back all that was settled."""
    payment = order.payment
    if order.status is not Status.CANCELED or payment.settled == payment.refunded:
        return None
    return f"settled {payment.settled}, refunded {payment.refunded}"


@always("I4")
def invoiced_orders_are_settled(order: Order) -> Complaint:
    """An invoiced order is settled: all that is charged was taken."""
    payment = order.payment
    if order.status is not Status.INVOICED or payment.settled == payment.value:
        return None
    return f"charged {payment.value}, settled {payment.settled}"


@always("P1", "P2", "P3", "P5")
def money_is_conserved(before: Order, _command: Command, decision: Decision) -> Complaint:
    """What is charged less what is given back is the value, on every way.

    It changes as the order's value does, but for what is charged separately, and for refunds that no modification asked
    for; and what is settled and given back changes by what was reported so, and by nothing else.
    """
    events, paid, was = decision.events, decision.order.payment, before.payment
    if any(isinstance(event, PaymentRestarted) for event in events):
        return None
    settled = sum(event.value for event in events if isinstance(event, AmountSettled))
    refunded = sum(event.value for event in events if isinstance(event, AmountRefunded))
    asked = separate = 0
    done = decision.order.modifications.latest
    if done is not None and any(isinstance(event, OrderModified) for event in events):
        asked, separate = done.payment.refunded, done.payment.separate
    if paid.settled - was.settled != settled or paid.refunded - was.refunded != refunded:
        return (
            f"settled {was.settled} to {paid.settled}, refunded {was.refunded} to {paid.refunded}, without news of it"
        )
    charged = (paid.value - paid.refunded) - (was.value - was.refunded) + (refunded - asked)
    worth = decision.order.value - before.value
    return None if charged == worth - separate else f"worth {worth:+}, charged {charged:+}, separately {separate}"
