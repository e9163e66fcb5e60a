"""Calling the command line as its users do: within this process, or as one of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from pedido import cli

EXAMPLES: Final = Path(__file__).parents[2] / "examples" / "orders"
HANDLING: Final = str(EXAMPLES / "handling.json")
PARTLY_INVOICED: Final = str(EXAMPLES / "partly-invoiced.json")
PEDIDO: Final = Path(sys.executable).with_name("pedido")
VTEX: Final = json.loads(Path(HANDLING).read_text(encoding="utf-8"))

SCENARIO: Final = """
title: The first cancellation asks
source: S1
given:
  order: {flow: complete, status: handling, value: 10000}
steps:
  - when: cancel
    then: {status: cancellation-requested}
"""


class Ended:
    """How a call ended: its exit code, and what it wrote."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


class Caller:
    """Calls the command line within this process."""

    def __init__(self, captured: pytest.CaptureFixture[bytes]) -> None:
        self.captured = captured

    def __call__(self, *arguments: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            cli.main(list(arguments))
        sys.stdout.flush()
        written = self.captured.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, written.out.decode(), written.err.decode())


def document(folder: Path, name: str, content: object) -> str:
    """Write a JSON document, and say where it is."""
    path = folder / name
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return str(path)


def place(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "bad.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def run(*arguments: str, **options: object) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, **{name: str(value) for name, value in options.items()}}
    return subprocess.run(
        [PEDIDO, *arguments], capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


def assert_one_line(ended: Ended, named: str) -> None:
    assert ended.code == 2, ended.err
    assert "Traceback" not in ended.err
    assert ended.err.startswith("pedido: ")
    assert ended.err.count("\n") == 1
    assert named in ended.err
