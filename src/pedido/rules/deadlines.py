"""What ends by itself, and when."""

from pedido.machine import Rule, Source, Verdict, refused
from pedido.order.commands import PassTime
from pedido.order.order import Order
from pedido.order.status import DeadlineKind
from pedido.rules.sources import DECLINE, FLOW


def _over(name: str, kind: DeadlineKind, fact: str, source: Source) -> Rule:
    def check(order: Order, command: PassTime) -> Verdict:
        due = order.due(kind)
        return (due is not None and command.at >= due) or refused(due=due or "-", now=command.at)

    return Rule(id=name, facts=(fact,), sources=(source,), check=check)


cancellation_window_is_over = _over("cancellation_window_is_over", DeadlineKind.CANCELLATION_WINDOW, "F3", FLOW)
"""The cancellation window ends after its time, 30 minutes unless the store configured another."""

decision_is_overdue = _over("decision_is_overdue", DeadlineKind.UNDECIDED_CANCELLATION, "C10", DECLINE)
"""A cancellation request that nobody decides for 30 days is carried out."""

authorization_is_overdue = _over("authorization_is_overdue", DeadlineKind.MISSING_AUTHORIZATION, "F4", FLOW)
"""An order that is not authorised for 30 days is cancelled."""

change_of_seller_is_over = _over("change_of_seller_is_over", DeadlineKind.CHANGE_OF_SELLER, "F5", FLOW)
"""Another seller can be found for 2 days, unless the store configured another period."""

change_of_payment_is_over = _over("change_of_payment_is_over", DeadlineKind.CHANGE_OF_PAYMENT, "F7", FLOW)
"""Another way of paying can be chosen for the period that the store configured."""
