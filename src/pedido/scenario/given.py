"""An order as a scenario gives it: its flow, status and value, and of the rest only what does not go without saying."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from pedido.order.order import Order
from pedido.order.parts import Payment
from pedido.order.status import Status
from pedido.order.value import Value
from pedido.scenario.defaults import completed
from pedido.scenario.format import START, GivenOrder

_NEEDED: Final = ("flow", "status", "value")
_RECORDS: Final = frozenset({"history", "created_at", "changed_at"})
"""What no rule looks at in an order that a scenario begins with."""


def order_of(given: Mapping[str, Any], at: datetime = START) -> Order:
    """Make the order that is given at a moment, as the runner of scenarios does."""
    return completed(GivenOrder.model_validate_json(json.dumps(given)), at)


def given_of(order: Order) -> dict[str, Any]:
    """Return what a scenario says of the order, as plain data."""
    said = _plain(order)
    needed = {name: said[name] for name in _NEEDED}
    given = needed | _different(order, order_of(needed), without=_RECORDS | {"payment"})
    payment = _payment_of(order.payment, given)
    return given | {"payment": payment} if payment else given


def _payment_of(payment: Payment, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of the payment: how much of it is settled goes by its status and its value."""
    first = {"status": payment.status.value, "value": payment.value}
    unusual = _different(payment, order_of(given).payment)
    rest = _different(payment, order_of({**given, "payment": first}).payment)
    return {name: part for name, part in first.items() if name in unusual} | rest


def in_status(given: Mapping[str, Any], status: Status) -> dict[str, Any]:
    """Return what a scenario says of an order like the one given, once it has come to a status."""
    return {**given, "status": status.value}


def _different(value: Value, usual: Value, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the fields in which a value is not as usual, with no more in them than is needed."""
    said, other = _plain(value), _plain(usual)
    brief = value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {name: brief.get(name, part) for name, part in said.items() if name not in without and part != other[name]}


def _plain(value: Value) -> dict[str, Any]:
    return value.model_dump(mode="json", by_alias=True)
