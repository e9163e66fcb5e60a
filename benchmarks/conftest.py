"""Each benchmark and each check runs once for every registered engine."""

import pytest

from benchmarks.peers import PEERS, Peer


@pytest.fixture(params=PEERS, scope="module")
def engine(request: pytest.FixtureRequest) -> str:
    """The name of an engine."""
    return str(request.param)


@pytest.fixture(scope="module")
def peer(engine: str) -> Peer:
    """The engine, its machine built."""
    return PEERS[engine]()
