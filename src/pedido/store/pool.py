"""The connections of a `Store` that are in nobody's use, kept as they are for the next command.

SQLAlchemy's pool keeps connections too, but to take one from it and give it back costs a fifteenth of a command. An `AsyncStore`
stays with it: to await costs far more.
"""

import time
from collections import deque
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Final
from weakref import WeakSet

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from pedido.store.connecting import CONNECTIONS, is_alive, is_at_rest

_PATIENCE: Final = 30.0
"""For how many seconds one waits for a connection where all are in use."""


class Pool:
    """The connections of an engine, for many threads: the one that was used last is used first."""

    def __init__(self, engine: Engine) -> None:
        """Take the engine."""
        self._engine = engine
        # One for each connection that may be in use; a semaphore costs ten times as much.
        self._places: SimpleQueue[None] = SimpleQueue()
        for _ in range(CONNECTIONS):
            self._places.put(None)
        self._idle: deque[tuple[Connection, float]] = deque()
        self._open: WeakSet[Connection] = WeakSet()
        self._is_closed = False

    def take(self) -> Connection:
        """Take a connection, to be given back.

        Raises:
            TimeoutError: all stayed in use, as SQLAlchemy tells it.
            DatabaseError: the server is too old.
            SchemaError: there is no such file.
            DBAPIError: the database cannot be connected to.
        """
        try:
            self._places.get(timeout=_PATIENCE)
        except Empty:
            # Fewer are in use where a signal stopped somebody between two steps: the place comes back with this connection.
            if len(self._open) - len(self._idle) >= CONNECTIONS:
                raise PoolTimeoutError from None
        self._is_closed = False
        try:
            return self._kept() or self._opened()
        except BaseException:
            self._places.put(None)
            raise

    def _opened(self) -> Connection:
        connection = self._engine.connect()
        self._open.add(connection)
        return connection

    def _kept(self) -> Connection | None:
        while True:
            try:
                connection, idle_since = self._idle.pop()
            except IndexError:
                return None
            if is_alive(connection.dialect, connection.connection.dbapi_connection, idle_since):
                return connection
            self._close(connection)

    def _close(self, connection: Connection) -> None:
        self._open.discard(connection)
        connection.close()

    def give_back(self, connection: Connection) -> None:
        """Give a connection back. One that is in the middle of something is closed, so that it holds no lock."""
        try:
            if self._is_closed or not _is_whole(connection):
                self._close(connection)
                return
            if connection.in_transaction():  # as SQLAlchemy sees it; the database knows of none
                connection.rollback()
            self._idle.append((connection, time.monotonic()))
        finally:
            self._places.put(None)

    def close(self) -> None:
        """Close the connections that nobody uses, and the others when they are given back, unless the pool is used again."""
        self._is_closed = True
        with suppress(IndexError):
            while True:
                connection, _ = self._idle.pop()
                self._close(connection)


def _is_whole(connection: Connection) -> bool:
    return not connection.invalidated and is_at_rest(connection.dialect.name, connection.connection.driver_connection)
