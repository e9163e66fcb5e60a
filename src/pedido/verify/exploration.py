"""Exploring: every state that can be reached from an order, breadth first, by the real `decide`."""

import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from pedido.engine import Decision, decide
from pedido.order.commands import CreateModification
from pedido.order.order import Order
from pedido.verify.canonical import Abstraction, Key
from pedido.verify.world import World

_STATES_BETWEEN_REPORTS: Final = 50


class Watcher(Protocol):
    """Who looks on. States and commands go by their numbers: of a state in the order of discovery, of a command in the world."""

    def found(self, state: int, order: Order) -> None:
        """A state was found."""

    def decided(self, state: int, command: int, order: Order, decision: Decision) -> None:
        """A command was decided in a state; `order` is the one before."""

    def failed(self, state: int, command: int, error: Exception) -> None:
        """A command could not be decided at all."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an exploration is: what was found so far, how deep it looks, and how many states it knows and has not looked at."""

    states: int
    decisions: int
    transitions: int
    depth: int
    waiting: int


@dataclass(slots=True)
class Graph:
    """What was found from one start, by numbers: the start is state 0.

    `parents` and `via` are, for every state, the state and the command by which it was found first, and so by one of the
    shortest ways. `sources`, `by` and `dests` are the transitions: commands that led to a state, or to the same one again.
    `unexplored` are the states that were not looked at: where the depth ended, or the world.
    """

    parents: "array[int]" = field(default_factory=lambda: array("l", [-1]))
    via: "array[int]" = field(default_factory=lambda: array("h", [-1]))
    sources: "array[int]" = field(default_factory=lambda: array("l"))
    by: "array[int]" = field(default_factory=lambda: array("h"))
    dests: "array[int]" = field(default_factory=lambda: array("l"))
    unexplored: set[int] = field(default_factory=set)
    decisions: int = 0
    depth: int = 0
    seconds: float = 0.0
    complete: bool = True
    """Whether everything was explored that belongs to the world: neither a depth that was given nor a person ended it."""
    interrupted: bool = False

    @property
    def states(self) -> int:
        """How many states were found."""
        return len(self.parents)

    @property
    def transitions(self) -> int:
        """How many transitions were found."""
        return len(self.sources)

    def way_to(self, state: int) -> tuple[int, ...]:
        """Return the commands of a shortest way from the start to a state."""
        way = []
        while self.parents[state] >= 0:
            way.append(self.via[state])
            state = self.parents[state]
        return tuple(reversed(way))


def explore(
    world: World,
    start: Order,
    watchers: Sequence[Watcher] = (),
    *,
    depth: int | None = None,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
) -> Graph:
    """Explore a world from one of its starts; Ctrl-C ends it early, and the graph says so.

    `depth` is how many commands are given in a row at most; without it, as many as lead to something new.
    """
    exploration = _Exploration(world, watchers, on_progress)
    began = time.perf_counter()
    try:
        exploration.run(start, depth)
    except KeyboardInterrupt:
        exploration.graph.complete = False
        exploration.graph.interrupted = True
    exploration.graph.seconds = time.perf_counter() - began
    return exploration.graph


class _Exploration:
    """The work on one graph."""

    def __init__(self, world: World, watchers: Sequence[Watcher], on_progress: Callable[[Progress], None]) -> None:
        self.world = world
        self.commands = tuple(enumerate(world.commands))
        self.watchers = watchers
        self.on_progress = on_progress
        self.abstraction = Abstraction()
        self.graph = Graph()
        self.numbers: dict[Key, int] = {}

    def run(self, start: Order, depth: int | None) -> None:
        """Look at the states one layer after the other."""
        key, order = self.abstraction.state_of(start)
        self.numbers[key] = 0
        layer = [(0, order)]
        self.found(0, order)
        while layer and self.graph.depth not in {depth, self.world.depth}:
            layer = self.next_layer(layer)
            self.graph.depth += bool(layer)
        self.graph.complete = not layer or self.graph.depth == self.world.depth
        self.graph.unexplored.update(state for state, _ in layer)

    def next_layer(self, layer: list[tuple[int, Order]]) -> list[tuple[int, Order]]:
        """Give every command in every state of a layer, and return the states that are new."""
        following: list[tuple[int, Order]] = []
        for looked_at, (state, order) in enumerate(layer):
            if looked_at % _STATES_BETWEEN_REPORTS == 0:
                self.report(len(layer) - looked_at + len(following))
            if self.world.follows(order):
                self.look_at(state, order, following)
            else:
                self.graph.unexplored.add(state)
        return following

    def look_at(self, state: int, order: Order, following: list[tuple[int, Order]]) -> None:
        """Give every command in a state."""
        graph, world = self.graph, self.world
        for number, command in self.commands:
            if type(command) is CreateModification and not world.modifies(order):
                continue  # a preview of one is tried all the same
            graph.decisions += 1
            try:
                decision = decide(order, command)
            except Exception as error:  # noqa: BLE001 - a machine that fails is what is looked for
                for watcher in self.watchers:
                    watcher.failed(state, number, error)
                continue
            for watcher in self.watchers:
                watcher.decided(state, number, order, decision)
            if decision.order is not order:
                self.lead(state, number, decision.order, following)

    def lead(self, state: int, command: int, after: Order, following: list[tuple[int, Order]]) -> None:
        """Keep where a command led."""
        graph = self.graph
        key, order = self.abstraction.state_of(after)
        dest = self.numbers.get(key)
        if dest is None:
            dest = self.numbers[key] = len(graph.parents)
            graph.parents.append(state)
            graph.via.append(command)
            following.append((dest, order))
            self.found(dest, order)
        graph.sources.append(state)
        graph.by.append(command)
        graph.dests.append(dest)

    def found(self, state: int, order: Order) -> None:
        for watcher in self.watchers:
            watcher.found(state, order)

    def report(self, waiting: int) -> None:
        graph = self.graph
        self.on_progress(Progress(graph.states, graph.decisions, graph.transitions, graph.depth, waiting))
