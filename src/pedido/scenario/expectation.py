"""What was expected of a step, held against what came of it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from pedido.data import name_of
from pedido.engine import Decision
from pedido.machine import Refusal
from pedido.order.order import Order
from pedido.order.status import ModificationStatus
from pedido.pair.reception import Outcome
from pedido.scenario.delivery import Delivery
from pedido.scenario.format import Then
from pedido.scenario.variants import OneOf, Variant, given_fields
from pedido.scenario.wording import written_all, written_effect, written_event, written_pattern


class Mismatch(NamedTuple):
    """What differs: which expectation, what was expected, what was found."""

    aspect: str
    expected: str
    found: str


def mismatches(then: Then, order: Order, decision: Decision | None) -> tuple[Mismatch, ...]:
    """List what differs from the expectation; `decision` is None for a step in which only time passed.

    An unexpected refusal comes first: it is why the rest differs.
    """
    expected = given_fields(then)
    if decision is None:
        return tuple(_statuses(expected, order))
    return (*_refusals(expected, decision), *_statuses(expected, order), *_outcome(expected, decision))


def delivery_mismatches(then: Then, delivery: Delivery) -> tuple[Mismatch, ...]:
    """List what differs of a message that was delivered, beside what the order made of it."""
    return tuple(_of_delivery(given_fields(then), delivery))


def _of_delivery(expected: dict[str, Any], delivery: Delivery) -> Iterator[Mismatch]:
    message, received = name_of(type(delivery.message)), delivery.received
    if expected.get("message", message) != message:
        yield Mismatch("message", expected["message"], message)
    if expected.get("outcome", received.outcome) is not received.outcome:
        yield Mismatch("outcome", expected["outcome"].value, received.outcome.value)
    elif "outcome" not in expected and received.outcome is Outcome.WAITS:
        yield Mismatch("outcome", "delivered", received.outcome.value)
    conflict = received.conflict.kind if received.conflict is not None else None
    if expected.get("conflict") is not conflict:
        yield Mismatch("conflict", expected.get("conflict", "nothing"), conflict or "nothing")


def _refusals(expected: dict[str, Any], decision: Decision) -> Iterator[Mismatch]:
    if not _refuses_exactly(expected.get("refused", ()), decision.refusals):
        refusals = [f"{refusal.id} ({', '.join(refusal.facts) or '-'})" for refusal in decision.refusals]
        yield Mismatch("refused", written_all(expected.get("refused", ())), written_all(refusals))


def _statuses(expected: dict[str, Any], order: Order) -> Iterator[Mismatch]:
    if expected.get("status", order.status) != order.status:
        yield Mismatch("status", expected["status"].value, order.status.value)
    if expected.get("payment", order.payment.status) != order.payment.status:
        yield Mismatch("payment", expected["payment"].value, order.payment.status.value)
    latest = order.modifications.latest
    modification = ModificationStatus.NONE if latest is None else latest.status
    if expected.get("modification", modification) != modification:
        yield Mismatch("modification", expected["modification"].value, modification.value)
    if expected.get("value", order.value) != order.value:
        yield Mismatch("value", str(expected["value"]), str(order.value))


def _outcome(expected: dict[str, Any], decision: Decision) -> Iterator[Mismatch]:
    notices = tuple(notice.id for notice in decision.notices)
    if "events" in expected and not _in_order(expected["events"], decision.events):
        yield _different("events", expected["events"], decision.events, written_event)
    if "effects" in expected and not _exactly(expected["effects"], decision.effects):
        yield _different("effects", expected["effects"], decision.effects, written_effect)
    if expected.get("notices", notices) != notices:
        yield Mismatch("notices", written_all(expected["notices"]), written_all(notices))


def _different(
    aspect: str,
    patterns: Sequence[OneOf],
    found: Sequence[object],
    written: Callable[[object, Sequence[OneOf]], str],
) -> Mismatch:
    return Mismatch(
        aspect,
        written_all([written_pattern(pattern) for pattern in patterns]),
        written_all([written(happening, patterns) for happening in found]),
    )


def _refuses_exactly(names: Sequence[str], refusals: Sequence[Refusal]) -> bool:
    """Tell whether every refusal is named, by its rule or a fact, and every name is refused."""
    said = [{refusal.id, *refusal.facts} for refusal in refusals]
    return all(names_of & set(names) for names_of in said) and set(names) <= set[str]().union(*said)


def _exactly(patterns: Sequence[OneOf], found: Sequence[object]) -> bool:
    return len(patterns) == len(found) and all(map(_fits, patterns, found))


def _in_order(patterns: Sequence[OneOf], found: Sequence[object]) -> bool:
    rest = iter(found)
    return all(any(_fits(pattern, happening) for happening in rest) for pattern in patterns)


def _fits(pattern: OneOf, happening: object) -> bool:
    return name_of(type(happening)) == pattern.name and _has(happening, pattern.fields)


def _has(found: object, expected: Variant) -> bool:
    return all(_equals(getattr(found, name), value) for name, value in given_fields(expected).items())


def _equals(found: object, expected: object) -> bool:
    """Compare a field; of a value inside an event only the fields that are expected, and of each value in a list."""
    if isinstance(expected, Variant):
        return found is not None and _has(found, expected)
    if isinstance(expected, tuple) and isinstance(found, tuple):
        return len(expected) == len(found) and all(map(_equals, found, expected))
    return found == expected
