"""`pedido generate`."""

from dataclasses import replace
from pathlib import Path

import pytest

from pedido import covering
from tests.cli.calling import Caller, assert_one_line
from tests.covering.small import SMALL

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _in_small_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(covering, "WORLDS", dict.fromkeys(covering.WORLDS, SMALL))


def test_what_it_writes_passes(call: Caller, tmp_path: Path) -> None:
    ended = call("generate", "--cover", "pairs", "-o", str(tmp_path / "new"))
    assert ended.code == 0
    assert ended.err == ""
    assert call("run", str(tmp_path / "new")).code == 0


def test_it_says_how_much_is_covered_and_how_much_nothing_reaches(call: Caller, tmp_path: Path) -> None:
    ended = call("generate", "--cover", "pairs", "-o", str(tmp_path))
    first, *lines = ended.out.splitlines()
    assert first.startswith(f"{tmp_path}: 9 files, 28 lives of orders in ")
    assert lines[3] == "chain        66 of 66 reachable pairs of transitions; 22 more in the table that nothing reaches"
    assert len(lines) == 6


def test_transitions_and_rules_that_nothing_reaches_are_named(call: Caller, tmp_path: Path) -> None:
    out = call("generate", "--cover", "rules", "-o", str(tmp_path)).out
    assert "    not reached: may_cancel refuses\n" in out


def test_pairs_that_nothing_reaches_are_named_on_demand(call: Caller, tmp_path: Path) -> None:
    assert "not reached" not in call("generate", "--cover", "pairs", "-o", str(tmp_path)).out
    assert "not reached: " in call("generate", "--cover", "pairs", "-o", str(tmp_path), "-v").out


def test_the_same_bytes_again_and_nothing_old(call: Caller, tmp_path: Path) -> None:
    def files() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (tmp_path / "chain").iterdir()}

    call("generate", "--cover", "pairs", "-o", str(tmp_path))
    before = files()
    call("generate", "--cover", "transitions", "-o", str(tmp_path))
    assert len(files()) < len(before)
    call("generate", "--cover", "pairs", "-o", str(tmp_path))
    assert files() == before


def test_a_folder_with_other_files_is_refused_at_once(
    call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explores(*_: object) -> None:
        pytest.fail("explored before the folder was looked at")

    monkeypatch.setattr(covering, "generate", explores)
    (tmp_path / "mine.yaml").write_text("title: Mine\n")
    ended = call("generate", "--cover", "pairs", "-o", str(tmp_path))
    assert_one_line(ended, "mine.yaml, which `pedido generate` did not write")


def test_what_is_lost_fails_and_is_named(call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = covering.generate("transitions", SMALL)
    thing = ("chain", "place_order: incomplete -> order-created")
    less = replace(whole, covered=whole.covered - {thing})
    monkeypatch.setattr(covering, "generate", lambda *_: less)
    ended = call("generate", "--cover", "transitions", "-o", str(tmp_path))
    assert ended.code == 1
    assert (
        "lost: place_order in incomplete was reached when exploring, and is not when the scenarios are run" in ended.out
    )


@pytest.mark.parametrize("arguments", [["--cover", "everything", "-o", "x"], ["--cover", "pairs"], ["-o", "x"]])
def test_bad_arguments(call: Caller, arguments: list[str]) -> None:
    assert_one_line(call("generate", *arguments), "")


def test_help_has_examples(call: Caller) -> None:
    out = call("generate", "--help").out
    assert "pedido generate --cover pairs -o scenarios/generated" in out
