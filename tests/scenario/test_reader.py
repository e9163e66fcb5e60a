"""Scenario files are found and read; whatever is wrong with one is named with file, line, column and what was expected."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import Cancel, Flow, Invoice, Resource, Status
from pedido.input import BadInputError
from pedido.order.commands import COMMANDS
from pedido.scenario import Scenario, find_scenarios, parse_scenario, read_scenario

HEAD = "title: T\nsource: S1\ngiven: {order: {flow: complete, status: handling, value: 10000}}\n"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def parse(text: str) -> Scenario:
    return parse_scenario(text, "f.yaml", folder=Path())


def problem(text: str) -> str:
    with pytest.raises(BadInputError) as caught:
        parse(text)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_scenario_is_read_with_its_commands_dated_by_the_clock() -> None:
    scenario = parse(HEAD + "facts: [C3]\nsteps:\n  - when: cancel\n  - after: P2D\n    when: {cancel: {reason: R}}\n")
    assert (scenario.title, scenario.source, scenario.facts) == ("T", "S1", ("C3",))
    assert scenario.given.status is Status.HANDLING
    first, second = (step.command for step in scenario.steps)
    assert isinstance(first, Cancel)
    assert (first.at, first.actor.id, first.actor.resources) == (NOON, "store", frozenset(Resource))
    assert second == Cancel(actor=first.actor, at=NOON + timedelta(days=2), reason="R")
    assert [step.line for step in scenario.steps] == [6, 7]


def test_start_and_actor_can_be_chosen_and_a_step_can_have_its_own() -> None:
    scenario = parse(
        HEAD + "at: 2027-05-01T08:00:00-03:00\nactor: {id: ana}\nsteps:\n  - when: cancel\n"
        "  - when: cancel\n    actor: {id: rui, resources: [Cancel order]}\n"
    )
    first, second = (step.command for step in scenario.steps)
    assert first is not None
    assert second is not None
    assert first.at == datetime(2027, 5, 1, 11, tzinfo=UTC)
    assert (first.actor.id, first.actor.resources) == ("ana", frozenset())
    assert (second.actor.id, second.actor.resources) == ("rui", frozenset({Resource.CANCEL_ORDER}))


def test_a_step_may_only_let_time_pass_or_go_on_with_another_order() -> None:
    scenario = parse(HEAD + "steps:\n  - after: PT1H\n  - given: {order: {flow: seller, status: handling, value: 1}}\n")
    waiting, replacing = scenario.steps
    assert (waiting.command, waiting.given, waiting.at) == (None, None, NOON + timedelta(hours=1))
    assert replacing.given is not None
    assert (replacing.given.flow, replacing.given.changed_at) == (Flow.SELLER, waiting.at)


def test_the_fields_of_a_command_are_those_of_its_class() -> None:
    step = parse(HEAD + "steps: [{when: {invoice: {number: ' 7 ', value: 5, type: Input}}}]").steps[0]
    assert isinstance(step.command, Invoice)
    assert (step.command.number, step.command.value, step.command.type.value) == ("7", 5, "Input")


@pytest.mark.parametrize("trigger", sorted(COMMANDS))
def test_every_command_can_be_written(trigger: str) -> None:
    required = {
        "number": "1", "value": 1, "seller": "s", "request_id": "r", "tracking_number": "t", "replacement": "o",
        "request": {"reason": "R"},
    }  # fmt: skip
    fields = {
        name: required[name]
        for name, field in COMMANDS[trigger].model_fields.items()
        if field.is_required() and name not in {"actor", "at"}
    }
    command = parse(HEAD + f"steps: [{{when: {json.dumps({trigger: fields})}}}]").steps[0].command
    assert type(command) is COMMANDS[trigger]


@pytest.mark.parametrize(
    "text, message",
    [
        ("[]", "f.yaml, line 1, column 1: $: expected an object, found a list"),
        ("x", "f.yaml, line 1, column 1: $: expected an object, found a text"),
        (HEAD, "f.yaml, line 1, column 1: $.steps: is missing"),
        (HEAD + "steps: []", "f.yaml, line 4, column 8: $.steps: expected at least one"),
        (HEAD + "steps: [when]", "f.yaml, line 4, column 9: $.steps[0]: expected an object, found a text"),
        (HEAD + "steps: x", "f.yaml, line 4, column 8: $.steps: expected a list, found a text"),
        (
            HEAD + "fact: C1\nsteps: [{when: cancel}]",
            "f.yaml, line 4, column 1: $.fact: unknown field; expected one of title, source, facts, at, actor, catalog, given, stores, steps",
        ),
        (
            HEAD + "steps:\n  - when: cancel\n    them: {}",
            "f.yaml, line 6, column 5: $.steps[0].them: unknown field; expected one of after, given, store, deliver, when, actor, then",
        ),
        (
            HEAD + "steps:\n  - when: {cancel: {why: x}}",
            (
                "f.yaml, line 5, column 21: $.steps[0].when.cancel.why: unknown field; "
                "expected one of reason, channel, acknowledged, requested_by_user, request_id"
            ),
        ),
        (
            HEAD + "steps: [{when: invoice}]",
            (
                "f.yaml, line 4, column 16: $.steps[0].when.invoice.number: is missing; "
                "line 4, column 16: $.steps[0].when.invoice.value: is missing"
            ),
        ),
        (HEAD + "steps: [{when: {}}]", "f.yaml, line 4, column 16: $.steps[0].when: expected one name, found 0"),
        (
            HEAD + "steps: [{when: {cancel: {}, start_handling: {}}}]",
            "f.yaml, line 4, column 16: $.steps[0].when: expected one name, found 2",
        ),
        (HEAD + "steps: [{when: 5}]", "f.yaml, line 4, column 16: $.steps[0].when: expected an object, found 5"),
        (
            HEAD + "steps: [{when: {cancel: {acknowledged: yes}}}]",
            'f.yaml, line 4, column 40: $.steps[0].when.cancel.acknowledged: expected true or false, found "yes"',
        ),
        (
            HEAD + "steps: [{when: {invoice: {number: A, value: 1.5}}}]",
            "f.yaml, line 4, column 45: $.steps[0].when.invoice.value: expected a whole number, found 1.5",
        ),
        (
            HEAD + "steps: [{when: {invoice: {number: A, value: -1}}}]",
            "f.yaml, line 4, column 45: $.steps[0].when.invoice.value: expected 0 or more, found -1",
        ),
        (
            HEAD + "steps: [{then: {status: handling}}]",
            "f.yaml, line 4, column 9: $.steps[0]: expected at least one of given, after, when and deliver",
        ),
        (
            HEAD + "steps: [{after: PT1H, then: {effects: []}}]",
            "f.yaml, line 4, column 9: $.steps[0]: without a command only status, payment, modification and value can be expected",
        ),
        (
            HEAD + "steps: [{after: PT1H, actor: {id: ana}}]",
            "f.yaml, line 4, column 9: $.steps[0]: an actor goes with a command; expected when",
        ),
        (
            HEAD + "steps: [{after: -PT1H}]",
            "f.yaml, line 4, column 17: $.steps[0].after: expected a duration above zero and up to 3650 days, such as PT30M or P2D",
        ),
        (
            HEAD + "steps: [{after: 5}]",
            "f.yaml, line 4, column 17: $.steps[0].after: expected a valid duration, found 5",
        ),
        (
            HEAD + "at: 2999-12-31T00:00:00Z\nsteps: [{after: P1D}]",
            "f.yaml, line 5, column 17: the virtual clock ends in the year 3000; expected less",
        ),
        (
            HEAD + "at: 3000-01-01T00:00:00Z\nsteps: [{when: cancel}]",
            'f.yaml, line 4, column 5: $.at: expected less than 3000-01-01T00:00:00Z, found "3000-01-01T00:00:00Z"',
        ),
        (
            HEAD + "at: 2026-01-01T00:00:00\nsteps: [{when: cancel}]",
            'f.yaml, line 4, column 5: $.at: expected a date and time with its time zone, such as 2026-11-22T10:00:00-03:00, found "2026-01-01T00:00:00"',
        ),
        (
            HEAD + "steps: [{when: cancel, then: {refused: [C99]}}]",
            "f.yaml, line 4, column 41: 'C99' is neither a rule nor the fact of one",
        ),
        (
            "title: T\nsource: S1\nsteps: [{when: cancel}]\ngiven: {}",
            "f.yaml, line 4, column 8: $.given: expected either order or document",
        ),
        (
            (
                "title: T\nsource: S1\nsteps: [{when: cancel}]\n"
                "given: {flow: complete, order: {flow: complete, status: handling, value: 1}}"
            ),
            "f.yaml, line 4, column 8: $.given: flow and settings go with a document; an order has its own",
        ),
        (
            "title: ' '\nsource: S1\nsteps: [{when: cancel}]\ngiven: {order: {flow: complete, status: handling, value: 1}}",
            "f.yaml, line 1, column 8: $.title: expected some text, found only blanks",
        ),
    ],
)
def test_what_is_wrong_is_named_with_line_and_column_and_what_was_expected(text: str, message: str) -> None:
    assert problem(text) == message


def test_an_unknown_key_inside_the_order_is_named_with_those_that_there_are() -> None:
    text = HEAD.replace("value: 10000", "value: 10000, items: [{sku: A, quantity: 1, unit_price: 1, colour: red}]")
    assert problem(text + "steps: [{when: cancel}]") == (
        "f.yaml, line 3, column 110: $.given.order.items[0].colour: unknown field; "
        "expected one of sku, quantity, unit_price, name, unique_id, seller, measurement_unit, unit_multiplier, discount, "
        "tax, shipping, address_id"
    )


def test_an_unknown_field_in_the_history_is_named_too() -> None:
    text = HEAD.replace("value: 10000", "value: 10000, history: [{x: 1}]")
    assert "line 3, column 79: $.given.order.history[0].x: Unexpected keyword argument" in problem(text + "steps: []")


def test_an_unknown_status_is_answered_with_those_that_there_are() -> None:
    message = problem(HEAD.replace("handling", "shipping") + "steps: [{when: cancel}]")
    assert message.startswith("f.yaml, line 3, column 41: $.given.order.status: expected 'incomplete', 'order-created'")


def test_every_problem_is_named_at_once_in_the_order_of_the_file() -> None:
    message = problem("titel: T\nsource: S1\ngiven: {order: {flow: x}}\nsteps: [{when: dance}]")
    assert message.index("$.titel: unknown field") < message.index("line 3") < message.index("line 4")


def document(tmp_path: Path, given_line: str) -> Path:
    path = tmp_path / "s.yaml"
    path.write_text(f"title: T\nsource: S1\ngiven: {given_line}\nsteps: [{{when: cancel}}]\n")
    return path


EXAMPLES = Path(__file__).parents[2] / "examples" / "orders"


def test_a_document_is_looked_up_from_the_folder_of_the_scenario(tmp_path: Path) -> None:
    (tmp_path / "order.json").write_text((EXAMPLES / "handling.json").read_text())
    scenario = read_scenario(str(document(tmp_path, "{document: order.json}")))
    assert (scenario.given.status, scenario.given.flow) == (Status.HANDLING, Flow.COMPLETE)


def test_flow_and_settings_complete_a_document(tmp_path: Path) -> None:
    (tmp_path / "order.json").write_text((EXAMPLES / "handling.json").read_text())
    line = "{document: order.json, flow: seller, settings: {cancellation_window: PT1H}}"
    scenario = read_scenario(str(document(tmp_path, line)))
    assert scenario.given.flow is Flow.SELLER
    assert scenario.given.settings.cancellation_window == timedelta(hours=1)


def test_a_faulty_document_is_refused_with_its_own_place(tmp_path: Path) -> None:
    (tmp_path / "order.json").write_text('{"orderId": "1", "status": 5}')
    with pytest.raises(BadInputError, match=r"order\.json, \$"):
        read_scenario(str(document(tmp_path, "{document: order.json}")))
    with pytest.raises(BadInputError, match=r"none\.json: cannot be read: no such file"):
        read_scenario(str(document(tmp_path, "{document: none.json}")))


def test_a_file_that_is_too_large_unreadable_or_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes(b"title: \xff")
    with pytest.raises(BadInputError, match="is not UTF-8 text"):
        read_scenario(str(path))
    path.write_bytes(b"#" * 101)
    with pytest.raises(BadInputError, match="is larger than 100 bytes"):
        read_scenario(str(path), limit=100)
    with pytest.raises(BadInputError, match="is a directory"):
        read_scenario(str(tmp_path))


def test_standard_input_is_read_where_the_path_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD + "steps: [{when: cancel}]"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert read_scenario("-").place == "standard input"


def test_a_directory_is_all_its_scenarios_in_order_and_a_file_is_itself(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "c.json", "sub/d.yaml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    expected = [str(tmp_path / name) for name in ("a.yml", "b.yaml", "sub/d.yaml")]
    assert list(find_scenarios([str(tmp_path)])) == expected
    assert find_scenarios(["-", "x.json", expected[0], str(tmp_path)]) == ("-", "x.json", *expected)


def test_a_directory_without_scenarios_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"has no scenario below it; expected files named \*\.yaml or \*\.yml"):
        find_scenarios([str(tmp_path)])


WORDS = st.sampled_from(
    [
        "title",
        "source",
        "given",
        "order",
        "document",
        "steps",
        "when",
        "then",
        "after",
        "actor",
        "id",
        "flow",
        "status",
        "value",
        "payment",
        "refused",
        "effects",
        "events",
        "cancel",
        "invoice",
        "handling",
        "complete",
        "PT1H",
        "C3",
        "notify",
        "status_changed",
        "items",
        "history",
        "settings",
        "deadline",
        "at",
        "facts",
        "number",
    ]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | WORDS
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5), max_leaves=25
)


def refusal(document: Any) -> str | None:
    try:
        parse(json.dumps(document))
    except BadInputError as error:
        return str(error)
    return None


@given(TREES)
def test_any_structure_is_read_or_refused_on_one_line(tree: Any) -> None:
    assert "\n" not in (refusal(tree) or "")


@given(when=TREES, then=TREES, order=TREES)
def test_any_structure_in_the_right_place_is_read_or_refused_with_its_line(when: Any, then: Any, order: Any) -> None:
    scenario = {"title": "T", "source": "S1", "given": {"order": order}, "steps": [{"when": when, "then": then}]}
    assert (refusal(scenario) or "f.yaml, line 1, column ").startswith("f.yaml, line 1, column ")
