"""The pages of `docs/` are current, and are written from the command line."""

import subprocess
import sys
from pathlib import Path

import pytest

from pedido.input import BadInputError
from pedido.pages import facts, marketplaces, price_changes
from pedido.pages.__main__ import main, write_pages
from pedido.pages.checks import checks_in
from tests.pages.test_checks import project

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PAGES = ["facts.md", "price-changes.md", "marketplaces.md"]


def test_the_pages_are_current() -> None:
    written = {
        "facts.md": facts.page(checks_in(ROOT)),
        "price-changes.md": price_changes.page(),
        "marketplaces.md": marketplaces.page(),
    }
    for name, page in written.items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page, f"docs/{name} is stale: run `make docs`"


def test_the_pages_are_written_from_the_command_line(tmp_path: Path) -> None:
    assert main([str(project(tmp_path))]) == 0
    assert sorted(path.name for path in (tmp_path / "docs").iterdir()) == sorted(PAGES)
    assert (tmp_path / "docs" / "facts.md").read_text(encoding="utf-8") == facts.page(checks_in(tmp_path))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_line_that_is_empty_twice_and_ends_with_one_line_break(name: str, tmp_path: Path) -> None:
    write_pages(project(tmp_path))
    text = (tmp_path / "docs" / name).read_text(encoding="utf-8")
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_every_link_of_a_page_leads_somewhere(tmp_path: Path) -> None:
    write_pages(project(tmp_path))
    for name in PAGES:
        text = (tmp_path / "docs" / name).read_text(encoding="utf-8")
        headings = {line.lstrip("# ").lower() for line in text.splitlines() if line.startswith("#")}
        for target in (part.split(")")[0] for part in text.split("](")[1:]):
            assert target[1:] in headings if target.startswith("#") else (tmp_path / "docs" / target).is_file()


@pytest.mark.parametrize("arguments", [[], ["one", "two"]])
def test_a_folder_is_asked_for(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err == "usage: python -m pedido.pages ROOT\n"


def test_a_folder_that_cannot_be_written_gets_one_clear_line(tmp_path: Path) -> None:
    (project(tmp_path) / "docs").write_text("", encoding="utf-8")
    with pytest.raises(BadInputError, match="docs: cannot be written to: File exists"):
        write_pages(tmp_path)
    command = [sys.executable, "-m", "pedido.pages", str(tmp_path)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (2, f"{tmp_path / 'docs'}: cannot be written to: File exists\n")
