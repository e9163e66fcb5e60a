"""What a modification asks of Payments, as one table (P1 to P8).

A row is found by which way the total goes, by how far the payment is, and by what the connector can do. It says what is asked
of Payments and what that takes; where the row has no effect, a modification is refused. Split payments make no difference
(P8). `docs/price-changes.md` is this table, written out.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from pedido.machine import Rule, Source, Verdict, refused, rule
from pedido.messages import Label
from pedido.order.commands import CreateModification
from pedido.order.layout import plan_of
from pedido.order.modification import ModificationSettings, PaymentChange
from pedido.order.order import Order
from pedido.order.parts import Payment
from pedido.order.status import InvoiceType, PaymentStatus
from pedido.rules.sources import API, S2, TX


class Direction(StrEnum):
    """Which way the total goes."""

    SAME = "same"
    LOWER = "lower"
    HIGHER = "higher"


class Progress(StrEnum):
    """How far the payment is. It counts as settled too where more is to be taken off than is left to settle."""

    UNSETTLED = "unsettled"
    SETTLED = "settled"
    FINISHED = "finished"
    CANCELED = "canceled"


class PaymentEffect(StrEnum):
    """What is asked of Payments."""

    NOTHING = "nothing"
    NEW_TOTAL = "new-total"
    REFUND = "refund"
    DIFFERENCE = "difference"
    NEW_TRANSACTION = "new-transaction"


class Need(StrEnum):
    """What a price change takes; each has a rule, of the same name, that refuses where it is not so."""

    OPEN_TRANSACTION = "transaction_open"
    UNFINISHED_TRANSACTION = "transaction_unfinished"
    CREDIT_CARD = "settled_with_credit_card"
    SETTLED_BEFORE_INVOICING = "settled_before_invoicing"
    PARTIAL_REFUNDS = "partial_refunds_possible"
    METHOD_FOR_MORE = "method_allows_increase"
    WITHOUT_CVV = "acquirer_charges_without_cvv"
    SECOND_CHARGE = "acquirer_charges_twice"


class Row(NamedTuple):
    """A row of the table. `higher_values` is what the connector can do; None where it makes no difference."""

    directions: tuple[Direction, ...]
    progress: Progress
    higher_values: bool | None
    effect: PaymentEffect | None
    needs: tuple[Need, ...]
    facts: tuple[str, ...]


_ANY: Final = tuple(Direction)
_OF_SETTLED: Final = (Need.CREDIT_CARD, Need.SETTLED_BEFORE_INVOICING, Need.PARTIAL_REFUNDS)
_OF_MORE: Final = (Need.METHOD_FOR_MORE, Need.WITHOUT_CVV, Need.SECOND_CHARGE)

TABLE: Final[tuple[Row, ...]] = (
    Row((Direction.SAME,), Progress.UNSETTLED, None, PaymentEffect.NOTHING, (), ("P8",)),
    Row((Direction.LOWER,), Progress.UNSETTLED, None, PaymentEffect.NEW_TOTAL, (), ("P2", "P8")),
    Row((Direction.HIGHER,), Progress.UNSETTLED, True, PaymentEffect.DIFFERENCE, _OF_MORE, ("P3", "P4", "P8")),
    Row((Direction.HIGHER,), Progress.UNSETTLED, False, PaymentEffect.NEW_TRANSACTION, _OF_MORE, ("P4", "P5", "P8")),
    Row((Direction.SAME,), Progress.SETTLED, None, PaymentEffect.NOTHING, _OF_SETTLED, ("P6", "P8")),
    Row((Direction.LOWER,), Progress.SETTLED, None, PaymentEffect.REFUND, _OF_SETTLED, ("P1", "P6", "P8")),
    Row(
        (Direction.HIGHER,),
        Progress.SETTLED,
        True,
        PaymentEffect.DIFFERENCE,
        (*_OF_SETTLED, *_OF_MORE),
        ("P3", "P4", "P6", "P8"),
    ),
    Row(
        (Direction.HIGHER,),
        Progress.SETTLED,
        False,
        PaymentEffect.NEW_TRANSACTION,
        (*_OF_SETTLED, *_OF_MORE),
        ("P4", "P5", "P6", "P8"),
    ),
    Row(_ANY, Progress.FINISHED, None, None, (Need.UNFINISHED_TRANSACTION,), ("P7",)),
    Row(_ANY, Progress.CANCELED, None, None, (Need.OPEN_TRANSACTION,), ("T2",)),
)

_ENDED: Final[Mapping[PaymentStatus, Progress]] = {
    PaymentStatus.SETTLED: Progress.SETTLED,
    PaymentStatus.FINISHED: Progress.FINISHED,
    PaymentStatus.CANCELED: Progress.CANCELED,
}


def _lookup() -> Mapping[tuple[Direction, Progress, bool], Row]:
    return {
        (direction, row.progress, higher): row
        for row in TABLE
        for direction in row.directions
        for higher in ((True, False) if row.higher_values is None else (row.higher_values,))
    }


_ROWS: Final = _lookup()


def row_for(payment: Payment, change: int) -> Row:
    """Find the row for a payment, and for how much the total changes, in cents."""
    direction = Direction.SAME if change == 0 else Direction.HIGHER if change > 0 else Direction.LOWER
    progress = _ENDED.get(payment.status, Progress.UNSETTLED)
    if progress is Progress.UNSETTLED and payment.settled > 0 and -change > payment.value - payment.settled:
        progress = Progress.SETTLED
    return _ROWS[direction, progress, payment.connector.higher_values]


METHODS_FOR_MORE: Final = frozenset({"creditCard", "promissory", "customerCredit", "cash"})
"""The payment methods with which a total can rise. S2 names the first three; API adds cash, and is the later source (P4)."""


def _no_invoice_before_settlement(order: Order) -> bool:
    issued = [invoice.issued_at for invoice in order.invoices if invoice.type is InvoiceType.OUTPUT]
    settled_at = order.payment.settled_at
    return not issued or (settled_at is not None and all(at is not None and at >= settled_at for at in issued))


def _may_rise(order: Order, settings: ModificationSettings) -> bool:
    custom = settings.payment_configuration.custom_payment_systems_allowed or ()
    return order.payment.method in METHODS_FOR_MORE or order.payment.system in custom


MET: Final[Mapping[Need, Callable[[Order, ModificationSettings], bool]]] = {
    Need.OPEN_TRANSACTION: lambda order, _: order.payment.status is not PaymentStatus.CANCELED,
    Need.UNFINISHED_TRANSACTION: lambda order, _: order.payment.status is not PaymentStatus.FINISHED,
    Need.CREDIT_CARD: lambda order, _: order.payment.method == "creditCard",
    Need.SETTLED_BEFORE_INVOICING: lambda order, _: _no_invoice_before_settlement(order),
    Need.PARTIAL_REFUNDS: lambda order, _: order.payment.connector.partial_refunds,
    Need.METHOD_FOR_MORE: _may_rise,
    Need.WITHOUT_CVV: lambda order, _: order.payment.acquirer.without_cvv,
    Need.SECOND_CHARGE: lambda order, _: order.payment.acquirer.second_charge,
}
"""How each need is seen to be met."""


def unmet(order: Order, change: int, settings: ModificationSettings) -> tuple[Need, ...]:
    """Return what a change of the total by so many cents takes and does not find."""
    return tuple(need for need in row_for(order.payment, change).needs if not MET[need](order, settings))


def asked_of(payment: Payment, change: int) -> PaymentChange:
    """Return what is asked of Payments where the total changes by so many cents.

    What is not settled yet is lowered first; only where that is not enough is settled money given back.
    """
    match row_for(payment, change).effect:
        case PaymentEffect.NEW_TOTAL | PaymentEffect.REFUND:
            lowered = min(-change, max(payment.value - payment.settled, 0))
            return PaymentChange.trusted(lowered=lowered, refunded=-change - lowered)
        case PaymentEffect.DIFFERENCE:
            return PaymentChange.trusted(raised=change)
        case PaymentEffect.NEW_TRANSACTION:
            return PaymentChange.trusted(separate=change)
        case _:
            return PaymentChange.trusted()


def _met(need: Need, *facts: str, sources: tuple[Source, ...], error: str | None = None) -> Rule:
    def check(order: Order, command: CreateModification) -> Verdict:
        plan = plan_of(order, command)
        return need not in unmet(order, plan.change, plan.settings) or refused(
            method=Label("method", order.payment.method or "none"), payment=Label("status", order.payment.status)
        )

    return Rule(id=need.value, facts=facts, sources=sources, error=error, check=check)


transaction_open = _met(Need.OPEN_TRANSACTION, "T2", sources=(TX,))
"""The payment is not cancelled."""

transaction_unfinished = _met(Need.UNFINISHED_TRANSACTION, "P7", sources=(S2,))
"""The payment is not finished."""

settled_with_credit_card = _met(Need.CREDIT_CARD, "P6", sources=(S2,))
"""What is settled was paid by credit card."""

settled_before_invoicing = _met(Need.SETTLED_BEFORE_INVOICING, "P6", sources=(S2,))
"""What is settled was settled before anything was invoiced."""

partial_refunds_possible = _met(Need.PARTIAL_REFUNDS, "P6", sources=(S2,))
"""The connector refunds a part of what is settled."""

method_allows_increase = _met(Need.METHOD_FOR_MORE, "P4", "P10", sources=(S2, API), error="CHK00342")
"""The payment method can be charged more."""

acquirer_charges_without_cvv = _met(Need.WITHOUT_CVV, "P4", sources=(S2,), error="CHK00342")
"""The acquirer charges without the card's security code."""

acquirer_charges_twice = _met(Need.SECOND_CHARGE, "P4", sources=(S2,), error="CHK00342")
"""The acquirer charges twice for one order."""


@rule("P1", "P2", source=S2)
def payment_covers_decrease(order: Order, command: CreateModification) -> Verdict:
    """What is taken off comes out of this payment, which goes on charging something: another may have paid the rest."""
    plan = plan_of(order, command)
    return (
        plan.value <= 0
        or covers(order.payment, plan.change)
        or refused(
            decrease=order.money(-plan.change),
            charged=order.money(max(order.payment.value - order.payment.refunded, 0)),
        )
    )


def covers(payment: Payment, change: int) -> bool:
    """Tell whether a payment still charges something after a change of the total by so many cents."""
    return change >= 0 or payment.value - payment.refunded + change > 0


RULES: Final[Mapping[Need, Rule]] = {
    Need(rule.id): rule
    for rule in (
        transaction_open,
        transaction_unfinished,
        settled_with_credit_card,
        settled_before_invoicing,
        partial_refunds_possible,
        method_allows_increase,
        acquirer_charges_without_cvv,
        acquirer_charges_twice,
    )
}
"""The rule of every need."""


def refusing(order: Order, change: int, settings: ModificationSettings) -> tuple[Rule, ...]:
    """Return the rules by which the payment refuses a change of the total by so many cents."""
    rules = tuple(RULES[need] for need in unmet(order, change, settings))
    return rules if covers(order.payment, change) else (*rules, payment_covers_decrease)
