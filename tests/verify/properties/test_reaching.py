"""What can still be reached: on graphs that are drawn by hand, on any graph, and on the real one of a tiny world."""

from array import array

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from pedido.verify.exploration import Graph, explore
from pedido.verify.properties.reaching import an_end_can_be_reached
from tests.verify.tiny import HANDLING, world

Edges = list[tuple[int, int]]


def graph(states: int, edges: Edges, unexplored: frozenset[int] = frozenset()) -> Graph:
    """Make a graph of so many states; how they were found does not matter here."""
    return Graph(
        parents=array("l", [-1] * states),
        via=array("h", [-1] * states),
        sources=array("l", [source for source, _ in edges]),
        by=array("h", [0] * len(edges)),
        dests=array("l", [dest for _, dest in edges]),
        unexplored=set(unexplored),
    )


def test_c2_an_end_is_reached_from_everywhere() -> None:
    assert an_end_can_be_reached.check(graph(3, [(0, 1), (1, 0), (1, 2)]), frozenset({2})) is None


def test_c2_a_state_that_leads_nowhere_is_found() -> None:
    assert an_end_can_be_reached.check(graph(3, [(0, 1), (0, 2)]), frozenset({2})) == 1


def test_c2_states_that_only_lead_to_each_other_are_found_and_the_first_is_named() -> None:
    assert an_end_can_be_reached.check(graph(4, [(0, 3), (0, 1), (1, 2), (2, 1)]), frozenset({3})) == 1


def test_c2_without_any_end_the_start_is_named() -> None:
    assert an_end_can_be_reached.check(graph(2, [(0, 1), (1, 0)]), frozenset()) == 0


def test_f1_what_was_not_looked_at_may_lead_to_an_end() -> None:
    edges = [(0, 1), (1, 2)]
    assert an_end_can_be_reached.check(graph(3, edges), frozenset()) == 0
    assert an_end_can_be_reached.check(graph(3, edges, frozenset({2})), frozenset()) is None


STATES = st.integers(0, 5)


@given(st.lists(st.tuples(STATES, STATES)), st.frozensets(STATES), st.frozensets(STATES))
def test_c2_a_state_is_found_exactly_where_no_path_leads_to_an_end(
    edges: Edges, ended: frozenset[int], unexplored: frozenset[int]
) -> None:
    ways: nx.DiGraph[int] = nx.DiGraph(edges)
    ways.add_nodes_from(range(6))
    stuck = (state for state in range(6) if not any(nx.has_path(ways, state, end) for end in ended | unexplored))
    assert an_end_can_be_reached.check(graph(6, edges, unexplored), ended) == next(stuck, None)


class Ends:
    """Looks on, and keeps where an order was invoiced or canceled."""

    def __init__(self) -> None:
        self.ended: set[int] = set()

    def found(self, state: int, order: object) -> None:
        if getattr(order, "status", "") in {"invoiced", "canceled"}:
            self.ended.add(state)

    def decided(self, state: int, command: int, order: object, decision: object) -> None:
        """Decisions do not matter here."""

    def failed(self, state: int, command: int, error: Exception) -> None:
        """There are no errors here."""


def test_c2_every_order_of_a_tiny_world_comes_to_an_end() -> None:
    ends = Ends()
    explored = explore(world(), HANDLING, (ends,))
    assert an_end_can_be_reached.check(explored, frozenset(ends.ended)) is None
    assert an_end_can_be_reached.check(explored, frozenset()) == 0
