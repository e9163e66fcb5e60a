"""One attempt at carrying commands out: read, decide, commit. What lost a race is told apart, to be tried again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from pedido.data import name_of
from pedido.engine import Decision, decide
from pedido.order.effects import (
    ClearDeadline,
    ShowModification,
    ShowModifications,
    ShowModificationSettings,
    StartDeadline,
)
from pedido.store.commit import commit
from pedido.store.documents import effect_text, events_text, json_text, notice_data
from pedido.store.envelope import Answer, Envelope
from pedido.store.errors import KeyReusedError, StoreError
from pedido.store.loading import Stored
from pedido.store.message import NOTICE
from pedido.store.moment import moment_text
from pedido.store.reading import Given, read
from pedido.store.rows import Row, Rows, order_row
from pedido.store.versions import Versions, current_machines

Outcome = Answer | StoreError
"""What became of an envelope: the answer, or why there is none."""

_UNTOLD: Final = (StartDeadline, ClearDeadline, ShowModification, ShowModifications, ShowModificationSettings)
"""Effects that nobody else is told: deadlines, which the store sees to itself, and answers to who asked."""


def attempt(
    connection: Connection, versions: Versions, envelopes: Sequence[Envelope], now: str
) -> list[Outcome | None]:
    """Try to carry commands out, in their order, in one transaction; None for each that lost a race, and left nothing behind.

    `now` is the moment at which messages are first due and answers are given, as the tables write it.
    """
    given_before, orders = read(connection, versions, envelopes)
    drafts = {
        order_id: found if isinstance(found, StoreError) else _Draft(found, now) for order_id, found in orders.items()
    }
    given = dict(given_before)
    outcomes = [_outcome(envelope, given, drafts) for envelope in envelopes]
    written = commit(connection, _rows(draft for draft in drafts.values() if isinstance(draft, _Draft)))
    return [
        outcome if envelope.key in given_before or _is_kept(drafts[envelope.order_id], written) else None
        for envelope, outcome in zip(envelopes, outcomes, strict=True)
    ]


class _Draft:
    """An order while commands are given to it: what they came to, and what is to be written of it."""

    def __init__(self, stored: Stored, now: str) -> None:
        self.order, self.version = stored
        self.expected = stored.version
        self.machines = current_machines(stored.order.flow)
        self.now = now
        self.entries: list[Row] = []
        self.messages: list[Row] = []
        self.answers: list[Row] = []

    @property
    def is_changed(self) -> bool:
        """Tell whether anything happened to the order."""
        return self.version > self.expected

    def give(self, envelope: Envelope, fingerprint: str | None) -> Answer:
        """Decide what a command comes to, and keep it."""
        decision = decide(self.order, envelope.command)
        if decision.events:
            self.keep(envelope, decision)
        answer = Answer.of(decision, self.version)
        if envelope.key is not None:
            self.answers.append(
                {
                    "key": envelope.key,
                    "order_id": answer.order_id,
                    "fingerprint": fingerprint,
                    "answer": answer.text(),
                    "given_at": self.now,
                }
            )
        return answer

    def keep(self, envelope: Envelope, decision: Decision) -> None:
        """Take what happened: an entry for the journal, and messages."""
        self.order, self.version = decision.order, self.version + 1
        entry = {
            "order_id": envelope.order_id,
            "version": self.version,
            "trigger": envelope.command.trigger,
            "actor": envelope.command.actor.id,
            "at": moment_text(envelope.command.at),
            "machines": self.machines,
            "events": events_text(decision.events),
        }
        self.entries.append(entry)
        effects = [effect for effect in decision.effects if not isinstance(effect, _UNTOLD)]
        told = [(name_of(type(effect)), effect_text(effect)) for effect in effects]
        told += [(NOTICE, json_text(notice_data(notice))) for notice in decision.notices]
        self.messages += [
            {
                "order_id": envelope.order_id,
                "version": self.version,
                "position": position,
                "kind": kind,
                "body": body,
                "available_at": self.now,
            }
            for position, (kind, body) in enumerate(told, start=1)
        ]


def _outcome(
    envelope: Envelope, given: dict[str, Given | StoreError], drafts: dict[str, _Draft | StoreError]
) -> Outcome:
    """Answer an envelope as it was answered before, or for the first time."""
    key = envelope.key
    fingerprint = envelope.fingerprint() if key is not None else None
    before = given.get(key) if key is not None else None
    if isinstance(before, StoreError):
        return before
    if key is not None and before is not None:
        return replace(before.answer, repeated=True) if before.fingerprint == fingerprint else KeyReusedError(key)
    draft = drafts[envelope.order_id]
    if isinstance(draft, StoreError):
        return draft
    answer = draft.give(envelope, fingerprint)
    if key is not None and fingerprint is not None:
        given[key] = Given(fingerprint, answer)
    return answer


def _rows(drafts: Iterable[_Draft]) -> Rows:
    """Gather what is to be written. The answers of an order that changed are tied to it: they speak of what it became."""
    rows = Rows()
    for draft in drafts:
        if draft.is_changed:
            row = order_row(draft.order, draft.version, draft.machines)
            rows.orders.append({**row, "expected": draft.expected})
        rows.journal += draft.entries
        rows.outbox += draft.messages
        rows.answers += [{**answer, "tied": draft.is_changed} for answer in draft.answers]
    return rows


def _is_kept(draft: _Draft | StoreError, written: frozenset[str] | None) -> bool:
    """Tell whether what became of an order's envelopes stands: nothing had to be written, or it was."""
    if isinstance(draft, StoreError):
        return True
    if written is None:
        return not (draft.is_changed or draft.answers)
    return not draft.is_changed or draft.order.order_id in written
