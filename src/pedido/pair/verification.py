"""Verifying two stores: every world explored, every property checked, every race found and run to its end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pedido.pair.exploration import explore_pair
from pedido.pair.graph import PairGraph, PairStep
from pedido.pair.properties import PAIR_PROPERTIES, Fault, OfPair
from pedido.pair.protocol import PROTOCOL, Protocol
from pedido.pair.races import RACES, RaceResult, run_race
from pedido.pair.replay import replay_pair
from pedido.pair.story import scenario_text, story
from pedido.pair.world import PAIR_WORLDS, PairWorld
from pedido.verify.exploration import Progress
from pedido.verify.properties.property import Property


@dataclass(frozen=True, slots=True)
class Explored:
    """A world of two stores, in numbers. It is `complete` where neither a depth nor a person ended it."""

    world: PairWorld
    states: int
    transitions: int
    depth: int
    longest_queue: int
    seconds: float
    complete: bool

    def as_json(self) -> dict[str, Any]:
        """Return the numbers."""
        return {
            "world": self.world.name,
            "about": self.world.about,
            "states": self.states,
            "transitions": self.transitions,
            "depth": self.depth,
            "longest_queue": self.longest_queue,
            "seconds": round(self.seconds, 3),
            "complete": self.complete,
        }


@dataclass(frozen=True, slots=True)
class Interleaving:
    """A counterexample: in which world, what is wrong, and the shortest way to it.

    `story` tells it in lines; `scenario` is the text of a scenario that goes the same way.
    """

    world: PairWorld
    complaint: str
    steps: tuple[PairStep, ...]
    story: tuple[str, ...]
    scenario: str

    def as_json(self) -> dict[str, Any]:
        """Return the world, what is wrong, and the story."""
        return {"world": self.world.name, "complaint": self.complaint, "story": list(self.story)}


@dataclass(frozen=True, slots=True)
class PropertyResult:
    """A property, and where it does not hold: the shortest of the ways that were found, or nothing."""

    checked: Property[OfPair]
    counterexample: Interleaving | None = None

    @property
    def holds(self) -> bool:
        """Tell whether it holds in every world."""
        return self.counterexample is None

    def as_json(self) -> dict[str, Any]:
        """Return the property, and its counterexample."""
        found: dict[str, Any] = {
            "property": self.checked.id,
            "says": self.checked.says,
            "facts": list(self.checked.facts),
            "holds": self.holds,
        }
        return found if self.counterexample is None else found | {"counterexample": self.counterexample.as_json()}


@dataclass(frozen=True, slots=True)
class PairVerification:
    """What came of verifying two stores."""

    explored: tuple[Explored, ...]
    properties: tuple[PropertyResult, ...]
    races: tuple[RaceResult, ...]
    interrupted: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether every property holds in what was explored."""
        return all(result.holds for result in self.properties)

    def files(self) -> dict[str, str]:
        """Return the scenario of every counterexample, by the name of its file."""
        broken = [(result.checked.id, result.counterexample) for result in self.properties]
        return {f"{name}.yaml": found.scenario for name, found in broken if found is not None}

    @property
    def states(self) -> int:
        """How many states of two orders and two queues were found."""
        return sum(world.states for world in self.explored)

    @property
    def transitions(self) -> int:
        """How many steps were found that lead from one of them to another, or to the same one."""
        return sum(world.transitions for world in self.explored)

    @property
    def seconds(self) -> float:
        """How long the exploring took."""
        return sum(world.seconds for world in self.explored)

    def as_json(self) -> dict[str, Any]:
        """Return everything as JSON data."""
        return {
            "holds": self.holds,
            "interrupted": self.interrupted,
            "states": self.states,
            "transitions": self.transitions,
            "seconds": round(self.seconds, 3),
            "worlds": [world.as_json() for world in self.explored],
            "properties": [result.as_json() for result in self.properties],
            "races": [race.as_json() for race in self.races],
        }


def verify_pair(
    depth: int | None = None,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
    *,
    protocol: Protocol = PROTOCOL,
    worlds: Iterable[PairWorld] = PAIR_WORLDS,
) -> PairVerification:
    """Verify a protocol, ours unless another is given; Ctrl-C ends it early, and the result says so.

    `depth` is how many steps are taken in a row at most; without it, as many as lead to something new.
    """
    found: list[tuple[PairWorld, PairGraph]] = []
    for world in worlds:
        found.append((world, explore_pair(world, protocol, depth=depth, on_progress=on_progress)))
        if found[-1][1].interrupted:
            break
    graphs = [graph for _, graph in found]
    return PairVerification(
        explored=tuple(_explored(world, graph) for world, graph in found),
        properties=tuple(_checked(each, found, protocol) for each in PAIR_PROPERTIES),
        races=tuple(run_race(race, graphs) for race in RACES),
        interrupted=any(graph.interrupted for graph in graphs),
    )


def _explored(world: PairWorld, graph: PairGraph) -> Explored:
    states, transitions = len(graph.states), len(graph.sources)
    complete = not graph.unexplored and not graph.interrupted
    return Explored(world, states, transitions, graph.depth, graph.longest_queue, graph.seconds, complete)


def _checked(
    each: Property[OfPair], found: Iterable[tuple[PairWorld, PairGraph]], protocol: Protocol
) -> PropertyResult:
    """Check a property in every world, and tell the shortest way to what is wrong."""
    faults = [(world, graph, fault) for world, graph in found if (fault := each.check(graph)) is not None]
    ways = [(world, _way(graph, fault), fault.complaint) for world, graph, fault in faults]
    if not ways:
        return PropertyResult(each)
    world, steps, complaint = min(ways, key=lambda way: len(way[1]))
    taken = tuple(replay_pair(world.starts, steps, protocol))
    text = scenario_text(f"{each.id} is broken: {complaint}", each.facts, world.starts, taken)
    return PropertyResult(each, Interleaving(world, complaint, steps, story(taken), text))


def _way(graph: PairGraph, fault: Fault) -> tuple[PairStep, ...]:
    taken = [graph.via[number] for number in graph.way_to(fault.state)[1:]]
    if fault.transition is not None:
        taken.append(graph.by[fault.transition])
    return tuple(graph.steps[number] for number in taken)
