"""The page `docs/marketplaces.md`: which orders may be modified, by where they were placed and who delivers (M5, M6)."""

from datetime import UTC, datetime
from itertools import product
from typing import Final

from pedido.engine import decide
from pedido.machine import Refusal
from pedido.messages import catalogue
from pedido.order.actor import PLATFORM
from pedido.order.commands import CreateModification
from pedido.order.order import Order
from pedido.order.parts import Marketplace, Payment
from pedido.order.status import Flow, MarketplaceKind, Status
from pedido.pages.markdown import blocks, table

_INTRODUCTION: Final = """\
# Marketplaces

Whether an order may be modified depends on the marketplace where it was placed, and on whether it runs in Multilevel
Omnichannel Inventory (M6). Whether a franchise account delivers it makes no difference (M5). These are all combinations,
each put to the machine.

This page is written from the code by `make docs`; do not edit it.
"""
_SAYING: Final = """\
## The rules that refuse

`{...}` are the parameters of the message.
"""

_ORDER: Final = Order(order_id="1", flow=Flow.COMPLETE, status=Status.HANDLING, value=100, payment=Payment(value=100))
_COMMAND: Final = CreateModification.typical(_ORDER, PLATFORM, datetime(2026, 1, 1, tzinfo=UTC))


def page() -> str:
    """Write the page."""
    answers = {values: refusals(*values) for values in product(MarketplaceKind, (False, True), (False, True))}
    headings = ("marketplace", "Multilevel Omnichannel Inventory", "franchise account", "modification")
    rules = {refusal.id: refusal for refused in answers.values() for refusal in refused}
    return blocks(
        _INTRODUCTION,
        table(headings, (_row(*values, refused) for values, refused in answers.items())),
        _SAYING,
        table(("rule", "message", "facts", "answered with"), map(_rule, rules.values())),
    )


def refusals(kind: MarketplaceKind, multilevel_inventory: bool, franchise: bool) -> tuple[Refusal, ...]:
    """Ask the machine why it refuses to modify such an order."""
    order = _ORDER.but(
        marketplace=Marketplace(kind=kind), multilevel_inventory=multilevel_inventory, franchise=franchise
    )
    return decide(order, _COMMAND).refusals


def _row(
    kind: MarketplaceKind, multilevel_inventory: bool, franchise: bool, refused: tuple[Refusal, ...]
) -> tuple[str, ...]:
    names = ", ".join(f"`{refusal.id}`" for refusal in refused)
    return (kind, _word(multilevel_inventory), _word(franchise), f"refused: {names}" if refused else "**allowed**")


def _rule(refusal: Refusal) -> tuple[str, ...]:
    message = catalogue("en").template(f"rule.{refusal.id}")
    return (f"`{refusal.id}`", message, " ".join(refusal.facts), refusal.error or "-")


def _word(holds: bool) -> str:
    return "yes" if holds else "no"
