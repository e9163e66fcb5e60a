"""An order can be modified any number of times, and the last time is as quick as the first: M3."""

from statistics import median
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import CreateModification, ModificationStatus, Order, PreviewModification, decide
from tests.facts.modifying import create, discounting, increasing, latest, modifiable, preview_of
from tests.orders import VALUE

MANY = 10_000
REPETITIONS = 400


def modified(order: Order, times: int) -> Order:
    """Modify an order so many times: one cent more and one cent less, by turns."""
    for number in range(times):
        order = decide(order, create(discounting(1) if number % 2 else increasing(1))).order
    return order


def seconds(order: Order, command: CreateModification | PreviewModification) -> float:
    """Measure one decision, on an order that nobody has laid the request out on yet."""
    fresh = order.but()
    start = perf_counter()
    decide(fresh, command)
    return perf_counter() - start


@given(times=st.integers(0, 60))
def test_m3_there_is_no_limit_and_none_is_lost(times: int) -> None:
    order = modified(modifiable(), times)
    kept = order.modifications
    assert len(kept) == times
    assert [modification.number for modification in kept] == list(range(1, times + 1))
    assert {modification.status for modification in kept} <= {ModificationStatus.DONE}
    assert order.value == VALUE + times % 2


@pytest.mark.slow
def test_m3_the_ten_thousandth_modification_costs_at_most_twice_as_much_as_the_first() -> None:
    once, often = modifiable(), modified(modifiable(), MANY)
    assert len(often.modifications) == MANY
    assert latest(often).number == MANY
    for command in (create(increasing(1)), preview_of(create(increasing(1)))):
        # By turns, so that a slow moment of the computer hits both alike.
        pairs = [(seconds(once, command), seconds(often, command)) for _ in range(REPETITIONS)]
        first, last = (median(column) for column in zip(*pairs, strict=True))
        assert last <= 2 * first
