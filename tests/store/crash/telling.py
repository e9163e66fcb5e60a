"""What has to be told to others, by what the journal says: each command is decided again, on the order as it was."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from pydantic_core import to_json

from pedido import Command, Decision, decide
from pedido.data import name_of
from pedido.order.effects import (
    ClearDeadline,
    ShowModification,
    ShowModifications,
    ShowModificationSettings,
    StartDeadline,
)
from pedido.store.journal import Entry

# Written again, not imported: what judges the store does not ask the store.
_UNTOLD: Final = (StartDeadline, ClearDeadline, ShowModification, ShowModifications, ShowModificationSettings)


def told_by(order_id: str, entries: Iterable[Entry], commands: Iterable[Command]) -> Iterator[dict[str, Any]]:
    """List the messages of an order; `commands` are what led to its entries, but for the first."""
    first, *rest = entries
    assert first.received is not None
    order = first.received
    for entry, command in zip(rest, commands, strict=True):
        decision = decide(order, command)
        assert decision.events == entry.events, f"{order_id}, version {entry.version}"
        yield from told_of(order_id, entry.version, decision)
        order = decision.order


def told_of(order_id: str, version: int, decision: Decision) -> Iterator[dict[str, Any]]:
    """List the messages of one decision."""
    effects = [effect for effect in decision.effects if not isinstance(effect, _UNTOLD)]
    bodies = [(name_of(type(effect)), json.loads(to_json(effect))) for effect in effects]
    bodies += [("notice", {"id": notice.id, "facts": [*notice.facts]}) for notice in decision.notices]
    for position, (kind, body) in enumerate(bodies, start=1):
        yield {
            "id": f"{order_id}:{version}:{position}",
            "order_id": order_id,
            "version": version,
            "position": position,
            "kind": kind,
            "body": body,
        }
