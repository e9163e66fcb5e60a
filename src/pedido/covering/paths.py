"""Choosing few paths through the lives of orders that together cover everything.

From where a life begins on to the nearest thing that is not covered yet, and so on for as long as that is no farther than
beginning another life; until nothing is left. In the end what the other paths cover as well is dropped: whole paths first,
then the last steps of each.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

import networkx as nx

from pedido.covering.aims import Thing
from pedido.covering.lives import BEGIN, Lives, Node
from pedido.order.commands import Command

LONGEST: Final = 20
"""How many steps a path has at most, unless the first thing that it covers lies farther away."""


class Stride(NamedTuple):
    """A step of a path: a command as it was explored, and what it covers."""

    command: Command
    covers: frozenset[Thing]


class Path(NamedTuple):
    """A life, as far as it is told: the order that is given, and what happens to it."""

    given: Mapping[str, Any]
    strides: tuple[Stride, ...]

    @property
    def commands(self) -> tuple[Command, ...]:
        """What happens, in its order, as it was explored."""
        return tuple(stride.command for stride in self.strides)

    @property
    def covers(self) -> frozenset[Thing]:
        """All that the path covers."""
        return frozenset[Thing]().union(*(stride.covers for stride in self.strides))


def covering_paths(lives: Lives, wanted: Collection[Thing]) -> Iterator[Path]:
    """Find paths that together cover all that is wanted and can be reached."""
    left = lives.things.intersection(wanted)
    while left:
        path = _path(lives, left)
        left -= path.covers
        yield path


def _path(lives: Lives, wanted: frozenset[Thing]) -> Path:
    graph = lives.graph
    way = _nearest(graph, BEGIN, wanted)
    while left := wanted.difference(*_covers(graph, way)):
        onward, anew = _nearest(graph, way[-1].dest, left), _nearest(graph, BEGIN, left)
        if not onward or len(onward) > len(anew) or len(way) + len(onward) > LONGEST + 1:
            break
        way += onward
    beginning, *steps = way
    return Path(
        lives.given[beginning.dest[0]],
        tuple(Stride(lives.world.commands[step.command], _covered_by(graph, step)) for step in steps),
    )


class _Step(NamedTuple):
    """An edge of the graph."""

    source: Node
    dest: Node
    command: Any


def _nearest(graph: "nx.MultiDiGraph[Node]", here: Node, wanted: frozenset[Thing]) -> tuple[_Step, ...]:
    """Find a shortest way on which the last step covers something wanted, of those one that covers most; none if there is none."""
    for layer in nx.bfs_layers(graph, here):
        steps = [_Step(*edge) for edge in graph.out_edges(layer, keys=True)]
        last = max(steps, key=lambda step: len(wanted & _covered_by(graph, step)), default=None)
        if last is not None and not wanted.isdisjoint(_covered_by(graph, last)):
            return (*_along(graph, nx.shortest_path(graph, here, last.source)), last)
    return ()


def _along(graph: "nx.MultiDiGraph[Node]", nodes: Sequence[Node]) -> Iterator[_Step]:
    """Walk from node to node; of several commands that lead to the next one, give the first."""
    for node, following in pairwise(nodes):
        yield _Step(node, following, min(graph[node][following]))


def _covers(graph: "nx.MultiDiGraph[Node]", way: Sequence[_Step]) -> Iterator[frozenset[Thing]]:
    return (_covered_by(graph, step) for step in way)


def _covered_by(graph: "nx.MultiDiGraph[Node]", step: _Step) -> frozenset[Thing]:
    covers: frozenset[Thing] = graph.edges[step]["covers"]
    return covers


def without_superfluous(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Drop the paths that the others make superfluous, those that cover least first, and then the last steps of each."""
    covering = Counter(thing for path in paths for thing in path.covers)
    dropped = set()
    for number, path in sorted(enumerate(paths), key=lambda found: len(found[1].covers)):
        if all(covering[thing] > 1 for thing in path.covers):
            dropped.add(number)
            covering.subtract(path.covers)
    return tuple(_cut(path, covering) for number, path in enumerate(paths) if number not in dropped)


def _cut(path: Path, covering: "Counter[Thing]") -> Path:
    """Cut the last steps for as long as others cover what they do, and count what is no longer covered."""
    while True:
        shorter = path._replace(strides=path.strides[:-1])
        lost = path.covers - shorter.covers
        if any(covering[thing] == 1 for thing in lost):
            return path
        covering.subtract(lost)
        path = shorter
