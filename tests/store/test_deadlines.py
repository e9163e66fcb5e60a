"""What is over by itself is seen to by whoever passes time, each order by one of them; on both databases."""

import asyncio
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from pedido import Cancel, Status
from pedido.order.actor import PLATFORM
from pedido.order.parts import Deadline
from pedido.order.status import DeadlineKind
from pedido.store import Answer, UnknownStatusError
from pedido.store.handling import Outcome
from tests.orders import NOW, STORE
from tests.store.doors import Awaited, awaited, order, rows
from tests.store.test_outbox import Clock

LEASE = timedelta(minutes=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database_url: str, clock: Clock) -> Iterator[Awaited]:
    with awaited(database_url, clock=clock) as store:
        yield store


def pass_time(store: Awaited, limit: int = 10) -> list[Outcome]:
    outcomes: list[Outcome] = store.pass_time(lease=LEASE, limit=limit)
    return outcomes


def statuses(outcomes: list[Outcome]) -> list[tuple[str, Status]]:
    return sorted((outcome.order_id, outcome.status) for outcome in outcomes if isinstance(outcome, Answer))


def never_over(number: int = 1) -> Deadline:
    """Make a deadline that the order's own column will not agree with."""
    return Deadline(DeadlineKind.CANCELLATION_WINDOW, NOW + timedelta(days=number))


def test_a_cancellation_request_that_nobody_decides_for_30_days_is_carried_out(store: Awaited, clock: Clock) -> None:
    """C10."""
    store.receive(order())
    store.handle("v1-01", Cancel(actor=STORE, at=NOW))

    clock.move(timedelta(days=30) - timedelta(microseconds=1))
    assert pass_time(store) == []

    clock.move(timedelta(microseconds=1))
    assert statuses(pass_time(store)) == [("v1-01", Status.CANCELED)]


def test_the_cancellation_window_closes_after_30_minutes(store: Awaited, clock: Clock) -> None:
    """F3: also of an order that was received within it."""
    store.receive(order(status=Status.WINDOW_TO_CANCEL))

    clock.move(timedelta(minutes=30))

    assert statuses(pass_time(store)) == [("v1-01", Status.READY_FOR_HANDLING)]


def test_the_history_says_that_the_platform_passed_time(store: Awaited, clock: Clock) -> None:
    store.receive(order(status=Status.WINDOW_TO_CANCEL))
    clock.move(timedelta(minutes=31))
    pass_time(store)

    entry = store.history("v1-01")[-1]

    assert (entry.trigger, entry.actor, entry.at) == ("pass_time", PLATFORM.id, clock.now)


def test_what_is_over_is_over_once(store: Awaited, clock: Clock) -> None:
    store.receive(order(status=Status.WINDOW_TO_CANCEL))
    clock.move(timedelta(minutes=31))
    pass_time(store)

    assert pass_time(store) == []


def test_what_was_decided_in_time_is_left_alone(store: Awaited, clock: Clock) -> None:
    store.receive(order())
    for _ in range(2):
        store.handle("v1-01", Cancel(actor=STORE, at=NOW))
    clock.move(timedelta(days=31))

    assert pass_time(store) == []


def test_the_longest_overdue_come_first_and_no_more_than_asked_for(store: Awaited, clock: Clock) -> None:
    for number in (1, 2, 3):
        changed_at = NOW - timedelta(minutes=number)
        store.receive(order(number, Status.WINDOW_TO_CANCEL, changed_at=changed_at))
    clock.move(timedelta(hours=1))

    assert [order_id for order_id, _ in statuses(pass_time(store, limit=2))] == ["v2-01", "v3-01"]
    assert [order_id for order_id, _ in statuses(pass_time(store, limit=2))] == ["v1-01"]


def claimed_too_early(store: Awaited, url: str) -> None:
    """Have the database take an order for overdue that is not."""
    store.receive(order(1, Status.WINDOW_TO_CANCEL, deadline=never_over()))
    rows(url, "UPDATE orders SET due = '2026-01-01' WHERE order_id = 'v1-01'")


def test_an_order_for_which_time_does_not_pass_is_looked_at_again_later(
    store: Awaited, clock: Clock, database_url: str
) -> None:
    claimed_too_early(store, database_url)

    [refused] = pass_time(store)
    assert isinstance(refused, Answer)
    assert not refused.allowed
    assert pass_time(store) == []

    clock.move(LEASE)
    assert len(pass_time(store)) == 1


def test_an_order_for_which_time_does_not_pass_is_in_nobodys_way(
    store: Awaited, clock: Clock, database_url: str
) -> None:
    claimed_too_early(store, database_url)
    store.receive(order(2, Status.WINDOW_TO_CANCEL))
    clock.move(timedelta(minutes=31))

    pass_time(store, limit=1)

    assert statuses(pass_time(store, limit=1)) == [("v2-01", Status.READY_FOR_HANDLING)]


@pytest.mark.parametrize("snapshot", ["{}", "not even JSON", json.dumps({"status": "nowhere"})])
def test_an_order_that_cannot_be_read_is_in_nobodys_way(
    store: Awaited, clock: Clock, database_url: str, snapshot: str
) -> None:
    for number in (1, 2):
        store.receive(order(number, Status.WINDOW_TO_CANCEL))
    rows(database_url, f"UPDATE orders SET snapshot = '{snapshot}' WHERE order_id = 'v1-01'")
    clock.move(timedelta(minutes=31))

    outcomes = pass_time(store)

    assert [outcome for outcome in outcomes if isinstance(outcome, UnknownStatusError)]
    assert statuses(outcomes) == [("v2-01", Status.READY_FOR_HANDLING)]


def test_an_order_that_somebody_is_at_is_claimed_by_nobody_else(store: Awaited, clock: Clock) -> None:
    store.receive(order(status=Status.WINDOW_TO_CANCEL))
    clock.move(timedelta(minutes=31))

    async def both() -> list[list[Outcome]]:
        return await asyncio.gather(*(store.store.pass_time(lease=LEASE, limit=10) for _ in range(5)))

    assert sorted(map(len, store.run(both()))) == [0, 0, 0, 0, 1]
