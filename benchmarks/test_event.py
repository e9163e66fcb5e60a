"""The time that one event takes: an order with a value driven from `created` to `invoiced`."""

from typing import Any

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.peers import EVENTS_PER_CYCLE, Peer, version_of

ORDERS = 100
ROUNDS = 50


def test_event(benchmark: BenchmarkFixture, engine: str, peer: Peer) -> None:
    """A round drives fresh orders; making them is set-up and not timed."""
    benchmark.extra_info.update(engine=engine, version=version_of(peer), events=ORDERS * EVENTS_PER_CYCLE)

    def fresh() -> tuple[tuple[list[Any]], dict[str, Any]]:
        return (peer.orders(ORDERS, value=100),), {}

    def drive(orders: list[Any]) -> None:
        cycle = peer.cycle
        for order in orders:
            cycle(order)

    benchmark.pedantic(drive, setup=fresh, rounds=ROUNDS, warmup_rounds=3)
