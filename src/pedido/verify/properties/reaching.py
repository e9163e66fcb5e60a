"""What can still be reached from everywhere."""

from typing import Final

import networkx as nx

from pedido.verify.exploration import Graph
from pedido.verify.properties.property import always


@always("C2", "C5")
def an_end_can_be_reached(graph: Graph, ended: frozenset[int]) -> int | None:
    """From every state that can be reached, a final status can be reached."""
    ways: nx.DiGraph[object] = nx.DiGraph(
        zip(graph.dests, graph.sources, strict=True)
    )  # backwards: from an end to where it can be reached from
    ways.add_edges_from((_END, state) for state in (*ended, *graph.unexplored))
    ways.add_node(_END)
    reached = nx.descendants(ways, _END)
    return next((state for state in range(graph.states) if state not in reached), None)


_END: Final = -1
"""What stands for every end, and for what was not looked at."""
