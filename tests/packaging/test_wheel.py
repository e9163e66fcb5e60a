"""The wheel alone, in an environment of its own, holds everything that pedido needs to run."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "pedido"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command without input and return its output; a failure fails the test with all that was said."""
    # The installed package is looked at on its own: nothing of this environment may leak into it.
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("COVERAGE_", "PYTHONPATH"))}
    environment["UV_PYTHON_DOWNLOADS"] = "never"
    result = subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    shown = " ".join(map(str, command))
    assert result.returncode == 0, f"{shown}: exit {result.returncode}\n{result.stdout}\n{result.stderr}"
    return result.stdout


def uv(*arguments: str | Path, cwd: Path) -> str:
    return run(sys.executable, "-m", "uv", *arguments, cwd=cwd)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    uv(
        *("build", "--wheel", "--no-build-isolation", "--python", sys.executable),
        *("--no-create-gitignore", "--out-dir", folder, ROOT),
        cwd=folder,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment that holds the wheel and its dependencies, as pinned."""
    folder = tmp_path_factory.mktemp("installed")
    environment = folder / "venv"
    uv("venv", "--python", sys.executable, environment, cwd=folder)
    scripts = environment / SCRIPTS
    pins = ROOT / "requirements" / "dev.txt"
    uv("pip", "install", "--python", scripts / "python", "--constraints", pins, wheel, cwd=folder)
    return scripts


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    of_source = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    names = zipfile.ZipFile(wheel).namelist()
    of_wheel = {name for name in names if name.startswith("pedido/") and not name.endswith("/")}
    assert of_wheel == of_source
    assert "pedido/py.typed" in of_wheel


def test_pedido_is_imported_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "python", "-c", "import pedido; print(pedido.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parent)


def test_the_machine_is_printed(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "pedido", "machine", cwd=tmp_path).strip()


def test_the_complete_diagram_is_printed_as_dot(installed: Path, tmp_path: Path) -> None:
    dot = run(installed / "pedido", "diagram", "complete", cwd=tmp_path)
    lines = [line for line in dot.splitlines() if line.strip() and not line.lstrip().startswith(("//", "#", "/*"))]
    assert lines[0].startswith(("digraph", "strict digraph"))
    assert lines[-1] == "}"
