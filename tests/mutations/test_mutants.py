"""No mutant survives: of every operator a spread of mutants, none of which passes for the table it was made of.

`python -m tests.mutations.report build/mutations.json` breaks the tables in every way, and says who catches what.
"""

import pytest

from tests.mutations.catching import catcher_of, sample
from tests.mutations.equivalent import EQUIVALENT
from tests.mutations.operators import OPERATORS


@pytest.mark.slow
@pytest.mark.parametrize("operator", OPERATORS)
def test_every_mutant_is_caught_that_can_be_told_from_the_table(operator: str) -> None:
    mutants = [mutant for mutant in sample() if mutant.operator == operator and mutant.name not in EQUIVALENT]
    assert [mutant.name for mutant in mutants if catcher_of(mutant) is None] == []
