"""What catches a broken table: building it, the scenarios, and verification on worlds small enough for thousands of tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final

from pedido.machine import FaultyDefinitionError, Machine, MachineDefinition
from pedido.machines import missing_texts
from pedido.order.status import Flow
from pedido.scenario import Scenario, find_scenarios, read_scenario, run_scenario
from pedido.verify import Piece, World
from pedido.verify.verification import look_at
from pedido.verify.worlds.flows import FLOW_WORLDS
from pedido.verify.worlds.modifying import COURSES
from pedido.verify.worlds.received import RECEIVED
from pedido.verify.worlds.requests import REQUESTS
from tests.mutations.applying import in_place
from tests.mutations.operators import Mutant, mutants

_SCENARIOS: Final = Path(__file__).parents[2] / "scenarios"
_GENERATED: Final = _SCENARIOS / "generated"

_OF_EACH: Final = 16
"""How many mutants of every operator the sample has."""

_WORLDS: Final[tuple[tuple[World, int | None], ...]] = (
    *((world, 4) for world in FLOW_WORLDS),
    (COURSES, 2),
    (REQUESTS, None),
    (RECEIVED, None),
)
"""Where verification looks, and how many commands deep; where that is None, as deep as the world is."""

_EXAMPLES: Final[Mapping[str, Flow]] = {"payment": Flow.COMPLETE, "modification": Flow.SELLER}
"""The flow on which verification tries a table that every flow shares."""


class By(StrEnum):
    """Who caught a mutant."""

    BUILDING = "when built"
    SCENARIOS = "by scenarios"
    GENERATED = "by generated scenarios"
    VERIFICATION = "by verification"


def catcher_of(mutant: Mutant) -> By | None:
    """Return the first to catch a mutant, the cheapest first; nobody, if it survives."""
    return next((by for by, catches in CATCHERS.items() if catches(mutant.definition)), None)


def catchers_of(mutant: Mutant) -> frozenset[By]:
    """Return everybody who would catch a mutant alone; one that cannot be built is nobody else's."""
    if _cannot_be_built(mutant.definition):
        return frozenset({By.BUILDING})
    return frozenset(by for by, catches in CATCHERS.items() if catches(mutant.definition))


@cache
def all_mutants() -> tuple[Mutant, ...]:
    """Return every mutant."""
    return tuple(mutants())


@cache
def sample() -> tuple[Mutant, ...]:
    """Return mutants of every operator, spread over all that it makes."""
    return tuple(
        mutant for _, alike in groupby(all_mutants(), attrgetter("operator")) for mutant in _spread(tuple(alike))
    )


def _spread(alike: tuple[Mutant, ...]) -> Iterator[Mutant]:
    return (alike[at * len(alike) // _OF_EACH] for at in range(_OF_EACH))


def _cannot_be_built(table: MachineDefinition) -> bool:
    try:
        Machine(table, missing_texts=missing_texts)
    except FaultyDefinitionError:
        return True
    return False


@cache
def _scenarios() -> tuple[Scenario, ...]:
    """Read the scenarios that people keep; once, by the tables as they are."""
    paths = find_scenarios([str(_SCENARIOS)])
    return tuple(read_scenario(path) for path in paths if _GENERATED not in Path(path).parents)


@cache
def _generated_scenarios() -> tuple[Scenario, ...]:
    return tuple(map(read_scenario, find_scenarios([str(_GENERATED)])))


def _fails_a_scenario(table: MachineDefinition) -> bool:
    return _any_fails(_scenarios(), table)


def _fails_a_generated_scenario(table: MachineDefinition) -> bool:
    return _any_fails(_generated_scenarios(), table)


def _any_fails(scenarios: Iterable[Scenario], table: MachineDefinition) -> bool:
    with in_place(table):
        return any(not run_scenario(scenario).passed for scenario in scenarios if _concerns(table, scenario))


def _concerns(table: MachineDefinition, scenario: Scenario) -> bool:
    """Tell whether a scenario has an order that the table decides about."""
    if table.name in _EXAMPLES:
        return True
    orders = (scenario.given, scenario.seller, *(step.given for step in scenario.steps))
    return any(order is not None and order.flow == table.name for order in orders)


def _fails_verification(table: MachineDefinition) -> bool:
    """Tell whether a property is broken; what is dead shows in larger worlds only."""
    flow = _EXAMPLES.get(table.name, table.name)
    with in_place(table):
        return any(look_at(piece, depth).violations for piece, depth in _pieces() if _flow_of(piece) == flow)


def _pieces() -> Iterator[tuple[Piece, int | None]]:
    return ((Piece(world, number), depth) for world, depth in _WORLDS for number in range(len(world.starts)))


def _flow_of(piece: Piece) -> Flow:
    return piece.world.starts[piece.start].flow


CATCHERS: Final[Mapping[By, Callable[[MachineDefinition], bool]]] = {
    By.BUILDING: _cannot_be_built,
    By.SCENARIOS: _fails_a_scenario,
    By.GENERATED: _fails_a_generated_scenario,
    By.VERIFICATION: _fails_verification,
}
"""Everybody who may catch a mutant, the cheapest first."""
