"""The report of verifying as JUnit XML: a case for every property, and for what is dead and what is not covered."""

from dataclasses import replace
from typing import Final
from xml.etree import ElementTree as ET

from pedido.junit import xml
from pedido.verify import PROPERTIES, Findings, verify
from pedido.verify.counterexample import Counterexample, counterexample_of
from pedido.verify.junit import cases
from tests.mutations.applying import in_place
from tests.verify.breaking import COMPLETE, retargeted
from tests.verify.tiny import world

TINY: Final = world()
HOLDS: Final = replace(verify([TINY], judge=False), dead=(), uncovered=())


def written(findings: Findings, *counterexamples: Counterexample) -> ET.Element:
    return ET.fromstring(xml(list(cases(findings, counterexamples))))


def test_every_property_is_a_case_with_its_facts() -> None:
    root = written(HOLDS)
    names = [case.attrib["name"] for case in root.iter("testcase")]
    assert names[:2] == ["invoiced_orders_are_not_canceled (C11, C5)", "value_covers_invoices (I2, I5, P9)"]
    assert len(names) == len(PROPERTIES) + 2
    assert names[-2:] == ["every_row_is_used", "every_input_is_covered"]
    assert (root.attrib["failures"], root.attrib["skipped"]) == ("0", "0")


def test_a_broken_property_fails_with_its_story() -> None:
    with in_place(retargeted(COMPLETE, "cancel", ["handling"], "cancel")):
        findings = verify([TINY], judge=False)
        told = [counterexample_of(found, [TINY]) for found in findings.violations]
    root = written(findings, *told)
    failures = {case.attrib["name"]: case[0] for case in root.iter("testcase") if case.find("failure") is not None}
    assert list(failures) == ["handling_is_canceled_by_request (C3)", "an_end_can_be_reached (C2, C5)"]
    first = failures["handling_is_canceled_by_request (C3)"]
    assert first.attrib["type"] == "property"
    assert first.attrib["message"] == told[0].story().splitlines()[0]
    assert first.text == told[0].story()


def test_what_is_dead_or_not_covered_fails_by_name() -> None:
    root = written(replace(HOLDS, dead=("complete: a row is never taken", "another"), uncovered=("an input",)))
    dead, uncovered = root.iter("failure")
    assert dead.attrib == {"message": "complete: a row is never taken", "type": "unused"}
    assert dead.text == "complete: a row is never taken\nanother"
    assert uncovered.text == "an input"


def test_what_was_not_looked_for_is_skipped() -> None:
    root = written(replace(HOLDS, dead=None, uncovered=None))
    assert [case.attrib["name"] for case in root.iter("testcase") if case.find("skipped") is not None] == [
        "every_row_is_used",
        "every_input_is_covered",
    ]
