"""Messages are claimed for a while, order per order, and what follows a message waits for it; on both databases."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from pedido.store import Message, UnknownMessageError
from pedido.store.moment import moment_text
from pedido.store.outbox import Delivery
from tests.orders import NOW
from tests.store.doors import Awaited, awaited, invoice, order

LEASE = timedelta(minutes=1)


class Clock:
    """Stands still until it is moved on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, span: timedelta) -> None:
        self.now += span


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database_url: str, clock: Clock) -> Iterator[Awaited]:
    """Three orders, each with three messages, of its versions 2 to 4."""
    with awaited(database_url, clock=clock) as store:
        for number in (1, 2, 3):
            store.receive(order(number))
            for each in (1, 2, 3):
                store.handle(f"v{number}-01", invoice(each))
        yield store


def claim(store: Awaited, orders: int = 10, each: int = 10) -> list[list[Message]]:
    found: list[list[Message]] = store.claim_messages(lease=LEASE, orders=orders, each=each)
    return found


def ids(claimed: list[list[Message]]) -> list[list[str]]:
    return sorted([message.id for message in messages] for messages in claimed)


def give_up(store: Awaited, message: Message) -> None:
    store.settle_messages([Delivery(message, failed=message, problem="no")])


def test_messages_are_claimed_order_per_order_in_their_order(store: Awaited) -> None:
    assert ids(claim(store)) == [[f"v{number}-01:{version}:1" for version in (2, 3, 4)] for number in (1, 2, 3)]


def test_a_message_says_what_is_to_be_done(store: Awaited) -> None:
    document = claim(store, orders=1, each=1)[0][0].document()

    assert document.keys() == {"id", "order_id", "version", "position", "kind", "body"}
    assert (document["kind"], document["body"]) == ("settle_payment", {"value": 10})


def test_no_more_is_claimed_than_was_asked_for(store: Awaited) -> None:
    assert [len(messages) for messages in claim(store, orders=2, each=2)] == [2, 2]


def test_what_is_leased_is_not_claimed(store: Awaited) -> None:
    first = claim(store, orders=2)

    assert not {messages[0].order_id for messages in claim(store)} & {messages[0].order_id for messages in first}
    assert claim(store) == []


def test_what_follows_a_leased_message_is_not_claimed_either(store: Awaited) -> None:
    claim(store, each=1)

    assert claim(store) == []


def test_a_message_that_is_written_meanwhile_waits_for_those_before_it(store: Awaited) -> None:
    claim(store)
    store.handle("v1-01", invoice(4))

    assert claim(store) == []


def test_a_lease_that_is_over_gives_the_same_messages_again(store: Awaited, clock: Clock) -> None:
    first = claim(store)
    clock.move(LEASE)

    again = claim(store)

    assert ids(again) == ids(first)
    assert {messages[0].attempt for messages in again} == {2}


def test_what_was_delivered_is_gone(store: Awaited, clock: Clock) -> None:
    store.settle_messages([Delivery(messages[0], last=messages[-1]) for messages in claim(store)])
    clock.move(LEASE)

    assert claim(store) == []


def test_what_was_delivered_in_part_goes_on_behind_it(store: Awaited) -> None:
    [messages] = claim(store, orders=1)
    store.settle_messages([Delivery(messages[0], last=messages[1])])

    assert [messages[2].id] in ids(claim(store))


def test_a_failed_message_holds_back_what_follows_it_until_it_is_due_again(store: Awaited, clock: Clock) -> None:
    [[first, *_]] = claim(store, orders=1)
    again_at = moment_text(NOW + timedelta(seconds=5))
    store.settle_messages([Delivery(first, failed=first, problem="no", again_at=again_at)])

    assert first.order_id not in {messages[0].order_id for messages in claim(store)}

    clock.move(timedelta(seconds=5))
    assert [messages[0].id for messages in claim(store)] == [first.id]


def test_a_dead_letter_says_why_it_was_given_up(store: Awaited) -> None:
    [[message, *_]] = claim(store, orders=1)
    give_up(store, message)

    [letter] = store.dead_letters()

    assert (letter.message, letter.problem, letter.dead_at) == (message, "no", moment_text(NOW))


def test_behind_a_dead_letter_nothing_is_delivered(store: Awaited, clock: Clock) -> None:
    for messages in claim(store):
        give_up(store, messages[0])
    clock.move(timedelta(days=100))

    assert claim(store) == []


def test_a_revived_letter_is_delivered_and_counted_anew(store: Awaited) -> None:
    [[message, *followers]] = claim(store, orders=1)
    give_up(store, message)
    store.revive(message.id)

    again = next(messages for messages in claim(store) if messages[0].order_id == message.order_id)

    assert again == [message, *followers]
    assert store.dead_letters() == ()


def test_behind_a_discarded_letter_the_rest_goes_on(store: Awaited) -> None:
    [[message, *followers]] = claim(store, orders=1)
    give_up(store, message)
    store.discard(message.id)

    assert [follower.id for follower in followers] in ids(claim(store))
    assert store.dead_letters() == ()


@pytest.mark.parametrize(
    "message_id", ["v1-01:2:1", "v9-01:2:1", "v1-01", "", "::", "v1-01:2:-1", "v1-01:2:²", f"v1-01:2:{10**30}"]
)
@pytest.mark.parametrize("name", ["revive", "discard"])
def test_only_a_dead_letter_is_revived_or_discarded(store: Awaited, name: str, message_id: str) -> None:
    with pytest.raises(UnknownMessageError, match="there is no dead letter"):
        getattr(store, name)(message_id)


def test_an_id_is_understood_whatever_colons_the_orders_has(store: Awaited) -> None:
    store.receive(order().but(order_id="a:7:1"))
    store.handle("a:7:1", invoice(1))
    message = next(messages[0] for messages in claim(store) if messages[0].order_id == "a:7:1")
    give_up(store, message)

    store.revive("a:7:1:2:1")

    assert ids(claim(store)) == [["a:7:1:2:1"]]


def test_dead_letters_are_listed_from_the_oldest(store: Awaited, clock: Clock) -> None:
    for messages in reversed(claim(store)):
        clock.move(timedelta(seconds=1))
        give_up(store, messages[0])

    assert [letter.message.order_id for letter in store.dead_letters(2)] == ["v3-01", "v2-01"]


def test_who_lost_the_lease_brings_back_nothing_that_was_delivered(store: Awaited, clock: Clock) -> None:
    [[late, *_]] = claim(store, orders=1)
    clock.move(LEASE)
    store.settle_messages([Delivery(messages[0], last=messages[-1]) for messages in claim(store)])

    store.settle_messages([Delivery(late, failed=late, problem="no", again_at=moment_text(NOW))])

    assert claim(store) == []


def test_who_lost_the_lease_may_still_say_that_it_delivered(store: Awaited, clock: Clock) -> None:
    [[late, *rest]] = claim(store, orders=1)
    clock.move(LEASE)
    claim(store)

    store.settle_messages([Delivery(late, last=late)])

    clock.move(LEASE)
    assert [message.id for message in rest] in ids(claim(store))


def test_who_lost_the_lease_does_not_break_the_claim_of_another(store: Awaited, clock: Clock) -> None:
    [[late, *_]] = claim(store, orders=1)
    clock.move(LEASE)
    claim(store)

    store.settle_messages([Delivery(late, failed=late, problem="no", again_at=moment_text(NOW))])

    assert claim(store) == []


def test_who_lost_the_lease_does_not_bring_back_a_dead_letter(store: Awaited, clock: Clock) -> None:
    [[late, *_]] = claim(store, orders=1)
    clock.move(LEASE)
    [given_up] = [messages[0] for messages in claim(store) if messages[0].id == late.id]
    give_up(store, given_up)

    store.settle_messages([Delivery(late, failed=late, problem="no", again_at=moment_text(NOW))])

    assert [letter.message.id for letter in store.dead_letters()] == [late.id]
