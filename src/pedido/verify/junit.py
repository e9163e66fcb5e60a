"""The report of verifying as JUnit XML: a case for every property of one order and of two stores, and for what is dead."""

from collections.abc import Iterator, Mapping, Sequence

from pedido import junit
from pedido.verify.counterexample import Counterexample
from pedido.verify.findings import Findings
from pedido.verify.properties import PROPERTIES

_SUITE = "verify"


def cases(findings: Findings, counterexamples: Sequence[Counterexample]) -> Iterator[junit.Case]:
    """Make a case of every property and of both questions about the machines and the worlds; with what is wrong, as a story."""
    stories = {found.violation.property: found.story() for found in counterexamples}
    for asked in PROPERTIES:
        story = stories.get(asked.id)
        problem = None if story is None else junit.Problem("failure", tuple(story.splitlines()), "property")
        yield junit.Case(_SUITE, asked.title, problem=problem)
    named: Mapping[str, tuple[str, ...] | None] = {
        "every_row_is_used": findings.dead,
        "every_input_is_covered": findings.uncovered,
    }
    for name, found in named.items():
        yield junit.Case(_SUITE, name, problem=_problem(found))


def _problem(names: tuple[str, ...] | None) -> junit.Problem | None:
    if names is None:
        return junit.Problem("skipped", ("only where all worlds are explored, each to its end",))
    return junit.Problem("failure", names, "unused") if names else None
