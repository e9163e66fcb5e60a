"""An order while commands are given to it: what they came to, and what is to be written of it."""

from typing import Final

from pedido.data import name_of
from pedido.engine import Decision, decide
from pedido.order.effects import (
    ClearDeadline,
    ShowModification,
    ShowModifications,
    ShowModificationSettings,
    StartDeadline,
)
from pedido.store.documents import effect_text, events_text, json_text, notice_data
from pedido.store.envelope import Answer, Envelope
from pedido.store.loading import Stored
from pedido.store.message import NOTICE
from pedido.store.moment import moment_text
from pedido.store.rows import Row, Rows, order_row
from pedido.store.versions import current_machines

_UNTOLD: Final = {StartDeadline, ClearDeadline, ShowModification, ShowModifications, ShowModificationSettings}
"""Effects that nobody else is told: deadlines, which the store sees to itself, and answers to who asked."""


class Draft:
    """An order while commands are given to it: what they came to, and what is to be written of it."""

    def __init__(self, stored: Stored, now: str) -> None:
        """Take the order as it is stored; `now` is when answers are given, and messages first due."""
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
        told = [
            (name_of(type(effect)), effect_text(effect)) for effect in decision.effects if type(effect) not in _UNTOLD
        ]
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

    def write(self, rows: Rows) -> None:
        """Add what is to be written: of an order that stays, its answers alone."""
        if not self.is_changed:
            rows.free += self.answers
            return
        rows.orders.append({**order_row(self.order, self.version, self.machines), "expected": self.expected})
        rows.journal += self.entries
        rows.outbox += self.messages
        rows.tied += self.answers
