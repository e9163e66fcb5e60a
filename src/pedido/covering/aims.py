"""What a set of scenarios is to cover: every transition, every pair of transitions, or every rule both ways.

A thing to cover is named by its machine first: `(machine, transition)`, `(machine, transition, transition)`, or
`(machine, rule, "passes")` and `(machine, rule, "refuses")`. Transitions go by their `key`, rules by their id.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple, cast

from pedido.engine import Decision
from pedido.machines import DEFINITIONS
from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.order.status import FINISHED_MODIFICATION, ModificationStatus
from pedido.scenario.coverage import coverage_of_steps
from pedido.scenario.format import Then
from pedido.scenario.results import StepResult
from pedido.scenario.scenario import Step

Thing = tuple[str, ...]
"""A thing to cover, or something that such things are made of."""

Trace = tuple[Thing, ...]
"""What a decision did, in its order."""

Memory = tuple[tuple[str, str], ...]
"""The transition that each machine took last, in the order of their names; empty where that does not matter."""

PASSES: Final = "passes"
REFUSES: Final = "refuses"


class Aim(NamedTuple):
    """What is to be covered: its name in the plural, what of it a decision did, and what that covers after what was before."""

    things: str
    trace_of: Callable[[Order, Command, Decision], Trace]
    covered: Callable[[Memory, Trace], tuple[frozenset[Thing], Memory]]
    listed: Callable[[], Iterator[Thing]]
    """All that the tables have of it, whether or not it can be reached."""


def _taken(_order: Order, _command: Command, decision: Decision) -> Trace:
    if not decision.allowed:
        return ()
    return tuple((step.machine, step.transition.key) for step in decision.steps)


def _rules(order: Order, command: Command, decision: Decision) -> Trace:
    """List what the coverage of scenarios counts."""
    step = Step(line=0, at=command.at, given=None, command=command, then=Then())
    reached = coverage_of_steps([StepResult(step, order, decision.order, decision)])
    return tuple(
        (machine.machine, rule, way)
        for machine in reached.machines
        for way, part in ((PASSES, machine.passed), (REFUSES, machine.refused))
        for rule in part.names
        if rule in part.reached
    )


def _one_by_one(_memory: Memory, trace: Trace) -> tuple[frozenset[Thing], Memory]:
    return frozenset(trace), ()


@cache
def _one_after_the_other(memory: Memory, trace: Trace) -> tuple[frozenset[Thing], Memory]:
    last = dict(memory)
    pairs = []
    for machine, transition in cast("Memory", trace):
        if machine in last:
            pairs.append((machine, last[machine], transition))
        last[machine] = transition
    return frozenset(pairs), tuple(sorted(last.items()))


def _transitions() -> Iterator[Thing]:
    for definition in DEFINITIONS.values():
        yield from ((definition.name, transition.key) for transition in definition.transitions)


def _adjacent() -> Iterator[Thing]:
    """List the pairs of which the second begins where the first ends; after a modification that is finished comes another."""
    for definition in DEFINITIONS.values():
        for first in definition.transitions:
            end = _place(first.dest or first.source)
            for second in definition.transitions:
                if _place(second.source) == end:
                    yield definition.name, first.key, second.key


def _place(state: str) -> str:
    return ModificationStatus.NONE if state in FINISHED_MODIFICATION else state


def _rules_both_ways() -> Iterator[Thing]:
    for machine in coverage_of_steps([]).machines:
        yield from ((machine.machine, rule, PASSES) for rule in machine.passed.names)
        yield from ((machine.machine, rule, REFUSES) for rule in machine.refused.names)


AIMS: Final[Mapping[str, Aim]] = {
    "transitions": Aim("transitions", _taken, _one_by_one, _transitions),
    "pairs": Aim("pairs of transitions", _taken, _one_after_the_other, _adjacent),
    "rules": Aim("rules, passing or refusing", _rules, _one_by_one, _rules_both_ways),
}
