"""Data written as YAML reads back the same, on one line where it fits."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pedido.scenario.document import parse_yaml
from pedido.scenario.yaml import WIDTH, block, element

KEYS = st.from_regex(r"[a-z][a-zA-Z_]{0,12}", fullmatch=True)
TEXTS = st.text(max_size=40) | st.sampled_from(
    ["true", "Null", "", "-", "NF-1", "Out of stock", "a: b", "x # y", "1e3", "no", "012", "two\nlines", "~"]
)
SCALARS = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | TEXTS
PARTS = st.recursive(
    SCALARS, lambda part: st.lists(part, max_size=4) | st.dictionaries(KEYS, part, max_size=4), max_leaves=20
)


@given(st.dictionaries(KEYS, PARTS, min_size=1, max_size=5))
def test_what_is_written_reads_back_the_same(data: dict[str, Any]) -> None:
    assert parse_yaml("\n".join(block(data)) + "\n", "f.yaml").data == data


@given(st.lists(PARTS, min_size=1, max_size=4))
def test_so_do_the_elements_of_a_list(parts: list[Any]) -> None:
    lines = ["steps:", *(line for part in parts for line in element(part, "  "))]
    assert parse_yaml("\n".join(lines) + "\n", "f.yaml").data == {"steps": parts}


def test_what_fits_on_a_line_stands_on_a_line() -> None:
    data = {"given": {"order": {"flow": "complete", "status": "handling", "value": 200}}}
    assert list(block(data)) == ["given: {order: {flow: complete, status: handling, value: 200}}"]


def test_what_does_not_fit_is_broken_from_the_outside_in() -> None:
    step = {"when": "cancel", "then": {"status": "canceled", "effects": ["release_reservation"] * 7}}
    assert list(block({"title": "T", "steps": [step, {"when": "cancel"}]})) == [
        "title: T",
        "steps:",
        "  - when: cancel",
        "    then:",
        "      status: canceled",
        "      effects:",
        *["        - release_reservation"] * 7,
        "  - {when: cancel}",
    ]


def test_what_cannot_be_broken_stays_whole() -> None:
    title = "word " * 40 + "end"
    assert len(title) > WIDTH
    assert list(block({"title": title})) == [f"title: {title}"]


def test_an_element_begins_with_its_dash() -> None:
    assert list(element({"when": "cancel"}, "  ")) == ["  - {when: cancel}"]
