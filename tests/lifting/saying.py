"""What is said to lift a refusal, and the requests that it is said of."""

from typing import Any, Final

from pedido import (
    CreateModification,
    Item,
    Order,
    decide,
)
from pedido.lifting import Lifting, liftings
from tests.messages.refusing_modifications import REFUSING_MODIFICATIONS
from tests.orders import UNIT

NOTHING: Final = "Nothing lifts this for this order."
NO_SINGLE: Final = "No single change lifts this: more than one thing would have to change."
ALLOWED: Final = "; then the request would be allowed."

BROUGHT: Final = "; but then the request would be refused for what is missing"

TWO_LINES: Final = (
    Item(sku="1", quantity=1, unit_price=UNIT, unique_id="a"),
    Item(sku="1", quantity=1, unit_price=UNIT, unique_id="b"),
)


def lifting(order: Order, command: CreateModification, rule: str) -> Lifting:
    """Find what lifts the refusal of one rule."""
    refusals = decide(order, command).refusals
    [found] = [found for found in liftings(order, command, refusals) if found.refusal.id == rule]
    return found


def said(order: Order, command: CreateModification, rule: str) -> list[str]:
    """Say in English what lifts the refusal of one rule."""
    return lifting(order, command, rule).messages("en")


def remove(*items: dict[str, Any]) -> dict[str, Any]:
    return {"remove": {"items": [{"id": "1", "quantity": 1, **item} for item in items]}}


def replace(item: dict[str, Any], *others: dict[str, Any]) -> dict[str, Any]:
    return {"replace": [{"from": {"items": [item]}, "to": {"items": list(others)}}]}


def refused_by(rule: str) -> list[str]:
    """Say what lifts the case in which the texts are tried on a rule."""
    order, command = REFUSING_MODIFICATIONS[rule]
    assert isinstance(command, CreateModification)
    return said(order, command, rule)
