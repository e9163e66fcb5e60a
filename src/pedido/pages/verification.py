"""The page `docs/verification.md`: what was explored, what always holds, how races of two stores end, and what that cost.

Written from the report of `pedido verify --json`, and from that of the mutations.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pedido.input import BadInputError, parse_json, read_text
from pedido.pages.markdown import blocks, table
from pedido.verify.properties.property import BY_DESIGN

Report = Mapping[str, Any]

_INTRODUCTION: Final = """\
# Verification

`pedido verify` explores everything that can happen in small but complete worlds: from every start, every command is given in
every state that can be reached, breadth first, and decided by the real `decide`. A _decision_ is one command in one state; a
_transition_ is a decision that led on. Every property is asked on the way, and the first state that breaks one is as near as
any, so a counterexample is a shortest one.

Orders that no rule can tell apart are one state: `pedido.verify.canonical` says what is forgotten and why it may be, and tests
hold it against orders that forget nothing.

This page is written by `make verify`; do not edit it.
"""
_WORLDS: Final = """\
## Worlds

An order is worth two units; amounts are below, equal to and above what they are held against, quantities are none, a part, all
and more than all of a line.
"""
_PROPERTIES: Final = "## What always holds, for one order"
_USED: Final = """\
## Dead rows and inputs that no world varies

Every transition of every machine is taken by some way and, where it has guards, refused by some other; every rule passes and
refuses; every prohibition applies; every input that a rule reads takes the values that it can.
"""
_PAIR: Final = """\
## Two stores, one order

The marketplace's order and the seller's of one sale exchange messages through two queues, one each way. A queue may delay as
long as it likes, so anything may be done at either store before a message arrives.
"""
_RACES: Final = """\
### Races

How each ends once everything is delivered that can be. Where both orders have come to ends that no fact lets either leave, the
protocol records a conflict, and a person sees to it; each is a scenario in [scenarios/races](../scenarios/races).
"""
_MEASURED: Final = "## Measured"
_MUTATIONS: Final = """\
## Mutations

`make mutations` breaks the tables, one change at a time, and asks who notices, the quickest first: the checks when a machine is
built, the scenarios written by hand, the generated ones, verification.
"""


def page(report: Report, mutations: Report | None) -> str:
    """Write the page."""
    return blocks(told(report), measured(report), mutated(mutations) if mutations is not None else "")


def told(report: Report) -> str:
    """Write what is the same wherever it is run."""
    pair = report["two_stores"]
    return blocks(
        _INTRODUCTION,
        _WORLDS,
        table(
            ("world", "what it is", "starts", "states", "decisions", "transitions", "depth"),
            [*map(_world, report["worlds"]), _sum(report)],
        ),
        _PROPERTIES,
        table(("property", "what it says", "facts", ""), map(_property, report["properties"])),
        _USED,
        *map(_named, ("dead", "uncovered"), (report["dead"], report["uncovered"])),
        _PAIR,
        table(("world", "what it is", "states", "transitions", "depth"), map(_pair_world, pair["worlds"])),
        table(("property", "what it says", "facts", ""), map(_property, pair["properties"])),
        _RACES,
        table(("race", "what it is", "facts", "ends: marketplace / seller"), map(_race, pair["races"])),
    )


def measured(report: Report) -> str:
    """Write what it cost where it was run."""
    rows = [
        ("decisions per second", f"{report['decisions_per_second']:,}"),
        ("of them leading on", f"{report['transitions'] / report['seconds']:,.0f}"),
        ("processes", str(report["processes"])),
        ("seconds, one order", f"{report['seconds']:.1f}"),
        ("seconds, two stores", f"{report['two_stores']['seconds']:.1f}"),
        ("peak memory", f"{report['peak_memory_bytes'] / 2**20:,.0f} MB"),
    ]
    return blocks(_MEASURED, table(("", "measured"), rows))


def mutated(mutations: Report) -> str:
    """Write what noticed how many mutants, which nobody can notice and why, and which nobody did."""
    counts = mutations["operators"]
    outcomes = ("when built", "by scenarios", "by generated scenarios", "by verification", "equivalent", "survived")
    rows = [(name, *_counted(found, outcomes)) for name, found in counts.items()]
    sums = {outcome: sum(found.get(outcome, 0) for found in counts.values()) for outcome in outcomes}
    alone = mutations["alone"]
    return blocks(
        _MUTATIONS,
        table(("operator", "mutants", *outcomes), [*rows, ("**all**", *_counted(sums, outcomes))]),
        "\n".join(f"- {count} are equivalent: {why}." for why, count in mutations["equivalent"].items()),
        "\n".join(f"- survived: `{name}`" for name in mutations["survivors"]) or "None survived.",
        f"Of a sample of {alone['mutants']} that can be built, the scenarios written by hand notice {alone['by scenarios']} by "
        f"themselves, the generated ones {alone['by generated scenarios']}, and the properties {alone['by verification']}, in "
        "worlds that are cut short for this.",
    )


def _counted(found: Mapping[str, int], outcomes: Sequence[str]) -> tuple[str, ...]:
    return (f"{sum(found.values()):,}", *(f"{found.get(outcome, 0):,}" for outcome in outcomes))


def _world(world: Report) -> tuple[str, ...]:
    counts = [f"{world[name]:,}" for name in ("starts", "states", "decisions", "transitions")]
    return (f"`{world['world']}`", world["about"], *counts, str(world["depth"]))


def _sum(report: Report) -> tuple[str, ...]:
    counts = [f"**{report[name]:,}**" for name in ("states", "decisions", "transitions")]
    return ("**all**", "", "", *counts, "")


def _pair_world(world: Report) -> tuple[str, ...]:
    return (
        f"`{world['world']}`",
        world["about"],
        f"{world['states']:,}",
        f"{world['transitions']:,}",
        str(world["depth"]),
    )


def _property(found: Report) -> tuple[str, ...]:
    verdict = "holds" if found["holds"] else "**broken**"
    return (f"`{found['property']}`", " ".join(found["says"].split()), " ".join(found["facts"]) or BY_DESIGN, verdict)


def _named(what: str, names: Sequence[str] | None) -> str:
    if names is None:
        return f"What is {what} was not looked for: not all worlds were explored, each to its end."
    return "\n".join(f"- {what}: {name}" for name in names) if names else f"None is {what}."


def _race(race: Report) -> tuple[str, ...]:
    ends = "; ".join(
        f"{ending['marketplace']} / {ending['seller']}{' (a conflict)' if ending['conflict'] else ''}"
        for ending in race["endings"]
    )
    return (race["race"], race["says"], " ".join(race["facts"]), ends)


def main(arguments: list[str]) -> int:
    """Write a page from reports: REPORT.json [MUTATIONS.json] PAGE.md; return the exit code."""
    if len(arguments) not in {2, 3}:
        sys.stderr.write("usage: python -m pedido.pages.verification REPORT.json [MUTATIONS.json] PAGE.md\n")
        return 2
    *reports, target = arguments
    try:
        report, *mutations = (parse_json(read_text(path), path) for path in reports)
        Path(target).write_text(page(report, mutations[0] if mutations else None), encoding="utf-8", newline="\n")
    except BadInputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"{target}: cannot be written: {error.strerror}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
