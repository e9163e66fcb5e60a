"""Every combination that decides what a price change comes to, each put to the rules, and put together again.

Combinations of which every value makes the same outcome become one row: a row holds, for each column, the values that
make no difference in it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import product
from typing import Final, NamedTuple

from pedido.order.modification import DEFAULT_SETTINGS, PaymentConfiguration
from pedido.order.order import Order
from pedido.order.parts import Acquirer, Connector, Invoice, Payment
from pedido.order.status import Flow, PaymentStatus, Status
from pedido.rules.price_change import METHODS_FOR_MORE, Need, PaymentEffect, row_for, unmet


class Total(StrEnum):
    """Where the total goes, seen from what is settled."""

    SAME = "same"
    LOWER = "lower, not below what is settled"
    BELOW_SETTLED = "lower, below what is settled"
    HIGHER = "higher"


class Combination(NamedTuple):
    """One value of every column."""

    payment: PaymentStatus
    total: Total
    method: str
    higher_values: bool
    partial_refunds: bool
    without_cvv: bool
    second_charge: bool
    settled_first: bool
    split: bool


CREDIT_CARD: Final = "creditCard"
CUSTOM: Final = "allowed custom system"
OTHER: Final = "other"
METHODS: Final = (CREDIT_CARD, *sorted(METHODS_FOR_MORE - {CREDIT_CARD}), CUSTOM, OTHER)
"""The methods: those that the rules name, and one of each kind of the rest."""

VALUES: Final[tuple[tuple[object, ...], ...]] = (tuple(PaymentStatus), tuple(Total), METHODS, *((True, False),) * 6)
"""All values of every column of a combination."""

Outcome = PaymentEffect | Need
"""What is asked of Payments, or a need that is not met; a combination has one effect, or one or more needs."""


class Row(NamedTuple):
    """An outcome, and the values of every column with which it comes about, whatever the other columns have of theirs."""

    values: tuple[frozenset[object], ...]
    outcome: Outcome

    def fits(self, combination: Combination) -> bool:
        """Tell whether the combination is in this row."""
        return all(value in values for value, values in zip(combination, self.values, strict=True))


def combinations() -> Iterator[Combination]:
    """Go through the complete cross product."""
    return map(Combination._make, product(*VALUES))


def outcomes(combination: Combination) -> tuple[Outcome, ...]:
    """Ask the rules what a combination comes to: an effect, or every need that is not met."""
    order, change = _order(combination), _CHANGES[combination.total]
    effect = row_for(order.payment, change).effect
    refused = unmet(order, change, _SETTINGS)
    if refused:
        return refused
    assert effect is not None  # noqa: S101 - a row without an effect has a need that is never met
    return (effect,)


def rows() -> tuple[Row, ...]:
    """Put the combinations together again: a row for every outcome and every box of values that leads to it."""
    found: dict[Outcome, set[tuple[frozenset[object], ...]]] = {outcome: set() for outcome in (*PaymentEffect, *Need)}
    for combination in combinations():
        for outcome in outcomes(combination):
            found[outcome].add(tuple(frozenset([value]) for value in combination))
    return tuple(Row(values, outcome) for outcome, boxes in found.items() for values in _merged(boxes))


def _merged(boxes: set[tuple[frozenset[object], ...]]) -> list[tuple[frozenset[object], ...]]:
    """Unite boxes that differ in one column only: column by column, the last one first."""
    merged = boxes
    for column in reversed(range(len(VALUES))):
        alike: dict[tuple[frozenset[object], ...], frozenset[object]] = {}
        for box in merged:
            others = (*box[:column], *box[column + 1 :])
            alike[others] = alike.get(others, frozenset()) | box[column]
        merged = {(*others[:column], values, *others[column:]) for others, values in alike.items()}
    return sorted(merged, key=_place)


def _place(box: tuple[frozenset[object], ...]) -> list[list[int]]:
    """Sort by where the values stand in their columns."""
    return [sorted(all_values.index(value) for value in values) for values, all_values in zip(box, VALUES, strict=True)]


_WORTH: Final = 100
_NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
_SYSTEM: Final = "custom-1"
_SETTINGS: Final = DEFAULT_SETTINGS.but(
    payment_configuration=PaymentConfiguration(custom_payment_systems_allowed=(_SYSTEM,))
)
_CHANGES: Final = {Total.SAME: 0, Total.LOWER: -1, Total.BELOW_SETTLED: -2, Total.HIGHER: 1}


def _order(combination: Combination) -> Order:
    """Make an order of which one unit is left to settle, if anything is."""
    settled = _WORTH if combination.payment in _SETTLED else _WORTH - 1
    payment = Payment.trusted(
        status=combination.payment,
        value=_WORTH,
        settled=settled,
        method=combination.method if combination.method in METHODS_FOR_MORE else "other",
        system=_SYSTEM if combination.method == CUSTOM else None,
        split=combination.split,
        settled_at=_NOW,
        connector=Connector.trusted(
            higher_values=combination.higher_values, partial_refunds=combination.partial_refunds
        ),
        acquirer=Acquirer.trusted(without_cvv=combination.without_cvv, second_charge=combination.second_charge),
    )
    earlier = Invoice.trusted(number="1", value=1, issued_at=_NOW - timedelta(days=1))
    return Order.trusted(
        order_id="1",
        flow=Flow.COMPLETE,
        status=Status.HANDLING,
        value=_WORTH,
        payment=payment,
        invoices=() if combination.settled_first else (earlier,),
    )


_SETTLED: Final = frozenset({PaymentStatus.SETTLED, PaymentStatus.FINISHED})
