"""The lives of an order as a graph of networkx: what can happen to it from one start, and what each step covers."""

from collections import deque
from collections.abc import Hashable, Mapping
from typing import Any, Final, NamedTuple

import networkx as nx

from pedido.covering.aims import Aim, Memory, Thing, Trace
from pedido.engine import Decision
from pedido.order.order import Order
from pedido.order.status import Status
from pedido.scenario.given import given_of, in_status, order_of
from pedido.verify.canonical import Abstraction, Key
from pedido.verify.exploration import explore
from pedido.verify.world import World

Node = tuple[int, Memory]
"""A state of the exploration, and what each machine did last on the way there."""

BEGIN: Final[Node] = (-1, ())
"""Before every life: its edges lead to the states in which a life may begin."""

BEGINNING: Final = -1
"""The key of those edges: no command is given."""


class Lives(NamedTuple):
    """What can happen from a start of a world. The keys of the edges are commands, by their numbers in the world.

    A life begins at the start, or in the middle: in a state which is that of an order that is given in this status, and is
    otherwise like the one at the start. `given` are these orders, by state.

    An edge has, as `covers`, what it covers. One that leads nowhere else is there only where it covers something that no
    other such edge before it does: a refusal is as good in one place as in another.
    """

    world: World
    given: Mapping[int, Mapping[str, Any]]
    graph: "nx.MultiDiGraph[Node]"
    things: frozenset[Thing]
    """All that is covered by some edge."""


def lives_from(world: World, start: Order, aim: Aim) -> Lives:
    """Explore what can happen from a start.

    Raises:
        KeyboardInterrupt: Ctrl-C ended it; half a graph is of no use.
    """
    watcher = _Watcher(world, start, aim)
    explored = explore(world, start, [watcher], depth=world.depth)
    if explored.interrupted:
        raise KeyboardInterrupt
    leading: dict[int, list[_Edge]] = {}
    for edge in zip(explored.sources, explored.by, explored.dests, watcher.moving, strict=True):
        leading.setdefault(edge[0], []).append(_Edge(*edge[1:]))
    for state, edges in watcher.staying.items():
        leading.setdefault(state, []).extend(edges)
    graph, things = _joined(aim, list(watcher.given), leading)
    return Lives(world, watcher.given, graph, things)


class _Edge(NamedTuple):
    """A command that did something in a state: where it led, and what it did."""

    command: int
    dest: int
    trace: Trace


class _Watcher:
    """Keeps where a life may begin, and what the commands did.

    Those that are `moving` an order are in the order of the graph's transitions; those that changed nothing, such as questions
    and refusals, go by their state.
    """

    def __init__(self, world: World, start: Order, aim: Aim) -> None:
        self.commands = world.commands
        self.aim = aim
        self.given: dict[int, Mapping[str, Any]] = {}
        self.moving: list[Trace] = []
        self.staying: dict[int, list[_Edge]] = {}
        self._traces: dict[Hashable, Trace] = {}
        self._start = given_of(start)
        self._abstraction = Abstraction()
        self._usual: dict[Status, Key] = {}

    def found(self, state: int, order: Order) -> None:
        """Keep the state if a life may begin in it."""
        status = order.status
        if status not in self._usual:
            self._usual[status] = self._key(order_of(in_status(self._start, status)))
        if state == 0 or self._key(order) == self._usual[status]:
            self.given[state] = in_status(self._start, status)

    def failed(self, state: int, command: int, error: Exception) -> None:
        """Leave a machine that fails to `pedido verify`."""

    def decided(self, state: int, command: int, order: Order, decision: Decision) -> None:
        """Keep what the command did."""
        trace = self._trace_of(command, order, decision)
        if decision.order is not order:
            self.moving.append(trace)
        elif trace:
            self.staying.setdefault(state, []).append(_Edge(command, state, trace))

    def _key(self, order: Order) -> Key:
        # Where no deadline was started, it ends when it would have.
        return self._abstraction.state_of(order.but(deadline=None)).key

    def _trace_of(self, number: int, order: Order, decision: Decision) -> Trace:
        """Return what the command did: the same as another did that took the same steps and was refused alike."""
        command = self.commands[number]
        alike = (
            command.trigger,
            tuple([id(step) for step in decision.steps]),
            tuple([refusal.id for refusal in decision.refusals]),
        )
        if alike not in self._traces:
            self._traces[alike] = self.aim.trace_of(order, command, decision)
        return self._traces[alike]


def _joined(
    aim: Aim, beginnings: list[int], leading: Mapping[int, list[_Edge]]
) -> tuple["nx.MultiDiGraph[Node]", frozenset[Thing]]:
    """Join states with what was done last, from where lives begin on."""
    graph: nx.MultiDiGraph[Node] = nx.MultiDiGraph()
    waiting: deque[Node] = deque((state, ()) for state in beginnings)
    for node in waiting:
        graph.add_edge(BEGIN, node, key=BEGINNING, covers=frozenset[Thing]())
    things: set[Thing] = set()
    covered_in_place: set[Thing] = set()
    while waiting:
        node = waiting.popleft()
        for command, dest, trace in leading.get(node[0], ()):
            covers, last = aim.covered(node[1], trace)
            following = (dest, last)
            if following == node:
                if covers <= covered_in_place:
                    continue
                covered_in_place |= covers
            elif following not in graph:
                waiting.append(following)
            graph.add_edge(node, following, key=command, covers=covers)
            things |= covers
    return graph, frozenset(things)
