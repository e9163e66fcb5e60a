"""When to look: looking on costs more than deciding, and most answers come of what was seen before."""

from collections import Counter, defaultdict
from collections.abc import Hashable
from typing import Final, NamedTuple

from pedido.order.commands import Command
from pedido.order.order import Order

_FEW: Final = 30
"""A reader of no more inputs than this is looked at for every command; others lay whole requests out on the order."""

_APART: Final = 3
"""How many answers apart, for every input that it has, a reader is looked at although nothing seems new to it."""


class Asked(NamedTuple):
    """What is decided: a command of a world, in a state that was reached from one of its starts; by their numbers."""

    world: str
    start: int
    command: int


class Novelty:
    """Tells where something is new to a reader.

    That is a command; what it answers in a situation; a start of which it looks at something that no other start has. It is
    told what every reader reads.
    """

    def __init__(self) -> None:
        """Begin with everything new."""
        self.read: dict[str, set[str]] = defaultdict(set)
        self._known: set[Hashable] = set()
        self._kinds: dict[Hashable, int] = {}
        self._kind_of_start: dict[Hashable, int] = {}
        self._answers: Counter[str] = Counter()

    def is_new(self, reader: str, asked: Asked, order: Order, command: Command, answer: Hashable) -> bool:
        """Tell whether something is new to a reader that has answered, and take note of it."""
        latest = order.modifications.latest
        given = (asked.world, asked.command, type(command))
        few = len(self.read[reader]) <= _FEW
        seen = (
            (reader, *given),
            (reader, answer, order.flow, order.status, order.payment.status, latest and latest.status),
            (reader, answer, self._kind(reader, asked, order), given if few else None),
        )
        before = len(self._known)
        self._known.update(seen)
        self._answers[reader] += 1
        apart = _APART * len(self.read[reader]) or 1
        return len(self._known) > before or self._answers[reader] % apart == 0

    def _kind(self, reader: str, asked: Asked, order: Order) -> int:
        """Number the starts that differ in what a reader looks at."""
        start = (reader, asked.world, asked.start)
        kind = self._kind_of_start.get(start)
        if kind is None:
            fields = {name.replace("[]", "").split(".")[1] for name in self.read[reader] if name.startswith("order.")}
            content = (reader, *(getattr(order, field) for field in sorted(fields)))
            kind = self._kind_of_start[start] = self._kinds.setdefault(content, len(self._kinds))
        return kind
