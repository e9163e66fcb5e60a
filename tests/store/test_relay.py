"""The relay delivers at least once, for each order in its order, and gives up in the end; on both databases."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from types import TracebackType
from typing import Self

import pytest

from pedido.store import Message, Patience, Relay
from pedido.store.publishers import DeliveryError, RejectedError
from tests.store.doors import Awaited, awaited, invoice, order
from tests.store.test_outbox import Clock


class Killed(BaseException):
    """The process ends."""


PATIENCE = Patience(attempts=3, first_pause=timedelta(seconds=4), longest_pause=timedelta(seconds=4))
Behaviour = Callable[[Message], Awaitable[None]]


class Receiver:
    """A publisher that keeps what it is given, in its order, unless `behaves` raises."""

    def __init__(self, behaves: Behaviour | None = None) -> None:
        self.taken: list[str] = []
        self.behaves = behaves

    async def publish(self, message: Message) -> None:
        if self.behaves is not None:
            await self.behaves(message)
        self.taken.append(message.id)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return


def failing(error: Exception, *ids: str) -> Behaviour:
    """Fail for the messages of these ids; without any, for all."""

    async def behaves(message: Message) -> None:
        if not ids or message.id in ids:
            raise error

    return behaves


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database_url: str, clock: Clock) -> Iterator[Awaited]:
    """Two orders, each with two messages, of its versions 2 and 3."""
    with awaited(database_url, clock=clock) as store:
        for number in (1, 2):
            store.receive(order(number))
            for each in (1, 2):
                store.handle(f"v{number}-01", invoice(each))
        yield store


def deliver(store: Awaited, receiver: Receiver, patience: Patience = PATIENCE) -> int:
    return store.run(Relay(store.store, receiver, patience).deliver())


def test_everything_is_delivered_once_where_nothing_fails(store: Awaited) -> None:
    receiver = Receiver()

    assert deliver(store, receiver) == 2
    assert deliver(store, receiver) == 0

    assert sorted(receiver.taken) == ["v1-01:2:1", "v1-01:3:1", "v2-01:2:1", "v2-01:3:1"]


def test_one_order_is_delivered_in_its_order_and_never_two_at_once(store: Awaited) -> None:
    at_once: dict[str, int] = defaultdict(int)

    async def slow(message: Message) -> None:
        at_once[message.order_id] += 1
        assert at_once[message.order_id] == 1
        await asyncio.sleep(0.01)
        at_once[message.order_id] -= 1

    receiver = Receiver(slow)
    deliver(store, receiver)

    assert [each for each in receiver.taken if each.startswith("v1")] == ["v1-01:2:1", "v1-01:3:1"]


def test_different_orders_are_delivered_at_the_same_time(store: Awaited) -> None:
    both = asyncio.Barrier(2)

    async def wait_for_the_other(message: Message) -> None:
        await both.wait()

    assert deliver(store, Receiver(wait_for_the_other)) == 2


def test_what_follows_a_failed_message_waits_and_other_orders_do_not(store: Awaited) -> None:
    receiver = Receiver(failing(DeliveryError("not now"), "v1-01:2:1"))

    deliver(store, receiver)

    assert receiver.taken == ["v2-01:2:1", "v2-01:3:1"]


def test_a_failed_message_comes_again_when_its_pause_is_over(store: Awaited, clock: Clock) -> None:
    receiver = Receiver(failing(DeliveryError("not now"), "v1-01:2:1"))
    deliver(store, receiver)
    receiver.behaves = None

    assert deliver(store, receiver) == 0
    clock.move(timedelta(seconds=4))
    assert deliver(store, receiver) == 1

    assert receiver.taken[2:] == ["v1-01:2:1", "v1-01:3:1"]


def test_after_its_attempts_a_message_is_a_dead_letter(store: Awaited, clock: Clock) -> None:
    receiver = Receiver(failing(DeliveryError("not now"), "v1-01:2:1"))
    for _ in range(3):
        deliver(store, receiver)
        clock.move(timedelta(minutes=5))

    assert deliver(store, receiver) == 0
    [letter] = store.dead_letters()
    assert (letter.message.id, letter.problem, letter.message.attempt) == ("v1-01:2:1", "not now", 3)


def test_what_a_receiver_will_never_take_is_a_dead_letter_at_once(store: Awaited) -> None:
    deliver(store, Receiver(failing(RejectedError("never"), "v1-01:2:1")))

    [letter] = store.dead_letters()
    assert (letter.message.id, letter.problem, letter.message.attempt) == ("v1-01:2:1", "never", 1)


def test_what_follows_a_dead_letter_is_delivered_once_it_is_revived(store: Awaited) -> None:
    receiver = Receiver(failing(RejectedError("never"), "v1-01:2:1"))
    deliver(store, receiver)
    receiver.behaves = None
    assert deliver(store, receiver) == 0

    store.revive("v1-01:2:1")
    deliver(store, receiver)

    assert receiver.taken[2:] == ["v1-01:2:1", "v1-01:3:1"]


def test_a_message_that_failed_in_the_middle_is_where_it_goes_on(store: Awaited, clock: Clock) -> None:
    receiver = Receiver(failing(DeliveryError("not now"), "v1-01:3:1"))
    deliver(store, receiver)
    receiver.behaves = None
    clock.move(timedelta(seconds=4))

    deliver(store, receiver)

    assert [each for each in receiver.taken if each.startswith("v1")] == ["v1-01:2:1", "v1-01:3:1"]


def test_a_receiver_that_hangs_is_not_waited_for_longer_than_the_lease(store: Awaited) -> None:
    async def hang(message: Message) -> None:
        await asyncio.sleep(3600)

    receiver = Receiver(hang)
    deliver(store, receiver, Patience(attempts=1, lease=timedelta(seconds=0.2)))

    assert {letter.problem for letter in store.dead_letters()} == {"it took too long"}


def test_towards_the_end_of_the_lease_nothing_more_is_begun(store: Awaited) -> None:
    async def slow(message: Message) -> None:
        await asyncio.sleep(0.3)

    receiver = Receiver(slow)
    deliver(store, receiver, Patience(lease=timedelta(seconds=0.5), attempts=1))

    assert len(receiver.taken) <= 2
    assert all(each.endswith(":2:1") for each in receiver.taken)


def test_who_is_stopped_in_the_middle_leaves_its_messages_to_others(store: Awaited, clock: Clock) -> None:
    async def killed(message: Message) -> None:
        raise Killed

    with pytest.raises(Killed):
        deliver(store, Receiver(killed))
    assert deliver(store, Receiver()) == 0

    clock.move(PATIENCE.lease)
    receiver = Receiver()
    deliver(store, receiver)
    assert len(receiver.taken) == 4


def test_pauses_double_up_to_the_longest_and_are_shortened_by_half_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    patience = Patience(first_pause=timedelta(seconds=1), longest_pause=timedelta(seconds=6))

    def pauses(part: float) -> list[float]:
        monkeypatch.setattr("random.uniform", lambda least, most: least + part * (most - least))
        return [patience.pause(attempt).total_seconds() for attempt in (1, 2, 3, 4, 1000)]

    assert pauses(1) == [1, 2, 4, 6, 6]
    assert pauses(0) == [0.5, 1, 2, 3, 3]


def test_the_log_names_a_message_and_not_what_is_in_it(store: Awaited, caplog: pytest.LogCaptureFixture) -> None:
    deliver(store, Receiver(failing(DeliveryError("not now"))))

    assert "message v1-01:2:1 was not delivered, attempt 1: not now" in caplog.text
    assert "value" not in caplog.text


def test_a_publisher_at_fault_does_not_end_the_relay_and_is_not_quoted(
    store: Awaited, caplog: pytest.LogCaptureFixture
) -> None:
    deliver(store, Receiver(failing(ValueError("what the message says"))), Patience(attempts=1))

    assert {letter.problem for letter in store.dead_letters()} == {"the publisher failed with ValueError"}
    assert "what the message says" not in caplog.text


def test_an_output_that_nobody_reads_ends_the_relay(store: Awaited) -> None:
    with pytest.raises(BrokenPipeError):
        deliver(store, Receiver(failing(BrokenPipeError())))
