"""The door to the machines: `decide`, `apply`, `evolve`, `available`.

Deciding is pure: it reads its arguments, and nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Final, NamedTuple, cast

from pedido.machine import AUTOMATIC, Machine, Refusal, Transition, TransitionDefinition
from pedido.machines import machine
from pedido.messages import Language
from pedido.order.actor import Actor, Channel
from pedido.order.commands import COMMANDS, Cancel, Command, CreateModification, OfOneModification
from pedido.order.effects import ClearDeadline, Effect, Notice, StartDeadline
from pedido.order.events import DeadlineCleared, DeadlineStarted, Event, PaymentStatusChanged, StatusChanged
from pedido.order.evolution import CHANGES, evolve
from pedido.order.modification import Modification, ModificationStatusChanged
from pedido.order.order import Order
from pedido.order.status import DeadlineKind, Flow, ModificationStatus, PaymentStatus, Status

__all__ = [
    "AutomaticCycleError",
    "Availability",
    "Decision",
    "Refused",
    "Step",
    "apply",
    "available",
    "decide",
    "evolve",
]


class Step(NamedTuple):
    """A transition that was selected on the way to a decision; the last one of a refused decision was not taken."""

    machine: str
    transition: TransitionDefinition


class Decision(NamedTuple):
    """What a command comes to.

    Allowed: `order` is the next order, the fold of `events`; `effects` are to be carried out by others, `notices` are for
    people. Refused: `refusals` says why, with everything that stands in the way, and `order` is the order as it was.
    `steps` are the transitions that were selected, in their order.
    """

    order: Order
    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()
    notices: tuple[Notice, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def allowed(self) -> bool:
        """Tell whether nothing stands in the way."""
        return not self.refusals


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """`apply` was refused; `refusals` has every reason."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        """Keep the refusals."""
        super().__init__(refusals)
        self.refusals = refusals

    def __str__(self) -> str:
        """Say every reason, in English."""
        return " ".join(self.messages("en"))

    def messages(self, language: Language) -> list[str]:
        """Say every reason in the language."""
        return [refusal.message(language) for refusal in self.refusals]


class AutomaticCycleError(RuntimeError):
    """A machine did not come to rest within as many automatic steps as it has states."""


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a command is possible now: `decision` is the answer to it as it would reasonably be given."""

    command: Command
    decision: Decision

    @property
    def allowed(self) -> bool:
        """Tell whether the command is possible."""
        return self.decision.allowed

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Why the command is not possible."""
        return self.decision.refusals


def decide(order: Order, command: Command) -> Decision:
    """Decide what a command comes to, without side effects. A business refusal is in the decision, never raised.

    Raises:
        NoAlternativeError: a table does not cover the order; a fault of the machine, not of the caller.
        AutomaticCycleError: a machine does not come to rest; likewise.
    """
    return _Deciding(order, command).decision()


def apply(order: Order, command: Command) -> Order:
    """Return the next order.

    Raises:
        Refused: the command is not possible; the exception has every reason.
    """
    decision = decide(order, command)
    if decision.refusals:
        raise Refused(decision.refusals)
    return decision.order


def available(order: Order, actor: Actor, now: datetime, *, channel: Channel = Channel.API) -> tuple[Availability, ...]:
    """List every command of the order's machines, each with whether the actor can give it now, or why not.

    `channel` is the one through which the store would cancel or modify.
    """
    triggers = dict.fromkeys(
        trigger for host in _hosting(order.flow).hosts for trigger in host.machine.definition.triggers
    )
    typical = [COMMANDS[trigger].typical(order, actor, now) for trigger in triggers if trigger in COMMANDS]
    commands = [
        command.but(channel=channel) if isinstance(command, Cancel | CreateModification) else command
        for command in typical
    ]
    return tuple(Availability(command, decide(order, command)) for command in commands)


class _Host(NamedTuple):
    """A machine that an order hosts, with what deciding looks up in it at every command."""

    machine: Machine
    state_of: Callable[[Order], str]
    """The state it is in."""
    addressed: Callable[[Order, Command], str]
    """The state of what a command speaks of."""
    changed: Callable[[Order, Transition, Command], Event]
    steps: Mapping[Transition, Step]
    own: frozenset[str]
    """The triggers that this machine knows."""
    automatic: Mapping[str, tuple[Transition, ...]]
    """The automatic transitions that lead from a state."""
    deadlines: Mapping[str, DeadlineKind]
    """The deadline that starts in a state."""


def _host(
    name: str,
    state_of: Callable[[Order], str],
    changed: Callable[[Order, Transition, Command], Event],
    addressed: Callable[[Order, Command], str],
) -> _Host:
    hosted = machine(name)
    return _Host(
        hosted,
        state_of,
        addressed,
        changed,
        steps={
            found: Step(name, found.definition)
            for event in hosted.events.values()
            for found in chain.from_iterable(event.transitions.values())
        },
        own=frozenset(hosted.definition.triggers),
        automatic={state: tuple(found) for state, found in hosted.events[AUTOMATIC].transitions.items()},
        deadlines={
            state.name: DeadlineKind(state.deadline) for state in hosted.definition.states if state.deadline is not None
        },
    )


def _of_the_one_in_progress(order: Order) -> str:
    latest = order.modifications.latest
    return latest.status if latest is not None and latest.in_progress else ModificationStatus.NONE


def _of_the_one_addressed(order: Order, command: Command) -> str:
    if not isinstance(command, OfOneModification):
        return _of_the_one_in_progress(order)
    modification = order.modifications.get(command.request_id)
    return modification.status if modification is not None else ModificationStatus.NONE


def _hosts(flow: Flow) -> tuple[_Host, _Host, _Host]:
    """Return the machines of the order's status, of its payment, and of its modifications."""
    version = f"{flow.value}@{machine(flow.value).definition.version}"
    modification = f"modification@{machine('modification').definition.version}"

    def status_changed(order: Order, transition: Transition, command: Command) -> Event:
        dest = _STATUSES[transition.dest or order.status]
        return StatusChanged(order.status, dest, transition.definition.trigger, command.at, command.actor.id, version)

    def payment_status_changed(order: Order, transition: Transition, command: Command) -> Event:
        dest = _PAYMENT_STATUSES[transition.dest or order.payment.status]
        return PaymentStatusChanged(order.payment.status, dest, command.at)

    def modification_changed(order: Order, transition: Transition, command: Command) -> Event:
        current = cast("Modification", order.modifications.in_progress)
        dest = _MODIFICATION_STATUSES[transition.dest or current.status]
        trigger, who = transition.definition.trigger, command.actor.id
        return ModificationStatusChanged(current.id, current.status, dest, trigger, command.at, who, modification)

    return (
        _host(flow.value, lambda order: order.status, status_changed, lambda order, _: order.status),
        _host(
            "payment",
            lambda order: order.payment.status,
            payment_status_changed,
            lambda order, _: order.payment.status,
        ),
        _host("modification", _of_the_one_in_progress, modification_changed, _of_the_one_addressed),
    )


class _Hosting(NamedTuple):
    """The machines that an order of a flow hosts, the order's own first."""

    hosts: tuple[_Host, ...]
    doors: Mapping[str, _Host]
    """The machine that a command from outside goes to, by its trigger."""


@cache
def _hosting(flow: Flow) -> _Hosting:
    hosts = _hosts(flow)
    return _Hosting(hosts, {trigger: host for host in reversed(hosts) for trigger in host.own if trigger in COMMANDS})


_STATUSES: Final = {status.value: status for status in Status}
_MODIFICATION_STATUSES: Final = {status.value: status for status in ModificationStatus}
_PAYMENT_STATUSES: Final = {status.value: status for status in PaymentStatus}


class _Deciding:
    """The work on one decision: what has been gathered so far.

    From the first event on, `order` is a private draft that events change in place; nobody sees it before the decision
    is made.
    """

    __slots__ = ("before", "command", "doors", "effects", "events", "hosts", "notices", "order", "refusals", "steps")

    def __init__(self, order: Order, command: Command) -> None:
        self.before = self.order = order
        self.command = command
        self.hosts, self.doors = _hosting(order.flow)
        self.events: list[Event] = []
        self.effects: list[Effect] = []
        self.notices: list[Notice] = []
        self.steps: list[Step] = []
        self.refusals: tuple[Refusal, ...] = ()

    def decision(self) -> Decision:
        """Carry the command out, follow what it sets off, and say what came of it."""
        self.give(self.doors.get(self.command.trigger, self.hosts[0]), self.command)
        if self.events and not self.refusals:  # what nothing came of, such as a question, sets nothing off
            self.settle()
        if self.refusals:
            return Decision(self.before, refusals=self.refusals, steps=tuple(self.steps))
        self.keep_deadlines()
        return Decision(self.order, tuple(self.events), tuple(self.effects), tuple(self.notices), (), tuple(self.steps))

    def give(self, host: _Host, command: Command) -> None:
        """Pull a command's trigger on a machine, and take the transition it selects."""
        transition, self.refusals = host.machine.attempt(
            host.addressed(self.order, command), command.trigger, self.order, command
        )
        if transition is None:
            return
        if self.refusals:
            self.steps.append(host.steps[transition])
        else:
            self.take(host, transition, command)

    def take(self, host: _Host, transition: Transition, command: Command) -> None:
        """Carry out a transition: what its actions yield, then the change of state."""
        self.steps.append(host.steps[transition])
        for act in transition.acts:
            for outcome in tuple(act(self.order, command)):
                if type(outcome) in CHANGES:
                    self.happen(outcome)
                else:
                    self.absorb(outcome)
        if transition.dest is not None and transition.dest != transition.source:
            self.happen(host.changed(self.order, transition, command))

    def absorb(self, outcome: Effect | Notice | Command) -> None:
        """Put what an action yielded where it belongs; a command goes to another machine, and may refuse the whole."""
        if isinstance(outcome, Command):
            if not self.refusals:
                self.give(next(host for host in self.hosts[1:] if outcome.trigger in host.own), outcome)
        elif isinstance(outcome, Notice):
            self.notices.append(outcome)
        else:
            self.effects.append(outcome)

    def happen(self, event: Event) -> None:
        """Let an event change the order, as `evolve` does."""
        order = self.order
        if order is self.before:
            order = self.order = order.but()
        self.events.append(event)
        order.__dict__.update(CHANGES[type(event)](order, event))

    def settle(self) -> None:
        """Follow the automatic transitions of every machine until all rest, or something is refused."""
        taken = -1
        while len(self.steps) > taken and not self.refusals:
            taken = len(self.steps)
            for host in self.hosts:
                if host.state_of(self.order) in host.automatic:
                    self.follow(host)

    def follow(self, host: _Host) -> None:
        """Follow the automatic transitions of one machine until it rests: before it has seen every state twice."""
        for _ in host.machine.states:
            for transition in host.automatic.get(host.state_of(self.order), ()):
                if transition.selected_for(self.order, self.command):
                    self.take(host, transition, self.command)
                    break
            else:
                return
        place = f"{host.machine.definition.name} passes {host.state_of(self.order)} again and again"
        raise AutomaticCycleError(f"order {self.before.order_id}, {self.command.trigger}: {place}")

    def keep_deadlines(self) -> None:
        """Clear the deadline of a status that was left, start the one of the status the order rests in."""
        order = self.order
        if order.status is self.before.status:
            return
        if order.deadline is not None:
            self.effects.append(ClearDeadline(order.deadline.kind))
            self.happen(DeadlineCleared(order.deadline.kind))
        kind = self.hosts[0].deadlines.get(order.status)
        if kind is not None:
            due = self.command.at + order.settings.period(kind)
            self.effects.append(StartDeadline(kind, due))
            self.happen(DeadlineStarted(kind, due))
