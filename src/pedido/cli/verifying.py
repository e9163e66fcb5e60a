"""The command that verifies the machines."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from pedido.cli.exits import INTERRUPTED, REFUSED
from pedido.terminal import console, json_text, write

if TYPE_CHECKING:
    from pedido.pair import PairVerification
    from pedido.verify import Findings, World
    from pedido.verify.counterexample import Counterexample

TWO_STORES: Final = "two-stores"
"""The name of the worlds of two stores, as one."""


@click.command(
    short_help="Explore everything that can happen, and say what always holds.",
    epilog="""\b
Examples:
  pedido verify                                      every world, to its end
  pedido verify --list                               the worlds
  pedido verify seller prices --depth 6 --jobs 2     two worlds, no more than six commands in a row
  pedido verify --json report.json --junit report.xml -o broken
\b
Exit codes: 0 everything holds, 1 something does not: its counterexamples are printed, and written to --output; 130 interrupted
before that.""",
)
@click.argument("names", nargs=-1, metavar="[WORLD]...")
@click.option("--depth", type=click.IntRange(min=1), help="How many commands are given in a row at most.")
@click.option("--jobs", type=click.IntRange(min=1, max=64), default=1, show_default=True, help="On how many processes.")
@click.option("--list", "listed", is_flag=True, help="List the worlds, and explore none.")
@click.option("--junit", metavar="FILE", help="Write the results as JUnit XML.")
@click.option("--json", "json_file", metavar="FILE", help="Write the results as JSON.")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    default="counterexamples",
    show_default=True,
    help="Where counterexamples are written, if there are any: as scenarios, and drawn on the diagram.",
)
def verify(
    names: tuple[str, ...],
    depth: int | None,
    jobs: int,
    listed: bool,
    junit: str | None,
    json_file: str | None,
    output: str,
) -> int:
    """Explore worlds of orders, every command in every state by the real machine, and ask every property on the way."""
    from pedido.pair.terminal import print_pair
    from pedido.verify.counterexample import counterexample_of
    from pedido.verify.terminal import print_findings

    if listed:
        _list()
        return 0
    worlds, two_stores = _chosen(names)
    screen = console(to_stderr="-" in {junit, json_file})
    findings = _explore(worlds, depth, jobs, whole=not names)
    counterexamples = [counterexample_of(found, worlds) for found in findings.violations]
    if worlds:
        print_findings(findings, counterexamples, screen)
    pair = _explore_pair(depth) if two_stores and not findings.interrupted else None
    if pair is not None:
        print_pair(pair, screen)
    files = {name: text for found in counterexamples for name, text in found.files().items()}
    files |= {} if pair is None else pair.files()
    if files:
        _write(files, Path(output))
        screen.print(f"counterexamples are in {output}: pedido run {output}", soft_wrap=True)
    if junit:
        write(junit, _junit(findings, counterexamples, pair))
    if json_file:
        write(json_file, json_text(_data(findings, counterexamples, pair)))
    return _exit_code(findings, pair)


def _list() -> None:
    from pedido.pair.world import PAIR_WORLDS
    from pedido.verify.worlds import WORLDS

    for world in WORLDS:
        click.echo(f"{world.name:<15} {len(world.starts):>4} starts, {len(world.commands):>3} commands. {world.about}")
    click.echo(f"{TWO_STORES:<15} {len(PAIR_WORLDS):>4} worlds of a marketplace's order and the seller's of one sale.")


def _chosen(names: Sequence[str]) -> "tuple[tuple[World, ...], bool]":
    from pedido.input import BadInputError
    from pedido.verify.worlds import WORLDS

    known = [*(world.name for world in WORLDS), TWO_STORES]
    for name in names:
        if name not in known:
            raise BadInputError("WORLD", f"unknown world {name!r}; expected some of {', '.join(known)}")
    chosen = tuple(world for world in WORLDS if not names or world.name in names)
    return chosen, not names or TWO_STORES in names


def _explore(worlds: "tuple[World, ...]", depth: int | None, jobs: int, *, whole: bool) -> "Findings":
    from pedido.verify.terminal import progress_bar
    from pedido.verify.verification import verify as explore

    with progress_bar(console(to_stderr=True), sum(len(world.starts) for world in worlds)) as (progress, explored):
        return explore(worlds, depth=depth, jobs=jobs, on_progress=progress, on_explored=explored, judge=whole)


def _explore_pair(depth: int | None) -> "PairVerification":
    from pedido.pair import verify_pair

    return verify_pair(depth=depth)


def _write(files: Mapping[str, str], folder: Path) -> None:
    from pedido.input import BadInputError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInputError(str(folder), f"cannot be made: {str(error.strerror).lower()}") from None
    for name, text in files.items():
        write(str(folder / name), text)


def _junit(findings: "Findings", counterexamples: "Sequence[Counterexample]", pair: "PairVerification | None") -> str:
    from pedido.junit import xml
    from pedido.pair.junit import cases as pair_cases
    from pedido.verify.junit import cases

    return xml([*cases(findings, counterexamples), *(() if pair is None else pair_cases(pair))])


def _data(
    findings: "Findings", counterexamples: "Sequence[Counterexample]", pair: "PairVerification | None"
) -> dict[str, Any]:
    told = [
        {"property": found.broken.id, "world": found.violation.world, "story": found.story().splitlines()}
        for found in counterexamples
    ]
    two_stores = {} if pair is None else {"two_stores": pair.as_json()}
    return {**findings.as_json(), "counterexamples": told, **two_stores}


def _exit_code(findings: "Findings", pair: "PairVerification | None") -> int:
    if pair is not None and not pair.holds:
        return REFUSED
    return INTERRUPTED if pair is not None and pair.interrupted and findings.holds else findings.exit_code
