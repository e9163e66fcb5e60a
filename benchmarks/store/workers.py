"""Worker processes that do their share at the same time, and how many commands a second that makes."""

import multiprocessing
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg.types.array import ListBinaryDumper
from sqlalchemy import make_url

from benchmarks.store.recording import Call
from pedido.store.envelope import Envelope
from pedido.store.store import Store

_FORK: Final = multiprocessing.get_context("fork")
_PATIENCE: Final = 120

Parts = Sequence[Any]
"""The transactions of a worker: chunks of envelopes for the store, lists of calls for a bare driver."""
Work = Callable[[Any], None]
"""Does one part."""
Opened = AbstractContextManager[Work]
"""A contender at work, for a block."""


@dataclass(frozen=True, slots=True)
class Contender:
    """Who does the work: opened in the worker, at the URL of a database."""

    name: str
    open: Callable[[str], Opened]


@contextmanager
def opened_store(url: str) -> Iterator[Work]:
    """Work with pedido's store."""
    with Store(url) as store:

        def work(chunk: Sequence[Envelope]) -> None:
            if len(chunk) == 1:
                [envelope] = chunk
                store.handle(envelope.order_id, envelope.command, key=envelope.key)
            else:
                store.handle_many(chunk)

        yield work


@contextmanager
def opened_psycopg(url: str) -> Iterator[Work]:
    """Work with psycopg alone: in autocommit mode, every statement prepared."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(psycopg.connect(plain, autocommit=True, prepare_threshold=0)) as connection:
        connection.adapters.register_dumper(list, ListBinaryDumper)
        yield _driven(connection.cursor())


@contextmanager
def opened_sqlite(url: str) -> Iterator[Work]:
    """Work with sqlite3 alone, as durable as the store is."""
    with closing(sqlite3.connect(str(make_url(url).database), isolation_level=None)) as connection:
        for pragma in ("busy_timeout=10000", "synchronous=FULL", "wal_autocheckpoint=4000", "journal_mode=WAL"):
            connection.execute(f"PRAGMA {pragma}")
        yield _driven(connection.cursor())


def _driven(cursor: Any) -> Work:
    def work(calls: Sequence[Call]) -> None:
        for text, parameters, is_many, returns in calls:
            if is_many:
                cursor.executemany(text, parameters)
            elif parameters:
                cursor.execute(text, parameters)
            else:
                cursor.execute(text)
            if returns:
                cursor.fetchall()

    return work


def rate(contender: Contender, url: str, shares: Sequence[Parts], *, warm_up: int, each: int) -> float:
    """Return how many commands a second the workers do, one for each share; `each` part has so many commands.

    The first parts of each share are its warm-up: what is prepared once is prepared, and all begin together after that.
    """
    ready = _FORK.Barrier(len(shares))
    times = _FORK.SimpleQueue()
    workers = [
        _FORK.Process(target=_timed, args=(contender, url, share, warm_up, ready, times), daemon=True)
        for share in shares
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(_PATIENCE)
        if worker.exitcode != 0:
            raise SystemExit(f"a worker of {contender.name} failed")
    moments = [times.get() for _ in workers]
    seconds: float = max(end for _, end in moments) - min(start for start, _ in moments)
    return sum(len(share) - warm_up for share in shares) * each / seconds


def _timed(contender: Contender, url: str, share: Parts, warm_up: int, ready: Any, times: Any) -> None:
    with contender.open(url) as work:
        for part in share[:warm_up]:
            work(part)
        ready.wait(_PATIENCE)
        start = time.perf_counter()
        for part in share[warm_up:]:
            work(part)
        times.put((start, time.perf_counter()))
