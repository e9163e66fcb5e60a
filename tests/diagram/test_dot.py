"""DOT: shape and line carry the meaning, Graphviz accepts it, and nothing in a text can break it."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pedido.diagram import Coverage, draw
from pedido.diagram.escape import drawable
from pedido.machines import DEFINITIONS
from pedido.messages import LANGUAGES, Language
from tests.diagram.small import AWKWARD, SMALL, named

SVG = "{http://www.w3.org/2000/svg}"
TITLE = "{http://www.w3.org/1999/xlink}title"


def drawn(**options: Any) -> str:
    return str(draw(SMALL, **options))


def statement(dot: str, start: str) -> str:
    return next(line.strip() for line in dot.splitlines() if line.strip().startswith(start))


def test_the_happy_path_is_thick_and_straight() -> None:
    line = statement(drawn(), "s_ready_for_handling -> s_handling")
    assert "penwidth=3" in line
    assert "weight=100" in line
    assert "group=main" in statement(drawn(), "s_handling [")


def test_an_automatic_status_is_dashed_and_starred_and_left_by_an_empty_arrowhead() -> None:
    line = statement(drawn(), "s_invoice [")
    assert 'style="filled,rounded,dashed"' in line
    assert "Verifying invoice *" in line
    assert "arrowhead=empty" in statement(drawn(), "s_invoice -> s_invoiced")


def test_a_final_status_is_doubled() -> None:
    assert "peripheries=2" in statement(drawn(), "s_canceled [")
    assert "peripheries" not in statement(drawn(), "s_handling [")


def test_the_cancellation_has_a_lane_of_its_own() -> None:
    lane = drawn().split("subgraph cluster_cancellation {")[1].split("}")[0]
    assert "s_cancellation_requested [" in lane
    assert "s_canceled [" in lane
    assert "s_handling [" not in lane


@pytest.mark.parametrize(
    "format_, lane", [("dot", "cluster_cancellation"), ("mermaid", "subgraph lane"), ("plantuml", "as lane")]
)
def test_a_machine_without_cancellation_has_no_lane(format_: str, lane: str) -> None:
    statuses = tuple(state.model_copy(update={"branch": ""}) for state in SMALL.states)
    assert lane in str(draw(SMALL, format=format_))
    assert lane not in str(draw(SMALL.model_copy(update={"states": statuses}), format=format_))


def test_the_way_back_from_the_lane_does_not_bend_the_happy_path() -> None:
    assert "constraint=false" in statement(drawn(), "s_cancellation_requested -> s_invoice")
    assert "constraint" not in statement(drawn(), "s_cancellation_requested -> s_canceled")


def test_the_name_in_the_api_stands_small_below_the_label() -> None:
    assert '<B>Handling shipping</B><BR/><FONT POINT-SIZE="9">handling</FONT>' in drawn()


def test_what_a_status_refuses_is_in_its_tooltip() -> None:
    line = statement(drawn(), "s_invoiced [")
    assert r"Does not accept:\nCancel the order: C5 not invoiced: The order is invoiced" in line


def test_the_same_machine_gives_the_same_text() -> None:
    assert drawn() == drawn()


COVERAGE = Coverage(frozenset({"handling"}), frozenset({"start_handling: ready-for-handling -> handling"}))


@pytest.mark.parametrize("name", DEFINITIONS)
@pytest.mark.parametrize("coverage", [None, COVERAGE])
@pytest.mark.parametrize("format_", ["dot", "mermaid", "plantuml"])
def test_colours_have_six_digits(name: str, coverage: Coverage | None, format_: str) -> None:
    text = re.sub(r"#\d+;", "", str(draw(name, format=format_, coverage=coverage)))
    colours = re.findall(r"#(\w+)", text)
    assert colours
    assert all(re.fullmatch("[0-9a-f]{6}", colour) for colour in colours)
    assert not re.search(r"color=[^\"]", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DEFINITIONS)
def test_graphviz_draws_every_machine(name: str, language: Language) -> None:
    svg = ET.fromstring(str(draw(name, format="svg", language=language)))
    titles = [element.findtext(f"{SVG}title", "") for element in svg.iter(f"{SVG}g")]
    ids = {title for title in titles if title.startswith("s_") and "->" not in title}
    assert len(ids) == len(DEFINITIONS[name].states)


def words_of(svg: str) -> str:
    root = ET.fromstring(svg)
    shown = [text.text or "" for text in root.iter(f"{SVG}text")]
    tooltips = [link.get(TITLE, "") for link in root.iter(f"{SVG}a")]
    return squeezed(" ".join([*shown, *tooltips]))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(AWKWARD) | st.text(max_size=30), st.sampled_from(AWKWARD))
def test_any_name_is_drawn_as_it_is(name: str, other: str) -> None:
    words = words_of(str(draw(named(name, name + other + "!", fact=name), format="svg")))
    for line in drawable(name.replace("_", " ")).splitlines():
        assert squeezed(line) in words
