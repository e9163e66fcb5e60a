"""What tests say of a message that was received."""

from typing import Any

from pedido import Order, Status
from pedido.pair import (
    Conflict,
    ConflictKind,
    Outcome,
)
from tests.pair.telling import (
    received,
)


def assert_comes_to(order: Order, message: Any, status: Status, *messages: Any) -> Order:
    """The order is in the status afterwards, and the other store is told."""
    outcome = received(order, message)
    assert (outcome.outcome, outcome.order.status, outcome.messages) == (Outcome.CARRIED_OUT, status, messages)
    assert outcome.decided[0].before == order
    assert outcome.decided[-1].decision.order == outcome.order
    return outcome.order


def assert_stays(order: Order, message: Any, outcome: Outcome, *messages: Any) -> None:
    """The order is as it was, and the other store gets an answer or none."""
    found = received(order, message)
    assert (found.outcome, found.order, found.messages, found.conflict) == (outcome, order, messages, None)


def assert_conflicts(order: Order, message: Any, kind: ConflictKind) -> Conflict:
    """The order is as it was, and a person has to see it."""
    found = received(order, message)
    assert (found.outcome, found.order, found.messages) == (Outcome.CONFLICT, order, ())
    assert found.conflict is not None
    assert (found.conflict.kind, bool(found.conflict.facts)) == (kind, True)
    return found.conflict
