"""What a request for a modification has to be like: every item, quantity and amount of it (M14)."""

from collections.abc import Callable, Iterable
from typing import Final

from pedido.machine import Rule, Source, Verdict, refused, rule
from pedido.order.commands import CreateModification
from pedido.order.layout import plan_of
from pedido.order.order import Order
from pedido.order.plan import Findings
from pedido.order.value import MAX_CENTS
from pedido.rules.sources import ADAPT, API, ERRORS, MODIFY, S2

_SHOWN: Final = 10


def _listed(skus: Iterable[str]) -> str:
    """List SKUs, each once: the first ten, and how many more there are."""
    different = list(dict.fromkeys(skus))
    more = [f"+{len(different) - _SHOWN}"] if len(different) > _SHOWN else []
    return ", ".join([*different[:_SHOWN], *more])


def _nothing_found(
    name: str, find: Callable[[Findings], list[str]], *sources: Source, error: str | None = None, fact: str = "M14"
) -> Rule:
    def check(order: Order, command: CreateModification) -> Verdict:
        found = find(plan_of(order, command).findings)
        return not found or refused(skus=_listed(found))

    return Rule(id=name, facts=(fact,), sources=sources, error=error, check=check)


items_in_order = _nothing_found(
    "items_in_order", lambda findings: findings.unknown, ERRORS, error="SalesOrderSystem010"
)
"""What is removed or replaced is in the order."""

not_more_than_there_is = _nothing_found(
    "not_more_than_there_is", lambda findings: findings.excessive, ERRORS, error="SalesOrderSystem011"
)
"""No more is removed or replaced than there is."""

quantities_positive = _nothing_found(
    "quantities_positive", lambda findings: findings.miscounted, ERRORS, error="CHK0023"
)
"""Every quantity is at least 1."""

same_measurement_unit = _nothing_found(
    "same_measurement_unit", lambda findings: findings.other_unit, ERRORS, error="SalesOrderSystem055"
)
"""Only a replacement changes the measurement unit."""

items_unambiguous = _nothing_found(
    "items_unambiguous", lambda findings: findings.ambiguous, ERRORS, error="SalesOrderSystem026"
)
"""Where several lines have the SKU, the request says by uniqueId which one it means."""

items_available = _nothing_found("items_available", lambda findings: findings.unavailable, MODIFY)
"""What the order gets more of is available, and in stock."""


@rule("M14", source=(ERRORS, API), error="SalesOrderSystem029")
def new_product_to_one_address(order: Order, command: CreateModification) -> Verdict:
    """An order that goes to several addresses gets no new product."""
    new = plan_of(order, command).findings.new
    if not new or len({item.address_id for item in order.items if item.address_id is not None}) <= 1:
        return True
    return refused(skus=_listed(new))


@rule("M14", source=API)
def modification_reason_given(_order: Order, command: CreateModification) -> Verdict:
    """A modification has a reason."""
    return command.request.reason != "" or refused()


@rule("M14", source=(ERRORS, API), error="CHK0098")
def manual_values_not_negative(_order: Order, command: CreateModification) -> Verdict:
    """Manual values, of the order and of its items, are zero or more."""
    request = command.request
    values = [request.manual_discount_value, request.manual_increment_value]
    for part in request.parts:
        for item in part.items:
            values += (item.manual_discount_value, item.manual_increment_value)
    return min(values) >= 0 or refused()


@rule("M14", source=ERRORS, error="CHK0124")
def changes_something(order: Order, command: CreateModification) -> Verdict:
    """A modification changes something; what cannot be done at all is said by the other rules."""
    plan = plan_of(order, command)
    return plan.change != 0 or plan.items != order.items or plan.findings != _NOTHING or refused()


_NOTHING = Findings()


@rule("M3", "M10", source=(S2, API))
def request_id_is_new(order: Order, command: CreateModification) -> Verdict:
    """Every modification has an id of its own, or the history could not tell them apart."""
    request_id = command.id_for(order)
    return order.modifications.get(request_id) is None or refused(request=request_id)


@rule("P9", source=(S2, ERRORS), error="CHK0034")
def discount_below_total(order: Order, command: CreateModification) -> Verdict:
    """What is taken off by hand is less than the order's total before the modification."""
    discount = plan_of(order, command).discount
    return discount < order.value or refused(discount=order.money(discount), value=order.money(order.value))


@rule("P9", "M16", source=(S2, ADAPT))
def total_stays_positive(order: Order, command: CreateModification) -> Verdict:
    """After the modification the order is worth more than nothing; it and what it is made up of are no more than an amount."""
    plan = plan_of(order, command)
    made_up = order.totals.plus(plan.totals) if order.totals is not None else plan.totals
    parts = (*plan.totals.amounts, *made_up.amounts, plan.manual_discount, plan.manual_increment)
    within = max(map(abs, parts)) <= MAX_CENTS
    return (within and 0 < plan.value <= MAX_CENTS) or refused(value=order.money(plan.value))


@rule("I2", source=S2)
def total_covers_invoices(order: Order, command: CreateModification) -> Verdict:
    """After the modification the order is not worth less than what is already invoiced."""
    value, invoiced = plan_of(order, command).value, order.invoiced
    return value >= invoiced or invoiced == 0 or refused(value=order.money(value), invoiced=order.money(invoiced))
