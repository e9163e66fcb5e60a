"""The report of verifying two stores in the terminal."""

from rich.console import Console
from rich.text import Text

from pedido.pair.races import RaceResult
from pedido.pair.verification import PairVerification


def print_pair(verification: PairVerification, console: Console) -> None:
    """Print the numbers of every world of two stores, each property with its counterexample, and how every race ends."""
    _print(console, "")
    for world in verification.explored:
        numbers = f"{world.states:>9,} states {world.transitions:>10,} transitions  depth {world.depth:>2}"
        left = "" if world.complete else "  not all"
        _print(console, f"{world.world.name:<42} {numbers}{left}", "yellow" if left else "")
    for result in verification.properties:
        verdict = "holds " if result.holds else "BROKEN"
        _print(console, f"{verdict} {result.checked.id}: {result.checked.says}", "" if result.holds else "bold red")
        if result.counterexample is not None:
            for number, line in enumerate(result.counterexample.story, start=1):
                _print(console, f"       {number}. {line}", "red")
            _print(console, f"       And so: {result.counterexample.complaint}.", "red")
    for race in verification.races:
        _print(console, f"race   {race.race.name}: {_ending(race)}")
    ended = "interrupted: " if verification.interrupted else ""
    verdict = "two stores agree" if verification.holds else "two stores do not agree"
    numbers = (
        f"{verification.states:,} states, {verification.transitions:,} transitions in {verification.seconds:.1f} s"
    )
    _print(console, f"{ended}{verdict}: {numbers}", "bold green" if verification.holds else "bold red")


def _ending(race: RaceResult) -> str:
    """Say how a race ends: in agreement, in a conflict of these statuses, or that it was never on."""
    if not race.endings:
        return "never on in what was explored"
    conflicts = [f"{ending.marketplace} / {ending.seller}" for ending in race.endings if ending.conflict]
    return f"a conflict that a person sees to: {', '.join(conflicts)}" if conflicts else "the stores agree"


def _print(console: Console, line: str, style: str = "") -> None:
    console.print(Text(line, style=style), soft_wrap=True, highlight=False)
