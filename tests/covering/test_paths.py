"""Choosing paths: laws for every graph, and what they come to on small ones."""

from datetime import UTC, datetime

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido.covering.aims import Thing
from pedido.covering.lives import BEGIN, BEGINNING, Lives, Node
from pedido.covering.paths import LONGEST, Path, Stride, covering_paths, without_superfluous
from pedido.order.actor import PLATFORM
from pedido.order.commands import Cancel, Command
from pedido.verify.world import World

AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
COMMANDS: tuple[Command, ...] = tuple(Cancel(actor=PLATFORM, at=AT, reason=str(number)) for number in range(40))
WORLD = World(name="numbers", about="Commands by number.", starts=(), commands=COMMANDS, modifications=0, highest=0)

Edge = tuple[int, int, str]


def lives_of(edges: list[Edge], beginnings: tuple[int, ...] = (0,)) -> Lives:
    """Make lives of edges: each has the command of its position, and covers a thing where it has a letter."""
    graph: nx.MultiDiGraph[Node] = nx.MultiDiGraph()
    for state in beginnings:
        graph.add_edge(BEGIN, (state, ()), key=BEGINNING, covers=frozenset())
    for command, (source, dest, letter) in enumerate(edges):
        graph.add_edge((source, ()), (dest, ()), key=command, covers=frozenset({(letter,)} if letter else ()))
    reached = nx.descendants(graph, BEGIN)
    things = frozenset[Thing]().union(*(graph.edges[edge]["covers"] for edge in graph.edges if edge[0] in reached))
    return Lives(WORLD, {state: {"status": str(state)} for state in beginnings}, graph, things)


def told(path: Path) -> str:
    """Tell where a path begins, and which commands it has by their numbers."""
    return " ".join(
        [path.given["status"], *(command.reason for command in path.commands if isinstance(command, Cancel))]
    )


def chosen(lives: Lives) -> list[str]:
    return [told(path) for path in covering_paths(lives, lives.things)]


edges = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(["", *"abcdefgh"])), max_size=20)


@given(edges, st.sampled_from([(0,), (0, 3)]))
def test_all_that_can_be_reached_is_covered(drawn: list[Edge], beginnings: tuple[int, ...]) -> None:
    lives = lives_of(drawn, beginnings)
    paths = list(covering_paths(lives, lives.things))
    assert frozenset[Thing]().union(*(path.covers for path in paths)) == lives.things


@given(edges)
def test_every_path_is_one_of_the_graph(drawn: list[Edge]) -> None:
    lives = lives_of(drawn)
    for path in covering_paths(lives, lives.things):
        here = 0
        for command in path.commands:
            source, here_next, _ = drawn[COMMANDS.index(command)]
            assert source == here
            here = here_next


@given(st.lists(st.lists(st.frozensets(st.sampled_from([(letter,) for letter in "abcdef"]), max_size=3), max_size=4)))
def test_without_the_superfluous_ones_everything_is_covered_and_each_is_needed(
    drawn: list[list[frozenset[Thing]]],
) -> None:
    paths = [Path({}, tuple(Stride(COMMANDS[0], covers) for covers in strides)) for strides in drawn]
    kept = without_superfluous(paths)
    everything = frozenset[Thing]().union(*(path.covers for path in paths))
    assert frozenset[Thing]().union(*(path.covers for path in kept)) == everything
    for number, path in enumerate(kept):
        others = frozenset[Thing]().union(*(other.covers for at, other in enumerate(kept) if at != number))
        assert path.strides[-1].covers - others, "the last step covers something that nothing else does"


def test_a_path_goes_on_to_what_is_near() -> None:
    assert chosen(lives_of([(0, 1, "a"), (1, 2, "b"), (2, 3, "c")])) == ["0 0 1 2"]


def test_a_path_ends_where_another_beginning_is_nearer() -> None:
    edges = [(0, 1, "a"), (1, 2, ""), (2, 3, ""), (3, 4, "c"), (5, 4, "b")]
    assert chosen(lives_of(edges, (0, 5))) == ["0 0", "5 4", "0 0 1 2 3"]


def test_where_a_life_has_ended_another_one_begins() -> None:
    assert chosen(lives_of([(0, 1, "a"), (0, 2, "b")])) == ["0 0", "0 1"]


def test_of_two_ways_the_one_that_covers_more_is_taken() -> None:
    lives = lives_of([(0, 1, "a"), (0, 2, "b")])
    lives.graph.edges[(0, ()), (2, ()), 1]["covers"] = frozenset({("b",), ("c",)})
    assert chosen(lives._replace(things=lives.things | {("c",)}))[0] == "0 1"


def test_a_path_is_no_longer_than_can_be_read() -> None:
    line = [(at, at + 1, f"thing {at}") for at in range(30)]
    paths = list(covering_paths(lives_of(line), lives_of(line).things))
    assert len(paths[0].strides) == LONGEST
    assert [len(path.strides) for path in without_superfluous(paths)] == [30], "the way to the last thing is longer"


@pytest.mark.parametrize("wanted", ["a", "b"])
def test_only_what_is_wanted_is_looked_for(wanted: str) -> None:
    lives = lives_of([(0, 1, "a"), (0, 2, "b")])
    assert [path.covers for path in covering_paths(lives, {(wanted,)})] == [{(wanted,)}]


def test_the_last_steps_are_cut_where_others_do_them() -> None:
    long = Path({}, tuple(Stride(COMMANDS[0], frozenset({(letter,)})) for letter in "abc"))
    other = Path({}, tuple(Stride(COMMANDS[1], frozenset({(letter,)})) for letter in "cd"))
    assert without_superfluous([long, other]) == (long._replace(strides=long.strides[:2]), other)
