"""The report of a run in the terminal: a line per scenario, the failing step in detail, the sum, and the coverage.

Lines are never cut or padded to a width; where the output is not Unicode, or not a terminal, nothing but its letters and
colours is lost.
"""

from collections.abc import Callable

from rich.console import Console
from rich.text import Text

from pedido.pair.reception import Outcome
from pedido.scenario.coverage import Coverage, MachineCoverage
from pedido.scenario.failure import failure_of, written_step
from pedido.scenario.results import FileResult, Report, ScenarioResult, StepResult
from pedido.scenario.wording import written_all


def reporter(console: Console, *, verbose: bool = False) -> Callable[[FileResult], None]:
    """Make what prints each result when it is there; `verbose` prints the steps of those that passed as well."""

    def report(file: FileResult) -> None:
        _print(console, ("ok    ", "green") if file.passed else ("FAIL  ", "bold red"), (file.title, ""))
        if verbose and file.result is not None:
            _print_steps(console, file.result)
        for line in failure_of(file):
            _print(console, (f"      {line}", "red"))

    return report


def print_report(report: Report, console: Console) -> None:
    """Print the sum of a run: how many passed and failed, and what was not run."""
    passed = len(report.files) - len(report.failed)
    parts = [f"{passed} passed"]
    if report.failed:
        parts.append(f"{len(report.failed)} failed")
    if report.interrupted:
        parts.append(f"interrupted with {len(report.not_run)} not run")
    _print(console, (f"{', '.join(parts)} in {report.seconds:.2f} s", "bold green" if report.passed else "bold red"))


def print_coverage(coverage: Coverage, console: Console) -> None:
    """Print what of every machine was reached, and what is missing by name."""
    for machine in coverage.machines:
        _print_machine(machine, console)


def _print_steps(console: Console, result: ScenarioResult) -> None:
    for number, step in enumerate(result.steps, start=1):
        _print(console, (f"      {number}. {written_step(step)}", "dim"), (f" -> {_outcome(step)}", ""))


def _outcome(step: StepResult) -> str:
    refusals = step.decision.refusals if step.decision is not None else ()
    if refusals:
        return f"refused: {written_all([refusal.id for refusal in refusals])}"
    if step.delivery is not None and step.delivery.received.outcome is not Outcome.CARRIED_OUT:
        return f"{step.after.status}, {step.delivery.received.outcome}"
    latest = step.after.modifications.latest
    if latest is None or latest is step.before.modifications.latest:
        return step.after.status
    return f"{step.after.status}, modification {latest.status}"


def _print_machine(machine: MachineCoverage, console: Console) -> None:
    counts = [f"{name} {len(part.reached)}/{len(part.names)}" for name, part in machine.parts.items()]
    style = "green" if machine.complete else "yellow"
    _print(
        console,
        (f"{machine.machine:<13}", "bold"),
        ("complete  " if machine.complete else "not all   ", style),
        (", ".join(counts), ""),
    )
    for name, part in machine.parts.items():
        for missing in part.missing:
            _print(console, (f"    not among {name}: ", "yellow"), (missing, ""))


def _print(console: Console, *parts: tuple[str, str]) -> None:
    line = Text.assemble(*((_writable(text, console), style) for text, style in parts))
    console.print(line, soft_wrap=True, highlight=False)


def _writable(text: str, console: Console) -> str:
    """Put a question mark in the place of what the output cannot take, and keep control characters from the terminal."""
    shown = "".join(character if character.isprintable() else "?" for character in text)
    return shown.encode(console.encoding, "replace").decode(console.encoding)
