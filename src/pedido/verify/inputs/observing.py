"""Deciding under observation: what every rule, choice and action reads, where the engine asks it."""

from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from pedido.engine import Decision, Step, _Deciding, _Host, _Hosting, _hosting
from pedido.machine import AUTOMATIC, Action, Choice, Machine, Prohibition, Rule, TransitionDefinition
from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.order.status import Flow
from pedido.verify.inputs.novelty import Asked, Novelty
from pedido.verify.inputs.standin import StandIn
from pedido.verify.inputs.values import Values

Reader = Rule | Choice | Action
"""What reads an order and a command."""

_R = TypeVar("_R", Rule, Choice, Action)


class Input(NamedTuple):
    """An input: the values that it took, and who read it."""

    values: Values
    readers: set[Reader]


class Observer:
    """Decides as the engine does, by the same tables, and keeps what is read by whom, with the values."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.inputs: dict[str, Input] = {}
        self._novelty = Novelty()
        self._asked = Asked("", 0, 0)
        self._hosting_of: Callable[[Flow], _Hosting] = cache(self._hosting)

    def decide(self, asked: Asked, order: Order, command: Command) -> Decision:
        """Decide as `pedido.engine.decide` does."""
        self._asked = asked
        return _Observed(order, command, self._hosting_of(order.flow)).decision()

    def _hosting(self, flow: Flow) -> _Hosting:
        """Return what an order of the flow hosts, with tables whose readers are observed."""
        hosting = _hosting(flow)
        observed = tuple(self._host(host) for host in hosting.hosts)
        doors = {trigger: observed[hosting.hosts.index(host)] for trigger, host in hosting.doors.items()}
        return _Hosting(observed, doors)

    def _host(self, host: _Host) -> _Host:
        definition = host.machine.definition
        machine = Machine(
            definition.model_copy(
                update={
                    "transitions": tuple(self._row(row) for row in definition.transitions),
                    "prohibitions": tuple(self._prohibition(row) for row in definition.prohibitions),
                }
            )
        )
        transitions = chain.from_iterable(
            found for event in machine.events.values() for found in event.transitions.values()
        )
        return host._replace(
            machine=machine,
            steps={found: Step(definition.name, found.definition) for found in transitions},
            automatic={state: tuple(found) for state, found in machine.events[AUTOMATIC].transitions.items()},
        )

    def _row(self, row: TransitionDefinition) -> TransitionDefinition:
        readers = {"when": row.when, "guards": row.guards, "actions": row.actions}
        return row.model_copy(update={part: self._observed(found) for part, found in readers.items()})

    def _prohibition(self, row: Prohibition) -> Prohibition:
        (rule,) = self._observed((row.rule,))
        return row.model_copy(update={"rule": rule, "when": self._observed(row.when)})

    def _observed(self, readers: tuple[_R, ...]) -> tuple[_R, ...]:
        return tuple(reader.model_copy(update=self._observing(reader)) for reader in readers)

    def _observing(self, reader: Reader) -> dict[str, Any]:
        return {"act": self._act(reader)} if isinstance(reader, Action) else {"check": self._check(reader)}

    def _check(self, reader: Rule | Choice) -> Callable[[Order, Command], Any]:
        def check(order: Order, command: Command) -> Any:
            answer = reader.check(order, command)
            if self._novelty.is_new(reader.id, self._asked, order, command, bool(answer)):
                reader.check(*self._stand_ins(reader, order, command))
            return answer

        return check

    def _act(self, reader: Action) -> Callable[[Order, Command], Iterable[Any]]:
        def act(order: Order, command: Command) -> Iterable[Any]:
            outcomes = tuple(reader.act(order, command))
            if self._novelty.is_new(reader.id, self._asked, order, command, tuple(map(type, outcomes))):
                tuple(reader.act(*self._stand_ins(reader, order, command)))
            return outcomes

        return act

    def _stand_ins(self, reader: Reader, order: Order, command: Command) -> tuple[StandIn, StandIn]:
        read = self._novelty.read[reader.id]

        def tell(path: str, kind: Any, value: object) -> None:
            name = _name(path, type(command))
            found = self.inputs.get(name)
            if found is None:
                found = self.inputs[name] = Input(Values(name, kind), set())
            found.values.take(value)
            found.readers.add(reader)
            read.add(name)

        return StandIn(order, "order", tell), StandIn(command, "command", tell)


@cache
def _name(path: str, kind: type[Command]) -> str:
    """Name an input of a command by the trigger of the commands that have it, such as `cancel.channel`."""
    root, field, *_ = path.replace("[]", "").split(".")
    if root == "order":
        return path
    owner = next(cls for cls in kind.__mro__ if field in vars(cls).get("__annotations__", {}))
    return path.replace(root, vars(owner).get("trigger", root), 1)


class _Observed(_Deciding):
    """The work on one decision, by other tables."""

    __slots__ = ()

    def __init__(self, order: Order, command: Command, hosting: _Hosting) -> None:
        super().__init__(order, command)
        self.hosts, self.doors = hosting
