"""Exploring: every state of a world, breadth first, the same every time, as far as the world goes."""

from collections import deque
from dataclasses import replace
from typing import Final

import pytest

from pedido import Cancel, Command, Flow, Order, PreviewModification, Settings, Status, decide
from pedido.engine import Decision
from pedido.verify.canonical import Abstraction
from pedido.verify.exploration import Graph, Progress, explore
from pedido.verify.world import World
from pedido.verify.worlds.commands import CANCELLATION, COURSE, FLOW, HIGHER, LOWER, UNIT
from tests.orders import STORE, able
from tests.verify.ways import EVERYTHING, VALUE, start

BORN: Final = start(Flow.CHAIN, Status.INCOMPLETE, Settings(payment_confirmation="awaited"), payment=able(value=VALUE))
CHAIN: Final = replace(EVERYTHING, name="chain", starts=(BORN,), commands=FLOW)
"""Small enough to be explored in a moment, and deep: some hundred states."""

HANDLING: Final = start(Flow.COMPLETE, Status.HANDLING, Settings(), payment=able(value=VALUE))
MODIFIED: Final = replace(CHAIN, name="modified", starts=(HANDLING,), commands=(LOWER, HIGHER, *CANCELLATION))


class Witness:
    """Keeps all that it sees; `patience` is how many decisions it looks at before it wants no more."""

    def __init__(self, patience: int = -1) -> None:
        self.patience = patience
        self.orders: list[Order] = []
        self.decided_in: list[tuple[int, int]] = []
        self.errors: list[tuple[int, int, str]] = []

    def found(self, state: int, order: Order) -> None:
        assert state == len(self.orders)
        self.orders.append(order)

    def decided(self, state: int, command: int, order: Order, decision: Decision) -> None:
        assert order is self.orders[state]
        self.decided_in.append((state, command))
        if len(self.decided_in) == self.patience:
            raise KeyboardInterrupt

    def failed(self, state: int, command: int, error: Exception) -> None:
        self.errors.append((state, command, str(error)))


def explored(world: World, *, depth: int | None = None, patience: int = -1) -> tuple[Graph, Witness]:
    witness = Witness(patience)
    return explore(world, world.starts[0], (witness,), depth=depth), witness


def distances(graph: Graph) -> list[int]:
    """Find how far every state is from the start, by the transitions alone."""
    onward: dict[int, list[int]] = {}
    for source, dest in zip(graph.sources, graph.dests, strict=True):
        onward.setdefault(source, []).append(dest)
    found = {0: 0}
    waiting = deque([0])
    while waiting:
        state = waiting.popleft()
        for dest in onward.get(state, ()):
            if dest not in found:
                found[dest] = found[state] + 1
                waiting.append(dest)
    return [found[state] for state in range(graph.states)]


def test_every_command_is_given_in_every_state() -> None:
    graph, witness = explored(CHAIN)

    assert witness.decided_in == [(state, command) for state in range(graph.states) for command in range(len(FLOW))]
    assert graph.decisions == len(witness.decided_in)
    assert graph.states == len(witness.orders) > 50
    assert graph.complete
    assert not graph.interrupted
    assert not graph.unexplored


def test_transitions_are_the_commands_that_lead_on() -> None:
    graph, witness = explored(CHAIN)
    abstraction = Abstraction()
    numbers = {abstraction.state_of(order).key: number for number, order in enumerate(witness.orders)}
    expected = [
        (state, number, numbers[abstraction.state_of(after).key])
        for state, order in enumerate(witness.orders)
        for number, command in enumerate(FLOW)
        if (after := decide(order, command).order) is not order
    ]

    assert list(zip(graph.sources, graph.by, graph.dests, strict=True)) == expected
    assert graph.transitions == len(expected)
    assert len(numbers) == graph.states


def test_states_are_found_on_the_shortest_ways() -> None:
    graph, _ = explored(CHAIN)
    depths = [len(graph.way_to(state)) for state in range(graph.states)]

    assert depths == distances(graph) == sorted(depths)
    assert graph.depth == max(depths) > 5


def test_a_way_leads_to_its_state() -> None:
    graph, witness = explored(CHAIN)
    abstraction = Abstraction()
    for state, found in enumerate(witness.orders):
        order = abstraction.state_of(BORN).order
        for command in graph.way_to(state):
            order = abstraction.state_of(decide(order, FLOW[command]).order).order
        assert order == found
    assert graph.way_to(0) == ()


def test_exploring_again_finds_the_same() -> None:
    (first, seen), (second, seen_again) = explored(CHAIN), explored(CHAIN)

    assert replace(first, seconds=0) == replace(second, seconds=0)
    assert seen.orders == seen_again.orders


@pytest.mark.parametrize("depth", [0, 1, 3])
def test_a_depth_ends_it_early(depth: int) -> None:
    whole, _ = explored(CHAIN)
    graph, witness = explored(CHAIN, depth=depth)
    far = distances(whole)

    assert graph.depth == depth
    assert graph.states == sum(distance <= depth for distance in far)
    assert graph.unexplored == {state for state in range(graph.states) if far[state] == depth}
    assert {state for state, _ in witness.decided_in} == set(range(graph.states)) - graph.unexplored
    assert not graph.complete
    assert not graph.interrupted


def test_a_depth_that_reaches_everything_leaves_it_complete() -> None:
    whole, _ = explored(CHAIN)
    graph, _ = explored(CHAIN, depth=whole.depth + 1)

    assert graph.complete
    assert replace(graph, seconds=0) == replace(whole, seconds=0)


def test_a_world_that_ends_at_a_depth_is_complete_there() -> None:
    graph, _ = explored(replace(CHAIN, depth=2))

    assert (graph.complete, graph.depth) == (True, 2)
    assert graph.unexplored == {state for state, distance in enumerate(distances(graph)) if distance == 2}
    assert not explored(replace(CHAIN, depth=2), depth=1)[0].complete


def test_what_was_found_stays_where_a_person_ends_it() -> None:
    whole, seen = explored(CHAIN)
    graph, witness = explored(CHAIN, patience=200)

    assert graph.interrupted
    assert not graph.complete
    assert len(witness.decided_in) == graph.decisions == 200
    assert 1 < graph.states < whole.states
    assert witness.orders == seen.orders[: graph.states]
    assert list(graph.parents) == list(whole.parents[: graph.states])
    assert list(graph.dests) == list(whole.dests[: graph.transitions])
    assert graph.seconds > 0


def test_nothing_follows_an_order_that_is_worth_more_than_the_world_has() -> None:
    graph, witness = explored(replace(MODIFIED, highest=VALUE))
    dear = {state for state, order in enumerate(witness.orders) if order.value > VALUE}

    assert dear
    assert graph.unexplored == dear
    assert dear.isdisjoint(graph.sources)
    assert max(order.value for order in witness.orders) == VALUE + UNIT
    assert graph.complete


@pytest.mark.parametrize("modifications", [0, 1, 2])
def test_an_order_is_modified_no_more_often_than_the_world_has_it(modifications: int) -> None:
    _, witness = explored(replace(MODIFIED, modifications=modifications))
    latest = [order.modifications.latest for order in witness.orders]
    numbers = [modification.number for modification in latest if modification is not None]

    assert max(numbers, default=0) == modifications


def test_a_modification_is_asked_for_while_another_is_in_progress_and_previewed_at_any_time() -> None:
    settings = Settings(payment_confirmation="awaited")
    preview = PreviewModification(actor=STORE, at=LOWER.at, request=LOWER.request, offers=LOWER.offers)
    order = start(Flow.COMPLETE, Status.HANDLING, settings, payment=able(value=VALUE))
    world = replace(MODIFIED, starts=(order,), commands=(LOWER, preview, *COURSE), modifications=1)
    _, witness = explored(world)
    given = {0: set[bool](), 1: set[bool]()}
    for state, command in witness.decided_in:
        latest = witness.orders[state].modifications.latest
        if command in given and latest is not None:
            given[command].add(latest.in_progress)

    assert given == {0: {True}, 1: {True, False}}


def test_a_machine_that_fails_is_told_and_exploring_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(order: Order, command: Command) -> Decision:
        if isinstance(command, Cancel) and order.status is Status.WAITING_FOR_MKT_AUTHORIZATION:
            message = "no alternative holds"
            raise LookupError(message)
        return decide(order, command)

    whole, _ = explored(CHAIN)
    monkeypatch.setattr("pedido.verify.exploration.decide", failing)
    graph, witness = explored(CHAIN)
    cancel = next(number for number, command in enumerate(FLOW) if isinstance(command, Cancel))
    waiting = {
        state for state, order in enumerate(witness.orders) if order.status is Status.WAITING_FOR_MKT_AUTHORIZATION
    }

    assert {(state, command) for state, command, _ in witness.errors} == {(state, cancel) for state in waiting} != set()
    assert {said for *_, said in witness.errors} == {"no alternative holds"}
    assert graph.decisions == len(witness.decided_in) + len(witness.errors)
    assert graph.complete
    assert graph.states <= whole.states


def test_progress_is_told_on_the_way() -> None:
    told: list[Progress] = []
    graph = explore(CHAIN, BORN, on_progress=told.append)

    assert told[0] == Progress(states=1, decisions=0, transitions=0, depth=0, waiting=1)
    assert [each.decisions for each in told] == sorted(each.decisions for each in told)
    assert len(told) > graph.depth
    assert all(each.waiting <= each.states <= graph.states for each in told)
    assert told[-1].depth == graph.depth
