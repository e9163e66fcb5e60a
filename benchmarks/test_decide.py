"""The time that a whole decision takes, on a real order: rules, events, effects, next order."""

from datetime import UTC, datetime

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pedido import Actor, Cancel, Resource, Status, decide
from pedido.input import order_of, parse_json, read_text

CALLS = 200
ROUNDS = 100


@pytest.mark.parametrize(
    "name, path, outcome",
    [
        ("first cancel from handling", "examples/orders/handling.json", Status.CANCELLATION_REQUESTED),
        ("refused cancel of a partly invoiced order", "examples/orders/partly-invoiced.json", Status.HANDLING),
    ],
)
def test_cancel(benchmark: BenchmarkFixture, name: str, path: str, outcome: Status) -> None:
    """The first step of the two-step cancellation (C3), and the refusal of a partly invoiced order (C11)."""
    order = order_of(parse_json(read_text(path), path), path)
    store = Actor(id="store", resources=frozenset({Resource.CANCEL_ORDER}))
    command = Cancel(actor=store, at=datetime(2026, 1, 1, tzinfo=UTC), reason="out of stock")
    assert decide(order, command).order.status is outcome
    benchmark.extra_info.update(decision=name, decisions=CALLS)

    def drive() -> None:
        for _ in range(CALLS):
            decide(order, command)

    benchmark.pedantic(drive, rounds=ROUNDS, warmup_rounds=5)
