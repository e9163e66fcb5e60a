"""Breaking a table, one small way at a time: each operator makes a mutant wherever it applies."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, TypeVar

from pedido.machine import Choice, MachineDefinition, Prohibition, Rule, TransitionDefinition, Verdict, refused
from pedido.machines import DEFINITIONS

_M = TypeVar("_M", MachineDefinition, TransitionDefinition, Prohibition)
_P = TypeVar("_P")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A table with one fault: which operator made it, what is wrong, and the table."""

    operator: str
    name: str
    definition: MachineDefinition


Fault = tuple[str, MachineDefinition]
"""What is wrong with a table, and the table."""


def dropped_guards(table: MachineDefinition) -> Iterator[Fault]:
    """Every guard of every row is dropped."""
    for at, row in enumerate(table.transitions):
        for position, guard in enumerate(row.guards):
            left = but(row, guards=_without(row.guards, position))
            yield f"drop guard {guard.id} of {row.key}", _row_replaced(table, at, left)


def retargeted_rows(table: MachineDefinition) -> Iterator[Fault]:
    """Every row that leads somewhere leads to the state that is declared after that one, or to the first."""
    names = [state.name for state in table.states]
    for at, row in enumerate(table.transitions):
        if row.dest is not None:
            dest = names[(names.index(row.dest) + 1) % len(names)]
            yield f"retarget {row.key} to {dest}", _row_replaced(table, at, but(row, dest=dest))


def swapped_statuses(table: MachineDefinition) -> Iterator[Fault]:
    """Every two states are swapped wherever a row leads to one of them."""
    dests = dict.fromkeys(row.dest for row in table.transitions if row.dest is not None)
    for one, other in combinations(dests, 2):
        swapped: Mapping[str | None, str] = {one: other, other: one}
        rows = tuple(but(row, dest=swapped.get(row.dest, row.dest)) for row in table.transitions)
        yield f"swap {one} and {other}", but(table, transitions=rows)


def negated_rules(table: MachineDefinition) -> Iterator[Fault]:
    """Every rule refuses what it accepts, and accepts what it refuses, in all of the table."""
    for rule in table.rules:
        yield f"negate rule {rule.id}", _with_rule(table, rule, _negated_rule(rule))


def negated_choices(table: MachineDefinition) -> Iterator[Fault]:
    """Every choice selects what it does not, in all of the table."""
    for choice in table.choices:
        yield f"negate choice {choice.id}", _with_choice(table, choice, _negated_choice(choice))


def dropped_actions(table: MachineDefinition) -> Iterator[Fault]:
    """Every action of every row is dropped."""
    for at, row in enumerate(table.transitions):
        for position, action in enumerate(row.actions):
            left = but(row, actions=_without(row.actions, position))
            yield f"drop action {action.id} of {row.key}", _row_replaced(table, at, left)


def dropped_rows(table: MachineDefinition) -> Iterator[Fault]:
    """Every row is dropped."""
    for at, row in enumerate(table.transitions):
        yield f"drop row {row.key}", but(table, transitions=_without(table.transitions, at))


def dropped_prohibitions(table: MachineDefinition) -> Iterator[Fault]:
    """Every prohibition is dropped."""
    for at, row in enumerate(table.prohibitions):
        name = f"drop prohibition {row.rule.id} of {row.trigger} in {row.source}"
        yield name, but(table, prohibitions=_without(table.prohibitions, at))


OPERATORS: Final[Mapping[str, Callable[[MachineDefinition], Iterator[Fault]]]] = {
    "drop guard": dropped_guards,
    "retarget row": retargeted_rows,
    "swap statuses": swapped_statuses,
    "negate rule": negated_rules,
    "negate choice": negated_choices,
    "drop action": dropped_actions,
    "drop row": dropped_rows,
    "drop prohibition": dropped_prohibitions,
}


def mutants() -> Iterator[Mutant]:
    """Yield every mutant of every table, by operator and table."""
    for operator, faults_in in OPERATORS.items():
        for table in DEFINITIONS.values():
            for fault, definition in faults_in(table):
                yield Mutant(operator, f"{table.name}: {fault}", definition)


def _negated_rule(rule: Rule) -> Rule:
    def check(order: Any, command: Any) -> Verdict:
        return refused() if rule.check(order, command) is True else True

    return rule.model_copy(update={"check": check})


def _negated_choice(choice: Choice) -> Choice:
    def check(order: Any, command: Any) -> bool:
        return not choice.check(order, command)

    return choice.model_copy(update={"check": check})


def _with_rule(table: MachineDefinition, old: Rule, new: Rule) -> MachineDefinition:
    return but(
        table,
        transitions=tuple(but(row, guards=_replaced(row.guards, old, new)) for row in table.transitions),
        prohibitions=tuple(but(row, rule=new) if row.rule == old else row for row in table.prohibitions),
    )


def _with_choice(table: MachineDefinition, old: Choice, new: Choice) -> MachineDefinition:
    return but(
        table,
        transitions=tuple(but(row, when=_replaced(row.when, old, new)) for row in table.transitions),
        prohibitions=tuple(but(row, when=_replaced(row.when, old, new)) for row in table.prohibitions),
    )


def _row_replaced(table: MachineDefinition, at: int, row: TransitionDefinition) -> MachineDefinition:
    rows = table.transitions
    return but(table, transitions=(*rows[:at], row, *rows[at + 1 :]))


def _without(parts: Sequence[_P], at: int) -> tuple[_P, ...]:
    return (*parts[:at], *parts[at + 1 :])


def _replaced(parts: Sequence[_P], old: _P, new: _P) -> tuple[_P, ...]:
    return tuple(new if part == old else part for part in parts)


def but(part: _M, **changes: Any) -> _M:
    """Make the part anew with other fields: a copy would keep what it has derived from the old ones."""
    return type(part)(**{name: getattr(part, name) for name in type(part).model_fields} | changes)
