"""Breaks the tables in every way, and reports who catches what: `python -m tests.mutations.report build/mutations.json`.

Prints a table by operator, and of the sample what each catcher would catch alone. Exits with 1 if a mutant survives that is
not known to be equivalent, or if one that is said to be equivalent is caught.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.mutations.catching import By, all_mutants, catcher_of, catchers_of, sample
from tests.mutations.equivalent import EQUIVALENT
from tests.mutations.operators import OPERATORS

_JOBS: Final = 2
_AT_ONCE: Final = 8


class Judged(NamedTuple):
    """What became of a mutant: who caught it first, or None if it survived."""

    operator: str
    name: str
    by: By | None

    @property
    def outcome(self) -> str:
        """Who caught it, whether nobody can, or that it survived."""
        if self.by is not None:
            return self.by.value
        return "equivalent" if self.name in EQUIVALENT else "survived"


class Alone(NamedTuple):
    """Who would catch a mutant of the sample alone."""

    operator: str
    name: str
    by: frozenset[By]


_OUTCOMES: Final = (*(by.value for by in By), "equivalent", "survived")
_COMPARED: Final = (By.SCENARIOS, By.GENERATED, By.VERIFICATION)


def surprises(judged: Iterable[Judged]) -> list[str]:
    """Name the mutants that survived though they should not, and those that were caught though they could not."""
    return [
        f"{mutant.name}: {mutant.outcome}"
        for mutant in judged
        if mutant.outcome == "survived" or (mutant.by is not None and mutant.name in EQUIVALENT)
    ]


def by_operator(judged: Iterable[Judged]) -> Iterator[str]:
    """Write the table of all mutants, a line for each operator."""
    counts = Counter((mutant.operator, mutant.outcome) for mutant in judged)
    yield f"| operator | mutants | {' | '.join(_OUTCOMES)} |"
    yield f"|---|{'---:|' * (len(_OUTCOMES) + 1)}"
    for operator in OPERATORS:
        yield _row(operator, [counts[operator, outcome] for outcome in _OUTCOMES])
    yield _row("all", [sum(counts[operator, outcome] for operator in OPERATORS) for outcome in _OUTCOMES])


def equivalents() -> Iterator[str]:
    """Name the mutants that nobody can tell from the table, under the reasons why."""
    for why, names in groupby(EQUIVALENT, lambda name: EQUIVALENT[name]):
        yield f"- {why}:"
        yield from (f"  - {name}" for name in names)


def alone_by_operator(found: Sequence[Alone]) -> Iterator[str]:
    """Write the table of the sample: how many mutants that can be built each catcher would catch alone."""
    buildable = [mutant for mutant in found if By.BUILDING not in mutant.by]
    yield f"| operator | mutants built | {' | '.join(by.value for by in _COMPARED)} |"
    yield f"|---|{'---:|' * (len(_COMPARED) + 1)}"
    for operator, alike in groupby(buildable, lambda mutant: mutant.operator):
        yield _alone_row(operator, list(alike))
    yield _alone_row("all", buildable)


def as_json(judged: Sequence[Judged], alone: Sequence[Alone]) -> dict[str, Any]:
    """Return the numbers as JSON data: by operator, and of the sample; and why nobody can tell some mutants from the table."""
    reasons = {name: why for name, why in EQUIVALENT.items() if name in {mutant.name for mutant in judged}}
    buildable = [mutant for mutant in alone if By.BUILDING not in mutant.by]
    return {
        "operators": {
            operator: Counter(mutant.outcome for mutant in judged if mutant.operator == operator)
            for operator in OPERATORS
        },
        "equivalent": Counter(reasons.values()),
        "survivors": [mutant.name for mutant in judged if mutant.outcome == "survived"],
        "alone": {"mutants": len(buildable), **{by.value: sum(by in m.by for m in buildable) for by in _COMPARED}},
    }


def _row(name: str, counts: Sequence[int]) -> str:
    return f"| {name} | {sum(counts)} | {' | '.join(map(str, counts))} |"


def _alone_row(name: str, alike: Sequence[Alone]) -> str:
    counts = [sum(by in mutant.by for mutant in alike) for by in _COMPARED]
    return f"| {name} | {len(alike)} | {' | '.join(map(str, counts))} |"


def _judge(number: int) -> Judged:
    mutant = all_mutants()[number]
    return Judged(mutant.operator, mutant.name, catcher_of(mutant))


def _ask_everybody(number: int) -> Alone:
    mutant = sample()[number]
    return Alone(mutant.operator, mutant.name, catchers_of(mutant))


def main(path: Path) -> int:
    """Break the tables, print who caught what, and write it all into a file."""
    mutants, chosen = all_mutants(), sample()  # before the processes fork, which get them with everything else
    with ProcessPoolExecutor(_JOBS, get_context("fork")) as pool:
        judged = list(pool.map(_judge, range(len(mutants)), chunksize=_AT_ONCE))
        alone = list(pool.map(_ask_everybody, range(len(chosen)), chunksize=_AT_ONCE))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(as_json(judged, alone), indent=1) + "\n")
    faults = surprises(judged)
    lines = [
        *by_operator(judged),
        "",
        *equivalents(),
        "",
        f"Of a sample of {len(alone)}, what each would catch alone:",
        "",
        *alone_by_operator(alone),
        *faults,
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
