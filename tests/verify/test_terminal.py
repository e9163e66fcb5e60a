"""The report in the terminal: the bar where there is a terminal, the numbers, the properties, and what breaks them."""

import io
from dataclasses import replace
from typing import Final

import pytest
from rich.console import Console

from pedido.verify import PROPERTIES, Findings, Piece, Progress, verify
from pedido.verify.counterexample import Counterexample, counterexample_of
from pedido.verify.findings import Explored
from pedido.verify.terminal import print_findings, progress_bar, summary
from tests.mutations.applying import in_place
from tests.verify.breaking import COMPLETE, retargeted
from tests.verify.tiny import world

TINY: Final = world()
FOUND: Final = verify([TINY], judge=False)
MEASURED: Final = replace(FOUND, dead=(), uncovered=(), seconds=0.5, memory=70 * 2**20)
LIMITED: Final = replace(verify([TINY], depth=2, judge=False), seconds=0.5, memory=70 * 2**20)
EXPLORED: Final = Explored("tiny", 0, 1200, 34000, 5600, 7, True, False, 0.1)


def printed(findings: Findings, *counterexamples: Counterexample, terminal: bool = False) -> str:
    screen = Console(
        file=io.StringIO(), width=200, force_terminal=terminal, color_system="standard" if terminal else None
    )
    print_findings(findings, counterexamples, screen)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def test_the_summary_is_one_line_with_the_numbers_and_what_they_cost() -> None:
    assert summary(MEASURED) == (
        "everything holds: 9 states, 27 decisions, 8 transitions in 0.5 s, 54 decisions a second on 1 process, 70 MB"
    )


def test_the_summary_says_how_deep_it_looked_and_on_how_many_processes() -> None:
    said = summary(replace(LIMITED, jobs=2))
    assert " on 2 processes, 70 MB" in said
    assert said.endswith(", commands in a row: up to 2")


def test_the_summary_says_that_it_was_interrupted() -> None:
    assert summary(replace(MEASURED, interrupted=True)).startswith("interrupted: nothing is broken so far: 9 states")


def test_a_world_is_a_row_and_says_if_not_all_of_it_was_explored() -> None:
    row = "tiny                  1/1 starts         9 states          27 decisions         8 transitions  depth  3"
    assert printed(MEASURED).splitlines()[0].split() == row.split()
    assert printed(LIMITED).splitlines()[0].endswith("depth  2  not all")


def test_every_property_is_said_to_hold_in_a_sentence() -> None:
    lines = printed(MEASURED).splitlines()
    assert [line for line in lines if line.startswith("holds ")] == [
        f"holds  {asked.id}: {asked.says.splitlines()[0]}" for asked in PROPERTIES
    ]
    assert "BROKEN" not in printed(MEASURED)
    assert lines[-1] == summary(MEASURED)


@pytest.fixture
def broken() -> tuple[Findings, tuple[Counterexample, ...]]:
    with in_place(retargeted(COMPLETE, "cancel", ["handling"], "cancel")):
        findings = verify([TINY], judge=False)
        return findings, tuple(counterexample_of(found, [TINY]) for found in findings.violations)


def test_a_property_that_is_broken_is_told_as_a_story(broken: tuple[Findings, tuple[Counterexample, ...]]) -> None:
    findings, told = broken
    lines = printed(findings, *told).splitlines()
    at = next(
        number for number, line in enumerate(lines) if line.startswith("BROKEN handling_is_canceled_by_request: ")
    )
    story = [line.strip() for line in told[0].story().splitlines()[1:]]
    assert [line.strip() for line in lines[at + 1 :]][: len(story)] == story
    assert story[-1] == "And so: handling became cancel."
    assert lines[-1].startswith("broken: 2 properties: ")


def test_what_is_dead_and_what_is_not_varied_is_named() -> None:
    lines = printed(replace(MEASURED, dead=("complete: a row is never taken",), uncovered=("order.flow: never chain",)))
    assert ": complete: a row is never taken\n" in lines
    assert ": order.flow: never chain\n" in lines


def test_what_was_not_asked_for_is_said_not_to_be() -> None:
    assert len(printed(LIMITED).splitlines()) == len(printed(MEASURED).splitlines()) + 2


def test_colours_are_for_terminals_only(broken: tuple[Findings, tuple[Counterexample, ...]]) -> None:
    findings, told = broken
    assert "\x1b[" not in printed(findings, *told)
    assert "\x1b[1;31mBROKEN" in printed(findings, *told, terminal=True)
    assert "\x1b[1;32meverything holds" in printed(MEASURED, terminal=True)
    assert "\x1b[1;31minterrupted" in printed(replace(MEASURED, interrupted=True), terminal=True)


def shown(*, terminal: bool) -> str:
    screen = Console(file=io.StringIO(), width=120, force_terminal=terminal, color_system=None)
    with progress_bar(screen, 3) as (progress, explored):
        explored(EXPLORED)
        progress(Piece(TINY, 1), Progress(states=34, decisions=1000, transitions=50, depth=3, waiting=5))
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def test_the_bar_says_how_far_it_is_and_how_fast() -> None:
    told = shown(terminal=True)
    assert "tiny" in told
    assert "1/3" in told
    assert "1,234 states  5,650 transitions  depth 3" in told
    assert "decisions/s" in told


def test_where_there_is_no_terminal_there_is_no_bar() -> None:
    assert shown(terminal=False) == ""
