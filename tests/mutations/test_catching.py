"""Who catches what: building, scenarios, and verification, each alone, and nobody where nothing is broken."""

from collections import Counter

import pytest

from pedido.machines import DEFINITIONS
from tests.mutations.catching import CATCHERS, By, all_mutants, catcher_of, catchers_of, sample
from tests.mutations.operators import OPERATORS, Mutant

pytestmark = pytest.mark.slow


def mutant(name: str) -> Mutant:
    return next(mutant for mutant in all_mutants() if mutant.name == name)


def test_a_status_that_nothing_leads_to_is_caught_when_the_machine_is_built() -> None:
    dropped = mutant("chain: drop row place_order: incomplete -> order-created")
    assert catcher_of(dropped) is By.BUILDING
    assert catchers_of(dropped) == {By.BUILDING}


def test_cancelling_for_everybody_is_caught_by_a_scenario() -> None:
    assert catcher_of(mutant("chain: drop guard may_cancel of cancel: payment-approved -> cancel")) is By.SCENARIOS


def test_cancelling_what_is_invoiced_in_part_is_caught_by_verification_too() -> None:
    dropped = mutant("chain: drop guard not_invoiced_in_part of cancel: payment-approved -> cancel")
    assert CATCHERS[By.VERIFICATION](dropped.definition)


def test_a_table_that_does_not_cover_every_case_is_caught_by_verification_too() -> None:
    negated = mutant("chain: negate choice leaves_a_rest")
    assert CATCHERS[By.VERIFICATION](negated.definition)


@pytest.mark.parametrize("by", [By.BUILDING, By.SCENARIOS, By.VERIFICATION])
def test_nobody_catches_a_table_as_it_is(by: By) -> None:
    assert not CATCHERS[by](DEFINITIONS["chain"])


def test_the_sample_has_many_mutants_of_every_operator_and_of_every_table() -> None:
    operators = Counter(mutant.operator for mutant in sample())
    assert set(operators) == set(OPERATORS)
    assert min(operators.values()) >= 10
    assert len({mutant.name for mutant in sample()}) == len(sample()) >= 120
    assert {mutant.definition.name for mutant in sample()} == set(DEFINITIONS)
