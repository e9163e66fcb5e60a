"""YAML text becomes plain data, each part with its line and column; what it may not hold is refused with its place."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido.input import BadInputError
from pedido.scenario.document import DEPTH, Mark, parse_yaml


def test_every_part_has_its_line_and_column() -> None:
    document = parse_yaml("a: [1, x]\nb:\n  c: d\n", "f.yaml")
    assert document.data == {"a": [1, "x"], "b": {"c": "d"}}
    assert document.mark(()) == Mark(1, 1)
    assert document.mark(("a", 1)) == Mark(1, 8)
    assert document.mark(("b", "c")) == Mark(3, 6)
    assert document.keys["b", "c"] == Mark(3, 3)


def test_a_missing_part_stands_where_its_nearest_surroundings_stand() -> None:
    assert parse_yaml("a:\n  b: 1\n", "f.yaml").mark(("a", "c", 0, "d")) == Mark(2, 3)


@pytest.mark.parametrize(
    "text, value",
    [
        ("12", 12),
        ("-3", -3),
        ("012", 12),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", "1e3"),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("no", "no"),
        ("'12'", "12"),
        ("2026-01-01T12:00:00Z", "2026-01-01T12:00:00Z"),
        ("9" * 30, "9" * 30),
    ],
)
def test_plain_scalars_are_those_of_yaml_1_2(text: str, value: Any) -> None:
    found = parse_yaml(f"a: {text}", "f.yaml").data["a"]
    assert (found, type(found)) == (value, type(value))


def test_keys_are_texts() -> None:
    assert parse_yaml("1: a\nnull: b", "f.yaml").data == {"1": "a", "null": "b"}


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "f.yaml: is empty; expected a mapping"),
        ("# nothing\n", "f.yaml: is empty; expected a mapping"),
        ("a: 1\nb: 2\na: 3", "f.yaml, line 3, column 1: the key 'a' stands twice in one mapping"),
        ("a: &x 1", "f.yaml, line 1, column 4: anchors are not read here; expected a plain value"),
        ("a: *x", "f.yaml, line 1, column 4: aliases are not read here; expected the value itself"),
        ("a: !!python/object:os.system x", "f.yaml, line 1, column 4: tags are not read here; expected a plain value"),
        ("? [a]\n: 1", "f.yaml, line 1, column 3: expected a text as the key"),
        ("a: 1\n---\nb: 2", "f.yaml, line 2, column 1: a second document begins; expected one"),
        ("\ta: 1", "f.yaml, line 1, column 1: not YAML: found character '\\t' that cannot start any token"),
        ("a: {", "f.yaml, line 1, column 5: not YAML: expected the node content, but found '<stream end>'"),
        ('a: "\\ud800"', "f.yaml, line 1, column 4: a text holds half a character (a lone surrogate)"),
        ("[" * 10_000, f"f.yaml, line 1, column {DEPTH + 1}: is nested more than {DEPTH} levels deep"),
        ("- " * 10_000, f"f.yaml, line 1, column {2 * DEPTH + 1}: is nested more than {DEPTH} levels deep"),
    ],
)
def test_what_is_not_a_plain_document_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(BadInputError) as caught:
        parse_yaml(text, "f.yaml")
    assert str(caught.value) == message


def test_a_character_that_yaml_forbids_is_refused() -> None:
    with pytest.raises(BadInputError, match=r"^f\.yaml: not YAML: .*#x0000"):
        parse_yaml("a: \x00", "f.yaml")


def test_a_billion_laughs_are_refused_before_the_first() -> None:
    laughs = "a: &a [x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    with pytest.raises(BadInputError, match="anchors are not read"):
        parse_yaml(laughs, "f.yaml")


def refusal(text: str) -> str:
    try:
        parse_yaml(text, "f.yaml")
    except BadInputError as error:
        return str(error)
    return ""


@given(st.text() | st.text(alphabet="ab:-?[]{}&*!|>'\"%@#,~ \n\t<=\\u0"))
def test_any_text_is_read_or_refused_on_one_line(text: str) -> None:
    assert "\n" not in refusal(text)
