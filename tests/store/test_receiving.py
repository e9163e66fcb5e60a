"""An order is received once; again as it was, it stays as it has become."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from pedido import Actor, Deadline, DeadlineKind, Flow, Order, Status
from pedido.customer import Customer
from pedido.input import BadInputError
from pedido.machines import DEFINITIONS
from pedido.store import OrderExistsError, Store
from pedido.store.moment import moment_text
from tests.orders import LATER, NOW
from tests.random_orders import ORDERS
from tests.store.doors import invoice, order, rows

ANA = Customer(names=("Ana",))


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url, clock=lambda: NOW) as store:
        yield store


def everything(url: str) -> list[Any]:
    """Dump what a commit writes."""
    return [rows(url, f"SELECT * FROM {table} ORDER BY 1, 2") for table in ("orders", "journal", "customers", "outbox")]


def due(url: str) -> Any:
    """Ask when the one order has to be looked at."""
    [(found,)] = rows(url, "SELECT due FROM orders")
    return found


def test_an_order_that_comes_in_is_in_its_first_version(store: Store) -> None:
    assert store.receive(order()) == 1
    assert store.load("v1-01") == (order(), 1)


def test_who_brought_it_is_written_down(store: Store) -> None:
    store.receive(order(), actor=Actor(id="importer"))
    assert store.history("v1-01")[0].actor == "importer"


def test_nobody_is_told_of_it(store: Store, database_url: str) -> None:
    store.receive(order())
    assert rows(database_url, "SELECT * FROM outbox") == []


def test_received_again_as_it_was_it_changes_nothing(store: Store, database_url: str) -> None:
    store.receive(order(), ANA)
    before = everything(database_url)
    assert store.receive(order(), ANA, actor=Actor(id="another")) == 1
    assert everything(database_url) == before


def test_received_again_after_it_changed_it_stays_as_it_has_become(store: Store) -> None:
    store.receive(order())
    store.handle("v1-01", invoice(1))
    changed = store.load("v1-01")
    assert store.receive(order()) == 2
    assert store.load("v1-01") == changed


def test_another_order_of_its_id_is_refused_and_changes_nothing(store: Store, database_url: str) -> None:
    store.receive(order())
    before = everything(database_url)
    with pytest.raises(OrderExistsError) as caught:
        store.receive(order().but(value=1), ANA)
    assert caught.value.order_id == "v1-01"
    assert everything(database_url) == before


def test_what_an_order_has_become_is_another_order_than_was_received(store: Store) -> None:
    store.receive(order())
    store.handle("v1-01", invoice(1))
    with pytest.raises(OrderExistsError):
        store.receive(store.load("v1-01").order)


def test_a_status_of_another_flow_is_refused_and_nothing_is_kept(store: Store, database_url: str) -> None:
    with pytest.raises(
        BadInputError, match=r"order v1-01, \$\.status: 'payment-approved' is not a status of the seller"
    ):
        store.receive(order(1, Status.PAYMENT_APPROVED, flow=Flow.SELLER), ANA)
    assert everything(database_url) == [[], [], [], []]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2016, 2, 20, 23, 30, tzinfo=ZoneInfo("America/Sao_Paulo"), fold=1),
        datetime(2016, 2, 20, 23, 30, tzinfo=ZoneInfo("America/Sao_Paulo")),
        datetime(1930, 1, 1, tzinfo=ZoneInfo("Europe/Amsterdam")),
        datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        datetime(2026, 1, 1, tzinfo=timezone(timedelta(seconds=1))),
        datetime(2026, 1, 1, microsecond=1, tzinfo=timezone(timedelta(hours=-23, minutes=-59))),
    ],
    ids=["second of two", "first of two", "seconds in the zone", "quarters", "a second off", "far west"],
)
def test_a_moment_in_any_zone_is_the_same_when_it_comes_back(store: Store, moment: datetime) -> None:
    received = order(changed_at=moment)
    store.receive(received)
    back = store.load("v1-01").order.changed_at
    assert back is not None
    assert back.astimezone(UTC) == moment.astimezone(UTC)
    assert store.receive(received) == 1


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=ORDERS)
def test_any_order_can_be_received_twice_and_none_in_a_status_of_another_flow(sqlite_url: str, drawn: Order) -> None:
    received = drawn.but(order_id=str(uuid4()))
    with Store(sqlite_url) as store:
        if drawn.status not in DEFINITIONS[drawn.flow.value].state_names:
            with pytest.raises(BadInputError):
                store.receive(received)
            return
        assert store.receive(received) == store.receive(received) == 1
        assert store.load(received.order_id).order == received


# The customer.


def test_its_customer_is_kept_beside_it(store: Store) -> None:
    store.receive(order(), ANA)
    assert store.customer("v1-01") == ANA


@pytest.mark.parametrize("customer", [None, Customer()])
def test_it_may_have_no_customer(store: Store, customer: Customer | None) -> None:
    store.receive(order(), customer)
    assert store.customer("v1-01") is None


def test_a_customer_that_was_erased_does_not_come_back_with_the_order(store: Store) -> None:
    store.receive(order(), ANA)
    store.erase_customer("v1-01")
    store.receive(order(), ANA)
    assert store.customer("v1-01") is None


# When it has to be looked at.


def test_the_end_of_its_deadline_is_when_it_has_to_be_looked_at(store: Store, database_url: str) -> None:
    deadline = Deadline(kind=DeadlineKind.CANCELLATION_WINDOW, due=LATER)
    store.receive(order(1, Status.WINDOW_TO_CANCEL, deadline=deadline))
    assert due(database_url) == moment_text(LATER)


def test_where_none_was_started_it_counts_from_the_last_change(store: Store, database_url: str) -> None:
    store.receive(order(1, Status.WINDOW_TO_CANCEL))
    assert due(database_url) == moment_text(NOW + order().settings.cancellation_window)


def test_where_no_change_is_known_it_counts_from_the_beginning(store: Store, database_url: str) -> None:
    store.receive(order(1, Status.WINDOW_TO_CANCEL, changed_at=None, created_at=NOW))
    assert due(database_url) == moment_text(NOW + order().settings.cancellation_window)


def test_where_nothing_is_known_nobody_has_to_look(store: Store, database_url: str) -> None:
    store.receive(order(1, Status.WINDOW_TO_CANCEL, changed_at=None))
    assert due(database_url) is None


def test_a_deadline_of_another_kind_does_not_matter(store: Store, database_url: str) -> None:
    deadline = Deadline(kind=DeadlineKind.CHANGE_OF_SELLER, due=LATER)
    store.receive(order(1, Status.WINDOW_TO_CANCEL, deadline=deadline))
    assert due(database_url) == moment_text(NOW + order().settings.cancellation_window)


def test_in_a_status_without_a_deadline_nobody_has_to_look(store: Store, database_url: str) -> None:
    deadline = Deadline(kind=DeadlineKind.CANCELLATION_WINDOW, due=LATER)
    store.receive(order(1, Status.HANDLING, deadline=deadline))
    assert due(database_url) is None


def test_an_id_that_an_index_cannot_take_is_refused(store: Store, database_url: str) -> None:
    with pytest.raises(BadInputError, match="expected at most 255 characters"):
        store.receive(order().but(order_id="z" * 256), ANA)
    assert everything(database_url) == [[], [], [], []]
