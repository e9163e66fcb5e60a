"""What is covered, in words: for titles and comments."""

from collections.abc import Sequence
from typing import Final

from pedido.covering.aims import PASSES, REFUSES, Thing
from pedido.machine import AUTOMATIC

_WITHOUT_NAME: Final = frozenset({"complete", "seller", "marketplace", "chain"})
"""The machines of the order's own status: it goes without saying whose transitions are meant."""


def in_words(thing: Thing) -> str:
    """Say what is covered: `cancel in handling, then invoice in cancellation-requested`."""
    machine, *parts = thing
    what = " ".join(parts) if parts[-1] in {PASSES, REFUSES} else ", then ".join(map(_transition, parts))
    return what if machine in _WITHOUT_NAME else f"{what} ({machine})"


def and_more(things: Sequence[Thing]) -> str:
    """Say what is covered, or the first of it and how much more."""
    first, *more = things
    return in_words(first) + (f", and {len(more)} more" if more else "")


def _transition(key: str) -> str:
    """Say what a transition is by its key, such as `cancel: handling -> cancellation-requested`."""
    trigger, _, way = key.partition(": ")
    source, _, dest = way.partition(" -> ")
    trigger = trigger.partition(" [")[0]
    return f"on from {source} to {dest}" if trigger == AUTOMATIC else f"{trigger} in {source}"
