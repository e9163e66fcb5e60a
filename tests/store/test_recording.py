"""Who pedido is measured against does the same work: the statements that were recorded, and the plainest ones."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from benchmarks.store.orders import Fresh, cancellations, fill, in_folder, on_server
from benchmarks.store.recording import Call, plainest, record
from benchmarks.store.workers import Opened, opened_psycopg, opened_sqlite
from tests.store.databases import drop_database
from tests.store.doors import rows

ORDERS = 6
DRIVERS = {"sqlite": opened_sqlite, "postgresql": opened_psycopg}


@pytest.fixture(params=DRIVERS)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Make databases of one kind."""
    if request.param == "sqlite":
        return in_folder(tmp_path)
    make: Fresh = request.getfixturevalue("on_postgresql")
    return make


@pytest.fixture
def on_postgresql(request: pytest.FixtureRequest, postgresql_admin_url: str) -> Fresh:
    make = on_server(postgresql_admin_url)

    def made() -> str:
        url = make()
        request.addfinalizer(lambda: drop_database(postgresql_admin_url, url))
        return url

    return made


def written(url: str) -> dict[str, set[tuple[object, ...]]]:
    """List what was written since the orders were received."""
    found = {table: rows(url, f"SELECT * FROM {table}") for table in ("orders", "outbox", "answers")}
    found["journal"] = rows(url, "SELECT * FROM journal WHERE version > 1")
    return {table: set(map(tuple, each)) for table, each in found.items()}


def recorded(fresh: Fresh, chunk: int) -> tuple[str, Sequence[Sequence[Call]]]:
    url = fresh()
    fill(url, ORDERS)
    return url, record(url, cancellations(range(1, ORDERS + 1), chunk))


def replayed(fresh: Fresh, opened: Callable[[str], Opened], calls: Sequence[Sequence[Call]]) -> str:
    url = fresh()
    fill(url, ORDERS)
    with opened(url) as work:
        for each in calls:
            work(each)
    return url


@pytest.mark.parametrize("chunk", [1, 2, ORDERS])
def test_the_same_statements_write_the_same(fresh: Fresh, chunk: int) -> None:
    url, calls = recorded(fresh, chunk)
    kind, _, _ = url.partition(":")

    assert written(replayed(fresh, DRIVERS[kind.partition("+")[0]], calls)) == written(url)


def test_the_plainest_statements_write_the_same(on_postgresql: Fresh) -> None:
    url, calls = recorded(on_postgresql, 1)

    assert written(replayed(on_postgresql, opened_psycopg, [plainest(each) for each in calls])) == written(url)
