"""What is tried again after a lost race: which envelopes, after which pause, and when it is enough."""

import random
from collections.abc import Sequence

from pedido.store.envelope import Envelope
from pedido.store.errors import Conflict
from pedido.store.handling import Outcome

CHUNK = 200
"""How many commands share a transaction, unless the caller says otherwise."""
ATTEMPTS = 16
"""How often a command is tried before it is a conflict."""
_FIRST_PAUSE = 0.004
_LONGEST_PAUSE = 0.25


class Race:
    """The envelopes of one transaction on their way, until each has an outcome. `waiting` has those without one, in their order."""

    def __init__(self, envelopes: Sequence[Envelope], attempts: int) -> None:
        """Take the envelopes, and how often they are tried at most."""
        self.waiting = envelopes
        self._places: Sequence[int] = range(len(envelopes))
        self._outcomes: list[Outcome | None] = [None] * len(envelopes)
        self._attempts = attempts
        self._tried = 0

    def take(self, outcomes: Sequence[Outcome | None]) -> None:
        """Take what an attempt at those that wait came to. After the last attempt, what still lost is a conflict."""
        self._tried += 1
        enough = self._tried >= self._attempts
        lost = []
        for place, envelope, outcome in zip(self._places, self.waiting, outcomes, strict=True):
            if outcome is None and not enough:
                lost.append((place, envelope))
            else:
                self._outcomes[place] = outcome or Conflict([envelope.order_id])
        self._places = [place for place, _ in lost]
        self.waiting = [envelope for _, envelope in lost]

    def pause(self) -> float:
        """Return for how many seconds to wait before the next attempt: longer each time, and never as long as others do."""
        longest = min(_FIRST_PAUSE * 2.0**self._tried, _LONGEST_PAUSE)
        return random.uniform(0, longest)  # noqa: S311 - it only keeps those who race apart

    def outcomes(self) -> list[Outcome]:
        """Return what became of the envelopes, in their order."""
        return [outcome for outcome in self._outcomes if outcome is not None]
