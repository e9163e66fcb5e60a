"""Messages as lines of JSON, for whatever reads standard output."""

import codecs
import json
import sys
from types import TracebackType
from typing import Self, TextIO

from pedido.store.documents import json_text
from pedido.store.message import Message


class Stdout:
    """Writes a message as one line of JSON, and is done once the line has left; `stream` is standard output unless given.

    A reader that is gone is no failed delivery: `BrokenPipeError` ends the run, as it does for any other output.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    async def publish(self, message: Message) -> None:
        """Write a message, and flush it."""
        stream = self._stream or sys.stdout
        stream.write(_line(message, stream) + "\n")
        stream.flush()

    async def __aenter__(self) -> Self:
        """There is nothing to open."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """There is nothing to close: the stream is somebody else's."""


def _line(message: Message, stream: TextIO) -> str:
    """Write a message in the letters that the stream has; what is not printable is escaped, and cannot steer a terminal."""
    if codecs.lookup(stream.encoding or "utf-8").name != "utf-8":
        return json.dumps(message.document(), separators=(",", ":"))
    text = json_text(message.document())
    return text if text.isprintable() else "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
