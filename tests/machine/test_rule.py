"""Rules, choices, actions: named functions with facts and sources."""

import json
from typing import Any

import pytest

from pedido.machine import Denied, Rule, Source, action, choice, refused, rule

SOURCE = Source(key="S", title="a source")


def rule_of(answer: Any) -> Rule:
    return Rule(id="it", facts=("X",), sources=(SOURCE,), check=lambda _subject, _command: answer)


def test_a_rule_takes_its_id_from_the_function() -> None:
    @rule("X1", "X2", source=(SOURCE,), error="400")
    def is_right(_subject: object, _command: object) -> bool:
        return True

    assert (is_right.id, is_right.__name__, is_right.facts, is_right.error) == (
        "is_right",
        "is_right",
        ("X1", "X2"),
        "400",
    )
    assert is_right("subject", "command")


def test_a_denial_is_falsy_and_keeps_its_parameters() -> None:
    denial = refused(value=3)
    assert not denial
    assert isinstance(denial, Denied)
    assert denial.parameters == {"value": 3}
    assert rule_of(denial)("subject", "command") is False


@pytest.mark.parametrize("answer", [False, None, 1, "yes"])
def test_a_rule_that_answers_neither_true_nor_refused_is_reported(answer: object) -> None:
    with pytest.raises(TypeError, match="rule it answered"):
        rule_of(answer).verdict("subject", "command")


def test_a_choice_and_an_action_are_named_too() -> None:
    @choice("X", source=SOURCE)
    def is_it(_subject: object, command: object) -> bool:
        return command == "yes"

    @action("X", source=SOURCE)
    def tell(_subject: object, command: object) -> list[object]:
        return [command]

    assert (is_it.id, is_it("subject", "yes"), is_it("subject", "no")) == ("is_it", True, False)
    assert (tell.id, tell.act("subject", "news")) == ("tell", ["news"])


def test_a_rule_is_data_but_for_its_function() -> None:
    assert json.loads(rule_of(True).model_dump_json()) == {
        "id": "it",
        "facts": ["X"],
        "sources": [{"key": "S", "title": "a source"}],
        "error": None,
    }


def test_rules_are_told_apart_by_their_id() -> None:
    assert len({rule_of(True), rule_of(True).model_copy(update={"id": "other"})}) == 2
