"""The shipped scenarios pass, show every fact, and together reach everything of every machine, each rule both ways."""

import re
from itertools import chain
from pathlib import Path

import pytest

from pedido.rules.facts import FACTS
from pedido.scenario import Coverage, MachineCoverage, Report, coverage_of, run_all
from pedido.scenario.failure import failure_of

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SOURCES = {"S1", "S2", "FLOW", "DECLINE", "CUSTOMER", "PARTIAL", "TX", "API"}
MACHINES = ["complete", "seller", "marketplace", "chain", "payment"]


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


@pytest.mark.parametrize("fact", sorted(FACTS))
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


def test_each_flow_goes_from_birth_to_both_ends(report: Report) -> None:
    ends = set()
    for result in report.results:
        order = result.scenario.given
        if order.status.value == "incomplete":
            ends |= {(order.flow.value, step.after.status.value) for step in result.steps}
    flows = ("complete", "seller", "marketplace", "chain")
    assert {(flow, end) for flow in flows for end in ("invoiced", "canceled")} <= ends
