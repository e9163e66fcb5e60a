"""With the roles of the page about the store everything works, and the journal is out of reach."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import ProgrammingError

from pedido import Status
from pedido.customer import Customer
from pedido.store import Store
from pedido.store.database import open_database
from pedido.store.outbox import Delivery
from pedido.store.upgrading import check
from tests.orders import NOW
from tests.store.databases import drop_database, empty_database, upgrade_at
from tests.store.doors import Awaited, awaited, invoice, opened, order, rows
from tests.store.test_outbox import Clock
from tests.store.test_page import blocks


class Roles(NamedTuple):
    """The URLs of one database for those who use it."""

    owner: str
    service: str


@pytest.fixture(scope="module")
def roles(postgresql_admin_url: str) -> Iterator[Roles]:
    admin = empty_database(postgresql_admin_url)
    suffix = secrets.token_hex(4)
    names = [f"pedido_owner_{suffix}", f"pedido_service_{suffix}"]
    urls = Roles(*(make_url(admin).set(username=n, password=n).render_as_string(hide_password=False) for n in names))
    by_administrator, by_owner = blocks("sql")
    run(admin, by_administrator, suffix)
    for name in names:
        rows(admin, f"ALTER ROLE {name} PASSWORD '{name}'")
    upgrade_at(urls.owner)
    run(urls.owner, by_owner, suffix)
    yield urls
    drop_database(postgresql_admin_url, admin)
    for name in names:
        rows(postgresql_admin_url, f"DROP ROLE {name}")


def run(url: str, statements: str, suffix: str) -> None:
    """Run a block of the page, for roles that nobody else has."""
    for statement in (
        statements.replace("_owner", f"_owner_{suffix}").replace("_service", f"_service_{suffix}").split(";")
    ):
        if statement.strip():
            rows(url, statement)


@pytest.fixture
def store(roles: Roles) -> Iterator[Store]:
    with opened(Store, roles.service) as store:
        yield store


def test_orders_are_received_handled_and_read(store: Store) -> None:
    store.receive(order(1), Customer(names=("Ana",), email="ana@example.com"))
    store.handle("v1-01", invoice(1), key="k")

    assert store.handle("v1-01", invoice(1), key="k").repeated
    assert store.load("v1-01").version == len(store.history("v1-01")) == 2
    assert store.order_at("v1-01", 1) == order(1)
    assert [found.order_id for found in store.find(name="ana").orders] == ["v1-01"]
    assert store.replay().differences == ()


def test_what_may_be_deleted_is_deleted(store: Store) -> None:
    store.receive(order(2), Customer(names=("Rui",), email="rui@example.com"))
    store.handle("v2-01", invoice(1), key="k2")

    assert store.erase_person(email="rui@example.com") == 1
    assert store.forget_answers(NOW + timedelta(days=10_000)) >= 1


def test_a_worker_does_all_its_work(roles: Roles) -> None:
    clock = Clock()
    with awaited(roles.service, clock=clock) as store:
        store.receive(order(3, Status.WINDOW_TO_CANCEL))
        store.receive(order(4))
        store.handle("v4-01", invoice(1))
        clock.move(timedelta(days=10_000))
        settle_all(store)

        [letter] = store.dead_letters()
        store.revive(letter.message.id)
        settle_all(store)
        store.discard(letter.message.id)

        assert len(store.pass_time(lease=timedelta(minutes=1), limit=100)) == 1


def settle_all(store: Awaited) -> None:
    """Give up the message of the fourth order, and deliver all others."""
    claimed = store.claim_messages(lease=timedelta(minutes=1), orders=100, each=100)
    store.settle_messages(
        [
            Delivery(first, failed=first, problem="no")
            if first.order_id == "v4-01"
            else Delivery(first, last=rest[-1] if rest else first)
            for first, *rest in claimed
        ]
    )


def test_the_tables_can_be_checked(roles: Roles) -> None:
    engine = open_database(roles.service)
    check(engine)
    engine.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET actor = 'nobody'",
        "DELETE FROM journal",
        "TRUNCATE journal",
        "ALTER TABLE journal DISABLE TRIGGER ALL",
        "DROP TRIGGER journal_is_append_only ON journal",
        "CREATE OR REPLACE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN END $$",
        "DROP TABLE journal",
        "ALTER TABLE orders ADD COLUMN more text",
        "CREATE TABLE more (id integer)",
        "DELETE FROM orders",
        "UPDATE orders SET order_id = 'another'",
        "UPDATE outbox SET body = '{}'",
        "UPDATE answers SET answer = '{}'",
        "UPDATE pedido_schema SET version_num = '9999'",
    ],
)
def test_what_a_service_has_no_need_to_do_it_cannot(roles: Roles, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        rows(roles.service, statement)


@pytest.mark.parametrize(
    "statement", ["UPDATE journal SET actor = 'nobody'", "DELETE FROM journal", "TRUNCATE journal"]
)
def test_not_even_the_owner_changes_the_journal_by_mistake(roles: Roles, statement: str) -> None:
    with pytest.raises(Exception, match="the journal is append-only"):
        rows(roles.owner, statement)
