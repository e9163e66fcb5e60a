"""A command is decided on the order as it is, kept once, and answered; at both doors, on both databases."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pedido import Cancel, Command, GetModificationHistory, GetModificationSettings, Status, decide
from pedido.order.effects import ShowModifications, ShowModificationSettings
from pedido.store import (
    Answer,
    DatabaseError,
    Envelope,
    KeyReusedError,
    SchemaError,
    Store,
    UnknownOrderError,
    UnreadableError,
)
from tests.orders import LATER, NOW, STORE, STRANGER, reasons
from tests.store.databases import drop_database, fresh_database
from tests.store.doors import DOORS, Awaited, invoice, opened, order, rows

CANCEL = Cancel(actor=STORE, at=NOW)
REFUSED = Cancel(actor=STRANGER, at=NOW)
QUESTION = GetModificationHistory(actor=STORE, at=NOW)
SOME = pytest.mark.parametrize("command", [CANCEL, REFUSED, QUESTION], ids=["allowed", "refused", "question"])


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest) -> type[Store | Awaited]:
    found: type[Store | Awaited] = request.param
    return found


@pytest.fixture
def store(door: type[Store | Awaited], database_url: str) -> Iterator[Store]:
    with opened(door, database_url, clock=lambda: NOW) as store:
        store.receive(order())
        yield store


def test_what_is_allowed_is_kept_as_it_was_decided(store: Store) -> None:
    decision = decide(order(), CANCEL)

    answer = store.handle("v1-01", CANCEL)

    assert answer == Answer("v1-01", 2, Status.CANCELLATION_REQUESTED, decision.effects, decision.notices)
    assert store.load("v1-01") == (decision.order, 2)
    assert store.history("v1-01")[-1].events == decision.events


def test_the_history_says_who_gave_which_command_and_when(store: Store) -> None:
    store.handle("v1-01", CANCEL)

    entry = store.history("v1-01")[-1]

    assert (entry.version, entry.trigger, entry.actor, entry.at) == (2, "cancel", "store", NOW)
    assert entry.machines == "complete@1 modification@1 payment@1"


def test_a_refusal_says_every_reason_and_leaves_nothing_behind(store: Store) -> None:
    answer = store.handle("v1-01", REFUSED)

    assert not answer.allowed
    assert {refusal.id for refusal in answer.refusals} == reasons(decide(order(), REFUSED))
    assert (answer.version, answer.status) == (1, Status.HANDLING)
    assert store.load("v1-01") == (order(), 1)
    assert len(store.history("v1-01")) == 1


@pytest.mark.parametrize(
    "question, shown",
    [(GetModificationHistory, ShowModifications), (GetModificationSettings, ShowModificationSettings)],
)
def test_a_question_is_answered_and_leaves_nothing_behind(
    store: Store, database_url: str, question: type[Command], shown: type
) -> None:
    answer = store.handle("v1-01", question(actor=STORE, at=NOW))

    assert answer.allowed
    assert [type(effect) for effect in answer.effects] == [shown]
    assert store.load("v1-01") == (order(), 1)
    assert rows(database_url, "SELECT * FROM outbox") == []


def test_what_others_are_to_do_waits_in_the_outbox_in_its_order(store: Store, database_url: str) -> None:
    store.handle("v1-01", CANCEL)
    store.handle("v1-01", CANCEL)

    waiting = rows(database_url, "SELECT version, position, kind, body FROM outbox ORDER BY version, position")

    assert waiting == [
        (3, 1, "cancel_payment", '{"value":10000}'),
        (3, 2, "notify", '{"party":"customer","subject":"canceled"}'),
        (3, 3, "notice", '{"id":"restock_by_hand","facts":["C16"]}'),
    ]


@SOME
def test_a_key_given_again_is_given_the_same_answer(store: Store, command: Command) -> None:
    first = store.handle("v1-01", command, key="k")
    store.handle("v1-01", invoice(1))

    again = store.handle("v1-01", command, key="k")

    assert (first.repeated, again.repeated) == (False, True)
    assert [again.version, again.status, again.effects, again.notices, again.refusals] == [
        first.version,
        first.status,
        first.effects,
        first.notices,
        first.refusals,
    ]


@SOME
def test_a_key_given_again_is_not_carried_out_again(store: Store, command: Command) -> None:
    store.handle("v1-01", command, key="k")
    before = store.history("v1-01")

    store.handle("v1-01", command, key="k")

    assert store.history("v1-01") == before


def test_a_kept_refusal_reads_as_it_did(store: Store) -> None:
    [first] = store.handle("v1-01", invoice(1).but(value=10**9), key="k").refusals
    [again] = store.handle("v1-01", invoice(1).but(value=10**9), key="k").refusals

    assert [first.message(language) for language in ("pt", "en", "es")] == [
        again.message(language) for language in ("pt", "en", "es")
    ]


def test_a_key_does_not_mind_that_it_is_later(store: Store) -> None:
    store.handle("v1-01", CANCEL, key="k")

    assert store.handle("v1-01", CANCEL.but(at=LATER), key="k").repeated


@pytest.mark.parametrize(
    "order_id, command",
    [
        ("v1-01", CANCEL.but(reason="Desistência")),
        ("v1-01", invoice(1)),
        ("v1-01", REFUSED),
        ("v2-01", CANCEL),
    ],
    ids=["another-field", "another-command", "another-actor", "another-order"],
)
def test_a_key_is_for_one_thing(store: Store, order_id: str, command: Command) -> None:
    store.receive(order(2))
    store.handle("v1-01", CANCEL, key="k")

    with pytest.raises(KeyReusedError, match="'k' was used for something else"):
        store.handle(order_id, command, key="k")

    assert store.load("v2-01").version == 1


def test_without_a_key_a_command_is_another_each_time(store: Store) -> None:
    assert [store.handle("v1-01", CANCEL).version for _ in range(2)] == [2, 3]


def test_a_forgotten_answer_leaves_its_key_for_anything(store: Store) -> None:
    store.handle("v1-01", CANCEL, key="k")

    assert store.forget_answers(NOW + timedelta(microseconds=1)) == 1

    assert not store.handle("v1-01", invoice(1), key="k").repeated


def test_an_answer_is_kept_as_long_as_it_is_young(store: Store) -> None:
    store.handle("v1-01", CANCEL, key="k")

    assert store.forget_answers(NOW) == 0

    assert store.handle("v1-01", CANCEL, key="k").repeated


def test_there_is_no_answer_for_an_order_that_there_is_not(store: Store) -> None:
    with pytest.raises(UnknownOrderError):
        store.handle("v9-01", CANCEL, key="k")


def test_a_key_is_not_used_up_by_an_order_that_there_is_not_yet(store: Store) -> None:
    with pytest.raises(UnknownOrderError):
        store.handle("v2-01", CANCEL, key="k")
    store.receive(order(2))

    assert not store.handle("v2-01", CANCEL, key="k").repeated


def test_a_database_that_cannot_be_reached_is_told(door: type[Store | Awaited]) -> None:
    with opened(door, "postgresql://postgres@127.0.0.1:1/orders") as store, pytest.raises(DatabaseError):
        store.handle("v1-01", CANCEL)


@pytest.mark.parametrize("file", ["/nowhere/at/all/orders.db", "/etc"])
def test_a_file_that_is_not_there_is_told_and_not_made(door: type[Store | Awaited], file: str) -> None:
    with opened(door, f"sqlite:///{file}") as store, pytest.raises(SchemaError, match=f"there is no file {file}"):
        store.handle("v1-01", CANCEL)
    assert not Path(file).is_file()


def test_a_database_that_goes_away_is_told(
    door: type[Store | Awaited], postgresql_admin_url: str, postgresql_template: str
) -> None:
    url = fresh_database(postgresql_admin_url, template=postgresql_template)
    with opened(door, url) as store:
        store.receive(order())
        drop_database(postgresql_admin_url, url)
        with pytest.raises(DatabaseError):
            store.handle("v1-01", CANCEL)


@pytest.mark.parametrize(
    "answer", ["nope", "{}", '{"version":2,"status":"a-status-of-old","effects":[],"notices":[],"refusals":[]}']
)
def test_an_answer_that_cannot_be_read_is_told_and_stops_nobody_else(
    store: Store, database_url: str, answer: str
) -> None:
    store.handle("v1-01", CANCEL, key="k")
    store.receive(order(2))
    rows(database_url, f"UPDATE answers SET answer = '{answer}'".replace("%", "%%"))

    with pytest.raises(UnreadableError, match="the answer under the key 'k' cannot be read"):
        store.handle("v1-01", CANCEL, key="k")
    unreadable, other = store.handle_many([Envelope("v1-01", CANCEL, "k"), Envelope("v2-01", CANCEL)])
    assert isinstance(unreadable, UnreadableError)
    assert isinstance(other, Answer)
