"""Tables with one fault, made of the real ones; `tests.mutations.applying.in_place` has everything decide by them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from pedido.machine import Choice, MachineDefinition, TransitionDefinition
from pedido.machines import DEFINITIONS
from tests.mutations.operators import but

Row = TransitionDefinition

COMPLETE: Final = DEFINITIONS["complete"]
PAYMENT: Final = DEFINITIONS["payment"]
MODIFICATION: Final = DEFINITIONS["modification"]


def with_rows(
    table: MachineDefinition, become: Callable[[Row], Row | None], *, more: Sequence[Row] = ()
) -> MachineDefinition:
    """Make a table in which every row becomes another, or is gone; `more` rows are added."""
    rows = (become(row) for row in table.transitions)
    return but(table, transitions=(*(row for row in rows if row is not None), *more))


def without_guard(table: MachineDefinition, rule_id: str, *triggers: str) -> MachineDefinition:
    """Drop a guard from the rows of some triggers, or of all."""

    def become(row: Row) -> Row:
        of_it = not triggers or row.trigger in triggers
        return but(row, guards=tuple(guard for guard in row.guards if not of_it or guard.id != rule_id))

    return _different(table, with_rows(table, become))


def without_action(table: MachineDefinition, action_id: str) -> MachineDefinition:
    """Drop an action from every row."""

    def become(row: Row) -> Row:
        return but(row, actions=tuple(action for action in row.actions if action.id != action_id))

    return _different(table, with_rows(table, become))


def choosing(table: MachineDefinition, choice_id: str, *, holds: bool) -> MachineDefinition:
    """Let a choice always hold, or never, wherever a row has it."""
    answer = Choice(id=choice_id, check=lambda _order, _command: holds)

    def become(row: Row) -> Row:
        return but(row, when=tuple(answer if choice.id == choice_id else choice for choice in row.when))

    return _different(table, with_rows(table, become))


def retargeted(table: MachineDefinition, trigger: str, sources: Iterable[str], dest: str) -> MachineDefinition:
    """Let the rows of a trigger lead from some states to another one."""
    named = tuple(sources)

    def become(row: Row) -> Row:
        return but(row, dest=dest) if row.trigger == trigger and row.source in named else row

    return _different(table, with_rows(table, become))


def _different(table: MachineDefinition, broken: MachineDefinition) -> MachineDefinition:
    """Make sure that something was broken: a name that nothing has would break nothing."""
    assert broken.transitions != table.transitions
    return broken
