"""What the command line writes to: files, standard output, a console; and terminals that are not UTF-8."""

import codecs
import io
import json
import os
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH_OF_FILES: Final = 200
"""Where no terminal says how wide it is, lines are long enough for every name to stay whole."""


def write(path: str, content: str | bytes) -> None:
    """Write a file whole or not at all; `-` is standard output.

    Raises:
        BadInputError: the file cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    if path == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    try:
        if Path(path).exists() and not Path(path).is_file():
            Path(path).write_bytes(data)  # a device or a pipe: nothing can take its place
        else:
            _write_whole(Path(path), data)
    except (OSError, ValueError) as error:
        from pedido.input import BadInputError  # noqa: PLC0415 - 100 ms that `pedido --version` need not pay

        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise BadInputError(path, f"cannot be written: {reason.lower()}") from None


def _write_whole(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def json_text(content: Any) -> str:
    """Write JSON as people read it."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def print_json(content: Any) -> None:
    """Print JSON."""
    write("-", json_text(content))


def console(*, to_stderr: bool = False) -> "Console":
    """Make a console that prints text as it is: no guessed colours in numbers and names."""
    from rich.console import Console  # noqa: PLC0415 - 50 ms that `pedido --version` need not pay

    stream = sys.stderr if to_stderr else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else _WIDTH_OF_FILES
    return Console(stderr=to_stderr, highlight=False, width=width)


def prepare_streams() -> None:
    """Let a terminal that is not UTF-8 get the nearest letters it has, instead of an error."""
    codecs.register_error("nearest", _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="nearest")


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    plain = unicodedata.normalize("NFKD", lost.replace("→", "->").replace("—", "-"))
    return "".join(letter if letter.isascii() else "" for letter in plain) or "?", error.end
