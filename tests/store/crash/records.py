"""What outlives a worker that is killed: lines in files, each written whole or not at all."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def append(file: Path, record: Any) -> None:
    """Add one line with one system call: a killed process has made it or has not."""
    line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
    opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        written = os.write(opened, line)
    finally:
        os.close(opened)
    assert written == len(line)


def records(file: Path) -> list[Any]:
    """Read all lines."""
    return [json.loads(line) for line in _lines(file)]


def count(file: Path) -> int:
    """Count the lines."""
    return sum(1 for _ in _lines(file))


def _lines(file: Path) -> Iterable[str]:
    return file.read_text().splitlines() if file.exists() else []
