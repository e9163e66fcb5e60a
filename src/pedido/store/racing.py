"""What is tried again after a lost race: which envelopes, after which pause, and when it is enough."""

import random
from collections.abc import Iterable, Sequence

from pedido.input import BadInputError
from pedido.store.envelope import Envelope
from pedido.store.errors import Conflict
from pedido.store.handling import Outcome

CHUNK = 200
"""How many commands share a transaction, unless the caller says otherwise."""
ATTEMPTS = 16
"""How often a command is tried before it is a conflict."""
_PAUSES = (0.008, 0.016, 0.032, 0.064, 0.128, 0.25)
"""For how many seconds one waits at most: after the first attempt, the second, and so on."""


def parted(envelopes: Iterable[Envelope], chunk: int) -> list[list[Envelope]]:
    """Part envelopes into those of each transaction, in their order.

    Raises:
        BadInputError: `chunk` is not at least 1.
    """
    if chunk < 1:
        raise BadInputError("chunk", "expected at least 1")
    given = list(envelopes)
    return [given[start : start + chunk] for start in range(0, len(given), chunk)]


class Race:
    """The envelopes of one transaction, until each has an outcome."""

    def __init__(self, envelopes: Sequence[Envelope], outcomes: Sequence[Outcome | None], attempts: int) -> None:
        """Take the envelopes, what the first attempt came to, and how often they are tried at most."""
        self._envelopes = envelopes
        self._outcomes = outcomes
        self._attempts = attempts
        self._tried = 1

    @property
    def waiting(self) -> list[Envelope]:
        """What has no outcome yet and is tried again, in its order."""
        if self._tried >= self._attempts:
            return []
        return [envelope for envelope, outcome in zip(self._envelopes, self._outcomes, strict=True) if outcome is None]

    def pause(self) -> float:
        """Return for how many seconds to wait before the next attempt: longer each time, and never as long as others do."""
        longest = _PAUSES[min(self._tried, len(_PAUSES)) - 1]
        return random.uniform(0, longest)  # noqa: S311 - it only keeps those who race apart

    def take(self, outcomes: Sequence[Outcome | None]) -> None:
        """Take what another attempt at those that wait came to."""
        found = iter(outcomes)
        self._outcomes = [outcome or next(found) for outcome in self._outcomes]
        self._tried += 1

    def outcomes(self) -> list[Outcome]:
        """Return what became of the envelopes, in their order; what lost every time is a conflict."""
        return [
            outcome or Conflict([envelope.order_id])
            for envelope, outcome in zip(self._envelopes, self._outcomes, strict=True)
        ]
