"""What can be reached, and what comes of what is under way."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter

from pedido.pair.graph import PairGraph


def reaching(graph: PairGraph, targets: Iterable[int]) -> set[int]:
    """Return the states from which some target can be reached, the targets included."""
    sources: defaultdict[int, list[int]] = defaultdict(list)
    for source, dest in zip(graph.sources, graph.dests, strict=True):
        sources[dest].append(source)
    found = set(targets)
    waiting = list(found)
    while waiting:
        for source in sources[waiting.pop()]:
            if source not in found:
                found.add(source)
                waiting.append(source)
    return found


def endless(graph: PairGraph) -> Sequence[int]:
    """Return the states of an exchange that goes round for ever by deliveries alone, or none."""
    try:
        TopologicalSorter(graph.deliveries).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def settled(graph: PairGraph, starts: Iterable[int]) -> set[int]:
    """Return the states with nothing under way that deliveries alone lead to from the starts.

    Where a message waits, no delivery is possible, and the stores go on until one is.
    """
    found = set(starts)
    waiting = list(found)
    while waiting:
        state = waiting.pop()
        waits = () if graph.states[state].delivered else graph.following.get(state, ())
        for dest in graph.deliveries.get(state, waits):
            if dest not in found:
                found.add(dest)
                waiting.append(dest)
    return {state for state in found if graph.states[state].delivered}
