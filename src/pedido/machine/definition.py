"""A machine as data: frozen, comparable, serialisable to JSON; the only description of what it does."""

from functools import cached_property
from typing import Final

from pydantic import BaseModel, ConfigDict

from pedido.machine.rule import Action, Choice, Rule

AUTOMATIC: Final = "proceed"
"""The trigger of automatic transitions: the machine pulls it by itself, nobody else can."""

_FROZEN: Final = ConfigDict(frozen=True, extra="forbid")


class StateDefinition(BaseModel):
    """A state: `automatic` ones are left by the machine itself; `final` ones are never left.

    `deadline` names the period that starts on entering and ends on leaving; `branch` names what it belongs to beside the
    main line (diagrams give the branch `cancellation` a lane of its own); `facts` are the facts it stands for.
    """

    model_config = _FROZEN

    name: str
    automatic: bool = False
    final: bool = False
    deadline: str | None = None
    branch: str = ""
    facts: tuple[str, ...] = ()


class TransitionDefinition(BaseModel):
    """One row and one source state of the table.

    Without a `dest` the state stays as it is (an internal transition). `when` selects among the alternatives of one
    trigger in one state; `guards` are the requirements of the one selected; `actions` say what follows.
    """

    model_config = _FROZEN

    trigger: str
    source: str
    dest: str | None
    when: tuple[Choice, ...] = ()
    guards: tuple[Rule, ...] = ()
    actions: tuple[Action, ...] = ()
    facts: tuple[str, ...] = ()

    @cached_property
    def key(self) -> str:
        """A stable name: trigger, source, choices and destination, such as `cancel: handling -> canceled`."""
        when = f" [{', '.join(choice.id for choice in self.when)}]" if self.when else ""
        return f"{self.trigger}{when}: {self.source} -> {self.dest or '(stays)'}"

    @property
    def is_automatic(self) -> bool:
        """Tell whether the machine takes it by itself."""
        return self.trigger == AUTOMATIC


class Prohibition(BaseModel):
    """A trigger that a state does not accept, and the rule that says why."""

    model_config = _FROZEN

    trigger: str
    source: str
    rule: Rule
    when: tuple[Choice, ...] = ()


class MachineDefinition(BaseModel):
    """A whole machine. `main_line` lists the states of the happy path in their order, for diagrams and readers."""

    model_config = _FROZEN

    name: str
    version: str
    initial: str
    states: tuple[StateDefinition, ...]
    transitions: tuple[TransitionDefinition, ...]
    prohibitions: tuple[Prohibition, ...] = ()
    main_line: tuple[str, ...] = ()

    @cached_property
    def state_names(self) -> frozenset[str]:
        """The names of all states."""
        return frozenset(state.name for state in self.states)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that guards or prohibits, once, in the order of the table."""
        guards = [guard for transition in self.transitions for guard in transition.guards]
        return tuple(dict.fromkeys([*guards, *(prohibition.rule for prohibition in self.prohibitions)]))

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """Every choice, once, in the order of the table."""
        rows: tuple[TransitionDefinition | Prohibition, ...] = (*self.transitions, *self.prohibitions)
        return tuple(dict.fromkeys(choice for row in rows for choice in row.when))

    @cached_property
    def triggers(self) -> tuple[str, ...]:
        """Every trigger but the automatic one, in the order of the table."""
        rows: tuple[TransitionDefinition | Prohibition, ...] = (*self.transitions, *self.prohibitions)
        return tuple(dict.fromkeys(row.trigger for row in rows if row.trigger != AUTOMATIC))

    def state(self, name: str) -> StateDefinition:
        """Return a state by its name.

        Raises:
            KeyError: the machine has no such state.
        """
        return self._states_by_name[name]

    @cached_property
    def _states_by_name(self) -> dict[str, StateDefinition]:
        return {state.name: state for state in self.states}
