"""Many commands share a transaction, and each has its own answer; at both doors, on both databases."""

from collections.abc import Iterator
from typing import Any

import pytest

from pedido import Cancel, Decision, Order, Status, decide
from pedido.input import BadInputError
from pedido.store import Answer, DatabaseError, Envelope, KeyReusedError, Store, UnknownOrderError, draft, handling
from pedido.store.commit import commit
from tests.orders import NOW, STORE
from tests.store.doors import DOORS, invoice, opened, order

CANCEL = Cancel(actor=STORE, at=NOW)


@pytest.fixture(params=DOORS)
def store(request: pytest.FixtureRequest, database_url: str) -> Iterator[Store]:
    with opened(request.param, database_url) as store:
        for number in range(1, 5):
            store.receive(order(number))
        yield store


def versions(store: Store) -> list[int]:
    return [store.load(f"v{number}-01").version for number in range(1, 5)]


def test_each_command_has_its_answer_in_its_place(store: Store) -> None:
    answers = store.handle_many(Envelope(f"v{number}-01", CANCEL) for number in (3, 1, 2))

    assert [answer.order_id for answer in answers if isinstance(answer, Answer)] == ["v3-01", "v1-01", "v2-01"]
    assert versions(store) == [2, 2, 2, 1]


def test_commands_for_one_order_are_decided_one_after_the_other(store: Store) -> None:
    answers = store.handle_many([Envelope("v1-01", CANCEL)] * 3)

    assert [(a.version, a.status, a.allowed) for a in answers if isinstance(a, Answer)] == [
        (2, Status.CANCELLATION_REQUESTED, True),
        (3, Status.CANCELED, True),
        (3, Status.CANCELED, False),
    ]
    assert [entry.version for entry in store.history("v1-01")] == [1, 2, 3]


def test_an_order_is_decided_on_as_the_chunk_before_left_it(store: Store) -> None:
    answers = store.handle_many([Envelope("v1-01", CANCEL)] * 2, chunk=1)

    assert [answer.status for answer in answers if isinstance(answer, Answer)][-1] is Status.CANCELED


def test_a_key_that_stands_twice_in_a_chunk_is_carried_out_once(store: Store) -> None:
    first, again = store.handle_many([Envelope("v1-01", CANCEL, "k")] * 2)

    assert isinstance(first, Answer)
    assert isinstance(again, Answer)
    assert (first.version, first.repeated) == (2, False)
    assert (again.version, again.repeated) == (2, True)
    assert versions(store) == [2, 1, 1, 1]


def test_a_key_that_stands_for_two_things_in_a_chunk_is_for_the_first(store: Store) -> None:
    first, other, elsewhere = store.handle_many(
        [Envelope("v1-01", CANCEL, "k"), Envelope("v1-01", invoice(1), "k"), Envelope("v2-01", CANCEL, "k")]
    )

    assert isinstance(first, Answer)
    assert isinstance(other, KeyReusedError)
    assert isinstance(elsewhere, KeyReusedError)
    assert versions(store) == [2, 1, 1, 1]


def test_what_cannot_be_answered_stands_beside_the_others_answers(store: Store) -> None:
    store.handle("v4-01", CANCEL, key="used")

    unknown, reused, answer = store.handle_many(
        [Envelope("v9-01", CANCEL), Envelope("v1-01", CANCEL, "used"), Envelope("v2-01", CANCEL, "new")]
    )

    assert isinstance(unknown, UnknownOrderError)
    assert isinstance(reused, KeyReusedError)
    assert isinstance(answer, Answer)
    assert versions(store) == [1, 2, 1, 2]


def test_a_chunk_given_again_with_its_keys_is_answered_again(store: Store) -> None:
    chunk = [Envelope(f"v{number}-01", CANCEL, f"k{number}") for number in range(1, 5)]

    store.handle_many(chunk)
    again = store.handle_many(chunk)

    assert all(isinstance(answer, Answer) and answer.repeated for answer in again)
    assert versions(store) == [2, 2, 2, 2]


def test_nothing_given_is_nothing_answered(store: Store) -> None:
    assert store.handle_many([]) == []


def test_a_chunk_is_one_transaction(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []

    def counted(connection: Any, rows: Any) -> Any:
        sizes.append(len(rows.orders))
        return commit(connection, rows)

    monkeypatch.setattr(handling, "commit", counted)
    store.handle_many([Envelope(f"v{number}-01", CANCEL) for number in (1, 2, 3, 4, 1)], chunk=2)

    assert sizes == [2, 2, 1]


def test_a_chunk_that_breaks_is_not_kept_in_part(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_for_the_fourth(order: Order, command: Cancel) -> Decision:
        if order.order_id == "v4-01":
            raise ZeroDivisionError
        return decide(order, command)

    monkeypatch.setattr(draft, "decide", fails_for_the_fourth)
    with pytest.raises(ZeroDivisionError):
        store.handle_many([Envelope(f"v{number}-01", CANCEL) for number in range(1, 5)], chunk=2)

    assert versions(store) == [2, 2, 1, 1]


def test_a_chunk_that_could_not_be_written_is_followed_by_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_for_the_second(connection: Any, rows: Any) -> Any:
        if rows.orders[0]["order_id"] == "v2-01":
            raise DatabaseError("gone")
        return commit(connection, rows)

    monkeypatch.setattr(handling, "commit", fails_for_the_second)
    with pytest.raises(DatabaseError, match="gone"):
        store.handle_many([Envelope(f"v{number}-01", CANCEL) for number in range(1, 5)], chunk=1)

    assert versions(store) == [2, 1, 1, 1]


@pytest.mark.parametrize("chunk", [0, -1])
def test_a_chunk_has_at_least_one_command(store: Store, chunk: int) -> None:
    with pytest.raises(BadInputError, match="chunk: expected at least 1"):
        store.handle_many([Envelope("v1-01", CANCEL)], chunk=chunk)
