"""The report of verifying in the terminal: a progress bar meanwhile, then the numbers, the properties and what breaks them."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from pedido.verify import exploration
from pedido.verify.counterexample import Counterexample
from pedido.verify.findings import Explored, Findings, WorldFindings
from pedido.verify.properties import PROPERTIES
from pedido.verify.verification import OnExplored, OnProgress, Piece


class Bar:
    """The progress bar: how many starts are explored, and the states, transitions, depth and rate so far."""

    def __init__(self, bar: Progress, starts: int) -> None:
        """Begin at none of so many starts."""
        self._bar = bar
        self._task = bar.add_task("", total=starts, told="")
        self._began = time.perf_counter()
        self._states = self._decisions = self._transitions = 0

    def progress(self, piece: Piece, progress: exploration.Progress) -> None:
        """Tell how far the start is that is explored now."""
        self._tell(piece.world.name, progress.states, progress.decisions, progress.transitions, progress.depth)

    def explored(self, explored: Explored) -> None:
        """Tell that a start is explored."""
        self._states += explored.states
        self._decisions += explored.decisions
        self._transitions += explored.transitions
        self._bar.advance(self._task)
        self._tell(explored.world, 0, 0, 0, explored.depth)

    def _tell(self, world: str, states: int, decisions: int, transitions: int, depth: int) -> None:
        rate = (self._decisions + decisions) / max(time.perf_counter() - self._began, 1e-9)
        found = f"{self._states + states:,} states  {self._transitions + transitions:,} transitions"
        self._bar.update(self._task, description=world, told=f"{found}  depth {depth}  {rate:,.0f} decisions/s")


@contextmanager
def progress_bar(console: Console, starts: int) -> Iterator[tuple[OnProgress, OnExplored]]:
    """Show a progress bar, where there is a terminal to show it, and hand out what it is told by."""
    columns = (
        TextColumn("{task.description:<14}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        bar = Bar(shown, starts)
        yield bar.progress, bar.explored


def print_findings(findings: Findings, counterexamples: Sequence[Counterexample], console: Console) -> None:
    """Print the numbers of every world, whether each property holds, and the story of every one that does not."""
    for world in findings.worlds:
        _print(console, _row(world), "" if world.complete else "yellow")
    _print(console, "")
    broken = {found.violation.property: found for found in counterexamples}
    for asked in PROPERTIES:
        holds = asked.id not in broken
        says = asked.says.splitlines()[0]
        _print(console, f"{'holds ' if holds else 'BROKEN'} {asked.id}: {says}", "" if holds else "bold red")
        if not holds:
            story = broken[asked.id].story().splitlines()[1:]  # the first line is the one above
            _print(console, "\n".join(f"     {line}" for line in story), "red")
    _print_named(console, "dead", findings.dead)
    _print_named(console, "inputs that no world varies", findings.uncovered)
    _print(console, "")
    _print(console, summary(findings), "bold green" if findings.holds and not findings.interrupted else "bold red")


def summary(findings: Findings) -> str:
    """Say on one line what came of it."""
    memory = f"{findings.memory / 2**20:,.0f} MB"
    numbers = f"{findings.states:,} states, {findings.decisions:,} decisions, {findings.transitions:,} transitions"
    processes = f"{findings.jobs} process{'es' if findings.jobs > 1 else ''}"
    spent = f"{findings.seconds:.1f} s, {findings.rate:,} decisions a second on {processes}, {memory}"
    limits = "" if findings.depth is None else f", commands in a row: up to {findings.depth}"
    ended = "interrupted: " if findings.interrupted else ""
    holds = "nothing is broken so far" if findings.interrupted else "everything holds"
    verdict = holds if findings.holds else _wrong(findings)
    return f"{ended}{verdict}: {numbers} in {spent}{limits}"


def _wrong(findings: Findings) -> str:
    counts = {
        "properties": len(findings.violations),
        "dead rows and rules": len(findings.dead or ()),
        "inputs that no world varies": len(findings.uncovered or ()),
    }
    return f"broken: {', '.join(f'{count} {what}' for what, count in counts.items() if count)}"


def _row(world: WorldFindings) -> str:
    starts = f"{world.explored}/{world.starts} starts"
    numbers = f"{world.states:>9,} states {world.decisions:>11,} decisions {world.transitions:>9,} transitions"
    return f"{world.name:<15} {starts:>15} {numbers}  depth {world.depth:>2}{'' if world.complete else '  not all'}"


def _print_named(console: Console, what: str, names: tuple[str, ...] | None) -> None:
    if names is None:
        _print(console, f"{what}: looked for only where all worlds are explored, each to its end", "yellow")
    for name in names or ():
        _print(console, f"{what}: {name}", "bold red")


def _print(console: Console, line: str, style: str = "") -> None:
    console.print(Text(line, style=style), soft_wrap=True, highlight=False)
