"""Generating: a small set of scenario files that together cover everything of a kind that can be reached."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path as Folder
from typing import NamedTuple

from pedido.covering.aims import AIMS, Aim, Memory, Thing
from pedido.covering.chapters import files_of
from pedido.covering.lives import lives_from
from pedido.covering.paths import Path, covering_paths, without_superfluous
from pedido.covering.plain import plainest
from pedido.machines import DEFINITIONS
from pedido.scenario.reader import parse_scenario
from pedido.scenario.results import ScenarioResult
from pedido.scenario.runner import run_scenario
from pedido.verify.world import World


class MachineCover(NamedTuple):
    """What of one machine is covered, of what can be reached; and what of its table nothing reaches."""

    machine: str
    covered: int
    reachable: int
    unreachable: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Generated:
    """What was generated: `files` are texts by their names, which tell so many `lives` in so many `steps`.

    `reachable` is all that exploring met, `covered` what the files cover when they are run, `listed` what the tables have.
    """

    things: str
    files: dict[str, str]
    lives: int
    steps: int
    reachable: frozenset[Thing]
    covered: frozenset[Thing]
    listed: tuple[Thing, ...]

    @property
    def lost(self) -> tuple[Thing, ...]:
        """What exploring met and the files do not: nothing, unless orders that count as the same differ after all."""
        return tuple(sorted(self.reachable - self.covered))

    @property
    def machines(self) -> Iterator[MachineCover]:
        """What of every machine is covered."""
        for machine in DEFINITIONS:
            yield MachineCover(
                machine,
                sum(thing[0] == machine for thing in self.covered),
                sum(thing[0] == machine for thing in self.reachable),
                tuple(thing for thing in self.listed if thing[0] == machine and thing not in self.reachable),
            )


def generate(
    cover: str,
    worlds: Sequence[World],
    on_explored: Callable[[int, int], None] = lambda _done, _of: None,
) -> Generated:
    """Generate scenario files that cover the `transitions`, `pairs` or `rules` met in some worlds; the same every time.

    `on_explored` is told how many of how many starts have been explored.

    Raises:
        KeyboardInterrupt: Ctrl-C ended it.
    """
    aim = AIMS[cover]
    paths, reachable = _chosen(aim, worlds, on_explored)
    files = files_of(paths, cover)
    results = [run_scenario(parse_scenario(text, name, folder=Folder())) for name, text in files.items()]
    return Generated(
        things=aim.things,
        files=files,
        lives=len(paths),
        steps=sum(len(path.strides) for path in paths),
        reachable=reachable,
        covered=covered_by(results, aim),
        listed=tuple(aim.listed()),
    )


def _chosen(
    aim: Aim, worlds: Sequence[World], on_explored: Callable[[int, int], None]
) -> tuple[tuple[Path, ...], frozenset[Thing]]:
    """Choose the paths, and tell all that can be reached."""
    starts = [(world, start) for world in worlds for start in world.starts]
    reachable: frozenset[Thing] = frozenset()
    paths: list[Path] = []
    for number, (world, start) in enumerate(starts, start=1):
        lives = lives_from(world, start, aim)
        paths += covering_paths(lives, lives.things - reachable)
        reachable |= lives.things
        on_explored(number, len(starts))
    return tuple(plainest(path, aim) for path in without_superfluous(paths)), reachable


def covered_by(results: Iterable[ScenarioResult], aim: Aim) -> frozenset[Thing]:
    """Tell what scenarios cover that were run; another order that is given begins anew."""
    things: set[Thing] = set()
    for result in results:
        memory: Memory = ()
        for step in result.steps:
            if step.step.given is not None:
                memory = ()
            if step.decision is not None and step.step.command is not None:
                covers, memory = aim.covered(memory, aim.trace_of(step.before, step.step.command, step.decision))
                things |= covers
    return frozenset(things)
