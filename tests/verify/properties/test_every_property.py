"""The list of the properties: each has a name of its own, a sentence, and facts that exist."""

import re
from pathlib import Path
from typing import Any

import pytest

from pedido.rules.facts import FACTS
from pedido.verify.properties import (
    OF_CHANGES,
    OF_DECISIONS,
    OF_ERRORS,
    OF_GRAPHS,
    OF_SITUATIONS,
    OF_STATES,
    PROPERTIES,
    Property,
)

TESTS = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))


BY_DESIGN = {
    "availability_agrees_with_refusals",
    "every_case_is_decided",
    "one_transition_for_each_command",
    "orders_are_the_fold_of_their_events",
    "refusals_are_of_one_kind",
}
"""What no fact demands: it is how decisions are made here, whatever the facts are."""


@pytest.mark.parametrize("asked", PROPERTIES, ids=lambda asked: asked.id)
def test_a_property_says_in_sentences_what_always_holds_and_where_it_is_written(asked: Property[Any]) -> None:
    assert re.fullmatch(r"[A-Z][^\n]+\.", asked.says.splitlines()[0])
    assert bool(asked.facts) is (asked.id not in BY_DESIGN)
    assert set(asked.facts) <= set(FACTS)


@pytest.mark.parametrize("asked", PROPERTIES, ids=lambda asked: asked.id)
def test_a_property_is_seen_to_hold_and_to_be_broken(asked: Property[Any]) -> None:
    assert f"{asked.id}.check(" in TESTS


def test_every_property_is_asked_of_something_and_has_a_name_of_its_own() -> None:
    asked = [*OF_STATES, *OF_CHANGES, *OF_DECISIONS, *OF_SITUATIONS, *OF_ERRORS, *OF_GRAPHS]
    assert list(PROPERTIES) == asked
    assert len({found.id for found in asked}) == len(asked)
