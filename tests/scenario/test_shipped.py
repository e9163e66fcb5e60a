"""The shipped scenarios pass, show every fact, and together reach everything of every machine, each rule both ways."""

import re
from itertools import chain
from pathlib import Path

import pytest

from pedido.machine import Source
from pedido.rules import sources
from pedido.rules.facts import FACTS
from pedido.scenario import Coverage, MachineCoverage, Report, coverage_of, run_all
from pedido.scenario.failure import failure_of

pytestmark = pytest.mark.slow

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SOURCES = {source.key for source in vars(sources).values() if isinstance(source, Source)}
MACHINES = ["complete", "seller", "marketplace", "chain", "payment", "modification"]
SHOWN = sorted(fact.id for fact in FACTS.values() if not fact.place)
"""The facts that the machines stand for; one that is kept elsewhere has its tests there."""


SENTENCES = (
    "0.1", "0.2", "0.3", "0.4", "0.5", "0.6",
    "1.1", "1.2", "1.3", "1.4",
    "2.1", "2.2", "2.3", "2.4.1", "2.4.2", "2.4.3", "2.5", "2.6", "2.7",
    "3.0", "3.1.1", "3.1.2", "3.2", "3.3.1", "3.3.2", "3.3.3", "3.3.4", "3.4.1", "3.4.2", "3.4.3", "3.4.4",
    "3.5", "3.6", "3.7.1", "3.7.2", "3.7.3", "3.7.4", "3.8",
)  # fmt: skip
"""The sentences of S2 by section, row and bullet."""


@pytest.fixture(scope="module")
def report() -> Report:
    return run_all([str(SCENARIOS)])


@pytest.fixture(scope="module")
def coverage(report: Report) -> Coverage:
    return coverage_of(report)


def test_all_pass(report: Report) -> None:
    assert list(chain.from_iterable(failure_of(file) for file in report.files)) == []


def test_titles_are_sentences_of_their_own(report: Report) -> None:
    titles = [result.scenario.title for result in report.results]
    assert len(set(titles)) == len(titles) >= 25
    assert [title for title in titles if len(title.split()) < 4] == []


def test_no_scenario_names_a_fact_that_there_is_not(report: Report) -> None:
    assert {fact for result in report.results for fact in result.scenario.facts} <= set(FACTS)


def test_every_scenario_names_a_known_source(report: Report) -> None:
    keys = {result.scenario.title: re.split(r"\W", result.scenario.source)[0] for result in report.results}
    assert {title: key for title, key in keys.items() if key not in SOURCES} == {}


@pytest.mark.parametrize("fact", SHOWN)
def test_every_fact_is_shown_by_a_scenario(fact: str, report: Report) -> None:
    assert any(fact in result.scenario.facts for result in report.results)


@pytest.mark.parametrize("machine", MACHINES)
class TestEveryMachineIsReachedAsAWhole:
    @pytest.fixture
    def found(self, machine: str, coverage: Coverage) -> MachineCoverage:
        return coverage.of(machine)

    def test_every_status_is_visited(self, found: MachineCoverage) -> None:
        assert found.statuses.missing == ()

    def test_every_transition_is_taken(self, found: MachineCoverage) -> None:
        assert found.transitions.missing == ()

    def test_every_rule_refuses(self, found: MachineCoverage) -> None:
        assert found.refused.missing == ()

    def test_every_rule_passes(self, found: MachineCoverage) -> None:
        assert found.passed.missing == ()


def test_every_sentence_on_modifying_is_a_scenario_that_bears_its_number(report: Report) -> None:
    numbers = [result.scenario.title.split()[0] for result in report.results if result.scenario.title[0].isdigit()]
    assert sorted(numbers) == sorted(SENTENCES)
    for file in report.files:
        assert file.result is not None
        number, _, rest = file.result.scenario.title.partition(" ")
        if number in SENTENCES:
            assert Path(file.path).name.startswith(number.replace(".", "-"))
            assert file.result.scenario.source.startswith(f"S2, {'.'.join(number.split('.')[:2])} ")
            assert rest


def test_each_flow_goes_from_birth_to_both_ends(report: Report) -> None:
    ends = set()
    for result in report.results:
        order = result.scenario.given
        if order.status.value == "incomplete":
            ends |= {(order.flow.value, step.after.status.value) for step in result.steps}
    flows = ("complete", "seller", "marketplace", "chain")
    assert {(flow, end) for flow in flows for end in ("invoiced", "canceled")} <= ends
