"""What of the machines was used: every row of a table is taken by some way and refused by some other, or it is dead."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from pedido.engine import Decision
from pedido.machine import MachineDefinition, Prohibition
from pedido.machines import DEFINITIONS
from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.order.status import ModificationStatus

_HOSTED: Final = ("payment", "modification")


class Used(NamedTuple):
    """One thing that happened, by machine and name.

    `what`: a row was `taken`, or `stopped` by its guards; a rule `passed`, or `refused`; a command was `prohibited`.
    """

    what: str
    machine: str
    name: str


class Usage:
    """Looks on, and keeps what was used. A decision like another one is not looked at twice."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.used: set[Used] = set()
        self._known: set[tuple[object, ...]] = set()

    def decided(self, command: Command, order: Order, decision: Decision) -> None:
        """Keep what a decision used."""
        steps = decision.steps
        known = (
            command.trigger,
            tuple(map(id, steps)) if steps else (order.flow, *_situation(order)),
            tuple([refusal.id for refusal in decision.refusals]),
        )
        if known not in self._known:
            self._known.add(known)
            self.used.update(_used_by(command, order, decision))


def _situation(order: Order) -> tuple[str, str, str]:
    latest = order.modifications.latest
    return order.status, order.payment.status, latest.status if latest is not None else ModificationStatus.NONE


def _used_by(command: Command, order: Order, decision: Decision) -> Iterator[Used]:
    refused = {refusal.id for refusal in decision.refusals}
    for step in decision.steps:
        row = step.transition
        guards = {guard.id for guard in row.guards}
        yield from (Used("passed", step.machine, guard) for guard in guards - refused)
        yield from (Used("refused", step.machine, guard) for guard in guards & refused)
        if decision.allowed:
            yield Used("taken", step.machine, row.key)
        elif guards & refused:
            yield Used("stopped", step.machine, row.key)
    if refused and not decision.steps:
        for name, state in zip((order.flow.value, *_HOSTED), _situation(order), strict=True):
            for prohibition in DEFINITIONS[name].prohibitions:
                applies = (prohibition.trigger, prohibition.source) == (command.trigger, state)
                if applies and prohibition.rule.id in refused:
                    yield Used("refused", name, prohibition.rule.id)
                    yield Used("prohibited", name, _key(prohibition))


def _key(prohibition: Prohibition) -> str:
    return f"{prohibition.trigger} in {prohibition.source}: {prohibition.rule.id}"


_NEVER: Final[Mapping[str, str]] = {
    "taken": "is never taken",
    "stopped": "is never refused",
    "prohibited": "is never what refuses",
    "refused": "never refuses",
    "passed": "never passes",
}


def dead(used: set[Used]) -> tuple[str, ...]:
    """Name what no way used: rows never taken, guarded rows never refused, prohibitions that never applied, idle rules."""
    return tuple(
        f"{missing.machine}: {missing.name} {_NEVER[missing.what]}"
        for definition in DEFINITIONS.values()
        for missing in _expected(definition)
        if missing not in used
    )


def _expected(definition: MachineDefinition) -> Iterator[Used]:
    """Name all that a machine has to be used for."""
    for row in definition.transitions:
        yield Used("taken", definition.name, row.key)
        if row.guards:
            yield Used("stopped", definition.name, row.key)
    for prohibition in definition.prohibitions:
        yield Used("prohibited", definition.name, _key(prohibition))
    guards = {guard.id for row in definition.transitions for guard in row.guards}
    for rule in definition.rules:
        yield Used("refused", definition.name, rule.id)
        if rule.id in guards:
            yield Used("passed", definition.name, rule.id)
