"""Processes that begin in a few milliseconds: a server that has imported everything forks one for each."""

import multiprocessing
from multiprocessing.context import ForkServerContext
from typing import Final

PROCESSES: Final[ForkServerContext] = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pytest", "tests.store.crash.warm", "tests.store.race.work"])
