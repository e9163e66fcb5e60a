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
    """The envelopes of one transaction on their way, until each has an outcome."""

    def __init__(self, envelopes: Sequence[Envelope], attempts: int) -> None:
        """Take the envelopes, and how often they are tried at most."""
        self._envelopes = envelopes
        self._outcomes: list[Outcome | None] = [None] * len(envelopes)
        self._attempts = attempts
        self._tried = 0

    @property
    def waiting(self) -> list[Envelope]:
        """What has no outcome yet, in its order."""
        return [envelope for envelope, outcome in zip(self._envelopes, self._outcomes, strict=True) if outcome is None]

    def take(self, outcomes: Sequence[Outcome | None]) -> None:
        """Take what an attempt at those that wait came to. After the last attempt, what still lost is a conflict."""
        self._tried += 1
        enough = self._tried >= self._attempts
        found = iter(outcomes)
        for place, envelope in enumerate(self._envelopes):
            if self._outcomes[place] is None:
                lost = Conflict([envelope.order_id]) if enough else None
                self._outcomes[place] = next(found) or lost

    def pause(self) -> float:
        """Return for how many seconds to wait before the next attempt: longer each time, and never as long as others do."""
        longest = min(_FIRST_PAUSE * 2.0**self._tried, _LONGEST_PAUSE)
        return random.uniform(0, longest)  # noqa: S311 - it only keeps those who race apart

    def outcomes(self) -> list[Outcome]:
        """Return what became of the envelopes, in their order."""
        return [outcome for outcome in self._outcomes if outcome is not None]
