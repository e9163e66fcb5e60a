"""Orders, decisions and machines as plain data for JSON: what `--json` and reports print."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from pedido.engine import Availability, Decision
from pedido.lifting import Lifting
from pedido.machine import Refusal
from pedido.messages import Language
from pedido.order.effects import Effect, Notice
from pedido.order.events import Event
from pedido.order.modification import Modification
from pedido.order.order import Order


def name_of(kind: type) -> str:
    """Name a kind of event or effect as scenarios, JSON and messages write it: `StatusChanged` is `status_changed`."""
    return _in_snake_case(kind.__name__)


@cache
def _in_snake_case(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


@cache
def adapter_of(kind: type) -> TypeAdapter[Any]:
    """Return what reads and writes a kind of event or effect: it knows the types of the fields, and so is quick."""
    return TypeAdapter(kind)


def fields_of(thing: Any) -> dict[str, Any]:
    """Return the fields of an event or effect as JSON data."""
    kind: type = type(thing)
    return dict(adapter_of(kind).serializer.to_python(thing, mode="json"))


def event_data(event: Event) -> dict[str, Any]:
    """Return an event as JSON data, with its name under `event`."""
    return {"event": name_of(type(event)), **fields_of(event)}


def effect_data(effect: Effect) -> dict[str, Any]:
    """Return an effect as JSON data, with its name under `effect`."""
    return {"effect": name_of(type(effect)), **fields_of(effect)}


def notice_data(notice: Notice, language: Language) -> dict[str, Any]:
    """Return a notice as JSON data, with its text."""
    return {"notice": notice.id, "facts": list(notice.facts), "message": notice.message(language)}


def refusal_data(refusal: Refusal, language: Language) -> dict[str, Any]:
    """Return a refusal as JSON data, with its texts in the language."""
    return {
        "kind": refusal.kind.value,
        "id": refusal.id,
        "facts": list(refusal.facts),
        "error": refusal.error,
        "message": refusal.message(language),
        "lift": refusal.lift(language),
        "sources": [source.key for source in refusal.sources],
        "parameters": to_jsonable_python(dict(refusal.parameters)),
    }


def decision_data(decision: Decision, language: Language) -> dict[str, Any]:
    """Return a decision as JSON data; the order is in it as it is afterwards."""
    return {
        "allowed": decision.allowed,
        "status": decision.order.status.value,
        **outcome_data(decision, language),
        "order": order_data(decision.order),
    }


def outcome_data(decision: Decision, language: Language) -> dict[str, Any]:
    """Return what a decision says of a command, without the order, as JSON data."""
    return {
        "refusals": [refusal_data(refusal, language) for refusal in decision.refusals],
        "events": [event_data(event) for event in decision.events],
        "effects": [effect_data(effect) for effect in decision.effects],
        "notices": [notice_data(notice, language) for notice in decision.notices],
    }


def modification_data(
    decision: Decision, modification: Modification | None, liftings: Iterable[Lifting], language: Language
) -> dict[str, Any]:
    """Return what a request for a modification comes to as JSON data: the modification, or what lifts each refusal."""
    return {
        **decision_data(decision, language),
        "refusals": [lifting_data(lifting, language) for lifting in liftings],
        "modification": modification.model_dump(mode="json") if modification is not None else None,
    }


def lifting_data(lifting: Lifting, language: Language) -> dict[str, Any]:
    """Return a refusal as JSON data, with the single changes that lift it."""
    changes = [
        {
            "change": lift.change.id,
            "message": lift.change.message(language),
            "parameters": to_jsonable_python(dict(lift.change.parameters)),
            "allows": lift.allows,
            "remaining": [refusal.id for refusal in lift.remaining],
        }
        for lift in lifting.lifts
    ]
    return {**refusal_data(lifting.refusal, language), "changes": changes}


def availability_data(availability: Availability, language: Language) -> dict[str, Any]:
    """Return whether a command is possible as JSON data: the status it would lead to, or why not."""
    decision = availability.decision
    return {
        "command": availability.command.trigger,
        "allowed": decision.allowed,
        "status": decision.order.status.value if decision.allowed else None,
        "refusals": [refusal_data(refusal, language) for refusal in decision.refusals],
    }


def order_data(order: Order) -> dict[str, Any]:
    """Return an order in its own shape as JSON data, without the fields that have their default."""
    return order.model_dump(mode="json", exclude_defaults=True)
