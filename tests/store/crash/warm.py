"""Imported once, in the server that forks workers: all that a worker needs is imported, and was used."""

import tempfile
import time
from pathlib import Path

from tests.store.crash.work import Course, finish
from tests.store.databases import upgrade_at


def _warm() -> None:
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{name}/orders.db"
        upgrade_at(url)
        finish(Course(url, Path(name), seed=0, begun=time.time()), "warm", steps_in_all=24)


_warm()
