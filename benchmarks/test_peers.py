"""What is measured is really done: every engine moves, refuses, and knows what is not available."""

from benchmarks.peers import CANCELLABLE, STEPS, Peer


def test_moves_through_the_whole_table(peer: Peer) -> None:
    (order,) = peer.orders(1, value=100)
    for trigger, source, destination in STEPS:
        assert peer.status(order) == source
        assert peer.fire(order, trigger)
        assert peer.status(order) == destination


def test_refuses_where_the_guard_fails(peer: Peer) -> None:
    (order,) = peer.orders(1, value=0)
    for trigger in ("approve", "cancel"):
        assert not peer.fire(order, trigger)
        assert peer.status(order) == "created"


def test_cancels_from_each_of_the_first_four(peer: Peer) -> None:
    for steps in range(len(CANCELLABLE)):
        (order,) = peer.orders(1, value=100)
        for trigger, _, _ in STEPS[:steps]:
            assert peer.fire(order, trigger)
        assert peer.fire(order, "cancel")
        assert peer.status(order) == "canceled"


def test_does_nothing_where_the_event_is_not_available(peer: Peer) -> None:
    (order,) = peer.orders(1, value=100)
    assert not peer.fire(order, "invoice")
    assert peer.status(order) == "created"


def test_the_timed_cycle_ends_invoiced(peer: Peer) -> None:
    orders = peer.orders(3, value=100)
    peer.cycle(orders[1])
    assert [peer.status(order) for order in orders] == ["created", "invoiced", "created"]
