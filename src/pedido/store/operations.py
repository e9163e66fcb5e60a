"""What both front doors do with a connection, where there is more to it than one call."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete

from pedido.store.journal import Difference, replay
from pedido.store.moment import moment_text
from pedido.store.schema import ANSWERS
from pedido.store.versions import Versions


class Replay(NamedTuple):
    """What rebuilding every order came to: how many have a row or a journal, and those that differ."""

    orders: int
    differences: tuple[Difference, ...]


def replayed(connection: Connection, versions: Versions, seen: Callable[[int], None] | None) -> Replay:
    """Rebuild every order from its journal; `seen` is told how many were, now and then."""
    count, differences = 0, []
    for count, difference in enumerate(replay(connection, versions), start=1):
        if difference is not None:
            differences.append(difference)
        if seen is not None and count % _TOLD_EVERY == 0:
            seen(count)
    return Replay(count, tuple(differences))


_TOLD_EVERY = 1000


def forget_answers(connection: Connection, before: datetime) -> int:
    """Forget the answers that were given before a moment, and return how many: their keys can be used anew."""
    return connection.execute(delete(ANSWERS).where(ANSWERS.c.given_at < moment_text(before))).rowcount
