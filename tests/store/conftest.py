"""Both databases, always: a test that names `database_url` runs on each. Without a PostgreSQL server it fails."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.databases import FAST, drop_database, empty_database, fresh_database, postgresql_server, upgrade_at


@pytest.fixture(scope="session")
def postgresql_admin_url() -> Iterator[str]:
    with postgresql_server(**FAST) as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_template(postgresql_admin_url: str) -> Iterator[str]:
    url = fresh_database(postgresql_admin_url)
    yield url
    drop_database(postgresql_admin_url, url)


@pytest.fixture
def postgresql_url(postgresql_admin_url: str, postgresql_template: str) -> Iterator[str]:
    url = fresh_database(postgresql_admin_url, template=postgresql_template)
    yield url
    drop_database(postgresql_admin_url, url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "template.db"
    upgrade_at(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "orders.db"
    shutil.copy(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh database with pedido's schema."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any schema."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    admin_url: str = request.getfixturevalue("postgresql_admin_url")
    url = empty_database(admin_url)
    yield url
    drop_database(admin_url, url)
