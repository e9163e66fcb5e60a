"""Scenarios written as files: from an order and what was decided on it, step by step."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final, NamedTuple

from pydantic_core import to_jsonable_python

from pedido.data import name_of
from pedido.engine import Decision
from pedido.order.commands import Command, CreateModification
from pedido.order.effects import Effect
from pedido.order.order import Order
from pedido.scenario.format import STORE
from pedido.scenario.given import given_of
from pedido.scenario.yaml import block, element


class WrittenStep(NamedTuple):
    """A step: how long it waits, the command, and what was decided; None where deciding failed."""

    waits: timedelta
    command: Command
    decision: Decision | None


def scenario_text(*, title: str, source: str, start: Order, steps: Iterable[WrittenStep]) -> str:
    """Write a scenario that begins with an order, and expects of every step what was decided."""
    head = {"title": title, "source": source, "given": {"order": given_of(start)}}
    written = (line for step in steps for line in element(step_data(step), "  "))
    return "\n".join([*block(head), "steps:", *written]) + "\n"


def step_data(step: WrittenStep) -> dict[str, Any]:
    """Return a step as a scenario file has it, as plain data."""
    data: dict[str, Any] = {"after": to_jsonable_python(step.waits)} if step.waits else {}
    data["when"] = command_data(step.command)
    if step.command.actor != STORE:
        data["actor"] = step.command.actor.model_dump(mode="json", exclude_defaults=True)
    if step.decision is not None:
        data["then"] = _then(step.decision)
    return data


def command_data(command: Command) -> str | dict[str, Any]:
    """Return what a scenario has to say of a command: neither who gives it and when, nor what is said by saying nothing."""
    fields = command.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"actor", "at", "offers"})
    if isinstance(command, CreateModification) and (skus := command.request.skus):
        offers = {sku: command.offers[sku] for sku in skus if sku in command.offers}
        fields["offers"] = {sku: offer.model_dump(mode="json", exclude_defaults=True) for sku, offer in offers.items()}
    return {command.trigger: fields} if fields else command.trigger


def _then(decision: Decision) -> dict[str, Any]:
    order = decision.order
    then: dict[str, Any] = {"status": order.status.value}
    if decision.refusals:
        return then | {"refused": [refusal.id for refusal in decision.refusals]}
    then["payment"] = order.payment.status.value
    if order.modifications.latest is not None:
        then |= {"modification": order.modifications.latest.status.value, "value": order.value}
    if decision.effects:
        then["effects"] = list(map(_effect, decision.effects))
    if decision.notices:
        then["notices"] = [notice.id for notice in decision.notices]
    return then


_SHORT: Final = ("value", "total", "party", "subject", "kind")
"""What is expected of the fields of an effect: no moments, and nothing long."""


def _effect(effect: Effect) -> str | dict[str, Any]:
    name = name_of(type(effect))
    fields = {field: to_jsonable_python(getattr(effect, field)) for field in _SHORT if hasattr(effect, field)}
    return {name: fields} if fields else name
