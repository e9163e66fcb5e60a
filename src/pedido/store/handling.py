"""One attempt at carrying commands out: read, decide, commit. What lost a race is told apart, to be tried again."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from pedido.store.commit import commit
from pedido.store.draft import Draft
from pedido.store.envelope import Answer, Envelope
from pedido.store.errors import KeyReusedError, StoreError
from pedido.store.loading import stored
from pedido.store.reading import Found, Given, read
from pedido.store.rows import Rows
from pedido.store.versions import Versions

Outcome = Answer | StoreError
"""What became of an envelope: the answer, or why there is none."""


def attempt(
    connection: Connection, versions: Versions, envelopes: Sequence[Envelope], now: str
) -> list[Outcome | None]:
    """Try to carry commands out, in their order, in one transaction; None for each that lost a race, and left nothing behind.

    `now` is the moment at which messages are first due and answers are given, as the tables write it.
    """
    found = read(connection, envelopes)
    work = _Work(versions, found, now)
    last = {envelope.order_id: place for place, envelope in enumerate(envelopes)}
    outcomes = []
    for place, envelope in enumerate(envelopes):
        outcomes.append(work.outcome(envelope))
        if last[envelope.order_id] == place:
            work.finish(envelope.order_id)
    lost = _lost(work.rows, commit(connection, work.rows))
    return [
        None if envelope.order_id in lost and envelope.key not in found.given else outcome
        for envelope, outcome in zip(envelopes, outcomes, strict=True)
    ]


class _Work:
    """The work on the envelopes of one transaction.

    An order is made of its row when it is first asked for, and written as one after the last time: so only the orders that
    are worked on are in memory.
    """

    def __init__(self, versions: Versions, found: Found, now: str) -> None:
        self.versions = versions
        self.given = dict(found.given)
        self.orders = found.orders
        self.now = now
        self.drafts: dict[str, Draft | StoreError] = {}
        self.rows = Rows()

    def outcome(self, envelope: Envelope) -> Outcome:
        """Answer an envelope as it was answered before, or for the first time."""
        key = envelope.key
        fingerprint = envelope.fingerprint() if key is not None else None
        before = self.given.get(key) if key is not None else None
        if isinstance(before, StoreError):
            return before
        if key is not None and before is not None:
            return replace(before.answer, repeated=True) if before.fingerprint == fingerprint else KeyReusedError(key)
        draft = self.draft(envelope.order_id)
        if isinstance(draft, StoreError):
            return draft
        answer = draft.give(envelope, fingerprint)
        if key is not None and fingerprint is not None:
            self.given[key] = Given(fingerprint, answer)
        return answer

    def draft(self, order_id: str) -> Draft | StoreError:
        """Return the order as the commands so far left it."""
        known = self.drafts.get(order_id)
        if known is None:
            found = stored(self.versions, order_id, self.orders.get(order_id))
            known = self.drafts[order_id] = found if isinstance(found, StoreError) else Draft(found, self.now)
        return known

    def finish(self, order_id: str) -> None:
        """Take the rows of an order that no further command is for."""
        draft = self.drafts.pop(order_id, None)
        if isinstance(draft, Draft):
            draft.write(self.rows)


def _lost(rows: Rows, written: frozenset[str] | None) -> set[str]:
    """Name the orders whose rows were to be written and were not."""
    if written is None:
        return {row["order_id"] for row in (*rows.orders, *rows.free)}
    return {row["order_id"] for row in rows.orders} - written
