"""What checks a fact: tests by their names, scenarios by the facts that they name. Every fact has both."""

from pathlib import Path

import pytest

from pedido.input import BadInputError
from pedido.pages.checks import Check, by_fact, checks_in
from pedido.rules.facts import FACTS

SCENARIO = """\
title: 2.5 Nothing happens to it
source: S2, 2.5 reservation
facts: [M7, C1]
given: {order: {flow: complete, status: handling, value: 1}}
steps: [{when: send_to_wms}]
"""
TESTS = """\
def test_c3_c16_what_it_shows(): ...
def test_what_c3_shows(): ...
def test_c3(): ...
def c3_shows(): ...
class TestMore:
    def test_m17_another_thing(self): ...
"""


def project(root: Path) -> Path:
    (root / "tests" / "deep").mkdir(parents=True)
    (root / "tests" / "deep" / "test_some.py").write_text(TESTS, encoding="utf-8")
    (root / "tests" / "other.py").write_text(TESTS, encoding="utf-8")
    (root / "scenarios").mkdir()
    (root / "scenarios" / "some.yaml").write_text(SCENARIO, encoding="utf-8")
    return root


def test_a_test_is_named_after_facts_by_its_first_words(tmp_path: Path) -> None:
    tests = [check for check in checks_in(project(tmp_path)) if check.kind == "test"]
    assert tests == [
        Check("test", "what it shows", ("C3", "C16"), "tests/deep/test_some.py"),
        Check("test", "another thing", ("M17",), "tests/deep/test_some.py"),
    ]


def test_a_scenario_names_its_facts(tmp_path: Path) -> None:
    (scenario,) = (check for check in checks_in(project(tmp_path)) if check.kind == "scenario")
    assert (scenario.facts, scenario.file, scenario.source) == (
        ("M7", "C1"),
        "scenarios/some.yaml",
        "S2, 2.5 reservation",
    )
    assert scenario.link == "[2.5 Nothing happens to it](../scenarios/some.yaml)"


def test_checks_are_found_by_their_facts(tmp_path: Path) -> None:
    found = by_fact(checks_in(project(tmp_path)))
    assert {fact: [check.shows for check in checks] for fact, checks in found.items()} == {
        "C3": ["what it shows"],
        "C16": ["what it shows"],
        "M17": ["another thing"],
        "M7": ["2.5 Nothing happens to it"],
        "C1": ["2.5 Nothing happens to it"],
    }


def test_a_folder_without_tests_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"tests: has no tests below it; expected files named test_\*\.py"):
        checks_in(tmp_path)


def test_a_test_that_cannot_be_read_is_refused_with_its_line(tmp_path: Path) -> None:
    (project(tmp_path) / "tests" / "test_broken.py").write_text("\ndef (", encoding="utf-8")
    with pytest.raises(BadInputError, match="line 2: is not Python"):
        checks_in(tmp_path)


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_has_a_test(fact: str, checks: tuple[Check, ...]) -> None:
    assert any(check.kind == "test" for check in by_fact(checks).get(fact, []))


@pytest.mark.parametrize("fact", [fact for fact in FACTS if not FACTS[fact].place])
def test_every_fact_of_the_machines_has_a_scenario(fact: str, checks: tuple[Check, ...]) -> None:
    assert any(check.kind == "scenario" for check in by_fact(checks).get(fact, []))


def test_no_test_and_no_scenario_is_about_a_fact_that_there_is_not(checks: tuple[Check, ...]) -> None:
    assert set(by_fact(checks)) <= set(FACTS)
