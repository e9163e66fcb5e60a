"""An interleaving told as a story, and written as a scenario that `pedido run` reproduces."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import to_jsonable_python

from pedido.data import name_of
from pedido.machine import Refusal
from pedido.order.order import Order
from pedido.pair.reception import Outcome
from pedido.pair.replay import Replayed, ReplayedCommand, ReplayedDelivery
from pedido.pair.store import Store
from pedido.scenario.given import given_of
from pedido.scenario.writing import command_data
from pedido.scenario.yaml import block, element


def story(steps: Iterable[Replayed]) -> tuple[str, ...]:
    """Tell every step on a line: who did what, or what was delivered to whom, and what the order became."""
    return tuple(f"{_done(step)} -> {_became(step)}" for step in steps)


def scenario_text(title: str, facts: Iterable[str], starts: Mapping[Store, Order], steps: Iterable[Replayed]) -> str:
    """Write the steps as a scenario: it expects what happened."""
    head = {"title": title, "source": "verification, two stores", "facts": list(facts)}
    stores = {store.value: {"order": given_of(order.but(history=()))} for store, order in starts.items()}
    written = (line for step in steps for line in element({**_when(step), "then": _then(step)}, "  "))
    return "\n".join([*block(head), "stores:", *block(stores, "  "), "steps:", *written]) + "\n"


def _done(step: Replayed) -> str:
    if isinstance(step, ReplayedDelivery):
        return f"delivered to the {step.store}: {name_of(type(step.message))}"
    value = getattr(step.command, "value", None)
    return f"{step.store}: {step.command.trigger}" if value is None else f"{step.store}: {step.command.trigger} {value}"


def _became(step: Replayed) -> str:
    if isinstance(step, ReplayedCommand) or step.received.outcome is Outcome.CARRIED_OUT:
        return step.order.status
    return f"{step.order.status}, {step.received.outcome}"


def _when(step: Replayed) -> dict[str, Any]:
    after = to_jsonable_python(step.waited)
    if isinstance(step, ReplayedDelivery):
        return {"deliver": step.store.value, "after": after}
    return {"store": step.store.value, "after": after, "when": command_data(step.command)}


def _then(step: Replayed) -> dict[str, Any]:
    then: dict[str, Any] = {"status": step.order.status.value}
    if isinstance(step, ReplayedCommand):
        return then | _refused(step.decision.refusals)
    then |= {"message": name_of(type(step.message)), "outcome": step.received.outcome.value}
    conflict = step.received.conflict
    return then if conflict is None else then | {"conflict": conflict.kind.value} | _refused(conflict.refusals)


def _refused(refusals: Iterable[Refusal]) -> dict[str, Any]:
    names = [refusal.id for refusal in refusals]
    return {"refused": names} if names else {}
