"""What came of verifying, as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pedido.verify.properties import PROPERTIES
from pedido.verify.usage import Used

INTERRUPTED: Final = 130
"""The exit code where Ctrl-C ended it, as shells know it."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A property is broken: from which start of which world, by which commands of it (by their numbers), and how."""

    property: str
    world: str
    start: int
    way: tuple[int, ...]
    complaint: str


@dataclass(frozen=True, slots=True)
class Explored:
    """What came of one start. `seconds` is how long it took."""

    world: str
    start: int
    states: int
    decisions: int
    transitions: int
    depth: int
    complete: bool
    interrupted: bool
    seconds: float
    violations: tuple[Violation, ...] = ()
    used: frozenset[Used] = frozenset()


@dataclass(frozen=True, slots=True)
class WorldFindings:
    """What came of the starts of a world that were explored: sums, and how deep the deepest was."""

    name: str
    about: str
    starts: int
    explored: int
    states: int
    decisions: int
    transitions: int
    depth: int
    complete: bool
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Return the numbers."""
        return {
            "world": self.name,
            "about": self.about,
            "starts": self.starts,
            "explored": self.explored,
            "states": self.states,
            "decisions": self.decisions,
            "transitions": self.transitions,
            "depth": self.depth,
            "complete": self.complete,
            "seconds": round(self.seconds, 3),
        }


@dataclass(frozen=True, slots=True)
class Findings:
    """What came of verifying.

    `violations` has for every property that is broken the shortest way to it. `dead` names what of the machines no way
    used, and `uncovered` what the rules look at and no world varies; None where not every world was explored to its end.
    `seconds` and `memory` (peak, in bytes) are of the whole run, on `jobs` processes.
    """

    worlds: tuple[WorldFindings, ...]
    violations: tuple[Violation, ...]
    dead: tuple[str, ...] | None
    uncovered: tuple[str, ...] | None
    seconds: float
    memory: int
    jobs: int
    depth: int | None = None
    interrupted: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether every property holds, and nothing is dead or left uncovered, in all that was explored."""
        return not (self.violations or self.dead or self.uncovered)

    @property
    def states(self) -> int:
        """How many states were found."""
        return sum(world.states for world in self.worlds)

    @property
    def decisions(self) -> int:
        """How many commands were decided: every one in every state, whether it leads on or is refused."""
        return sum(world.decisions for world in self.worlds)

    @property
    def transitions(self) -> int:
        """How many of them led on."""
        return sum(world.transitions for world in self.worlds)

    @property
    def rate(self) -> int:
        """How many commands were decided in a second."""
        return round(self.decisions / self.seconds) if self.seconds else 0

    @property
    def exit_code(self) -> int:
        """0 everything holds, 1 something does not, 130 interrupted before anything was found that does not."""
        if not self.holds:
            return 1
        return INTERRUPTED if self.interrupted else 0

    def violation_of(self, property_id: str) -> Violation | None:
        """Return the shortest way to break a property, if it is broken."""
        return next((found for found in self.violations if found.property == property_id), None)

    def as_json(self) -> dict[str, Any]:
        """Return everything but the ways, which are told as counterexamples."""
        return {
            "holds": self.holds,
            "interrupted": self.interrupted,
            "depth_limit": self.depth,
            "states": self.states,
            "decisions": self.decisions,
            "transitions": self.transitions,
            "seconds": round(self.seconds, 3),
            "decisions_per_second": self.rate,
            "peak_memory_bytes": self.memory,
            "processes": self.jobs,
            "worlds": [world.as_json() for world in self.worlds],
            "properties": [
                {
                    "property": asked.id,
                    "facts": list(asked.facts),
                    "says": asked.says,
                    "holds": self.violation_of(asked.id) is None,
                }
                for asked in PROPERTIES
            ],
            "dead": None if self.dead is None else list(self.dead),
            "uncovered": None if self.uncovered is None else list(self.uncovered),
        }


def shortest(explored: Sequence[Explored]) -> tuple[Violation, ...]:
    """Return for every property that is broken the shortest way to it, the first of several, in the order of the properties."""
    found: dict[str, Violation] = {}
    for piece in explored:
        for violation in piece.violations:
            known = found.get(violation.property)
            if known is None or len(violation.way) < len(known.way):
                found[violation.property] = violation
    return tuple(found[asked.id] for asked in PROPERTIES if asked.id in found)
