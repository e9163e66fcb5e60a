"""Every code block of the README runs, as it is written."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pedido.scenario import parse_scenario, run_scenario

ROOT = Path(__file__).parents[1]
BLOCKS = re.findall(
    r"^```(\w*)\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
)


def blocks(language: str) -> list[str]:
    return [code for name, code in BLOCKS if name == language]


def test_every_block_is_of_a_kind_that_runs() -> None:
    assert {name for name, _ in BLOCKS} == {"python", "sh", "yaml"}


@pytest.mark.parametrize("code", blocks("python"))
def test_a_python_block_runs(code: str) -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=ROOT, check=True)


def commands() -> list[Any]:
    """List the commands of the README; those that explore a world take long."""
    lines = [line for code in blocks("sh") for line in code.splitlines()]
    slow = ("pedido verify", "pedido generate")
    return [pytest.param(line, marks=pytest.mark.slow) if line.startswith(slow) else line for line in lines]


@pytest.mark.parametrize("line", commands())
def test_a_command_runs(line: str, tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        line.replace("/tmp", str(tmp_path)), cwd=ROOT, shell=True, check=True, env={**os.environ, "PATH": path}
    )


@pytest.mark.parametrize("text", blocks("yaml"))
def test_a_scenario_runs_and_passes(text: str) -> None:
    result = run_scenario(parse_scenario(text, "README.md", folder=ROOT))
    assert result.passed, result.as_json()


def test_the_embedding_takes_ten_lines() -> None:
    lines = [line for line in blocks("python")[0].splitlines() if line.strip()]
    assert len(lines) <= 10
