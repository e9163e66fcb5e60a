"""The standard worlds, explored to their end, and two stores: the one test that takes minutes."""

from pathlib import Path

import pytest

from pedido.pages.verification import told
from pedido.pair import verify_pair
from pedido.verify import PROPERTIES, WORLDS, verify

PAGE = Path(__file__).parents[2] / "docs" / "verification.md"


@pytest.mark.slow
def test_everything_holds_nothing_is_dead_every_input_is_covered_and_the_page_says_so() -> None:
    found = verify(WORLDS, jobs=2)
    broken = {violation.property: (violation.world, violation.complaint) for violation in found.violations}
    assert broken == {}
    assert found.dead == ()
    assert found.uncovered == ()
    assert found.holds
    assert all(world.complete and world.explored == world.starts for world in found.worlds)
    assert found.transitions > 100_000
    assert len(PROPERTIES) >= 20
    pair = verify_pair()
    assert pair.holds
    page = told({**found.as_json(), "two_stores": pair.as_json()})
    assert page in PAGE.read_text(encoding="utf-8"), "docs/verification.md is stale: run `make verify`"
