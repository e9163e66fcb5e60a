"""An order that cannot be loaded is an error that names it and says on one line why."""

import json
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pedido import Flow
from pedido.store import Envelope, Store, StoreError, UnknownOrderError, UnknownStatusError, UnknownVersionError
from tests.orders import FLOWS, NOW, resting_in
from tests.store.doors import invoice, order, rows


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url, clock=lambda: NOW) as store:
        store.receive(order())
        yield store


def tamper(url: str, change: Callable[[dict[str, Any]], Any], order_id: str = "v1-01") -> None:
    """Change the snapshot of an order behind the store's back."""
    [(text,)] = rows(url, f"SELECT snapshot FROM orders WHERE order_id = '{order_id}'")
    content = json.loads(text)
    change(content)
    written = json.dumps(content).replace("'", "''").replace("%", "%%")
    rows(url, f"UPDATE orders SET snapshot = '{written}' WHERE order_id = '{order_id}'")


def refused(store: Store, kind: type[StoreError]) -> str:
    """Load the order, and say why it cannot be."""
    with pytest.raises(kind) as caught:
        store.load("v1-01")
    told = str(caught.value)
    assert "\n" not in told
    assert "ValidationError" not in "".join(traceback.format_exception(caught.value))
    return told


@pytest.mark.parametrize("flow", FLOWS)
def test_an_order_is_loaded_with_its_version(store: Store, flow: Flow) -> None:
    store.receive(order(2, resting_in(flow), flow=flow))
    assert store.load("v2-01") == (order(2, resting_in(flow), flow=flow), 1)


@pytest.mark.parametrize("order_id", ["v2-01", "", "V1-01", "v1-01 ", "%", "v1-0_", "' OR '1'='1", "v1:01", "ação"])
def test_an_order_that_there_is_not_is_named(store: Store, order_id: str) -> None:
    with pytest.raises(UnknownOrderError) as caught:
        store.load(order_id)
    assert caught.value.order_id == order_id
    assert str(caught.value) == f"there is no order {order_id!r}"


@pytest.mark.parametrize("order_id", ["a\x00b", "a\ud800b"], ids=["nul", "surrogate"])
def test_no_order_has_an_id_that_no_database_can_keep(store: Store, order_id: str) -> None:
    with pytest.raises(UnknownOrderError):
        store.load(order_id)


@pytest.mark.parametrize("order_id", ["a\x00b", "a\ud800b"], ids=["nul", "surrogate"])
def test_an_id_that_no_database_can_keep_does_not_stop_the_others(store: Store, order_id: str) -> None:
    given = [Envelope(order_id, invoice(1)), Envelope("v1-01", invoice(1))]
    unknown, answer = store.handle_many(given)
    assert isinstance(unknown, UnknownOrderError)
    assert not isinstance(answer, StoreError)


@pytest.mark.parametrize("order_id", ["%(ids)s", "%s", "a:1:1", "a'b\"", "a/b?c#d", "ação", "\U0001f600", "z" * 255])
def test_an_id_is_any_text_that_can_be_printed(store: Store, order_id: str) -> None:
    store.receive(order().but(order_id=order_id))
    assert store.handle(order_id, invoice(1)).version == 2
    assert store.load(order_id).order.order_id == order_id


@pytest.mark.parametrize(
    "machines", ["complete@9 modification@1 payment@1", "complete@1", "seller@1", "", "complete@1 a@1 payment@1"]
)
def test_an_order_of_unknown_machines_says_so(store: Store, database_url: str, machines: str) -> None:
    rows(database_url, f"UPDATE orders SET machines = '{machines}'")
    assert "upgrade pedido" in refused(store, UnknownVersionError)


def test_an_order_of_unknown_machines_is_named(store: Store, database_url: str) -> None:
    rows(database_url, "UPDATE orders SET machines = 'complete@9 modification@1 payment@1'")
    assert "v1-01" in refused(store, UnknownVersionError)


def test_an_unknown_status_is_named_with_its_order(store: Store, database_url: str) -> None:
    tamper(database_url, lambda content: content.update(status="teleported"))
    told = refused(store, UnknownStatusError)
    assert told.startswith("order v1-01 cannot be read: $.status: ")
    assert "teleported" in told


def test_an_unknown_status_of_the_payment_is_named_with_its_order(store: Store, database_url: str) -> None:
    tamper(database_url, lambda content: content["payment"].update(status="teleported"))
    assert refused(store, UnknownStatusError).startswith("order v1-01 cannot be read: $.payment.status: ")


def test_a_status_of_another_flow_is_none_of_the_order_s(store: Store, database_url: str) -> None:
    tamper(database_url, lambda content: content.update(status="waiting-ffmt-authorization"))
    told = refused(store, UnknownStatusError)
    assert told == "order v1-01: the complete flow has no status waiting-ffmt-authorization"


@pytest.mark.parametrize(
    "change",
    [lambda content: content.pop("value"), lambda content: content.update(surprise=1), dict.clear],
    ids=["a field is missing", "a field is unknown", "nothing is left"],
)
def test_a_snapshot_of_another_shape_is_named(store: Store, database_url: str, change: Callable[[Any], Any]) -> None:
    tamper(database_url, change)
    with pytest.raises(StoreError, match="order v1-01 cannot be read: "):
        store.load("v1-01")


@pytest.mark.parametrize("snapshot", ["", "{", "null", "[]", "nonsense"])
def test_a_snapshot_that_is_no_order_is_named(store: Store, database_url: str, snapshot: str) -> None:
    rows(database_url, f"UPDATE orders SET snapshot = '{snapshot}'")
    with pytest.raises(StoreError, match="order v1-01 cannot be read: "):
        store.load("v1-01")


def test_one_that_cannot_be_loaded_does_not_stop_the_others(store: Store, database_url: str) -> None:
    store.receive(order(2))
    tamper(database_url, lambda content: content.update(status="teleported"))
    one, other = store.handle_many([Envelope("v1-01", invoice(1)), Envelope("v2-01", invoice(1))])
    assert isinstance(one, UnknownStatusError)
    assert not isinstance(other, StoreError)


def test_one_that_cannot_be_loaded_takes_no_command(store: Store, database_url: str) -> None:
    tamper(database_url, lambda content: content.update(status="teleported"))
    with pytest.raises(UnknownStatusError):
        store.handle("v1-01", invoice(1))
    assert rows(database_url, "SELECT count(*) FROM journal") == [(1,)]
