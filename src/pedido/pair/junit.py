"""The report of verifying two stores as JUnit XML: a case for every property."""

from collections.abc import Iterator

from pedido import junit
from pedido.pair.verification import PairVerification, PropertyResult

_SUITE = "two stores"


def cases(verification: PairVerification) -> Iterator[junit.Case]:
    """Make a case of every property, with the shortest interleaving that breaks it."""
    for result in verification.properties:
        yield junit.Case(_SUITE, result.checked.title, problem=_problem(result))


def _problem(result: PropertyResult) -> junit.Problem | None:
    broken = result.counterexample
    return None if broken is None else junit.Problem("failure", (broken.complaint, *broken.story), "property")
