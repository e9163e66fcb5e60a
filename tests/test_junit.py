"""JUnit XML: suites, cases and problems, with what XML cannot carry left out."""

from typing import Literal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido.junit import Case, Problem, xml

BROKEN = Problem("failure", ("it is broken", "1. cancel", "2. invoice"), "property")
CASES = [
    Case("verify", "holds", 0.25),
    Case("two stores", "agrees"),
    Case("verify", "breaks", 0.5, BROKEN),
    Case("verify", "cannot run", problem=Problem("error", ("no such file",))),
    Case("verify", "waits", problem=Problem("skipped", ("not now",)), file="a/b.yaml"),
]


def test_suites_come_in_the_order_of_their_first_case() -> None:
    root = ET.fromstring(xml(CASES))
    assert [(suite.attrib["name"], len(suite)) for suite in root] == [("verify", 4), ("two stores", 1)]
    assert [case.attrib["name"] for case in root[0]] == ["holds", "breaks", "cannot run", "waits"]


def test_every_level_counts_what_is_in_it() -> None:
    root = ET.fromstring(xml(CASES))
    whole = {"name": "pedido", "tests": "5", "failures": "1", "errors": "1", "skipped": "1", "time": "0.750000"}
    assert root.attrib == whole
    assert root[0].attrib == {**whole, "name": "verify", "tests": "4"}
    assert root[1].attrib["failures"] == "0"


def test_a_case_has_its_suite_its_time_and_its_file() -> None:
    first, *_, last = ET.fromstring(xml(CASES))[0]
    assert first.attrib == {"name": "holds", "classname": "verify", "time": "0.250000"}
    assert last.attrib == {"name": "waits", "classname": "verify", "file": "a/b.yaml", "time": "0.000000"}


def test_a_failure_has_the_first_line_as_its_message_and_all_of_them_as_its_text() -> None:
    [failure] = ET.fromstring(xml(CASES)).iter("failure")
    assert failure.attrib == {"message": "it is broken", "type": "property"}
    assert failure.text == "it is broken\n1. cancel\n2. invoice"


def test_a_skipped_case_says_why_and_nothing_more() -> None:
    [skipped] = ET.fromstring(xml(CASES)).iter("skipped")
    assert (skipped.attrib, skipped.text) == ({"message": "not now"}, None)


@pytest.mark.parametrize("kind", ["failure", "error", "skipped"])
def test_a_case_tells_which_kind_of_problem_it_has(kind: Literal["failure", "error", "skipped"]) -> None:
    assert Case("s", "n", problem=Problem(kind, ("why",))).kind == kind
    assert Case("s", "n").kind == ""


def test_without_cases_there_are_no_suites() -> None:
    written = xml([])
    assert written.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="pedido" tests="0"')
    assert list(ET.fromstring(written)) == []


def test_what_xml_cannot_carry_is_a_question_mark() -> None:
    [case] = ET.fromstring(xml([Case("s", "bell \x07 \ud800 <&> é", problem=Problem("error", ("\x00",)))])).iter(
        "testcase"
    )
    assert case.attrib["name"] == "bell ? ? <&> é"
    assert case[0].attrib["message"] == "?"


@given(st.lists(st.tuples(st.text(), st.text(), st.text())))
def test_any_text_makes_well_formed_xml_with_every_case_in_it(texts: list[tuple[str, str, str]]) -> None:
    root = ET.fromstring(xml([Case(suite, name, problem=Problem("failure", (line,))) for suite, name, line in texts]))
    assert len(list(root.iter("testcase"))) == len(texts)
    assert root.attrib["failures"] == str(len(texts))
