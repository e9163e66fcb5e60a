"""The customer of an order comes back as it was given, until it is erased."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pedido.customer import Customer
from pedido.store import DatabaseError, Replay, Store, connecting
from pedido.store.database import open_database, snapshot
from tests.orders import NOW
from tests.store.doors import invoice, order, rows

ANA = Customer(names=("Ana Souza", "Padaria São João"), email="Ana@Example.com", documents=("845.134.270-19", "12AB"))
BIA = Customer(names=("Bia",), email="bia@example.com", documents=("1",))

TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=6)
CUSTOMERS = st.builds(
    Customer,
    names=st.lists(st.lists(TEXTS, min_size=1, max_size=3).map(" ".join), max_size=3).map(tuple),
    email=st.none() | TEXTS,
    documents=st.lists(TEXTS, max_size=2).map(tuple),
)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """Two orders of Ana's, and one of Bia's."""
    with Store(database_url, clock=lambda: NOW) as store:
        for number, customer in enumerate([ANA, ANA, BIA], start=1):
            store.receive(order(number), customer)
            store.handle(f"v{number}-01", invoice(1))
        yield store


def found(store: Store, **criteria: Any) -> list[str]:
    return [summary.order_id for summary in store.find(**criteria).orders]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(customer=CUSTOMERS)
def test_a_customer_reads_as_it_was_given(sqlite_url: str, customer: Customer) -> None:
    order_id = str(uuid4())
    with Store(sqlite_url) as store:
        store.receive(order().but(order_id=order_id), customer)
        assert store.customer(order_id) == (customer if customer != Customer() else None)


@pytest.mark.parametrize(
    "name", ["Ana  Lia", " ".join(["a"] * 1200), "\ufdfa", "\u00a8a", "\U0001f600", "'; DROP TABLE orders; --", "%s"]
)
def test_a_name_reads_as_it_was_given(store: Store, name: str) -> None:
    store.receive(order(4), Customer(names=(name, "Bia")))
    assert store.customer("v4-01") == Customer(names=(name, "Bia"))


def test_nobody_is_known_of_an_order_that_there_is_not(store: Store) -> None:
    assert store.customer("v9-01") is None
    assert store.erase_customer("v9-01") == 0


def test_the_customer_of_one_order_is_erased_and_of_no_other(store: Store) -> None:
    assert store.erase_customer("v1-01") == 1
    assert store.erase_customer("v1-01") == 0
    assert [store.customer(f"v{number}-01") for number in (1, 2, 3)] == [None, ANA, BIA]


@pytest.mark.parametrize(
    "who",
    [
        {"email": "ana@example.com"},
        {"email": " ANA@EXAMPLE.COM "},
        {"document": "84513427019"},
        {"document": "845 134 270/19"},
        {"document": "12.ab"},
        {"email": "ana@example.com", "document": "nobody's"},
    ],
)
def test_a_person_is_erased_from_all_their_orders(store: Store, database_url: str, who: dict[str, str]) -> None:
    assert store.erase_person(**who) == 2
    assert [store.customer(f"v{number}-01") for number in (1, 2, 3)] == [None, None, BIA]
    assert {order_id for (order_id,) in rows(database_url, "SELECT order_id FROM customers")} == {"v3-01"}


@pytest.mark.parametrize(
    "who", [{}, {"email": ""}, {"document": "-"}, {"email": "%"}, {"email": "ana"}, {"document": "_"}, {"email": "1"}]
)
def test_nobody_is_erased_by_what_is_nobody_s(store: Store, who: dict[str, str]) -> None:
    assert store.erase_person(**who) == 0
    assert store.customer("v1-01") == ANA


def test_two_are_erased_where_one_has_the_email_and_the_other_the_document(store: Store) -> None:
    assert store.erase_person(email="ana@example.com", document="1") == 3


def test_orders_stay_whole_without_their_customer(store: Store) -> None:
    before = [store.history(f"v{number}-01") for number in (1, 2, 3)]
    store.erase_person(email="ana@example.com")
    assert [store.history(f"v{number}-01") for number in (1, 2, 3)] == before
    assert store.replay() == Replay(3, ())
    assert store.handle("v1-01", invoice(2)).version == 3


@pytest.mark.parametrize(
    "criteria", [{"name": "ana"}, {"email": "ana@example.com"}, {"document": "12ab"}, {"name": "padaria"}]
)
def test_who_was_erased_is_not_found(store: Store, criteria: dict[str, str]) -> None:
    assert found(store, **criteria) == ["v1-01", "v2-01"]
    store.erase_person(document="84513427019")
    assert found(store, **criteria) == []


def test_the_orders_of_who_was_erased_are_still_found_by_their_ids(store: Store) -> None:
    store.erase_person(document="84513427019")
    assert found(store, order_id="v1-01") == ["v1-01"]


@pytest.mark.parametrize("order_id", ["a\x00b", "a\ud800b"], ids=["nul", "surrogate"])
def test_an_id_that_no_database_can_keep_has_no_customer(store: Store, order_id: str) -> None:
    assert store.customer(order_id) is None
    assert store.erase_customer(order_id) == 0


def test_what_is_erased_while_somebody_reads_is_told_to_be_still_in_the_log(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "_PRAGMAS", ("PRAGMA busy_timeout=50", *connecting._PRAGMAS[1:]))
    with Store(sqlite_url) as store, open_database(sqlite_url).connect() as reader:
        store.receive(order(1), ANA)
        with snapshot(reader):
            reader.exec_driver_sql("SELECT count(*) FROM customers").scalar()
            with pytest.raises(DatabaseError, match="stays in the write-ahead log"):
                store.erase_customer("v1-01")

        assert store.customer("v1-01") is None
        assert store.erase_customer("v1-01") == 0
        file = Path(sqlite_url.removeprefix("sqlite:///"))
        assert all(b"Ana@Example.com" not in each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
