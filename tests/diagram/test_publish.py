"""`python -m pedido.diagram.publish DIR` draws every machine."""

import subprocess
import sys
from pathlib import Path

import pytest

from pedido.diagram.publish import FORMATS, main, publish
from pedido.input import BadInputError
from pedido.machines import DEFINITIONS


def test_every_machine_is_drawn_in_every_format(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pedido.diagram.publish", str(tmp_path / "new" / "folder")]
    assert subprocess.run(command, check=False).returncode == 0
    expected = {f"{name}{ending}" for name in DEFINITIONS for ending in FORMATS}
    assert {path.name for path in (tmp_path / "new" / "folder").iterdir()} == expected


def test_drawing_twice_changes_nothing(tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in publish(tmp_path)}
    assert {path.name: path.read_bytes() for path in publish(tmp_path)} == first


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "file"
    place.write_text("", encoding="utf-8")
    with pytest.raises(BadInputError, match="cannot be written to"):
        publish(place)
    assert main([str(place)]) == 2
    assert capsys.readouterr().err.startswith(f"{place}: cannot be written to: ")


def test_without_a_folder_the_usage_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err == "usage: python -m pedido.diagram.publish DIR\n"
