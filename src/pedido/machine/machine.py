"""The machine on the package `transitions`, at its extension points.

Two ways lead through the same table. `attempt` is the project's own: nothing is registered, called back
or logged, and every refusal is gathered. The stock calls of `transitions` (`add_model`, `trigger`, `may_...`,
`get_triggers`, the diagram mix-in) work as well, with the same result: the refusals are on the event data that the
callbacks of `finalize_event` receive, and a trigger that no transition of the state has is a `MachineError`, as usual.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Literal, NamedTuple, cast

from transitions import core as stock

from pedido.machine.definition import AUTOMATIC, MachineDefinition, Prohibition, StateDefinition, TransitionDefinition
from pedido.machine.faults import MissingTexts, check
from pedido.machine.refusal import Refusal, RefusalKind, not_available_here, unknown_trigger
from pedido.machine.rule import Denied, Rule, Verdict

Requirement = tuple[Rule, Callable[[Any, Any], Verdict]]


class NoAlternativeError(RuntimeError):
    """None of the alternatives of a trigger in a state holds for a subject: the table does not cover every case."""


class Attempt(NamedTuple):
    """The answer to a trigger: the transition that was selected, if any, and every refusal."""

    transition: "Transition | None"
    refusals: tuple[Refusal, ...]


class State(stock.State):
    """A state that keeps its definition."""

    def __init__(self, definition: StateDefinition) -> None:
        """Take name and finality from the definition."""
        super().__init__(definition.name, final=definition.final)
        self.definition = definition


class EventData(stock.EventData):
    """What callbacks of `transitions` receive, with the refusals of the transition that was selected."""

    refusals: tuple[Refusal, ...] = ()


class Condition(stock.Condition):
    """A rule or a choice as `transitions` asks it: with the subject and the command of the trigger call."""

    def check(self, event_data: stock.EventData) -> bool:
        """Ask the rule or choice."""
        return cast("Callable[..., bool]", self.func)(*event_data.args)


class Transition(stock.Transition):
    """A transition that keeps its definition, and its rules ready to be evaluated."""

    condition_cls: type[stock.Condition] = Condition

    def __init__(self, source: str, dest: str | None, *_: object, definition: TransitionDefinition) -> None:
        """Make the rules and choices of the definition the conditions that `transitions` knows."""
        conditions = [*definition.when, *definition.guards]
        super().__init__(source, cast("str", dest), conditions=cast("Any", conditions))
        self.definition = definition
        self.choices: tuple[Callable[[Any, Any], bool], ...] = tuple(choice.check for choice in definition.when)
        self.requirements: tuple[Requirement, ...] = tuple((guard, guard.check) for guard in definition.guards)
        self.acts: tuple[Callable[[Any, Any], Iterable[Any]], ...] = tuple(action.act for action in definition.actions)
        self.taken = Attempt(self, ())

    def selected_for(self, subject: object, command: object) -> bool:
        """Tell whether every choice holds."""
        for holds in self.choices:  # noqa: SIM110 - all() with a generator takes three times as long, at every event
            if not holds(subject, command):
                return False
        return True

    def attempt(self, subject: object, command: object) -> Attempt:
        """Evaluate every rule once; the attempt carries each that failed."""
        refusals: list[Refusal] | None = None
        for rule, verdict_of in self.requirements:
            verdict = verdict_of(subject, command)
            if verdict is not True:
                refusals = refusals or []
                refusals += denials(rule, RefusalKind.GUARD, rule.judged(verdict))
        return Attempt(self, tuple(refusals)) if refusals else self.taken

    def _eval_conditions(self, event_data: stock.EventData) -> bool:
        if not self.selected_for(*event_data.args):
            return False
        cast("EventData", event_data).refusals = self.attempt(*event_data.args).refusals
        return not cast("EventData", event_data).refusals


class Event(stock.Event):
    """A trigger: its transitions by source state, and the prohibitions that explain its absence elsewhere."""

    prohibitions: Mapping[str, tuple[Prohibition, ...]]
    transitions: defaultdict[str, list[Transition]]  # type: ignore[assignment]  # narrower: all are made by transition_cls

    def __init__(self, name: str, machine: stock.Machine) -> None:
        """Start without prohibitions; the machine adds those of its definition."""
        super().__init__(name, machine)
        self.prohibitions = {}
        self._unavailable: dict[str, tuple[Refusal, ...]] = {}

    def trigger(self, model: object, *args: object, **kwargs: object) -> bool:
        """Pull the trigger on a registered model, as stock `transitions` does, with the refusals in the event data."""
        data = EventData(None, self, self.machine, model, args=args, kwargs=kwargs)
        return bool(self.machine._process(partial(self._trigger, data)))  # noqa: SLF001 - as stock Event.trigger does

    def _process(self, event_data: stock.EventData) -> bool:
        super()._process(event_data)
        data = cast("EventData", event_data)
        if not data.result and not data.refusals and data.state.name in self.prohibitions:
            data.refusals = self.refusals_outside(data.state.name, *data.args)
        return bool(data.result)

    def refusals_outside(self, state: str, subject: object, command: object) -> tuple[Refusal, ...]:
        """Say why no transition of this trigger leads from the state."""
        return self.prohibited(state, subject, command) or self._not_available_in(state)

    def _not_available_in(self, state: str) -> tuple[Refusal, ...]:
        """Say that the state does not accept this trigger: the same for every subject, and so it is said once."""
        found = self._unavailable.get(state)
        if found is None:
            found = self._unavailable[state] = (not_available_here(self.name, state, tuple(self.transitions)),)
        return found

    def prohibited(self, state: str, subject: object, command: object) -> tuple[Refusal, ...]:
        """Say which rule keeps the state from accepting this trigger, if one does."""
        for prohibition in self.prohibitions.get(state, ()):
            if all(holds(subject, command) for holds in prohibition.when):
                verdict = prohibition.rule.verdict(subject, command)
                found = denials(prohibition.rule, RefusalKind.UNAVAILABLE, verdict)
                if found:
                    return found
        return ()


class Machine(stock.Machine):
    """A definition, ready to run. Built once, shared by all subjects; nothing is kept per subject.

    Args:
        definition: the table.
        missing_texts: given a message id, the languages in which it has no text; None leaves texts unchecked.
        options: further arguments for `transitions.Machine` and its mix-ins.

    Raises:
        FaultyDefinitionError: the definition has faults; the error lists all of them.
    """

    state_cls: type[State] = State
    transition_cls: type[Transition] = Transition
    event_cls: type[Event] = Event
    events: OrderedDict[str, Event]  # type: ignore[assignment]  # narrower: all are made by event_cls

    def __init__(
        self, definition: MachineDefinition, *, missing_texts: MissingTexts | None = None, **options: Any
    ) -> None:
        """Check the definition and build the states and transitions."""
        check(definition, missing_texts)
        self.definition = definition
        super().__init__(
            model=None,
            states=[self.state_cls(state) for state in definition.states],
            initial=definition.initial,
            transitions=[
                {"trigger": row.trigger, "source": row.source, "dest": row.dest, "definition": row}
                for row in definition.transitions
            ],
            auto_transitions=False,
            send_event=True,
            name=definition.name,
            **options,
        )
        self._add_prohibitions()

    def attempt(self, state: str, trigger: str, subject: object, command: object) -> Attempt:
        """Answer a trigger in a state, without changing anything.

        Raises:
            NoAlternativeError: the table has alternatives here, and none of them covers this subject.
        """
        event = self.events.get(trigger)
        if event is None or trigger == AUTOMATIC:
            return Attempt(None, (unknown_trigger(self.definition.name, trigger),))
        alternatives = event.transitions.get(state)
        if alternatives is None:
            return Attempt(None, event.refusals_outside(state, subject, command))
        for transition in alternatives:
            if not transition.choices or transition.selected_for(subject, command):
                return transition.attempt(subject, command)
        prohibited = event.prohibited(state, subject, command)
        if prohibited:
            return Attempt(None, prohibited)
        message = f"machine {self.definition.name}: no alternative of {trigger} in {state} holds for this subject"
        raise NoAlternativeError(message)

    def _add_prohibitions(self) -> None:
        for prohibition in self.definition.prohibitions:
            event = self.events.setdefault(prohibition.trigger, self.event_cls(prohibition.trigger, self))
            found = event.prohibitions.get(prohibition.source, ())
            event.prohibitions = {**event.prohibitions, prohibition.source: (*found, prohibition)}


def denials(rule: Rule, kind: RefusalKind, verdict: Literal[True] | Denied) -> tuple[Refusal, ...]:
    """Return the refusal of a rule that denied, or nothing where it holds."""
    if not isinstance(verdict, Denied):
        return ()
    return (Refusal(kind, rule.id, rule.facts, rule.sources, rule.error, verdict.parameters),)
