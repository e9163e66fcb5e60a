"""What the command line writes to: files, standard output, a console; and terminals that are not UTF-8."""

import codecs
import io
import json
import os
import secrets
import shutil
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH_OF_FILES: Final = 200
"""Where no terminal says how wide it is, lines are long enough for every name to stay whole; they never get longer."""
_NARROWEST: Final = 40


def write(path: str, content: str | bytes) -> None:
    """Write a file whole or not at all; `-` is standard output.

    Raises:
        BadInputError: the file cannot be written.
    """
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
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
    target = path.resolve()
    partial = target.with_name(f".pedido-{secrets.token_hex(8)}.part")
    try:
        with partial.open("xb") as file:
            file.write(data)
        if target.exists():
            shutil.copymode(target, partial)
        partial.replace(target)
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

    screen = Console(stderr=to_stderr, highlight=False)
    told = screen.is_terminal or "COLUMNS" in os.environ
    screen.width = min(max(screen.width, _NARROWEST), _WIDTH_OF_FILES) if told else _WIDTH_OF_FILES
    return screen


def prepare_streams() -> None:
    """Let a terminal that is not UTF-8 get the nearest letters it has, instead of an error."""
    codecs.register_error("nearest", _nearest)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="nearest")


def _nowhere() -> io.TextIOWrapper:
    return io.TextIOWrapper(Path(os.devnull).open("wb"), encoding="utf-8")


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    plain = unicodedata.normalize("NFKD", lost.replace("→", "->").replace("—", "-"))
    return "".join(letter if letter.isascii() else "" for letter in plain) or "?", error.end
