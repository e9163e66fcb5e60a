"""The standard worlds, explored to their end: the one test that takes minutes."""

import pytest

from pedido.verify import PROPERTIES, WORLDS, verify

GIGABYTE = 2**30


@pytest.mark.slow
def test_everything_holds_nothing_is_dead_and_every_input_is_covered() -> None:
    found = verify(WORLDS, jobs=2)
    broken = {violation.property: (violation.world, violation.complaint) for violation in found.violations}
    assert broken == {}
    assert found.dead == ()
    assert found.uncovered == ()
    assert found.holds
    assert all(world.complete and world.explored == world.starts for world in found.worlds)
    assert found.transitions > 100_000
    assert found.memory < GIGABYTE
    assert len(PROPERTIES) >= 20
