"""A definition is data: frozen, comparable, serialisable."""

import json

import pytest
from pydantic import ValidationError

from pedido.machine import MachineDefinition
from tests.machine.six import SIX


def test_a_definition_is_frozen() -> None:
    with pytest.raises(ValidationError):
        setattr(SIX, "name", "seven")  # noqa: B010 - a plain assignment would already be refused by the type checker


def test_a_definition_is_written_as_json_whole() -> None:
    written = json.loads(SIX.model_dump_json())
    assert [state["name"] for state in written["states"]] == [state.name for state in SIX.states]
    assert written["transitions"][0]["guards"][0] == {
        "id": "has_value",
        "facts": ["X1"],
        "sources": [{"key": "S", "title": "a source"}],
        "error": None,
    }


def test_a_definition_lists_rules_choices_and_triggers_once_in_the_order_of_the_table() -> None:
    assert [rule.id for rule in SIX.rules] == ["has_value", "is_paid", "not_done", "always"]
    assert [choice.id for choice in SIX.choices] == ["is_slow", "is_express"]
    assert SIX.triggers == ("approve", "prepare", "handle", "note", "cancel")


def test_a_transition_has_a_stable_key() -> None:
    keys = [row.key for row in SIX.transitions]
    assert keys[1] == "prepare [is_slow]: approved -> packing"
    assert keys[5] == "note: ready -> (stays)"
    assert len(set(keys)) == len(keys)


def test_a_state_is_found_by_its_name() -> None:
    assert SIX.state("packing").automatic
    with pytest.raises(KeyError):
        SIX.state("nowhere")


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError):
        MachineDefinition.model_validate({**SIX.model_dump(), "colour": "red"})
