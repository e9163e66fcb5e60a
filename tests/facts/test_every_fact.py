"""Every fact of the catalogue has tests of its own, by their names."""

import re
from pathlib import Path

import pytest

from pedido.rules.facts import FACTS

TESTS = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*_facts.py"))


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_has_a_test_that_is_named_after_it(fact: str) -> None:
    assert re.search(rf"^def test_(\w+_)?{fact.lower()}_", TESTS, flags=re.MULTILINE)


def test_no_test_is_named_after_a_fact_that_does_not_exist() -> None:
    named = set(re.findall(r"^def test_([cimpft]\d+)_", TESTS, flags=re.MULTILINE))
    assert named <= {fact.lower() for fact in FACTS}
