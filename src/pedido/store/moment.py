"""Moments as the tables keep them: text in UTC, with six digits of a second, which sorts as time does."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Tells what time it is, with its time zone."""


def now() -> datetime:
    """Tell what time it is."""
    return datetime.now(UTC)


def moment_text(moment: datetime) -> str:
    """Write a moment."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(text: str) -> datetime:
    """Read a moment."""
    return datetime.fromisoformat(text)
