"""Whatever is done to the store, in whatever order, it does as a store of lists and dicts would: on both databases."""

import asyncio
from datetime import timedelta
from itertools import count
from types import TracebackType
from typing import Any, ClassVar, Final, Self
from zlib import crc32

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from pedido import COMMANDS, Command, Flow, Order, Status, decide
from pedido.customer import Customer
from pedido.store.async_store import AsyncStore
from pedido.store.envelope import Envelope
from pedido.store.errors import StoreError
from pedido.store.handling import Outcome
from pedido.store.journal import NoSuchVersionError
from pedido.store.message import Message
from pedido.store.publishers.publisher import DeliveryError, RejectedError
from pedido.store.relay import Patience, Relay
from pedido.store.schema import ANSWERS, CUSTOMERS, ORDERS, OUTBOX
from pedido.store.store import Store
from tests.orders import NOW, STORE, order_in
from tests.random_orders import ORDERS as ANY_ORDERS
from tests.random_orders import commands, modifiable_orders
from tests.store.crash.telling import told_of
from tests.store.plain_store import FAILED, REJECTED, PlainStore

LEASE: Final = timedelta(seconds=30)
PATIENCE: Final = Patience(
    attempts=3, first_pause=timedelta(seconds=10), longest_pause=timedelta(seconds=10), lease=LEASE, each=2
)
WAITS: Final = st.sampled_from([timedelta(minutes=1), timedelta(minutes=30), timedelta(days=31)])
"""Each is longer than any lease and any pause."""

NAMES: Final = st.sampled_from(["1", "10", "2", "A", "a", "é"])
KEYS: Final = st.sampled_from([None, None, "k1", "k2", "K1", "ключ"])
RESTING: Final = st.sampled_from(
    [Status.WINDOW_TO_CANCEL, Status.READY_FOR_HANDLING, Status.HANDLING, Status.CANCELLATION_REQUESTED]
)
ARRIVING: Final = (
    st.builds(order_in, RESTING, st.sampled_from([Flow.COMPLETE, Flow.SELLER])) | modifiable_orders() | ANY_ORDERS
)

JOAO: Final = Customer(names=("João da Silva",), email="Joao@example.com", documents=("123.456.789-09",))
JOANA: Final = Customer(names=("Joana Souza", "Silva & Cia"), email="joana@example.com")
SHOP: Final = Customer(names=("Éclair Ltda",), email="joao@EXAMPLE.com", documents=("12.345.678/0001-95", "123456"))
CUSTOMERS_: Final = st.sampled_from([None, JOAO, JOANA, SHOP])

SEARCHES: Final = st.sampled_from(
    [
        ({"name": "joa"}, [JOAO, JOANA]),
        ({"name": "SILVA joao"}, [JOAO]),
        ({"name": "silva"}, [JOAO, JOANA]),
        ({"name": "ilva"}, []),
        ({"name": "ecla"}, [SHOP]),
        ({"email": " JOAO@example.com"}, [JOAO, SHOP]),
        ({"email": "joao"}, []),
        ({"document": "12345678909"}, [JOAO]),
        ({"document": "12345678/0001.95"}, [SHOP]),
        ({"name": "joao", "email": "joao@example.com"}, [JOAO]),
    ]
)
PEOPLE: Final = st.sampled_from(
    [
        ({"email": "joao@example.com"}, [JOAO, SHOP]),
        ({"document": "123 456"}, [SHOP]),
        ({"email": "joana@example.com", "document": "123.456.789-09"}, [JOAO, JOANA]),
        ({"email": "nobody@example.com"}, []),
    ]
)

_EXAMPLES = count()


class Fate:
    """A publisher that rejects one of so many messages, fails with another, and lets the rest arrive."""

    def __init__(self, salt: int, chances: int = 5) -> None:
        self._salt = salt
        self._chances = chances
        self.arrived: list[dict[str, Any]] = []

    def of(self, message_id: str) -> str | None:
        """Tell what becomes of a message; None: it arrives. In every example it is the same for the same place."""
        _prefix, message = message_id.split("-", 1)
        return {0: REJECTED, 1: FAILED}.get(crc32(f"{self._salt} {message}".encode()) % self._chances)

    async def publish(self, message: Message) -> None:
        fate = self.of(message.id)
        if fate is not None:
            raise {FAILED: DeliveryError, REJECTED: RejectedError}[fate](fate)
        self.arrived.append(message.document())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


class BothStores(RuleBasedStateMachine):
    """Does the same to both stores, and compares what they say."""

    url: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.prefix = f"{next(_EXAMPLES):06}"
        self.plain = PlainStore(lambda: self.now)
        self.store = Store(self.url, clock=lambda: self.now)
        with self.store._engine.connect() as connection:
            for table in (
                ORDERS,
                OUTBOX,
                ANSWERS,
                CUSTOMERS,
            ):  # the journal is for ever, and its ids are not used again
                connection.execute(table.delete())
        self.before = self.store.replay().orders

    def teardown(self) -> None:
        try:
            found = self.store.replay()
            assert [each for each in found.differences if each.order_id.startswith(self.prefix)] == []
            assert found.orders - self.before == len(self.plain.orders)
        finally:
            self.store.close()

    def id(self, name: str) -> str:
        return f"{self.prefix}-{name}"

    def key(self, name: str | None) -> str | None:
        return f"{self.prefix} {name}" if name is not None else None

    def known(self) -> st.SearchStrategy[str]:
        return st.sampled_from(sorted(self.plain.orders))

    def command(self, data: st.DataObject, order_id: str) -> Command:
        kept = self.plain.orders.get(order_id)
        return data.draw(commands(kept.order if kept is not None else order_in(Status.HANDLING)))

    @initialize(statuses=st.lists(RESTING, min_size=2, max_size=4))
    def begin(self, statuses: list[Status]) -> None:
        for status, name in zip(statuses, ["1", "10", "a", "é"], strict=False):
            self.receives(order_in(status, order_id=self.id(name)), JOAO)

    @rule(order=ARRIVING, name=NAMES, customer=CUSTOMERS_)
    def receive(self, order: Order, name: str, customer: Customer | None) -> None:
        self.receives(order.but(order_id=self.id(name)), customer)

    @rule(data=st.data(), customer=CUSTOMERS_)
    def receive_again(self, data: st.DataObject, customer: Customer | None) -> None:
        kept = self.plain.orders[data.draw(self.known())]
        self.receives(kept.journal[0].order, customer)

    def receives(self, order: Order, customer: Customer | None) -> None:
        expected = self.plain.receive(order, customer)
        if isinstance(expected, type):
            with pytest.raises(expected):
                self.store.receive(order, customer)
        else:
            assert self.store.receive(order, customer) == expected

    @rule(data=st.data(), name=NAMES, key=KEYS)
    def handle(self, data: st.DataObject, name: str, key: str | None) -> None:
        envelope = Envelope(self.id(name), self.command(data, self.id(name)), self.key(key))

        assert_alike(self.handled(envelope), self.plain.give(envelope))

    @rule(data=st.data(), key=KEYS)
    def go_on(self, data: st.DataObject, key: str | None) -> None:
        order = self.plain.orders[data.draw(self.known())].order
        typical = [kind.typical(order, STORE, self.now) for kind in COMMANDS.values()]
        telling = [command for command in typical if [*told_of("", 1, decide(order, command))]] or typical
        envelope = Envelope(order.order_id, data.draw(st.sampled_from(telling)), self.key(key))

        assert_alike(self.handled(envelope), self.plain.give(envelope))

    @rule(data=st.data(), key=KEYS)
    def handle_twice(self, data: st.DataObject, key: str | None) -> None:
        order_id = data.draw(self.known())
        envelope = Envelope(order_id, self.command(data, order_id), self.key(key))
        later = envelope.command.model_copy(update={"at": envelope.command.at + timedelta(seconds=1)})

        for given in (envelope, Envelope(order_id, later, envelope.key)):
            assert_alike(self.handled(given), self.plain.give(given))

    def handled(self, envelope: Envelope) -> Outcome:
        try:
            return self.store.handle(envelope.order_id, envelope.command, key=envelope.key)
        except StoreError as error:
            return error

    @rule(data=st.data(), names=st.lists(st.tuples(NAMES, KEYS), max_size=6), chunk=st.sampled_from([1, 3, 200]))
    def handle_many(self, data: st.DataObject, names: list[tuple[str, str | None]], chunk: int) -> None:
        envelopes = [Envelope(self.id(name), self.command(data, self.id(name)), self.key(key)) for name, key in names]
        envelopes += data.draw(st.lists(st.sampled_from(envelopes), max_size=2)) if envelopes else []

        outcomes = self.store.handle_many(envelopes, chunk=chunk)

        for outcome, envelope in zip(outcomes, envelopes, strict=True):
            assert_alike(outcome, self.plain.give(envelope))

    @rule(time=WAITS)
    def wait(self, time: timedelta) -> None:
        self.now += time

    @rule()
    def pass_time(self) -> None:
        async def passed() -> list[Outcome]:
            async with AsyncStore(self.url, clock=lambda: self.now) as store:
                return await store.pass_time(lease=LEASE, limit=100)

        outcomes, expected = asyncio.run(passed()), self.plain.pass_time(LEASE)

        assert sorted(map(_written, outcomes)) == sorted(map(_written, expected))

    @rule(salt=st.integers(0, 1000))
    def deliver(self, salt: int) -> None:
        self.delivers(Fate(salt))

    def delivers(self, publisher: Fate) -> None:

        async def delivered() -> None:
            async with AsyncStore(self.url, clock=lambda: self.now) as store:
                await Relay(store, publisher, PATIENCE).deliver()

        asyncio.run(delivered())
        expected = self.plain.deliver(
            publisher.of,
            lease=LEASE,
            each=PATIENCE.each,
            pause=PATIENCE.first_pause,
            attempts=PATIENCE.attempts,
        )

        places = [(message["order_id"], message["version"], message["position"]) for message in publisher.arrived]
        assert sorted(publisher.arrived, key=_place) == sorted(expected, key=_place)
        for order_id in self.plain.orders:
            of_order = [place for place in places if place[0] == order_id]
            assert of_order == sorted(of_order)

    @rule()
    def claim_and_die(self) -> None:
        async def claimed() -> list[list[Message]]:
            async with AsyncStore(self.url, clock=lambda: self.now) as store:
                return await store.claim_messages(lease=LEASE, orders=100, each=2)

        found = sorted([message.id for message in messages] for messages in asyncio.run(claimed()))

        assert found == sorted([message.id for message in messages] for messages in self.plain.claim(LEASE, 2))

    @rule(data=st.data(), discard=st.booleans())
    def see_to_a_dead_letter(self, data: st.DataObject, discard: bool) -> None:
        if not self.plain.dead():
            self.delivers(Fate(0, chances=1))
        if not self.plain.dead():
            return
        message = data.draw(st.sampled_from(self.plain.dead()))
        if discard:
            self.store.discard(message.id)
            self.plain.orders[message.document["order_id"]].outbox.remove(message)
        else:
            self.store.revive(message.id)
            message.dead, message.attempts, message.due = False, 0, self.now

    @rule(search=SEARCHES, limit=st.integers(1, 3))
    def find_customers(self, search: tuple[dict[str, str], list[Customer]], limit: int) -> None:
        given, whose = search

        expected = self.plain.find(lambda kept: kept.customer in whose)

        assert self.found(limit=limit, **given) == expected

    @rule(status=RESTING, limit=st.integers(1, 3))
    def find_in_status(self, status: Status, limit: int) -> None:
        assert self.found(limit=limit, status=status) == self.plain.in_status(status)

    @rule(name=NAMES)
    def find_one(self, name: str) -> None:
        expected = self.plain.find(lambda kept: kept.order.order_id == self.id(name))

        assert self.found(order_id=self.id(name)) == expected

    def found(self, *, limit: int = 50, **criteria: Any) -> list[tuple[str, str, int]]:
        """Find a page after the other; each but the last is full."""
        orders: list[tuple[str, str, int]] = []
        after = None
        while len(orders) <= len(self.plain.orders):
            page = self.store.find(**criteria, after=after, limit=limit)
            orders += page.orders
            after = page.next
            if after is None:
                break
            assert len(page.orders) == limit
        return orders

    @rule(person=PEOPLE)
    def erase_person(self, person: tuple[dict[str, str], list[Customer]]) -> None:
        given, whose = person

        assert self.store.erase_person(**given) == self.plain.erase(whose)

    @rule(data=st.data())
    def erase_customer(self, data: st.DataObject) -> None:
        order_id = data.draw(self.known())
        kept = self.plain.orders[order_id]

        assert self.store.erase_customer(order_id) == (kept.customer is not None)
        kept.customer = None

    @rule(data=st.data(), beyond=st.integers(-1, 1))
    def look_back(self, data: st.DataObject, beyond: int) -> None:
        order_id = data.draw(self.known())
        kept = self.plain.orders[order_id]
        versions = range(1, kept.version + 1)
        version = data.draw(st.sampled_from(versions)) if not beyond else {-1: 0, 1: kept.version + 1}[beyond]
        if version in versions:
            assert self.store.order_at(order_id, version) == kept.journal[version - 1].order
        else:
            with pytest.raises(NoSuchVersionError):
                self.store.order_at(order_id, version)

    @rule(data=st.data())
    def read(self, data: st.DataObject) -> None:
        order_id = data.draw(self.known())
        kept = self.plain.orders[order_id]

        assert self.store.load(order_id) == (kept.order, kept.version)
        assert self.store.customer(order_id) == kept.customer
        entries = self.store.history(order_id)
        assert [entry.version for entry in entries] == list(range(1, kept.version + 1))
        assert entries[0].received == kept.journal[0].order
        assert [(entry.trigger, entry.actor, entry.at, entry.events) for entry in entries] == [
            happened[:4] for happened in kept.journal
        ]

    @rule(ago=st.sampled_from([timedelta(0), timedelta(minutes=10), timedelta(days=10)]))
    def forget_answers(self, ago: timedelta) -> None:
        assert self.store.forget_answers(self.now - ago) == self.plain.forget_answers(self.now - ago)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store(self.url, clock=lambda: self.now)

    @invariant()
    def the_same_messages_wait(self) -> None:
        with self.store._engine.connect() as connection:
            rows = connection.execute(OUTBOX.select().order_by(OUTBOX.c.order_id, OUTBOX.c.version, OUTBOX.c.position))
            found = [
                (f"{row.order_id}:{row.version}:{row.position}", row.attempts, row.dead_at is not None) for row in rows
            ]

        assert found == [(message.id, message.attempts, message.dead) for message in self.plain.waiting()]

    @invariant()
    def the_same_messages_are_dead(self) -> None:
        found = {letter.message.id: letter.message.document() for letter in self.store.dead_letters()}

        assert found == {message.id: message.document for message in self.plain.dead()}


def assert_alike(outcome: Outcome, expected: Outcome) -> None:
    """Compare answers whole, and errors by what they say."""
    if isinstance(expected, StoreError):
        assert (type(outcome), str(outcome)) == (type(expected), str(expected))
    else:
        assert outcome == expected


def _written(outcome: Outcome) -> tuple[str, str]:
    assert not isinstance(outcome, StoreError), outcome
    return outcome.order_id, outcome.text()


def _place(message: dict[str, Any]) -> tuple[str, int, int]:
    return message["order_id"], message["version"], message["position"]


@pytest.mark.slow
def test_the_store_does_as_a_plain_one_does(database_url: str) -> None:
    class Here(BothStores):
        url = database_url

    run_state_machine_as_test(Here, settings=settings(max_examples=25, stateful_step_count=30))
