"""The PostgreSQL server itself goes down at once, in the middle: what was acknowledged is there when it is back."""

import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random, randrange
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from tests.store import servers
from tests.store.crash.checking import assert_nothing_is_lost_or_doubled, steps_done
from tests.store.crash.nursery import PROCESSES
from tests.store.crash.plan import ORDERS
from tests.store.crash.records import count
from tests.store.crash.stages import Stages
from tests.store.crash.work import Course, finish, work
from tests.store.databases import fresh_database
from tests.store.programs import server_account, user

CRASHES: Final = 4
_PATIENCE: Final = 30.0
_RECOVERED: Final = "database system was not properly shut down; automatic recovery in progress"


class Server:
    """A server that can go down without a word, and come back with its data."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process, self.url = servers._start_any(folder, {})
        self._command = self._process.args

    def crash(self) -> None:
        """Do as `pg_ctl stop -m immediate` does: nothing is written any more, and nobody is told."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(20)

    def start_again(self) -> None:
        with (self._folder / "again.log").open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log, cwd=self._folder, **user())

    def recoveries(self) -> int:
        return (self._folder / "again.log").read_text(errors="replace").count(_RECOVERED)

    def stop(self) -> None:
        servers._stop(self._process)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of its own, whose settings are the usual ones: it waits for the disk."""
    with TemporaryDirectory(prefix="pedido-crash-", ignore_cleanup_errors=True) as name:
        account = server_account()
        if account is not None:
            shutil.chown(name, account.pw_uid)
        server = Server(Path(name))
        try:
            yield server
        finally:
            server.stop()


def wait_for_steps(course: Course, is_alive: Callable[[], bool], steps: int) -> None:
    """Wait until so many more steps are acknowledged."""
    wanted = count(course.acknowledged) + steps
    until = time.monotonic() + _PATIENCE
    while count(course.acknowledged) < wanted:
        assert is_alive(), "the worker did not outlive the server"
        assert time.monotonic() < until, "the worker does not go on"
        time.sleep(0.005)


@pytest.mark.slow
def test_what_was_acknowledged_outlives_the_server(server: Server, tmp_path: Path) -> None:
    seed = randrange(10**9)
    print(f"seed {seed}")  # noqa: T201 - shown where the test fails
    random = Random(seed)
    course = Course(fresh_database(server.url), tmp_path, seed, begun=time.time())
    Stages(course.stages)
    worker = PROCESSES.Process(target=work, args=(course, "worker", seed))
    worker.start()

    for _ in range(CRASHES):
        wait_for_steps(course, worker.is_alive, random.randrange(10, 30))
        server.crash()
        server.start_again()
    wait_for_steps(course, worker.is_alive, 10)
    worker.kill()
    worker.join()
    last = PROCESSES.Process(target=finish, args=(course, "last", len(steps_done(course)) + ORDERS))
    last.start()
    last.join()

    assert last.exitcode == 0
    assert server.recoveries() == CRASHES
    assert_nothing_is_lost_or_doubled(course)
