"""Who bought is known from the customers alone: not from another table, the log, an error or a message; nor once erased."""

import asyncio
import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

import pytest
from sqlalchemy import make_url

from pedido import Cancel, Order
from pedido.customer import Customer
from pedido.store import AsyncStore, Message, OrderExistsError, Patience, Relay, Replay, Store
from pedido.store.database import open_database
from pedido.store.publishers import DeliveryError
from pedido.store.schema import METADATA
from tests.orders import NOW, STRANGER
from tests.store.doors import DOORS, Awaited, invoice, opened, rows
from tests.vtex.documents import smallest

NAME, EMAIL, DOCUMENT = "Zzmarkername", "zzmarkeremail@example.com", "Zzmarkerdocument"
MARKER = "zzmarker"
"""Begins all that is personal here, in whatever case."""

PROFILE = {
    "firstName": NAME,
    "lastName": NAME,
    "email": EMAIL,
    "document": DOCUMENT,
    "phone": MARKER,
    "corporateName": NAME,
    "tradeName": MARKER,
    "corporateDocument": MARKER,
    "customerClass": MARKER,
}
VTEX = smallest(status="handling", clientProfileData=PROFILE, shippingData={"address": {"receiverName": NAME}})
RECEIVED = Order.from_vtex(VTEX)
ORDER_ID = RECEIVED.order_id


class Failing:
    """Delivers nothing, and keeps what it should have delivered."""

    def __init__(self) -> None:
        self.published: list[Message] = []

    async def publish(self, message: Message) -> None:
        self.published.append(message)
        raise DeliveryError("it is away")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass


@pytest.fixture(autouse=True)
def everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    names = ["", "sqlalchemy", "sqlalchemy.engine", "sqlalchemy.pool", "aiosqlite", "psycopg", "pedido", "asyncio"]
    for name in names:
        caplog.set_level(logging.DEBUG, logger=name)


@pytest.fixture(params=DOORS)
def store(request: pytest.FixtureRequest, database_url: str, everything_is_logged: None) -> Iterator[Store]:
    """A store with the order, opened at either door when everything is logged."""
    door: type[Store | Awaited] = request.param
    with opened(door, database_url, clock=lambda: NOW) as store:
        store.receive(RECEIVED, Customer.from_vtex(VTEX))
        yield store


def told(text: str) -> bool:
    """Tell whether somebody can be known from a text."""
    return MARKER in text.casefold()


def tables_that_tell(url: str) -> set[str]:
    """Name the tables in which anything personal is."""
    return {name for name in METADATA.tables if told(str(rows(url, f"SELECT * FROM {name}")))}


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    """List the records from which somebody can be known."""
    return [f"{record.name}: {text}" for record in caplog.records if told(text := record.getMessage())]


def live(store: Store) -> None:
    """Do all that is done with an order."""
    store.receive(RECEIVED, Customer.from_vtex(VTEX))
    with suppress(OrderExistsError):
        store.receive(RECEIVED.but(value=1), Customer.from_vtex(VTEX))
    store.handle(ORDER_ID, Cancel(actor=STRANGER, at=NOW), key="k1")
    store.handle(ORDER_ID, invoice(1), key="k2")
    store.handle(ORDER_ID, invoice(1), key="k2")
    searched: list[dict[str, Any]] = [{"name": NAME}, {"email": EMAIL}, {"document": DOCUMENT}, {"order_id": MARKER}]
    for criteria in searched:
        store.find(**criteria)
    store.load(ORDER_ID)
    store.replay()


def test_a_document_has_customers_and_the_order_of_it_has_none() -> None:
    assert told(str(Customer.from_vtex(VTEX)))
    assert not told(RECEIVED.model_dump_json())


def test_who_bought_is_in_the_table_of_customers_and_in_no_other(store: Store, database_url: str) -> None:
    live(store)
    assert tables_that_tell(database_url) == {"customers"}


def test_no_log_says_who_bought(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    live(store)
    assert caplog.records
    assert logged(caplog) == []


def test_no_log_says_who_was_asked_for(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    caplog.clear()
    assert store.customer(ORDER_ID) == Customer.from_vtex(VTEX)
    assert logged(caplog) == []


def test_no_log_says_who_was_erased(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    caplog.clear()
    assert store.erase_person(email=EMAIL) == 1
    assert logged(caplog) == []


@pytest.mark.parametrize(
    "fail",
    [
        lambda store: store.receive(RECEIVED.but(value=1), Customer.from_vtex(VTEX)),
        lambda store: store.receive(RECEIVED.but(status="teleported"), Customer.from_vtex(VTEX)),
        lambda store: store.receive(RECEIVED.but(order_id="2"), Customer.trusted(names=(f"{NAME}\x00",))),
        lambda store: store.receive(RECEIVED.but(order_id="2"), Customer.trusted(email=f"{EMAIL}\ud800")),
        lambda store: store.find(name=NAME, limit=0),
        lambda store: store.find(email=EMAIL, after="é"),
        lambda store: store.find(email=f"{EMAIL}\x00"),
        lambda store: store.find(email=f"{EMAIL}\ud800"),
        lambda store: store.erase_person(document=f"{DOCUMENT}\ud800"),
        lambda _: Customer(email=f"{EMAIL}\x00"),
    ],
    ids=[
        *("another order", "another flow's status", "nul in a name", "half a character in an email"),
        *(
            "no page",
            "no cursor",
            "nul is sought",
            "half a character is sought",
            "half a character is erased",
            "invalid",
        ),
    ],
)
def test_no_error_says_who_bought(store: Store, fail: Callable[[Store], Any]) -> None:
    assert not told(_complaint(lambda: fail(store)))


def _complaint(work: Callable[[], object]) -> str:
    """Write the error with which work ends, if it does."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not tell
        return f"{error!r} {''.join(traceback.format_exception_only(error))}"
    return ""


def test_a_database_that_fails_does_not_say_who_bought(
    store: Store, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    rows(database_url, "DROP TABLE customers")
    for do in (
        lambda: store.receive(RECEIVED.but(order_id="2"), Customer.from_vtex(VTEX)),
        lambda: store.find(name=NAME),
        lambda: store.erase_person(email=EMAIL),
    ):
        with pytest.raises(Exception, match="customers") as caught:
            do()
        assert not told("".join(traceback.format_exception(caught.value)))
    assert logged(caplog) == []


def test_no_message_says_who_bought(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    publisher = Failing()

    async def work() -> None:
        async with AsyncStore(database_url, clock=lambda: NOW) as store:
            await store.receive(RECEIVED, Customer.from_vtex(VTEX))
            await store.handle(ORDER_ID, invoice(1))
            relay = Relay(store, publisher, Patience(attempts=1, lease=timedelta(minutes=1)))
            assert await relay.deliver() == 1
            assert not told(str(await store.dead_letters()))

    asyncio.run(work())
    assert publisher.published
    assert not told(str([message.document() for message in publisher.published]))
    assert tables_that_tell(database_url) == {"customers"}
    assert [line for line in logged(caplog) if line.startswith("pedido")] == []


@pytest.mark.parametrize("who", [{"email": EMAIL}, {"document": DOCUMENT}], ids=["by email", "by document"])
def test_who_is_erased_is_in_no_table(store: Store, database_url: str, who: dict[str, str]) -> None:
    live(store)
    assert store.erase_person(**who) == 1
    assert tables_that_tell(database_url) == set()
    assert store.replay() == Replay(1, ())


def test_who_is_erased_is_nowhere_in_the_files(sqlite_url: str) -> None:
    file = Path(make_url(sqlite_url).database or "")
    with Store(sqlite_url, clock=lambda: NOW) as store:
        store.receive(RECEIVED, Customer.from_vtex(VTEX))
        live(store)
        _checkpoint(sqlite_url)
        assert told(file.read_bytes().decode("latin-1"))
        store.erase_person(email=EMAIL)
        left = [path.name for path in file.parent.glob(f"{file.name}*") if told(path.read_bytes().decode("latin-1"))]
        assert left == []


def _checkpoint(url: str) -> None:
    engine = open_database(url)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
