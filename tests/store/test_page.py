"""What the page about the store shows works as it is written, from its top to its bottom."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pedido.store import Message

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/store.md").read_text(encoding="utf-8")
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def blocks(language: str) -> list[str]:
    return [code for name, code in BLOCKS if name == language]


def test_every_block_is_of_a_kind_that_is_tried() -> None:
    assert {name for name, _ in BLOCKS} == {"python", "sh", "json", "sql"}


@pytest.mark.slow
def test_the_page_runs_from_its_top_to_its_bottom(tmp_path: Path) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for language, code in BLOCKS:
        written = code.replace("/tmp", str(tmp_path))
        if language == "python":
            subprocess.run([sys.executable, "-W", "error", "-c", written], cwd=ROOT, check=True)
        elif language == "sh":
            subprocess.run(["sh", "-e", "-c", written], cwd=ROOT, check=True, env=environment)


def test_a_message_is_shown_as_it_is_published() -> None:
    [document] = map(json.loads, blocks("json"))

    assert (
        Message(*(document[name] for name in ("order_id", "version", "position", "kind", "body"))).document()
        == document
    )
