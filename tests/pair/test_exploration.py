"""Exploring two stores: every interleaving, each state once, always in the same order, and for real."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import PaymentStatus, Status
from pedido.order.order import Order
from pedido.pair import PROTOCOL, CancellationRequested, Message, OrderCanceled, Store
from pedido.pair.exploration import ROOM, explore_pair
from pedido.pair.graph import PairGraph, PairState, PairStep
from pedido.pair.reach import reaching, settled
from pedido.pair.replay import ReplayedDelivery, replay_pair
from pedido.pair.world import PAIR_WORLDS
from pedido.verify.exploration import Progress
from tests.pair.breaking import only

SMALL = only("authorize_payment", "customer_cancel", "cancel")


def test_the_start_is_state_0_and_every_other_state_comes_from_one_before_it(graphs: list[PairGraph]) -> None:
    for graph in graphs:
        assert (graph.parents[0], graph.via[0]) == (-1, -1)
        assert all(parent < state for state, parent in enumerate(graph.parents))
        assert len(graph.states) == len(graph.parents) == len(graph.via)


def test_a_queue_delivers_in_the_order_in_which_it_was_fed() -> None:
    graph = explore_pair(SMALL)
    for source, by, dest in zip(graph.sources, graph.by, graph.dests, strict=True):
        before, after, step = graph.states[source], graph.states[dest], graph.steps[by]
        arriving, arrived = _queue(before, step.store), _queue(after, step.store)
        leaving, left = _queue(before, step.store.other), _queue(after, step.store.other)
        assert arrived == (arriving[1:] if step.command is None else arriving)
        assert left[: len(leaving)] == leaving


def test_no_store_gives_a_command_that_finds_no_room_for_its_messages() -> None:
    graph = explore_pair(SMALL)
    fed = [
        len(_queue(graph.states[dest], graph.steps[by].store.other))
        for source, by, dest in zip(graph.sources, graph.by, graph.dests, strict=True)
        if graph.steps[by].command is not None and graph.states[source].to_seller != graph.states[dest].to_seller
    ]
    assert max(fed) == ROOM


def test_two_explorations_find_the_same() -> None:
    first, second = explore_pair(SMALL), explore_pair(SMALL)
    assert (first.states, first.sources, first.by, first.dests) == (
        second.states,
        second.sources,
        second.by,
        second.dests,
    )


def test_a_depth_ends_it_early_and_names_what_was_not_looked_at() -> None:
    whole, part = explore_pair(SMALL), explore_pair(SMALL, depth=2)
    assert (whole.unexplored, whole.interrupted) == (set(), False)
    assert part.depth == 2
    assert part.unexplored
    assert all(len(part.way_to(state)) == 3 for state in part.unexplored)


def test_progress_is_told_on_the_way() -> None:
    told: list[Progress] = []
    graph = explore_pair(SMALL, on_progress=told.append)
    assert [progress.depth for progress in told] == list(range(graph.depth + 1))
    assert told[0].states == 1


def test_an_interruption_keeps_what_was_found() -> None:
    def interrupt(progress: Progress) -> None:
        if progress.depth == 2:
            raise KeyboardInterrupt

    graph = explore_pair(SMALL, on_progress=interrupt)
    assert graph.interrupted
    assert graph.depth == 2
    assert graph.unexplored == set(range(len(graph.states))) - set(graph.sources)
    assert len(graph.states) > 1


def test_where_a_queue_is_too_long_nothing_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pedido.pair.exploration.LIMIT", 1)
    graph = explore_pair(SMALL)
    assert {len(graph.states[state].to_seller) for state in graph.unexplored} == {2}
    assert not graph.unexplored & set(graph.sources)


@given(data=st.data())
def test_every_way_goes_the_same_for_real(graphs: list[PairGraph], data: st.DataObject) -> None:
    """What the abstraction forgets makes no difference: orders that have forgotten nothing go the same way."""
    number = data.draw(st.sampled_from(range(len(PAIR_WORLDS))))
    graph = graphs[number]
    way = graph.way_to(data.draw(st.integers(0, len(graph.states) - 1)))
    steps = [graph.steps[graph.via[state]] for state in way[1:]]
    for state, step in zip(way[1:], replay_pair(PAIR_WORLDS[number].starts, steps), strict=True):
        assert _seen_of(step.order) == _seen_of(getattr(graph.states[state], step.store))


def test_a_way_for_real_gives_each_request_an_id_of_its_own_and_waits_where_time_passes() -> None:
    world = PAIR_WORLDS[0]
    cancel, time = (
        next(command for command in world.commands[Store.MARKETPLACE] if command.trigger == trigger)
        for trigger in ("cancel", "pass_time")
    )
    steps = [PairStep(Store.MARKETPLACE, cancel), PairStep(Store.SELLER, time), PairStep(Store.MARKETPLACE)]
    canceled, late, delivered = replay_pair(world.starts, steps, PROTOCOL)
    assert canceled.order.cancellation_requests[0].id == "marketplace-1-cancellation-1"
    assert (late.waited.days, late.order.status) == (400, Status.CANCELED)
    assert isinstance(delivered, ReplayedDelivery)
    assert (delivered.message, delivered.order.status) == (OrderCanceled(), Status.CANCELED)


def test_what_deliveries_alone_come_to_is_where_nothing_can_be_delivered() -> None:
    graph = explore_pair(SMALL)
    ends = settled(graph, range(len(graph.states)))
    assert ends
    assert all(graph.states[state].delivered for state in ends)
    assert not ends & set(graph.deliveries)


def test_where_a_message_waits_the_stores_go_on_until_it_is_delivered(graphs: list[PairGraph]) -> None:
    graph = graphs[1]
    waiting = next(
        number
        for number, state in enumerate(graph.states)
        if state.to_marketplace and not state.to_seller and number not in graph.deliveries
    )
    assert {graph.states[state].marketplace.status for state in settled(graph, [waiting])} >= {
        Status.PAYMENT_APPROVED,
        Status.CANCELED,
    }


def test_every_state_before_a_target_reaches_it() -> None:
    graph = explore_pair(SMALL)
    target = next(number for number, state in enumerate(graph.states) if state.agrees)
    assert set(graph.way_to(target)) <= reaching(graph, [target])
    assert reaching(graph, []) == set()


def test_a_state_knows_whether_the_orders_have_ended_and_agree(graphs: list[PairGraph]) -> None:
    graph = graphs[0]
    asked = next(state for state in graph.states if CancellationRequested("marketplace") in state.to_seller)
    assert (asked.delivered, asked.ended, asked.agrees) == (False, False, False)
    agreed = next(state for state in graph.states if state.agrees)
    assert agreed.ended
    assert agreed.marketplace.payment.status is PaymentStatus.CANCELED


def _queue(state: PairState, store: Store) -> tuple[Message, ...]:
    return state.to_marketplace if store is Store.MARKETPLACE else state.to_seller


def _seen_of(order: Order) -> tuple[object, ...]:
    payment = order.payment
    return order.status, order.invoiced, order.reservation, payment.status, payment.settled, payment.refunded
