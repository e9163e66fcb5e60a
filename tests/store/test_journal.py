"""The journal has every version of an order, and replaying it finds a snapshot that is not what it says."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pedido import Order, Status, decide, evolve
from pedido.machines import DEFINITIONS
from pedido.store import (
    Envelope,
    NoSuchVersionError,
    Replay,
    Store,
    StoreError,
    UnknownOrderError,
    UnknownStatusError,
    UnknownVersionError,
)
from pedido.store.database import open_database
from pedido.store.journal import replay
from pedido.store.versions import Versions, current_machines
from tests.orders import NOW, STORE
from tests.random_orders import ORDERS, commands
from tests.store.doors import invoice, order, rows
from tests.store.test_loading import tamper

UNGUARD = {
    "sqlite": ["DROP TRIGGER journal_is_append_only_update", "DROP TRIGGER journal_is_append_only_delete"],
    "postgresql": ["DROP TRIGGER journal_is_append_only ON journal"],
}


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url, clock=lambda: NOW) as store:
        store.receive(order())
        store.handle_many(Envelope("v1-01", invoice(number)) for number in (1, 2))
        yield store


def forge(url: str, *statements: str) -> None:
    """Change the journal, which takes its triggers away first."""
    for statement in [*UNGUARD[url.partition(":")[0]], *statements]:
        rows(url, statement)


def found(store: Store) -> str:
    """Replay, and say what is wrong with the one order that is."""
    orders, differences = store.replay()
    [difference] = differences
    assert (orders, difference.order_id) == (1, "v1-01")
    assert "\n" not in difference.problem
    return difference.problem


# What the journal has.


def test_the_first_entry_is_how_the_order_was_received(store: Store) -> None:
    first = store.history("v1-01")[0]
    assert (first.version, first.trigger, first.actor, first.at) == (1, "receive", "platform", NOW)
    assert (first.received, first.events) == (order(), ())


def test_each_further_entry_is_what_a_command_came_to(store: Store) -> None:
    entries = store.history("v1-01")
    assert [entry.version for entry in entries] == [1, 2, 3]
    assert entries[1].events == decide(order(), invoice(1)).events
    assert (entries[1].trigger, entries[1].actor, entries[1].received) == ("invoice", STORE.id, None)


def test_each_entry_says_which_machines_wrote_it(store: Store) -> None:
    assert {entry.machines for entry in store.history("v1-01")} == {current_machines(order().flow)}
    assert f"complete@{DEFINITIONS['complete'].version}" in store.history("v1-01")[1].machines.split()


def test_an_unknown_order_has_no_history(store: Store) -> None:
    with pytest.raises(UnknownOrderError):
        store.history("v2-01")
    with pytest.raises(UnknownOrderError):
        store.order_at("v2-01", 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET actor = 'x'",
        "DELETE FROM journal",
        "UPDATE journal SET version = 9 WHERE version = 3",
    ],
)
def test_nobody_changes_it(store: Store, database_url: str, statement: str) -> None:
    before = store.history("v1-01")
    with pytest.raises(Exception, match="the journal is append-only"):
        rows(database_url, statement)
    assert store.history("v1-01") == before


@pytest.mark.parametrize("status", ["teleported", ""])
def test_an_unknown_status_in_it_is_named_with_its_place(store: Store, database_url: str, status: str) -> None:
    forge(
        database_url, f"UPDATE journal SET events = replace(events, '\"handling\"', '\"{status}\"') WHERE version = 1"
    )
    with pytest.raises(UnknownStatusError, match="order v1-01, version 1 of the journal cannot be read") as caught:
        store.history("v1-01")
    assert "\n" not in str(caught.value)


def test_machines_in_it_that_are_unknown_are_named(store: Store, database_url: str) -> None:
    forge(database_url, "UPDATE journal SET machines = 'complete@9 modification@1 payment@1' WHERE version = 2")
    with pytest.raises(UnknownVersionError, match="upgrade pedido"):
        store.history("v1-01")


@pytest.mark.parametrize("events", ["", "[", "[{}]", "{}", '[{"event":"teleported"}]', "null"])
def test_an_entry_that_cannot_be_read_is_named(store: Store, database_url: str, events: str) -> None:
    forge(database_url, f"UPDATE journal SET events = '{events}' WHERE version = 2")
    with pytest.raises(StoreError, match="order v1-01, version 2 of the journal cannot be read"):
        store.history("v1-01")


# What an order was.


def test_every_version_is_the_fold_of_what_happened_until_then(store: Store) -> None:
    expected = order()
    for entry in store.history("v1-01"):
        for event in entry.events:
            expected = evolve(expected, event)
        assert store.order_at("v1-01", entry.version) == expected
    assert store.load("v1-01").order == expected


@pytest.mark.parametrize("version", [0, -1, 4, 10**6, 2**31, 2**63, -(2**63) - 1])
def test_there_are_no_other_versions(store: Store, version: int) -> None:
    with pytest.raises(NoSuchVersionError) as caught:
        store.order_at("v1-01", version)
    assert (caught.value.order_id, caught.value.version) == ("v1-01", version)
    assert str(caught.value) == f"order v1-01 has no version {version}"


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_version_of_any_order_comes_back(sqlite_url: str, data: st.DataObject) -> None:
    order_id = str(uuid4())
    expected = [data.draw(ORDERS.filter(_is_in_its_flow)).but(order_id=order_id)]
    with Store(sqlite_url) as store:
        store.receive(expected[0])
        for _ in range(3):
            decision = decide(expected[-1], command := data.draw(commands(expected[-1])))
            store.handle(order_id, command)
            expected += [decision.order] if decision.events else []
        found = [store.order_at(order_id, version) for version in range(1, len(expected) + 1)]
        assert found == expected
        assert store.replay().differences == ()


def _is_in_its_flow(drawn: Order) -> bool:
    return drawn.status in DEFINITIONS[drawn.flow.value].state_names


# What replaying finds.


def test_a_store_that_nobody_tampered_with_is_whole(store: Store) -> None:
    store.receive(order(2))
    assert store.replay() == Replay(2, ())


def test_an_empty_store_is_whole(database_url: str) -> None:
    with Store(database_url) as store:
        assert store.replay() == Replay(0, ())


def test_a_snapshot_that_was_tampered_with_is_found(store: Store, database_url: str) -> None:
    tamper(database_url, lambda content: content.update(value=1, seller="x"))
    assert found(store) == "the snapshot is not what the journal says: value, seller"


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_entry_that_is_missing_is_found(store: Store, database_url: str, version: int) -> None:
    forge(database_url, f"DELETE FROM journal WHERE version = {version}")
    assert found(store) == "version 3, but 2 entries in the journal"


def test_a_journal_that_is_gone_is_found(store: Store, database_url: str) -> None:
    forge(database_url, "DELETE FROM journal")
    assert found(store) == "version 3, but 0 entries in the journal"


def test_an_order_that_is_gone_is_found(store: Store, database_url: str) -> None:
    rows(database_url, "DELETE FROM orders")
    assert [difference.order_id for difference in store.replay().differences] == ["v1-01"]


@pytest.mark.parametrize("version", [0, 2, 4])
def test_a_wrong_version_is_found(store: Store, database_url: str, version: int) -> None:
    rows(database_url, f"UPDATE orders SET version = {version}")
    assert found(store) == f"version {version}, but 3 entries in the journal"


def test_a_wrong_status_is_found(store: Store, database_url: str) -> None:
    rows(database_url, "UPDATE orders SET status = 'invoiced'")
    assert found(store) == "the column status is not the order's"


def test_an_unknown_status_is_found(store: Store, database_url: str) -> None:
    tamper(database_url, lambda content: content.update(status="teleported"))
    assert found(store).startswith("order v1-01 cannot be read: $.status")


def test_unknown_machines_are_found(store: Store, database_url: str) -> None:
    rows(database_url, "UPDATE orders SET machines = 'complete@9 modification@1 payment@1'")
    assert "upgrade pedido" in found(store)


@pytest.mark.parametrize("events", ["", "[{}]", '[{"event":"teleported"}]', "[]", "null"])
def test_an_entry_that_cannot_be_read_is_found(store: Store, database_url: str, events: str) -> None:
    forge(database_url, f"UPDATE journal SET events = '{events}' WHERE version = 2")
    assert found(store)


def test_a_first_entry_without_an_order_is_found(store: Store, database_url: str) -> None:
    forge(database_url, "UPDATE journal SET events = '[]' WHERE version = 1")
    assert found(store) == "a journal begins with the order that was received"


def test_an_event_that_does_not_follow_from_the_others_is_found(store: Store, database_url: str) -> None:
    event = {"event": "tracking_added", "number": "77", "courier": None, "tracking_number": "1", "tracking_url": None}
    written = json.dumps([{**event, "at": NOW.isoformat()}])
    forge(database_url, f"UPDATE journal SET events = '{written}' WHERE version = 2")
    assert found(store)


def test_the_others_are_looked_at_whatever_is_found(store: Store, database_url: str) -> None:
    for number in range(2, 8):
        store.receive(order(number, Status.HANDLING))
    tamper(database_url, lambda content: content.update(value=1), "v3-01")
    tamper(database_url, lambda content: content.update(value=1), "v7-01")
    engine = open_database(database_url)
    with engine.connect() as connection:
        seen = list(replay(connection, Versions(), chunk=2))
    engine.dispose()
    assert [difference and difference.order_id for difference in seen] == [
        *(None, None, "v3-01", None),
        *(None, None, "v7-01"),
    ]


def test_who_looks_on_is_told_how_many_were_seen(sqlite_url: str) -> None:
    told: list[int] = []
    with Store(sqlite_url) as store:
        for number in range(1001):
            store.receive(order(number))
        assert store.replay(told.append).orders == 1001
    assert told == [1000]
