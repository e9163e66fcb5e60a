"""Mermaid, PlantUML and SCXML: well formed whatever the names are, and complete."""

import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido.diagram import Coverage, draw
from pedido.machine import MachineDefinition
from pedido.machines import DEFINITIONS
from tests.diagram.small import AWKWARD, SMALL, named

SCXML = "{http://www.w3.org/2005/07/scxml}"
NAMES = st.sampled_from(AWKWARD) | st.text(max_size=20)
ALL = [*DEFINITIONS.values(), SMALL]

MERMAID_LINE = re.compile(
    r'---|title: ".*"|flowchart TB|'
    r'  start\(\("\w+"\)\):::start|  \w+\(\(" "\)\):::start|'
    r' {2,4}\w+(\["[^"]*"\]|\("[^"]*"\)|\[\["[^"]*"\]\])|'
    r'  subgraph \w+ \["[^"]*"\]|  end|'
    r'  \w+ (---|-->|===|==>|-\.-|-\.->)(\|"[^"]*"\|)? \w+|'
    r"  classDef \w+ [^;]+|  class [\w,]+ \w+|  linkStyle [\d,]+ [^;]+"
)
PLANTUML_LINE = re.compile(
    r"@startuml|@enduml|hide empty description|title .*|\}|"
    r' *state "[^"]*" as \w+( \{|( <<final>>)? #[0-9a-f]{6} ##(\[\w+\])?[0-9a-f]{6})|state \w+ <<choice>>|'
    r" *\w+ : .*|(\w+|\[\*\]) -\[#[0-9a-f]{6}(,\w+)?\]-> \w+( : .*)?"
)


@given(NAMES, NAMES)
def test_every_line_of_mermaid_is_a_statement(first: str, second: str) -> None:
    for line in str(draw(named(first, second + "!"), format="mermaid")).removesuffix("\n").split("\n"):
        assert MERMAID_LINE.fullmatch(line), line


@given(NAMES, NAMES)
def test_every_line_of_plantuml_is_a_statement(first: str, second: str) -> None:
    for line in str(draw(named(first, second + "!"), format="plantuml")).removesuffix("\n").split("\n"):
        assert PLANTUML_LINE.fullmatch(line), line


@given(NAMES, NAMES)
def test_scxml_is_xml(first: str, second: str) -> None:
    document = ET.fromstring(str(draw(named(first, second + "!"), format="scxml")))
    ids = [element.get("id", "") for element in document]
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", name) for name in ids)
    assert document.get("initial") == ids[0]


@pytest.mark.parametrize("definition", ALL, ids=lambda definition: definition.name)
def test_mermaid_declares_every_status_once(definition: MachineDefinition) -> None:
    text = str(draw(definition, format="mermaid"))
    declared = re.findall(r"<small>([a-z-]+)</small>", text)
    names = Counter(state.name for state in definition.states)
    assert Counter(declared) == names


@pytest.mark.parametrize("coverage", [None, Coverage(frozenset({"handling"}))])
def test_mermaid_styles_only_links_that_exist(coverage: Coverage | None) -> None:
    text = str(draw(SMALL, format="mermaid", coverage=coverage))
    links = len(re.findall(r"^  \w+ (?:---|-->|===|==>|-\.-|-\.->)", text, flags=re.MULTILINE))
    styled = [int(number) for line in re.findall(r"linkStyle ([\d,]+)", text) for number in line.split(",")]
    assert len(set(styled)) == len(styled)
    assert all(number < links for number in styled)
    assert bool(styled) is (coverage is not None)


@pytest.mark.parametrize("definition", ALL, ids=lambda definition: definition.name)
def test_plantuml_draws_every_status_and_reaches_every_one(definition: MachineDefinition) -> None:
    text = str(draw(definition, format="plantuml"))
    for state in definition.states:
        assert f" : {state.name}\n" in text
        assert re.search(rf"-> s_{state.name.replace('-', '_')}\b", text)


@pytest.mark.parametrize("definition", ALL, ids=lambda definition: definition.name)
def test_scxml_holds_every_row_of_the_table(definition: MachineDefinition) -> None:
    document = ET.fromstring(str(draw(definition, format="scxml")))
    found: Counter[tuple[str, str | None, str | None, str | None]] = Counter()
    for status in document:
        assert status.tag in {f"{SCXML}state", f"{SCXML}final"}
        for row in status:
            assert (row.tag == f"{SCXML}transition") is (status.tag == f"{SCXML}state")
            found[status.get("id", ""), row.get("event"), row.get("target"), row.get("cond")] += 1
    expected = Counter(
        (
            row.source,
            None if row.is_automatic else row.trigger,
            row.dest,
            " && ".join(condition.id for condition in (*row.when, *row.guards)) or None,
        )
        for row in definition.transitions
    )
    assert found == expected


@pytest.mark.parametrize("definition", ALL, ids=lambda definition: definition.name)
def test_every_target_in_scxml_is_a_status(definition: MachineDefinition) -> None:
    document = ET.fromstring(str(draw(definition, format="scxml")))
    ids = {status.get("id") for status in document}
    assert {row.get("target") for row in document.iter(f"{SCXML}transition")} - {None} <= ids
    assert ids == {state.name for state in definition.states}
