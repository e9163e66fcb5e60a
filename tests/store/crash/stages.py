"""What a worker is at, written where it stays to be read when the worker is killed."""

import mmap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from pedido.store import deadlines, draft, handling, outbox, receiving

STAGES: Final = ("receive", "read", "decide", "commit", "claim", "publish", "settle", "pass time")
_FUNCTIONS: Final[dict[str, tuple[ModuleType, str]]] = {
    "receive": (receiving, "receive"),
    "read": (handling, "read"),
    "decide": (draft, "decide"),
    "commit": (handling, "commit"),
    "claim": (outbox, "claim"),
    "settle": (outbox, "settle"),
    "pass time": (deadlines, "claim_due"),
}
_PAUSES: Final = {"decide": 0.002, "settle": 0.002}
"""In seconds, how long what is over at once is made to take, so that it is there that some are killed."""


class Stages:
    """A byte for each stage in a file of its own, which is memory that outlives whoever writes to it."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(bytes(len(STAGES)))
        with file.open("r+b") as opened:
            self._bytes = mmap.mmap(opened.fileno(), len(STAGES))

    @contextmanager
    def at(self, stage: str) -> Iterator[None]:
        """Be at a stage, within the block."""
        self._bytes[STAGES.index(stage)] = 1
        try:
            yield
        finally:  # who is killed does not come here
            self._bytes[STAGES.index(stage)] = 0

    def watch(self) -> None:
        """Have the store of this process say from now on what it is at."""
        for stage, (module, name) in _FUNCTIONS.items():
            setattr(module, name, self._watched(stage, getattr(module, name)))

    def _watched(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def watched(*args: Any, **kwargs: Any) -> Any:
            with self.at(stage):
                time.sleep(_PAUSES.get(stage, 0))
                return function(*args, **kwargs)

        return watched

    def in_flight(self) -> set[str]:
        """Name the stages that were begun and not left."""
        return {stage for stage, byte in zip(STAGES, self._bytes[:], strict=True) if byte}

    def clear(self) -> None:
        """Leave all stages, for one who cannot any more."""
        self._bytes[:] = bytes(len(STAGES))
