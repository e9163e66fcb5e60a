"""What of the machines a run of scenarios reached, and what is missing, by name.

Counted from the decisions alone:

- a status is visited when an order was in it, at the start or by an event;
- a transition is taken when it is a step of a command that was accepted;
- a rule has refused when it is among the refusals, in every machine of the order that has it for the command; it has
  passed when it is a guard of a transition that was selected and did not refuse. A rule that keeps a status from accepting
  a command has passed when the command was accepted in another; where no status accepts it, there is nothing to pass.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pedido.engine import Decision
from pedido.machine import MachineDefinition
from pedido.machines import DEFINITIONS
from pedido.order.events import PaymentStatusChanged, StatusChanged
from pedido.order.modification import ModificationStatusChanged
from pedido.order.order import Order
from pedido.order.status import ModificationStatus
from pedido.scenario.results import Report, StepResult

_PAYMENT = "payment"
_MODIFICATION = "modification"


@dataclass(frozen=True, slots=True)
class Reach:
    """What there is of a kind, in the order of the table, and what of it was reached."""

    names: tuple[str, ...]
    reached: frozenset[str]

    @property
    def missing(self) -> tuple[str, ...]:
        """What was not reached."""
        return tuple(name for name in self.names if name not in self.reached)

    @property
    def complete(self) -> bool:
        """Tell whether everything was reached."""
        return not self.missing

    @property
    def percent(self) -> float:
        """How much was reached, rounded down to a tenth: 100 only where nothing is missing."""
        return 1000 * len(self.reached) // len(self.names) / 10 if self.names else 100.0

    def as_json(self) -> dict[str, Any]:
        """Return the numbers, and what is missing."""
        return {
            "reached": len(self.reached),
            "of": len(self.names),
            "percent": self.percent,
            "missing": list(self.missing),
        }


@dataclass(frozen=True, slots=True)
class MachineCoverage:
    """What of one machine was reached. Transitions go by their `key`, rules by their id."""

    machine: str
    statuses: Reach
    transitions: Reach
    refused: Reach
    passed: Reach

    @property
    def parts(self) -> dict[str, Reach]:
        """The four kinds, under the names that a reader knows them by."""
        return {
            "statuses visited": self.statuses,
            "transitions taken": self.transitions,
            "rules refused": self.refused,
            "rules passed": self.passed,
        }

    @property
    def complete(self) -> bool:
        """Tell whether everything was reached."""
        return all(part.complete for part in self.parts.values())

    def as_json(self) -> dict[str, Any]:
        """Return the coverage as JSON data."""
        return {
            "machine": self.machine,
            "complete": self.complete,
            **{name.replace(" ", "_"): part.as_json() for name, part in self.parts.items()},
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of every machine was reached."""

    machines: tuple[MachineCoverage, ...]

    @property
    def complete(self) -> bool:
        """Tell whether everything was reached."""
        return all(machine.complete for machine in self.machines)

    def of(self, machine: str) -> MachineCoverage:
        """Return the coverage of one machine.

        Raises:
            KeyError: there is no machine of that name.
        """
        return {found.machine: found for found in self.machines}[machine]

    def as_json(self) -> dict[str, Any]:
        """Return the coverage as JSON data."""
        return {"complete": self.complete, "machines": [machine.as_json() for machine in self.machines]}


def coverage_of(report: Report) -> Coverage:
    """Tell what of the machines a run reached."""
    return coverage_of_steps(step for result in report.results for step in result.steps)


def coverage_of_steps(steps: Iterable[StepResult]) -> Coverage:
    """Tell what of the machines these steps reached."""
    seen = _Seen()
    for step in steps:
        seen.order(step.before)
        for before, command, decision in step.decided:
            seen.decision(before, command.trigger, decision)
    return Coverage(tuple(_machine_coverage(definition, seen) for definition in DEFINITIONS.values()))


class _Seen:
    """What was seen, each kind by machine."""

    def __init__(self) -> None:
        self.statuses: defaultdict[str, set[str]] = defaultdict(set)
        self.transitions: defaultdict[str, set[str]] = defaultdict(set)
        self.refused: defaultdict[str, set[str]] = defaultdict(set)
        self.passed: defaultdict[str, set[str]] = defaultdict(set)

    def order(self, order: Order) -> None:
        """An order is in a status, and so are its payment and its modifications."""
        self.statuses[order.flow.value].add(order.status.value)
        self.statuses[_PAYMENT].add(order.payment.status.value)
        self.statuses[_MODIFICATION] |= {modification.status.value for modification in order.modifications}
        if order.modifications.in_progress is None:
            self.statuses[_MODIFICATION].add(ModificationStatus.NONE.value)

    def decision(self, order: Order, trigger: str, decision: Decision) -> None:
        """A command was decided on an order."""
        refused = {refusal.id for refusal in decision.refusals}
        for step in decision.steps:
            self.passed[step.machine] |= {guard.id for guard in step.transition.guards} - refused
        if decision.allowed:
            self.accepted(order, trigger, decision)
        for name in (order.flow.value, _PAYMENT, _MODIFICATION):
            self.refused[name] |= refused & _rules_of(name, trigger)
        for step in decision.steps[-1:]:
            self.refused[step.machine] |= refused & {guard.id for guard in step.transition.guards}

    def accepted(self, order: Order, trigger: str, decision: Decision) -> None:
        """A command was accepted: its transitions are taken, its events happen, and nothing prohibits it here."""
        for step in decision.steps:
            self.transitions[step.machine].add(step.transition.key)
        for event in decision.events:
            if isinstance(event, StatusChanged):
                self.statuses[order.flow.value] |= {event.source.value, event.dest.value}
            elif isinstance(event, PaymentStatusChanged):
                self.statuses[_PAYMENT] |= {event.source.value, event.dest.value}
            elif isinstance(event, ModificationStatusChanged):
                self.statuses[_MODIFICATION] |= {event.source.value, event.dest.value}
        for machine in {step.machine for step in decision.steps}:
            for prohibition in DEFINITIONS[machine].prohibitions:
                if prohibition.trigger == trigger:
                    self.passed[machine].add(prohibition.rule.id)


@cache
def _rules_of(machine: str, trigger: str) -> frozenset[str]:
    """Return the ids of the rules by which a machine may refuse a command."""
    definition = DEFINITIONS[machine]
    guards = {guard.id for row in definition.transitions if row.trigger == trigger for guard in row.guards}
    return frozenset(guards | {row.rule.id for row in definition.prohibitions if row.trigger == trigger})


def _machine_coverage(definition: MachineDefinition, seen: _Seen) -> MachineCoverage:
    name = definition.name
    return MachineCoverage(
        name,
        _reach((state.name for state in definition.states), seen.statuses[name]),
        _reach((transition.key for transition in definition.transitions), seen.transitions[name]),
        _reach((rule.id for rule in definition.rules), seen.refused[name]),
        _reach(_passable(definition), seen.passed[name]),
    )


def _passable(definition: MachineDefinition) -> Iterator[str]:
    """Name the rules that can pass: not those that keep every status of the machine from a command."""
    accepted = {row.trigger for row in definition.transitions}
    passable = {guard.id for row in definition.transitions for guard in row.guards}
    passable |= {row.rule.id for row in definition.prohibitions if row.trigger in accepted}
    return (rule.id for rule in definition.rules if rule.id in passable)


def _reach(names: Iterable[str], seen: set[str]) -> Reach:
    ordered = tuple(names)
    return Reach(ordered, frozenset(seen.intersection(ordered)))
