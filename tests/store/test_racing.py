"""Who loses a race decides again, on what the order has become; nothing is lost and nothing done twice."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pedido import Cancel, Status
from pedido.store import Answer, Conflict, Envelope, Store, handling
from pedido.store.commit import commit
from pedido.store.racing import Race
from tests.orders import NOW, STORE
from tests.store.doors import DOORS, invoice, opened, order

CANCEL = Cancel(actor=STORE, at=NOW)
Between = Callable[[Callable[[Store], object], int], list[list[str]]]


@pytest.fixture(params=DOORS)
def store(request: pytest.FixtureRequest, database_url: str) -> Iterator[Store]:
    with opened(request.param, database_url, attempts=3) as store:
        for number in range(1, 4):
            store.receive(order(number))
        yield store


@pytest.fixture
def between(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Between]:
    """Have somebody else do something between reading and writing, so many times; and see which orders were written."""
    with opened(Store, database_url) as other:

        def between(what: Callable[[Store], object], times: int) -> list[list[str]]:
            tried: list[list[str]] = []

            def late(connection: Any, rows: Any) -> Any:
                tried.append([row["order_id"] for row in rows.orders])
                if len(tried) <= times:
                    monkeypatch.setattr(handling, "commit", commit)
                    what(other)
                    monkeypatch.setattr(handling, "commit", late)
                return commit(connection, rows)

            monkeypatch.setattr(handling, "commit", late)
            return tried

        yield between


def test_what_lost_is_decided_again_on_what_the_order_has_become(store: Store, between: Between) -> None:
    between(lambda other: other.handle("v1-01", CANCEL), 1)

    answer = store.handle("v1-01", CANCEL)

    assert (answer.version, answer.status) == (3, Status.CANCELED)
    assert [entry.version for entry in store.history("v1-01")] == [1, 2, 3]


def test_in_a_chunk_only_what_lost_is_decided_again(store: Store, between: Between) -> None:
    tried = between(lambda other: other.handle("v2-01", invoice(1)), 1)

    answers = store.handle_many(Envelope(f"v{number}-01", invoice(2)) for number in (1, 2, 3))

    assert tried == [["v1-01", "v2-01", "v3-01"], ["v2-01"]]
    assert [answer.version for answer in answers if isinstance(answer, Answer)] == [2, 3, 2]


def test_all_commands_for_an_order_that_lost_are_decided_again(store: Store, between: Between) -> None:
    between(lambda other: other.handle("v1-01", CANCEL), 1)

    answers = store.handle_many([Envelope("v1-01", CANCEL, "a"), Envelope("v1-01", CANCEL, "b")])

    assert [(a.version, a.allowed) for a in answers if isinstance(a, Answer)] == [(3, True), (3, False)]


def test_who_loses_every_time_is_told(store: Store, between: Between) -> None:
    tried = between(lambda other: other.handle("v1-01", invoice(len(other.history("v1-01")))), 3)

    with pytest.raises(Conflict, match="v1-01"):
        store.handle("v1-01", invoice(99))

    assert len(tried) == 3
    assert store.load("v1-01").order.invoice("99") is None


def test_in_a_chunk_a_conflict_stands_beside_the_others_answers(store: Store, between: Between) -> None:
    between(lambda other: other.handle("v1-01", invoice(len(other.history("v1-01")))), 3)

    lost, kept = store.handle_many([Envelope("v1-01", invoice(99)), Envelope("v2-01", invoice(99))])

    assert isinstance(lost, Conflict)
    assert isinstance(kept, Answer)


def test_a_key_that_somebody_else_used_meanwhile_is_answered_alike(store: Store, between: Between) -> None:
    between(lambda other: other.handle("v1-01", CANCEL, key="k"), 1)

    answer = store.handle("v1-01", CANCEL, key="k")

    assert (answer.version, answer.repeated) == (2, True)
    assert len(store.history("v1-01")) == 2


def test_a_refusal_under_a_key_that_was_refused_meanwhile_is_answered_alike(store: Store, between: Between) -> None:
    refused = invoice(1).but(value=10**9)
    between(lambda other: other.handle("v1-01", refused, key="k"), 1)

    assert store.handle("v1-01", refused, key="k").repeated


def test_a_refusal_needs_no_race(store: Store, between: Between) -> None:
    tried = between(lambda other: other.handle("v1-01", CANCEL), 1)

    assert not store.handle("v1-01", invoice(1).but(value=10**9)).allowed

    assert len(tried) == 1


def test_the_pauses_between_attempts_grow_and_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.uniform", lambda shortest, longest: longest)
    race, pauses = Race([Envelope("v1-01", CANCEL)], [None], attempts=2_000), []
    while race.waiting:
        pauses.append(race.pause())
        race.take([None])

    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (0.008, 0.25)
