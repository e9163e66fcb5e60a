"""What can be wrong with a definition, found before it runs; every fault at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from pedido.machine.definition import MachineDefinition, TransitionDefinition

MissingTexts = Callable[[str], Iterable[str]]
"""Given a message id, the languages in which it has no text."""

_RESERVED = frozenset({"state", "trigger", "may_trigger"})
"""Names that `transitions` gives to a model; a trigger of that name would hide them."""


class FaultyDefinitionError(ValueError):
    """A definition has faults; `faults` lists them all."""

    def __init__(self, name: str, faults: tuple[str, ...]) -> None:
        """Name the machine and every fault, one to a line."""
        super().__init__("\n- ".join([f"the definition of machine {name} has {len(faults)} fault(s):", *faults]))
        self.faults = faults


def check(definition: MachineDefinition, missing_texts: MissingTexts | None = None) -> None:
    """Accept a definition without faults.

    Raises:
        FaultyDefinitionError: it has some.
    """
    faults = faults_of(definition, missing_texts)
    if faults:
        raise FaultyDefinitionError(definition.name, faults)


def faults_of(definition: MachineDefinition, missing_texts: MissingTexts | None = None) -> tuple[str, ...]:
    """List every fault of a definition; texts are looked at where a way to look them up is given."""
    faults = [fault for find in _SEARCHES for fault in find(definition)]
    if missing_texts is not None:
        faults += _untold(definition, missing_texts)
    return tuple(faults)


def _unknown_states(definition: MachineDefinition) -> Iterator[str]:
    names = [state.name for state in definition.states]
    yield from (f"state {name} is declared twice" for name in sorted({name for name in names if names.count(name) > 1}))
    if definition.initial not in definition.state_names:
        yield f"initial state {definition.initial} is unknown"
    for row in definition.transitions:
        for end, name in (("source", row.source), ("destination", row.dest)):
            if name is not None and name not in definition.state_names:
                yield f"{row.key}: {end} {name} is unknown"
    for prohibition in definition.prohibitions:
        if prohibition.source not in definition.state_names:
            yield f"{prohibition.trigger}: prohibited in {prohibition.source}, which is unknown"
    for name in definition.main_line:
        if name not in definition.state_names:
            yield f"main line: state {name} is unknown"


def _reserved_triggers(definition: MachineDefinition) -> Iterator[str]:
    for trigger in definition.triggers:
        if trigger in _RESERVED or not trigger.isidentifier():
            yield f"trigger {trigger!r} is not a name that a model can carry"


def _unused_states(definition: MachineDefinition) -> Iterator[str]:
    used = {name for row in definition.transitions for name in (row.source, row.dest)}
    for state in definition.states:
        if state.name not in used:
            yield f"state {state.name} is unused: no transition touches it"


def _unreachable_states(definition: MachineDefinition) -> Iterator[str]:
    reached, frontier = {definition.initial}, [definition.initial]
    onward = _destinations(definition.transitions)
    while frontier:
        fresh = onward[frontier.pop()] - reached
        reached |= fresh
        frontier += fresh
    for state in definition.states:
        if state.name not in reached:
            yield f"state {state.name} is unreachable from {definition.initial}"


def _dead_ends(definition: MachineDefinition) -> Iterator[str]:
    left = {row.source for row in definition.transitions if row.dest not in (None, row.source)}
    for state in definition.states:
        if not state.final and state.name not in left:
            yield f"state {state.name} is neither final nor can it be left"
        if state.final and state.name in left:
            yield f"state {state.name} is final, and is left"


def _ambiguities(definition: MachineDefinition) -> Iterator[str]:
    alternatives = defaultdict(list)
    for row in definition.transitions:
        alternatives[row.trigger, row.source].append(frozenset(choice.id for choice in row.when))
    for (trigger, source), whens in alternatives.items():
        if len(whens) > 1 and frozenset() in whens:
            yield f"{trigger} in {source}: {len(whens)} transitions, and one of them is selected unconditionally"
        elif len(set(whens)) < len(whens):
            yield f"{trigger} in {source}: two transitions are selected by the same choices"
    for prohibition in definition.prohibitions:
        whens = alternatives.get((prohibition.trigger, prohibition.source), [])
        if frozenset() in whens or (whens and not prohibition.when):
            yield f"{prohibition.trigger} in {prohibition.source} is both prohibited and possible"


def _automatic_faults(definition: MachineDefinition) -> Iterator[str]:
    automatic = {state.name for state in definition.states if state.automatic}
    leaving = [row for row in definition.transitions if row.is_automatic]
    for name in sorted(automatic - {row.source for row in leaving}):
        yield f"state {name} is automatic, and has no automatic transition"
    for row in definition.transitions:
        if row.source in automatic and not row.is_automatic and row.dest is not None:
            yield f"{row.key}: a command leads out of the automatic state {row.source}"
    for row in leaving:
        if row.guards:
            yield f"{row.key}: an automatic transition has guards; nobody would hear the refusal"
        if row.source not in automatic and row.source in definition.state_names and not row.when:
            yield f"{row.key}: {row.source} is not automatic, and is left unconditionally by itself"


def _automatic_cycles(definition: MachineDefinition) -> Iterator[str]:
    onward = _destinations(row for row in definition.transitions if row.is_automatic)
    for start in sorted(onward):
        reached, frontier = set[str](), [start]
        while frontier:
            fresh = onward[frontier.pop()] - reached
            reached |= fresh
            frontier += fresh
        if start in reached:
            yield f"state {start} lies on an automatic cycle"


def _unfounded(definition: MachineDefinition) -> Iterator[str]:
    for rule in definition.rules:
        if not rule.facts:
            yield f"rule {rule.id} stands for no fact"
        if not rule.sources:
            yield f"rule {rule.id} names no source"


def _untold(definition: MachineDefinition, missing_texts: MissingTexts) -> Iterator[str]:
    ids = [f"{kind}.{rule.id}" for rule in definition.rules for kind in ("rule", "lift")]
    ids += [f"when.{choice.id}" for choice in definition.choices]
    ids += [f"status.{state.name}" for state in definition.states]
    ids += [f"command.{trigger}" for trigger in definition.triggers]
    for message_id in ids:
        languages = ", ".join(missing_texts(message_id))
        if languages:
            yield f"message {message_id} is missing in: {languages}"


def _destinations(rows: Iterable[TransitionDefinition]) -> defaultdict[str, set[str]]:
    onward: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.dest is not None:
            onward[row.source].add(row.dest)
    return onward


_SEARCHES: tuple[Callable[[MachineDefinition], Iterator[str]], ...] = (
    _unknown_states,
    _reserved_triggers,
    _unused_states,
    _unreachable_states,
    _dead_ends,
    _ambiguities,
    _automatic_faults,
    _automatic_cycles,
    _unfounded,
)
