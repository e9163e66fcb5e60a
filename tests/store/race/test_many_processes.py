"""Eight processes want the same orders at the same time: each order becomes what one of them made it, and all are told so."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest

from pedido import Cancel, Command, Invoice, InvoiceType, Order, PassTime, Status, Track
from pedido.store.envelope import Answer, Envelope
from pedido.store.handling import Outcome
from pedido.store.schema import ANSWERS, OUTBOX
from pedido.store.store import Store
from tests.orders import NOW, STORE, VALUE, order_in, partly_invoiced, waiting_for_invoices
from tests.store.crash.records import records
from tests.store.crash.telling import told_by
from tests.store.race.work import accepted, at_once, deliver, give_all, give_each, pass_time

PROCESSES: Final = 8
ORDERS: Final = 40
IDS: Final = tuple(f"order-{number:02}" for number in range(ORDERS))

Given = tuple[Envelope, Outcome]


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url) as store:
        yield store


@pytest.fixture
def asked(store: Store) -> list[Order]:
    """Orders in the store whose cancellation is requested: the second cancel cancels them, an invoice carries them on."""
    return _received(store, (order_in(Status.CANCELLATION_REQUESTED, order_id=order_id) for order_id in IDS))


def _received(store: Store, orders: Iterable[Order]) -> list[Order]:
    found = list(orders)
    for order in found:
        store.receive(order)
    return found


def second_cancel(order_id: str, key: str | None = None) -> Envelope:
    return Envelope(order_id, Cancel(actor=STORE, at=NOW), key)


def full_invoice(order_id: str, number: str, key: str | None = None) -> Envelope:
    return Envelope(order_id, Invoice(actor=STORE, at=NOW, number=number, value=VALUE), key)


def waiting_messages(store: Store) -> list[tuple[str, int, int]]:
    with store._engine.connect() as connection:
        rows = connection.execute(OUTBOX.select().order_by(OUTBOX.c.order_id, OUTBOX.c.version, OUTBOX.c.position))
        return [(row.order_id, row.version, row.position) for row in rows]


def kept_keys(store: Store) -> list[str]:
    with store._engine.connect() as connection:
        return sorted(row.key for row in connection.execute(ANSWERS.select()))


def expected_messages(store: Store, order_id: str, commands: Iterable[Command]) -> list[tuple[str, int, int]]:
    told = told_by(order_id, store.history(order_id), commands)
    return [(message["order_id"], message["version"], message["position"]) for message in told]


def assert_one_won(store: Store, outcomes: Sequence[Given], each: int) -> None:
    """Make sure that every order was asked for so often, was changed once, and that all others were refused."""
    by_order: dict[str, list[Given]] = defaultdict(list)
    for envelope, outcome in outcomes:
        by_order[envelope.order_id].append((envelope, outcome))
    messages = []
    for order_id, given in sorted(by_order.items()):
        assert len(given) == each
        assert all(isinstance(outcome, Answer) for _, outcome in given), given
        [(envelope, answer)] = accepted(given)
        first, entry = store.history(order_id)
        assert (first.version, entry.version, answer.version) == (1, 2, 2)
        assert entry.trigger == envelope.command.trigger
        assert store.load(order_id).order.status == answer.status
        messages += expected_messages(store, order_id, [envelope.command])
    assert sorted(by_order) == sorted(IDS)
    assert messages
    assert waiting_messages(store) == messages
    assert store.replay().differences == ()


@pytest.mark.slow
def test_of_a_second_cancel_and_an_invoice_one_wins(store: Store, asked: list[Order], database_url: str) -> None:
    def commands(process: int) -> list[Envelope]:
        return [each for order_id in IDS for each in (second_cancel(order_id), full_invoice(order_id, f"{process}"))]

    outcomes = at_once(give_each, [(database_url, commands(process), process) for process in range(PROCESSES)])

    assert_one_won(store, [*chain(*outcomes)], each=2 * PROCESSES)


@pytest.mark.slow
def test_of_many_commands_in_clashing_orders_one_wins_for_each_order(
    store: Store, asked: list[Order], database_url: str
) -> None:
    def commands(process: int) -> list[Envelope]:
        return [each for order_id in IDS for each in (second_cancel(order_id), full_invoice(order_id, f"{process}"))]

    outcomes = at_once(give_all, [(database_url, commands(process), process) for process in range(PROCESSES)])

    assert_one_won(store, [*chain(*outcomes)], each=2 * PROCESSES)


@pytest.mark.slow
def test_who_changes_many_orders_at_once_waits_for_nobody_in_a_circle(postgresql_url: str) -> None:
    # Where it may only look each order up, PostgreSQL comes upon them as they are given, unless it is told an order.
    settings = ("enable_hashjoin=off", "enable_mergejoin=off", "enable_seqscan=off", "deadlock_timeout=10")
    url = f"{postgresql_url}?options={quote(' '.join(f'-c{setting}' for setting in settings))}"
    tracked = [Track(actor=STORE, at=NOW, number="1", tracking_number=f"{process}") for process in range(PROCESSES)]
    with Store(url) as store:
        _received(store, (partly_invoiced(order_id=order_id) for order_id in IDS))

        given = [([Envelope(order_id, command) for order_id in IDS], seed) for seed, command in enumerate(tracked)]
        outcomes = at_once(give_all, [(url, envelopes, seed, 8) for envelopes, seed in given])

        written = accepted([*chain(*outcomes)])
        assert len(written) > 8 * ORDERS
        assert sum(store.load(order_id).version - 1 for order_id in IDS) == len(written)
        assert deadlocks(store) == 0


def deadlocks(store: Store) -> int:
    """Count how often PostgreSQL had to end a transaction because some waited for each other in a circle."""
    with store._engine.connect() as connection:
        statement = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        found: int = connection.exec_driver_sql(statement).scalar_one()
        return found


@pytest.mark.slow
@pytest.mark.parametrize("give", [give_each, give_all])
def test_under_one_key_one_is_carried_out_and_all_get_its_answer(
    store: Store, asked: list[Order], database_url: str, give: Any
) -> None:
    commands = [second_cancel(order_id, key=f"cancel {order_id}") for order_id in IDS]

    outcomes = at_once(give, [(database_url, commands, process) for process in range(PROCESSES)])

    by_order: dict[str, list[Answer]] = defaultdict(list)
    for envelope, answer in chain(*outcomes):
        assert isinstance(answer, Answer), answer
        by_order[envelope.order_id].append(answer)
    assert sorted(by_order) == sorted(IDS)
    messages = []
    for order_id, answers in sorted(by_order.items()):
        assert Counter(answer.repeated for answer in answers) == {False: 1, True: PROCESSES - 1}
        [answer] = {replace(answer, repeated=False).text() for answer in answers}
        assert all(each.allowed and each.version == 2 for each in answers)
        assert [entry.version for entry in store.history(order_id)] == [1, 2]
        messages += expected_messages(store, order_id, [commands[0].command])
    assert waiting_messages(store) == messages
    assert kept_keys(store) == sorted(f"cancel {order_id}" for order_id in IDS)


@pytest.mark.slow
def test_a_deadline_that_is_over_ends_once(store: Store, database_url: str) -> None:
    _received(store, (order_in(Status.WINDOW_TO_CANCEL, order_id=order_id) for order_id in IDS))
    _received(store, [order_in(Status.WINDOW_TO_CANCEL, order_id="later", changed_at=NOW + timedelta(days=1))])
    at = NOW + timedelta(hours=1)

    outcomes = [*chain(*at_once(pass_time, [(database_url, at)] * PROCESSES))]

    assert all(isinstance(outcome, Answer) and outcome.allowed for outcome in outcomes), outcomes
    assert sorted(outcome.order_id for outcome in outcomes if isinstance(outcome, Answer)) == sorted(IDS)
    for order_id in IDS:
        assert [entry.trigger for entry in store.history(order_id)] == ["receive", PassTime.trigger]
        assert store.load(order_id).order.status is Status.READY_FOR_HANDLING
    assert store.load("later").version == 1


@pytest.mark.slow
def test_a_message_is_delivered_once_and_in_its_place_when_nobody_dies(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    _received(store, (waiting_for_invoices(order_id=order_id) for order_id in IDS))
    parts = [VALUE // 4] * 4
    commands = [
        Invoice(actor=STORE, at=NOW, number=str(number), value=part, type=InvoiceType.OUTPUT)
        for number, part in enumerate(parts, start=1)
    ]
    store.handle_many(Envelope(order_id, command) for command in commands for order_id in IDS)
    file = tmp_path / "delivered"
    waiting = waiting_messages(store)

    turns = at_once(deliver, [(database_url, file)] * 4)

    delivered = [(message["order_id"], message["version"], message["position"]) for message in records(file)]
    assert sorted(delivered) == waiting
    assert len(waiting) > 4 * ORDERS
    for order_id in IDS:
        places = [place for place in delivered if place[0] == order_id]
        assert places == sorted(places)
    assert sum(map(bool, turns)) > 1
    assert waiting_messages(store) == []
