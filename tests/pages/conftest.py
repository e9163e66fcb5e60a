"""What several tests of the pages look at."""

from pathlib import Path

import pytest

from pedido.pages.checks import Check, checks_in


@pytest.fixture(scope="session")
def checks() -> tuple[Check, ...]:
    """Every test and scenario of the project: a thousand files, read when the first test asks for them."""
    return checks_in(Path(__file__).parents[2])
