"""Reports are written as JUnit XML, which tools can read, and as JSON."""

import json
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido.scenario import FileResult, Report, junit_xml
from pedido.scenario.reader import parse_scenario
from pedido.scenario.runner import run_scenario

HEAD = "title: T\nsource: S1\nfacts: [C3]\ngiven: {order: {flow: complete, status: handling, value: 10000}}\nsteps:\n"
PASSING = HEAD + "  - after: PT1H\n  - when: {cancel: {reason: R}}\n  - when: cancel\n"
FAILING = HEAD + "  - when: {cancel: {channel: admin}}\n  - when: cancel\n"


def result(text: str, path: str = "a/f.yaml") -> FileResult:
    return FileResult(path, 0.25, run_scenario(parse_scenario(text, path, folder=Path())))


REPORT = Report(
    (result(PASSING), result(FAILING, "a/g.yaml"), FileResult("b/h.yaml", 0.5, problem="b/h.yaml: is wrong")),
    interrupted=True,
    not_run=("b/i.yaml",),
)

ATTRIBUTES: Final = {
    "testsuites": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testcase": {"name", "classname", "file", "time"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
}
CHILDREN: Final = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "error", "skipped"},
}


def assert_conforms(element: ET.Element) -> None:
    """What the JUnit schema demands: known elements in their places, the attributes they need."""
    assert set(element.attrib) == ATTRIBUTES[element.tag]
    for child in element:
        assert child.tag in CHILDREN[element.tag]
        assert_conforms(child)


def test_a_suite_per_folder_and_a_case_per_file() -> None:
    root = ET.fromstring(junit_xml(REPORT))
    assert_conforms(root)
    counts = {name: root.attrib[name] for name in ("tests", "failures", "errors", "skipped", "time")}
    assert counts == {"tests": "4", "failures": "1", "errors": "1", "skipped": "1", "time": "1.000000"}
    assert [suite.attrib["name"] for suite in root] == ["a", "b"]
    assert [[child.tag for child in case] for case in root.iter("testcase")] == [
        [],
        ["failure"],
        ["error"],
        ["skipped"],
    ]


def test_a_failure_says_what_differs() -> None:
    (failure,) = ET.fromstring(junit_xml(REPORT)).iter("failure")
    assert failure.attrib["message"] == (
        "a/g.yaml:6: step 1 of 2: cancel {channel: admin} by store at 2026-01-01 12:00 UTC"
    )
    assert failure.text is not None
    assert "refused: expected nothing, found acknowledged (C6, C7)" in failure.text


@given(st.text())
def test_any_title_makes_well_formed_xml(title: str) -> None:
    root = ET.fromstring(junit_xml(Report((FileResult(f"{title}.yaml", 0.0, problem=title),))))
    assert_conforms(root)


def test_json_says_everything_that_was_decided() -> None:
    found = json.loads(json.dumps(REPORT.as_json()))
    assert {name: found[name] for name in ("passed", "interrupted", "not_run")} == {
        "passed": False,
        "interrupted": True,
        "not_run": ["b/i.yaml"],
    }
    passed, failed, unread = found["files"]
    assert (passed["title"], passed["facts"], passed["passed"]) == ("T", ["C3"], True)
    waiting, first, second = passed["steps"]
    assert "command" not in waiting
    assert first["command"] == {"name": "cancel", "actor": "store", "fields": {"reason": "R"}}
    assert (first["status"], second["status"], second["payment"]) == ("cancellation-requested", "canceled", "canceled")
    assert [notice["notice"] for notice in second["notices"]] == ["restock_by_hand"]
    assert second["effects"][0] == {"effect": "cancel_payment", "value": 10000}
    assert failed["steps_not_run"] == 1
    (refusal,) = failed["steps"][0]["refusals"]
    assert (refusal["id"], refusal["facts"]) == ("acknowledged", ["C6", "C7"])
    assert failed["steps"][0]["mismatches"] == [
        {"aspect": "refused", "expected": "nothing", "found": "acknowledged (C6, C7)"}
    ]
    assert unread["problem"] == "b/h.yaml: is wrong"


def test_a_fault_of_the_machine_is_in_the_json(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(_order: object, _command: object) -> None:
        message = "broken"
        raise RuntimeError(message)

    monkeypatch.setattr("pedido.scenario.runner.decide", faulty)
    assert result(PASSING).as_json()["steps"][-1]["fault"] == "RuntimeError: broken"


def test_xml_has_its_declaration() -> None:
    assert junit_xml(REPORT).startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites')
