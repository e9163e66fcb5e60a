"""The terminal shows a line per scenario, what differs where one failed, the sum, and the coverage, on any terminal."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from pedido.scenario import (
    Coverage,
    FileResult,
    MachineCoverage,
    Reach,
    Report,
    coverage_of,
    print_coverage,
    print_report,
    reporter,
)
from pedido.scenario.reader import parse_scenario
from pedido.scenario.runner import run_scenario

HEAD = "title: Devolução → fim\nsource: S1\ngiven: {order: {flow: complete, status: handling, value: 10000}}\nsteps:\n"
PASSING = HEAD + "  - after: PT1H\n  - when: cancel\n  - when: {cancel: {channel: admin}}\n    then: {refused: [C6]}\n"
FAILING = HEAD + "  - when: cancel\n    then: {status: canceled}\n"


def result(text: str) -> FileResult:
    return FileResult("f.yaml", 0.01, run_scenario(parse_scenario(text, "f.yaml", folder=Path())))


class Terminal:
    """Something to print to, with an encoding and a width."""

    def __init__(self, *, encoding: str = "utf-8", width: int = 80, colour: bool = False) -> None:
        self.bytes = io.BytesIO()
        self.file = io.TextIOWrapper(self.bytes, encoding=encoding)
        self.console = Console(
            file=self.file, width=width, force_terminal=colour, color_system="standard" if colour else None
        )

    @property
    def text(self) -> str:
        self.file.flush()
        return self.bytes.getvalue().decode(self.file.encoding)


def test_what_passed_is_one_line() -> None:
    terminal = Terminal()
    reporter(terminal.console)(result(PASSING))
    assert terminal.text == "ok    Devolução → fim\n"


def test_verbose_shows_every_step_and_what_it_came_to() -> None:
    terminal = Terminal()
    reporter(terminal.console, verbose=True)(result(PASSING))
    assert terminal.text.splitlines() == [
        "ok    Devolução → fim",
        "      1. time passes until 2026-01-01 13:00 UTC -> handling",
        "      2. cancel by store at 2026-01-01 13:00 UTC -> cancellation-requested",
        "      3. cancel {channel: admin} by store at 2026-01-01 13:00 UTC -> refused: acknowledged",
    ]


def test_verbose_shows_what_became_of_a_modification_where_something_did() -> None:
    terminal = Terminal()
    modify = "{create_modification: {request: {reason: R, manualDiscountValue: 1}}}"
    reporter(terminal.console, verbose=True)(result(f"{HEAD}  - when: {modify}\n  - when: get_modification_history\n"))
    assert [line.partition(" -> ")[2] for line in terminal.text.splitlines()[1:]] == [
        "handling, modification done",
        "handling",
    ]


@pytest.mark.parametrize("verbose", [False, True])
def test_what_failed_is_told_with_its_place(verbose: bool) -> None:
    terminal = Terminal(width=20)
    reporter(terminal.console, verbose=verbose)(result(FAILING))
    lines = terminal.text.splitlines()
    assert lines[0] == "FAIL  Devolução → fim"
    assert lines[-2:] == [
        "      f.yaml:5: step 1 of 1: cancel by store at 2026-01-01 12:00 UTC",
        "        status: expected canceled, found cancellation-requested",
    ]


def test_a_file_that_cannot_be_read_is_told_with_its_problem() -> None:
    terminal = Terminal()
    reporter(terminal.console, verbose=True)(FileResult("g.yaml", 0.0, problem="g.yaml, line 1: is wrong"))
    assert terminal.text == "FAIL  g.yaml\n      g.yaml, line 1: is wrong\n"


@pytest.mark.parametrize(
    "encoding, shown", [("ascii", "Devolu??o ? fim"), ("latin-1", "Devolução ? fim"), ("utf-8", "Devolução → fim")]
)
def test_what_a_terminal_cannot_show_becomes_a_question_mark(encoding: str, shown: str) -> None:
    terminal = Terminal(encoding=encoding)
    reporter(terminal.console)(result(PASSING))
    assert terminal.text == f"ok    {shown}\n"


def test_a_title_can_neither_style_nor_control_the_terminal() -> None:
    terminal = Terminal(colour=False)
    reporter(terminal.console)(FileResult("[red]a\x1b[2Jb", 0.0, problem="p"))
    assert terminal.text.startswith("FAIL  [red]a?[2Jb\n")


def test_colours_are_shown_where_the_terminal_has_them() -> None:
    terminal = Terminal(colour=True)
    reporter(terminal.console)(result(PASSING))
    assert "\x1b[32mok" in terminal.text


@pytest.mark.parametrize(
    "report, line",
    [
        (Report((result(PASSING),)), "1 passed in 0.01 s\n"),
        (Report((result(PASSING), result(FAILING))), "1 passed, 1 failed in 0.02 s\n"),
        (
            Report((result(PASSING),), interrupted=True, not_run=("a", "b")),
            "1 passed, interrupted with 2 not run in 0.01 s\n",
        ),
    ],
)
def test_the_sum_says_how_many(report: Report, line: str) -> None:
    terminal = Terminal()
    print_report(report, terminal.console)
    assert terminal.text == line


def test_the_coverage_names_what_is_missing_by_machine() -> None:
    terminal = Terminal()
    print_coverage(coverage_of(Report((result(PASSING),))), terminal.console)
    lines = terminal.text.splitlines()
    assert lines[0].startswith("complete     not all   statuses visited 2/")
    assert "    not among transitions taken: cancel: cancellation-requested -> cancel" in lines
    assert "    not among rules refused: may_cancel" in lines


def test_a_machine_that_is_covered_is_called_complete() -> None:
    reach = Reach(("a",), frozenset({"a"}))
    terminal = Terminal()
    print_coverage(Coverage((MachineCoverage("chain", reach, reach, reach, reach),)), terminal.console)
    assert terminal.text == (
        "chain        complete  statuses visited 1/1, transitions taken 1/1, rules refused 1/1, rules passed 1/1\n"
    )
