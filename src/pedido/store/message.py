"""What is told to others: an effect to carry out, or a notice for a person, as it waits in the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

NOTICE: Final = "notice"
"""The kind of a message that is for a person; that of any other is the name of the effect."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of an order. `body` has what the effect says, in JSON data; `attempt` counts from 1.

    A message may arrive more than once, always with the same `id`, and never before those of the same order that precede it:
    by `version`, then by `position`.
    """

    order_id: str
    version: int
    position: int
    kind: str
    body: Mapping[str, Any]
    attempt: int = 1

    @property
    def id(self) -> str:
        """The same for every delivery, so that a receiver can tell a second one."""
        return f"{self.order_id}:{self.version}:{self.position}"

    def document(self) -> dict[str, Any]:
        """Return the message as it is published, in JSON data."""
        return {
            "id": self.id,
            "order_id": self.order_id,
            "version": self.version,
            "position": self.position,
            "kind": self.kind,
            "body": dict(self.body),
        }
