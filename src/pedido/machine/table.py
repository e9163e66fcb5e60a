"""The words in which a table is written: state, on, stay, auto, never."""

from collections.abc import Sequence
from typing import Protocol

from pedido.machine.definition import AUTOMATIC, Prohibition, StateDefinition, TransitionDefinition
from pedido.machine.rule import Action, Choice, Rule


class Triggering(Protocol):
    """A class of commands; its trigger is the name by which the machine knows it."""

    trigger: str


Sources = str | Sequence[str]


def state(
    name: str,
    *facts: str,
    automatic: bool = False,
    final: bool = False,
    deadline: str | None = None,
    branch: str = "",
) -> StateDefinition:
    """Declare a state."""
    return StateDefinition(
        name=str(name), automatic=automatic, final=final, deadline=deadline, branch=branch, facts=facts
    )


def on(
    command: Triggering,
    sources: Sources,
    dest: str,
    *facts: str,
    when: Sequence[Choice] = (),
    guards: Sequence[Rule] = (),
    actions: Sequence[Action] = (),
) -> tuple[TransitionDefinition, ...]:
    """A command leads from any of the sources to the destination."""
    return _rows(command.trigger, sources, str(dest), facts, when, guards, actions)


def stay(
    command: Triggering,
    sources: Sources,
    *facts: str,
    when: Sequence[Choice] = (),
    guards: Sequence[Rule] = (),
    actions: Sequence[Action] = (),
) -> tuple[TransitionDefinition, ...]:
    """A command is accepted in any of the sources, and the state stays as it is."""
    return _rows(command.trigger, sources, None, facts, when, guards, actions)


def auto(
    sources: Sources,
    dest: str,
    *facts: str,
    when: Sequence[Choice] = (),
    actions: Sequence[Action] = (),
) -> tuple[TransitionDefinition, ...]:
    """The machine itself goes on to the destination as soon as every choice holds."""
    return _rows(AUTOMATIC, sources, str(dest), facts, when, (), actions)


def never(
    command: Triggering, sources: Sources, *, because: Rule, when: Sequence[Choice] = ()
) -> tuple[Prohibition, ...]:
    """A command is not accepted in any of the sources, and the rule says why."""
    return tuple(
        Prohibition(trigger=command.trigger, source=source, rule=because, when=tuple(when))
        for source in _names(sources)
    )


def _rows(
    trigger: str,
    sources: Sources,
    dest: str | None,
    facts: tuple[str, ...],
    when: Sequence[Choice],
    guards: Sequence[Rule],
    actions: Sequence[Action],
) -> tuple[TransitionDefinition, ...]:
    return tuple(
        TransitionDefinition(
            trigger=trigger,
            source=source,
            dest=dest,
            when=tuple(when),
            guards=tuple(guards),
            actions=tuple(actions),
            facts=facts,
        )
        for source in _names(sources)
    )


def _names(sources: Sources) -> tuple[str, ...]:
    return (str(sources),) if isinstance(sources, str) else tuple(str(source) for source in sources)
