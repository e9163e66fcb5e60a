"""The command that generates scenarios."""

from typing import TYPE_CHECKING

import click

from pedido.cli.exits import REFUSED
from pedido.terminal import console

if TYPE_CHECKING:
    from rich.console import Console

    from pedido.covering import Generated

_COVERS = ("transitions", "pairs", "rules")


@click.command(
    short_help="Write scenarios that cover a machine.",
    epilog="""\b
Examples:
  pedido generate --cover transitions -o build/generated   every transition of every machine
  pedido generate --cover pairs -o scenarios/generated     every two of them that follow each other
  pedido generate --cover rules -o build/rules             every rule, passing and refusing
  pedido run build/generated                               they pass""",
)
@click.option(
    "--cover",
    type=click.Choice(_COVERS),
    required=True,
    help="What to cover: every transition; every pair of transitions of one machine that follow each other in an order's life; "
    "every rule both ways.",
)
@click.option(
    "-o", "--output", required=True, metavar="DIR", help="The folder for the files, which must be its own; old ones go."
)
@click.option("--verbose", "-v", is_flag=True, help="Name the pairs as well that nothing reaches.")
def generate(cover: str, output: str, verbose: bool) -> int:
    """Explore what can happen to orders, and write few scenarios that together cover all of it.

    The files are the same every time. Whatever `pedido generate` wrote into the folder before and does not write again is
    removed; a folder that holds anything else is refused.
    """
    from pathlib import Path

    from rich.progress import Progress

    from pedido import covering

    folder = Path(output)
    covering.written_before(folder)  # refused now, and not after half a minute
    errors = console(to_stderr=True)
    with Progress(console=errors, transient=True, disable=not errors.is_terminal) as progress:
        task = progress.add_task("Exploring", total=None)
        generated = covering.generate(
            cover, covering.WORLDS[cover], lambda done, of: progress.update(task, completed=done, total=of)
        )
    covering.write_files(generated.files, folder)
    _print(generated, output, console(), named=verbose or cover != "pairs")
    return REFUSED if generated.lost else 0


def _print(generated: "Generated", output: str, screen: "Console", *, named: bool) -> None:
    from pedido.covering import in_words

    _say(
        screen,
        f"{output}: {len(generated.files)} files, {generated.lives} lives of orders in {generated.steps:,} steps",
    )
    for machine, covered, reachable, unreachable in generated.machines:
        more = f"; {len(unreachable):,} more in the table that nothing reaches" if unreachable else ""
        _say(screen, f"{machine:<13}{covered:,} of {reachable:,} reachable {generated.things}{more}")
        if named:
            for thing in unreachable:
                _say(screen, f"    not reached: {in_words(thing)}")
    for thing in generated.lost:
        _say(
            screen, f"lost: {in_words(thing)} was reached when exploring, and is not when the scenarios are run", "red"
        )


def _say(screen: "Console", line: str, style: str = "") -> None:
    screen.print(line, style=style, markup=False, soft_wrap=True)
