"""Text survives in every format, whatever characters are in it."""

import html
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido.diagram import escape
from tests.diagram.small import AWKWARD

TEXTS = st.text() | st.sampled_from(AWKWARD)


def lines_of(text: str) -> list[str]:
    return escape.drawable(text).splitlines()


@given(TEXTS)
def test_printable_text_can_be_written_in_xml(text: str) -> None:
    element = ET.Element("t", {"a": escape.drawable(text)})
    assert ET.fromstring(ET.tostring(element)).get("a") is not None


def test_printable_text_is_left_alone() -> None:
    assert escape.drawable("naïve 日本 \U0001f4e6 \t.") == "naïve 日本 \U0001f4e6 \t."


def test_what_no_format_can_carry_is_replaced_not_dropped() -> None:
    assert escape.drawable("a\x00b\ud800c") == "a\ufffdb\ufffdc"


@given(TEXTS)
def test_html_labels_say_the_text(text: str) -> None:
    written = escape.html(text)
    assert not re.search(r"<(?!BR/>)", written)
    assert html.unescape(written.replace("<BR/>", "\n")) == (escape.drawable(text) or "\xa0")


@given(TEXTS)
def test_quoted_attributes_say_the_text_and_never_end_early(text: str) -> None:
    written = escape.quoted(text)
    assert '"' not in written
    assert set(re.findall(r"\\.?", written)) <= {"\\n"}
    assert html.unescape(written.replace("\\n", "\n")) == escape.drawable(text)


def decoded(text: str, line_break: str, entity: str) -> list[str]:
    return [re.sub(entity, lambda match: chr(int(match[1])), line) for line in text.split(line_break)]


@given(TEXTS)
def test_mermaid_labels_say_the_text_and_hold_no_syntax(text: str) -> None:
    written = escape.mermaid(text)
    assert decoded(written, "<br/>", r"#(\d+);") == (lines_of(text) or [""])
    assert not re.search(r"[\"<>{}|`\\&%$*~]|--|::|\(\(", written.replace("<br/>", ""))


@given(TEXTS)
def test_plantuml_labels_say_the_text_and_hold_no_markup(text: str) -> None:
    written = escape.plantuml(text)
    assert decoded(written, "\\n", r"&#(\d+);") == (lines_of(text) or [""])
    assert not re.search(r"[\"<>{}|`\\%$*~@:=/]|--|__|\.\.|\[\[", written.replace("\\n", ""))


@pytest.mark.parametrize("write", [escape.html, escape.quoted, escape.mermaid, escape.plantuml])
def test_ordinary_words_are_written_as_they_are(write: object) -> None:
    assert callable(write)
    assert write("Preparando Entrega [C11 não faturado]") == "Preparando Entrega [C11 não faturado]"
