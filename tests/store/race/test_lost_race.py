"""Who is overtaken between reading and committing leaves nothing behind: it tries again, or is told of the conflict."""

from collections.abc import Callable, Iterator

import pytest

from pedido import Cancel, Command, Decision, Invoice, Order, Status, decide
from pedido.store import draft
from pedido.store.envelope import Answer, Envelope
from pedido.store.errors import Conflict
from pedido.store.schema import ANSWERS, OUTBOX
from pedido.store.store import Store
from tests.orders import NOW, STORE, VALUE, order_in

CANCEL = Cancel(actor=STORE, at=NOW)
INVOICE = Invoice(actor=STORE, at=NOW, number="1", value=VALUE)

Overtake = Callable[[Callable[[], object]], None]


@pytest.fixture
def other(database_url: str) -> Iterator[Store]:
    with Store(database_url) as store:
        for order_id in ("1", "2"):
            store.receive(order_in(Status.CANCELLATION_REQUESTED, order_id=order_id))
        yield store


@pytest.fixture
def overtake(monkeypatch: pytest.MonkeyPatch) -> Overtake:
    """Have something done by others once, after the order was read and before it is written."""

    def overtake(done: Callable[[], object]) -> None:
        def deciding(order: Order, command: Command) -> Decision:
            monkeypatch.setattr(draft, "decide", decide)
            done()
            return decide(order, command)

        monkeypatch.setattr(draft, "decide", deciding)

    return overtake


def kept(store: Store) -> tuple[list[str], set[tuple[str, int]]]:
    """Return the keys that were answered, and the versions that messages wait of."""
    with store._engine.connect() as connection:
        keys = [row.key for row in connection.execute(ANSWERS.select())]
        return keys, {(row.order_id, row.version) for row in connection.execute(OUTBOX.select())}


@pytest.mark.parametrize("key", [None, "k"])
def test_who_tries_once_is_told_of_the_conflict_and_leaves_nothing(
    database_url: str, other: Store, overtake: Overtake, key: str | None
) -> None:
    overtake(lambda: other.handle("1", INVOICE))

    with Store(database_url, attempts=1) as store, pytest.raises(Conflict) as lost:
        store.handle("1", CANCEL, key=key)

    assert lost.value.order_ids == ("1",)
    assert [entry.trigger for entry in other.history("1")] == ["receive", "invoice"]
    assert other.load("1").order.status is Status.INVOICED
    assert kept(other) == ([], {("1", 2)})
    assert other.replay().differences == ()


def test_who_tries_again_decides_anew(database_url: str, other: Store, overtake: Overtake) -> None:
    overtake(lambda: other.handle("1", INVOICE))

    with Store(database_url, attempts=2) as store:
        answer = store.handle("1", CANCEL, key="k")

    assert (answer.allowed, answer.version, answer.status) == (False, 2, Status.INVOICED)
    assert kept(other) == (["k"], {("1", 2)})


def test_of_many_only_what_was_overtaken_is_a_conflict(database_url: str, other: Store, overtake: Overtake) -> None:
    overtake(lambda: other.handle("1", INVOICE))

    with Store(database_url, attempts=1) as store:
        lost, won = store.handle_many([Envelope("1", CANCEL, "k1"), Envelope("2", CANCEL, "k2")])

    assert isinstance(lost, Conflict)
    assert isinstance(won, Answer)
    assert (won.allowed, won.version, won.status) == (True, 2, Status.CANCELED)
    assert kept(other) == (["k2"], {("1", 2), ("2", 2)})


def test_who_is_overtaken_under_the_same_key_gets_the_other_answer(
    database_url: str, other: Store, overtake: Overtake
) -> None:
    overtake(lambda: other.handle("1", CANCEL, key="k"))

    with Store(database_url, attempts=2) as store:
        answer = store.handle("1", CANCEL, key="k")

    assert (answer.repeated, answer.version, answer.status) == (True, 2, Status.CANCELED)
    assert [entry.version for entry in other.history("1")] == [1, 2]
    assert kept(other) == (["k"], {("1", 2)})


def test_where_nothing_changes_a_race_for_the_key_alone_is_a_lost_race(
    database_url: str, other: Store, overtake: Overtake
) -> None:
    refused = CANCEL.model_copy(update={"actor": STORE.model_copy(update={"resources": frozenset()})})
    overtake(lambda: other.handle("1", refused, key="k"))

    with Store(database_url, attempts=1) as store, pytest.raises(Conflict):
        store.handle("1", refused, key="k")

    assert kept(other) == (["k"], set())
    assert other.load("1").version == 1
