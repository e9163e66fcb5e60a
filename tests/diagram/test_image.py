"""Images are drawn by the Graphviz that is named, else the one on the PATH, else the one in the environment."""

import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pedido.diagram import draw, image
from pedido.input import BadInputError
from tests.diagram.small import SMALL


@pytest.fixture(autouse=True)
def _no_graphviz_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(image.VARIABLE, raising=False)


def script(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_svg_is_xml() -> None:
    assert ET.fromstring(str(draw(SMALL, format="svg"))).tag == "{http://www.w3.org/2000/svg}svg"


def test_png_is_bytes_of_a_png() -> None:
    picture = draw(SMALL, format="png")
    assert isinstance(picture, bytes)
    assert picture.startswith(b"\x89PNG\r\n")


def test_the_named_executable_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named = script(tmp_path / "mine", "exit 0")
    script(tmp_path / "dot", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(image.VARIABLE, str(named))
    assert image.executable() == named


def test_then_the_one_on_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dot = script(tmp_path / "dot", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert image.executable() == dot


def test_then_the_one_in_the_environment_of_this_python(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert image.executable().resolve() == (Path(sys.executable).parent / "graphviz-pure").resolve()


def test_a_name_that_cannot_be_run_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(image.VARIABLE, "/nowhere/dot")
    with pytest.raises(BadInputError, match=r"^PEDIDO_DOT: '/nowhere/dot' cannot be run; expected the path"):
        draw(SMALL, format="svg")


@pytest.mark.parametrize("installed", ["not at all", "without its executable"])
def test_without_any_graphviz_the_error_says_what_would_help(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, installed: str
) -> None:
    def files(name: str) -> None:
        if installed == "not at all":
            raise PackageNotFoundError(name)

    monkeypatch.setattr(image, "files", files)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInputError, match="no executable found; expected `dot` on the PATH, the package"):
        draw(SMALL, format="png")


@pytest.mark.parametrize(
    "does, said",
    [
        ("echo; echo 'syntax error in line 1' >&2; exit 1", "did not draw: syntax error in line 1"),
        ("exit 3", "did not draw: it said nothing"),
    ],
)
def test_a_graphviz_that_fails_is_quoted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, does: str, said: str) -> None:
    monkeypatch.setenv(image.VARIABLE, str(script(tmp_path / "broken", f"cat >/dev/null; {does}")))
    with pytest.raises(BadInputError, match=said):
        draw(SMALL, format="svg")


def test_a_graphviz_that_is_no_program_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x7fELF nonsense")
    broken.chmod(0o755)
    monkeypatch.setenv(image.VARIABLE, str(broken))
    with pytest.raises(BadInputError, match="did not draw"):
        draw(SMALL, format="svg")
