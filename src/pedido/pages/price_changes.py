"""The page `docs/price-changes.md`: what a modification asks of Payments, and what that takes (P1 to P8)."""

from collections.abc import Iterable, Mapping
from typing import Final

from pedido.messages import catalogue
from pedido.order.status import PaymentStatus
from pedido.pages.markdown import blocks, table
from pedido.pages.price_combinations import CREDIT_CARD, METHODS, VALUES, Total, combinations, rows
from pedido.pages.price_combinations import Row as Combined
from pedido.rules.price_change import RULES, TABLE, Direction, Need, PaymentEffect, Row

_INTRODUCTION: Final = """\
# Price changes

A modification may change what an order is worth. What is then asked of Payments, and what that takes, is one table:
`TABLE` in `pedido/rules/price_change.py`. This page shows it, and what it comes to for every combination.

This page is written from the code by `make docs`; do not edit it.

## The table

A row is found by how far the payment is, by which way the total goes, and by whether the payment's connector takes higher
values. A payment of which only a part is settled counts as settled where the total falls below that part. Whether sellers
share the payment makes no difference (P8).
"""
_ASKED: Final = """\
## What is asked of Payments

What is not settled yet is lowered first: a refund is only what the total falls below the part that is settled.
"""
_NEEDED: Final = """\
## What a price change takes

Each need is a rule of the same name; `{...}` are the parameters of its message. Whatever is not met is said at once.
"""
_EVERY: Final = """\
## Every combination

These are all {count} combinations of the columns, each put to the rules, and put together again where a column makes no
difference: that is _any_. An _allowed custom system_ is one that the settings for modifications name (P10), _other_ is every
method that has no name here. _Unsettled_ is every status before settled:
{unsettled}.

### What is refused

A combination is refused for every row that it fits.
"""
_ALLOWED: Final = """\
### What is allowed

A combination that no row above fits, fits one row here.
"""

_MESSAGES: Final[Mapping[PaymentEffect, str]] = {
    PaymentEffect.NEW_TOTAL: "tell_new_total",
    PaymentEffect.REFUND: "refund_payment",
    PaymentEffect.DIFFERENCE: "request_difference",
    PaymentEffect.NEW_TRANSACTION: "charge_separately",
}
"""The effect that a decision has, by what is asked."""

_UNSETTLED: Final = tuple(
    status
    for status in PaymentStatus
    if status not in {PaymentStatus.SETTLED, PaymentStatus.FINISHED, PaymentStatus.CANCELED}
)
_COLUMNS: Final = (
    "payment",
    "total",
    "method",
    "connector: higher values",
    "connector: partial refunds",
    "acquirer: without CVV",
    "acquirer: second charge",
    "settled before any invoice",
    "split",
)
_NAMED: Final[tuple[tuple[str, frozenset[object]], ...]] = (
    ("unsettled", frozenset(_UNSETTLED)),
    ("lower", frozenset({Total.LOWER, Total.BELOW_SETTLED})),
    (f"any but {CREDIT_CARD}", frozenset(METHODS) - {CREDIT_CARD}),
)
"""Sets of values that have a name."""


def page() -> str:
    """Write the page."""
    every = _EVERY.format(count=f"{sum(1 for _ in combinations()):,}", unsettled=", ".join(_UNSETTLED))
    combined = rows()
    refused = [row for row in combined if isinstance(row.outcome, Need)]
    allowed = [row for row in combined if isinstance(row.outcome, PaymentEffect)]
    return blocks(
        _INTRODUCTION,
        table(("payment", "total", "higher values", "asked of Payments", "takes", "facts"), map(_row, TABLE)),
        _ASKED,
        table(("asked", "message of the effect", "facts"), map(_effect, PaymentEffect)),
        _NEEDED,
        table(("rule", "what it says where it is not met", "facts", "answered with"), map(_need, Need)),
        every,
        table((*_COLUMNS, "refused by"), map(_combined, refused)),
        _ALLOWED,
        table((*_COLUMNS, "asked of Payments"), map(_combined, allowed)),
    )


def _row(row: Row) -> tuple[str, ...]:
    directions = "any" if len(row.directions) == len(Direction) else ", ".join(row.directions)
    higher = {None: "any", True: "yes", False: "no"}[row.higher_values]
    asked = f"**{row.effect}**" if row.effect else "refused"
    return (row.progress, directions, higher, asked, _ids(row.needs) or "-", " ".join(row.facts))


def _effect(effect: PaymentEffect) -> tuple[str, ...]:
    message = f"effect.{_MESSAGES[effect]}" if effect in _MESSAGES else ""
    facts = {fact for row in TABLE if row.effect is effect for fact in row.facts}
    by_number = sorted(facts, key=lambda fact: int(fact[1:]))
    return (f"**{effect}**", catalogue("en").template(message) if message else "-", " ".join(by_number))


def _need(need: Need) -> tuple[str, ...]:
    rule = RULES[need]
    return (f"`{need}`", catalogue("en").template(f"rule.{need}"), " ".join(rule.facts), rule.error or "-")


def _combined(row: Combined) -> tuple[str, ...]:
    values = (_values(some, every) for some, every in zip(row.values, VALUES, strict=True))
    return (*values, f"`{row.outcome}`" if isinstance(row.outcome, Need) else f"**{row.outcome}**")


def _values(some: frozenset[object], every: tuple[object, ...]) -> str:
    """Write the values of a column, sets that have a name by that."""
    if len(some) == len(every):
        return "any"
    rest, words = some, []
    for name, named in _NAMED:
        if named <= rest:
            words.append(name)
            rest -= named
    return ", ".join([*words, *(_word(value) for value in every if value in rest)])


def _word(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _ids(needs: Iterable[Need]) -> str:
    return ", ".join(f"`{need}`" for need in needs)
