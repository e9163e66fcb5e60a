"""What is painted over the picture of a machine: where an order is, or what a run of scenarios reached."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from pedido.diagram.graph import Mark
from pedido.engine import Decision, available
from pedido.input import BadInputError
from pedido.machine import MachineDefinition, Refusal, TransitionDefinition
from pedido.machines.modification import MODIFICATION
from pedido.machines.payment import PAYMENT
from pedido.order.actor import PLATFORM
from pedido.order.events import StatusChanged
from pedido.order.modification import ModificationStatusChanged
from pedido.order.order import Order

_UNDATED: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Now, for an order of which no date is known: no deadline of it has begun."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a run reached: names of statuses, and keys of the transitions (`TransitionDefinition.key`) that it took."""

    statuses: frozenset[str] = frozenset()
    transitions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Overlay:
    """Marks for statuses by name and transitions by key; `otherwise` is the mark of all others.

    `steps` gives the places of a transition on the way an order came. `refusals` says by transition key why it is
    blocked; `prohibited` says the same by trigger for commands that the current status, `current`, does not accept.
    """

    statuses: Mapping[str, Mark] = field(default_factory=dict)
    transitions: Mapping[str, Mark] = field(default_factory=dict)
    otherwise: Mark = Mark.PLAIN
    steps: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    refusals: Mapping[str, tuple[Refusal, ...]] = field(default_factory=dict)
    current: str | None = None
    prohibited: Mapping[str, tuple[Refusal, ...]] = field(default_factory=dict)


def paint(coverage: Coverage) -> Overlay:
    """Mark what a run reached, and everything else as not covered."""
    return Overlay(
        statuses=dict.fromkeys(coverage.statuses, Mark.COVERED),
        transitions=dict.fromkeys(coverage.transitions, Mark.COVERED),
        otherwise=Mark.UNCOVERED,
    )


def highlight(definition: MachineDefinition, order: Order, now: datetime | None = None) -> Overlay:
    """Mark where an order is, the way it came, what may happen next and what is blocked.

    That is at `now`, for somebody with every permission. Without `now` it is the moment of the order's last change. On the
    payment's machine the order's payment is shown, whose way is not recorded; on the modification's its latest modification.

    Raises:
        BadInputError: the order runs on another machine.
    """
    current, history = _course(definition, order)
    way = _way(definition, history)
    possible, refusals, prohibited = _next(definition, order, now or order.changed_at or order.created_at or _UNDATED)
    ends = {end for row in definition.transitions if row.key in way for end in (row.source, row.dest)}
    return Overlay(
        statuses={name: Mark.CAME for name in ends if name} | {current: Mark.CURRENT},
        transitions=dict.fromkeys(way, Mark.CAME)
        | dict.fromkeys(refusals, Mark.BLOCKED)
        | dict.fromkeys(possible, Mark.POSSIBLE),
        otherwise=Mark.OTHER,
        steps=way,
        refusals={key: why for key, why in refusals.items() if key not in possible},
        current=current,
        prohibited=prohibited,
    )


_History = Sequence[StatusChanged | ModificationStatusChanged]


def _course(definition: MachineDefinition, order: Order) -> tuple[str, _History]:
    """Return the status in which an order is on a machine, and the changes of it that are recorded."""
    if definition.name == PAYMENT.name:
        return order.payment.status.value, ()
    if definition.name == MODIFICATION.name:
        latest = order.modifications.latest
        return (latest.status.value, latest.history) if latest is not None else (MODIFICATION.initial, ())
    if definition.name == order.flow.value:
        return order.status.value, order.history
    problem = f"is in the flow {order.flow.value}; expected one in the flow {definition.name}"
    raise BadInputError(f"order {order.order_id}", problem)


def _way(definition: MachineDefinition, history: _History) -> dict[str, tuple[int, ...]]:
    """The places, from 1, of every transition on the way that a history tells."""
    places: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
    for place, change in enumerate(history, start=1):
        for row in definition.transitions:
            if (row.trigger, row.source, row.dest) == (change.trigger, change.source, change.dest):
                places[row.key] += (place,)
    return dict(places)


_Refused = dict[str, tuple[Refusal, ...]]


def _next(definition: MachineDefinition, order: Order, now: datetime) -> tuple[set[str], _Refused, _Refused]:
    """What may happen next, and the refusals of what may not: by transition, and by trigger where none was selected.

    A command that the status simply does not know is not among them: only what a fact refuses is worth a word.
    """
    possible: set[str] = set()
    refusals: _Refused = {}
    prohibited: _Refused = {}
    for answer in available(order, PLATFORM, now):
        steps = list(_steps_on(definition, answer.decision))
        if answer.allowed:
            possible.update(row.key for row in steps)
        elif steps:
            refusals[steps[-1].key] = answer.refusals
        elif answer.command.trigger in definition.triggers and any(refusal.facts for refusal in answer.refusals):
            prohibited[answer.command.trigger] = answer.refusals
    return possible, refusals, prohibited


def _steps_on(definition: MachineDefinition, decision: Decision) -> Iterator[TransitionDefinition]:
    return (step.transition for step in decision.steps if step.machine == definition.name)
