"""How a call ends, and what it costs: help, the version, broken streams, interruptions."""

import os
import subprocess
from shlex import quote

import pytest

from pedido import cli
from tests.cli.calling import HANDLING, PEDIDO, Caller, run


@pytest.mark.parametrize("redirection", ["- <&-", f"{quote(HANDLING)} >&-", f"{quote(HANDLING)} --json >&-"])
def test_a_closed_stream_is_no_fault(redirection: str) -> None:
    ended = subprocess.run(
        f"{quote(str(PEDIDO))} explain {redirection}", shell=True, capture_output=True, text=True, check=False
    )
    assert ended.returncode in {0, 2}
    assert "fault of pedido" not in ended.stderr
    assert ended.stderr.count("\n") <= 1


@pytest.mark.parametrize("columns", ["0", "12", "999999999"])
def test_an_absurd_width_is_not_believed(columns: str) -> None:
    ended = run("explain", HANDLING, COLUMNS=columns)
    assert ended.returncode == 0
    assert "cancel" in ended.stdout
    assert len(ended.stdout) < 100_000


def test_whatever_goes_wrong_a_user_gets_one_line(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("of all things")

    monkeypatch.setattr("pedido.tables.print_machines", fail)
    ended = call("machine")
    assert ended.code == 1
    assert ended.err == "pedido: unexpected RuntimeError: of all things; please report this as a fault of pedido\n"


def test_an_interruption_is_not_an_error(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pedido.tables.print_machines", interrupt)
    assert call("machine").code == 130


def test_without_a_command_the_help_is_printed(call: Caller) -> None:
    ended = call()
    assert ended.code == 2
    assert "Commands:\n" in ended.out
    assert ended.err == ""


@pytest.mark.parametrize("command", sorted(cli.pedido.commands))
def test_every_command_has_help_with_an_example(call: Caller, command: str) -> None:
    ended = call(command, "--help")
    assert ended.code == 0
    assert "Example" in ended.out


def test_the_version_is_told_without_the_heavy_imports() -> None:
    told = run("--version", PYTHONPROFILEIMPORTTIME=1)
    assert told.stdout.startswith("pedido ")
    for heavy in ("pydantic", "transitions", "rich", "graphviz", "ruamel", "babel"):
        assert f" {heavy}\n" not in told.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_is_not_utf_8_gets_the_nearest_letters(encoding: str) -> None:
    ended = subprocess.run(
        [PEDIDO, "explain", HANDLING, "--lang", "pt"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    written = ended.stdout.decode(encoding)
    assert "->" in written
    assert "Preparando Entrega" in written
    assert "possivel" in written or "possível" in written


def test_a_reader_that_stops_reading_is_no_error() -> None:
    ended = subprocess.run(
        f"{quote(str(PEDIDO))} machine --json | head -c 10", shell=True, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ended.stderr
    assert ended.stderr == ""
