"""`scenarios/generated` is current, and what it has is all there is to have."""

from functools import cache
from pathlib import Path

import pytest

from pedido.covering import WORLDS, Generated, generate
from pedido.covering.aims import AIMS, Thing
from pedido.covering.generating import covered_by
from pedido.covering.lives import lives_from
from pedido.scenario import ScenarioResult, run_all
from pedido.verify.world import World
from pedido.verify.worlds.marketplaces import MARKETPLACES
from pedido.verify.worlds.prices import PRICES
from pedido.verify.worlds.received import RECEIVED
from pedido.verify.worlds.requests import REQUESTS

FOLDER = Path(__file__).parents[2] / "scenarios" / "generated"
STALE = "scenarios/generated is stale: run `make scenarios`"


@cache
def generated(cover: str) -> Generated:
    return generate(cover, WORLDS[cover])


@cache
def shipped() -> dict[str, ScenarioResult]:
    return {file.path: file.result for file in run_all([str(FOLDER)]).files if file.result is not None}


@pytest.mark.slow
def test_generating_the_pairs_again_gives_the_same_bytes() -> None:
    found = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    again = {name: text.encode() for name, text in generated("pairs").files.items()}
    assert set(found) == set(again), STALE
    assert [name for name in sorted(found) if found[name] != again[name]] == [], STALE


@pytest.mark.slow
@pytest.mark.parametrize("cover", ["pairs", "rules"])
def test_everything_that_can_be_reached_is_covered(cover: str) -> None:
    assert generated(cover).lost == ()
    assert generated(cover).covered == generated(cover).reachable


@pytest.mark.slow
def test_every_transition_of_every_table_is_in_some_pair() -> None:
    taken = {(machine, key) for machine, *pair in generated("pairs").covered for key in pair}
    assert [thing for thing in AIMS["transitions"].listed() if thing not in taken] == []


@pytest.mark.slow
def test_every_rule_of_every_table_passes_and_refuses() -> None:
    assert [thing for machine in generated("rules").machines for thing in machine.unreachable] == []


@pytest.mark.slow
@pytest.mark.parametrize("world", [MARKETPLACES, PRICES, RECEIVED, REQUESTS], ids=lambda world: str(world.name))
def test_no_other_orders_meet_another_pair(world: World) -> None:
    met = (lives_from(world, start, AIMS["pairs"]).things for start in world.starts)
    assert frozenset[Thing]().union(*met) - generated("pairs").reachable == frozenset()


@pytest.mark.slow
def test_without_any_of_the_shipped_files_some_pair_is_not_covered() -> None:
    covers = {path: covered_by([result], AIMS["pairs"]) for path, result in shipped().items()}
    for path, found in covers.items():
        others = (covers[other] for other in covers if other != path)
        assert found - frozenset[Thing]().union(*others), f"{path} is superfluous"


@pytest.mark.slow
def test_the_shipped_scenarios_show_no_facts_for_they_show_them_all() -> None:
    assert {result.scenario.facts for result in shipped().values()} == {()}
