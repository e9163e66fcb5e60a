"""Scenario files made of paths: in the order of where they begin, as many in a file as can be read in one sitting."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

from pedido.covering.aims import Thing
from pedido.covering.paths import LONGEST, Path
from pedido.covering.steps import replayed
from pedido.covering.wording import and_more
from pedido.machines import DEFINITIONS
from pedido.order.status import Flow
from pedido.scenario.format import START
from pedido.scenario.writing import WrittenStep, step_data
from pedido.scenario.yaml import block, element

MARK: Final = "# Written by `pedido generate"
"""How every file begins that is written here."""


class Life(NamedTuple):
    """A path, and what no other path covers."""

    path: Path
    alone: tuple[Thing, ...]


def files_of(paths: Sequence[Path], cover: str) -> dict[str, str]:
    """Write the paths as scenario files: their texts by their names, such as `complete/01.yaml`."""
    in_order = sorted(_lives(paths), key=_place)
    files = {}
    for flow, lives in groupby(in_order, key=lambda life: Flow(life.path.given["flow"])):
        for number, chapter in enumerate(_chapters(lives), start=1):
            files[f"{flow.value}/{number:02}.yaml"] = _text(chapter, f"{flow.value} {number:02}", cover)
    return files


def _lives(paths: Sequence[Path]) -> Iterator[Life]:
    covering = Counter(thing for path in paths for thing in path.covers)
    for path in paths:
        alone = (thing for stride in path.strides for thing in sorted(stride.covers) if covering[thing] == 1)
        yield Life(path, tuple(dict.fromkeys(alone)))


def _place(life: Life) -> tuple[int, int]:
    """Return where a life stands: by its flow, and by where in the table it begins."""
    flow = Flow(life.path.given["flow"])
    states = [state.name for state in DEFINITIONS[flow].states]
    return list(Flow).index(flow), states.index(life.path.given["status"])


def _chapters(lives: Iterable[Life]) -> Iterator[list[Life]]:
    """Put lives together in their order, as many as a file has room for."""
    chapter: list[Life] = []
    for life in lives:
        if chapter and sum(len(other.path.strides) for other in [*chapter, life]) > LONGEST:
            yield chapter
            chapter = []
        chapter.append(life)
    yield chapter


def _text(chapter: Sequence[Life], name: str, cover: str) -> str:
    given = chapter[0].path.given
    alone = [thing for life in chapter for thing in life.alone]
    head = {
        "title": f"{name}: {and_more(alone)}",
        "source": f"FLOW, the {given['flow']} flow as its table has it: {cover}",
        "given": {"order": given},
    }
    lines = [f"{MARK} --cover {cover}`: not to be edited.", *block(head), "steps:", *_steps(chapter)]
    return "\n".join(lines) + "\n"


def _steps(chapter: Sequence[Life]) -> Iterator[str]:
    at = START
    for number, life in enumerate(chapter):
        yield f"  # {and_more(life.alone)}"
        steps = list(replayed(life.path.given, life.path.commands, at))
        beginning: dict[str, Any] = {"given": {"order": life.path.given}} if number else {}
        if beginning and steps[0].command.at > at:  # an order is given after the time of its step has passed
            yield from element(beginning, "  ")
            beginning = {}
        for step in steps:
            data = step_data(WrittenStep(step.command.at - at, step.command, step.decision))
            yield from element(beginning | data, "  ")
            at, beginning = step.command.at, {}
