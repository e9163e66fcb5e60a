"""What is explored once for all tests."""

import pytest

from pedido.pair.exploration import explore_pair
from pedido.pair.graph import PairGraph
from pedido.pair.world import PAIR_WORLDS


@pytest.fixture(scope="session")
def graphs() -> list[PairGraph]:
    """Every world to its end."""
    return [explore_pair(world) for world in PAIR_WORLDS]
