"""A scenario is run step by step; what differs from the expectation is said, and nothing runs after it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pedido import Status
from pedido.input import BadInputError
from pedido.order.order import Order
from pedido.scenario import FileResult, Mismatch, ScenarioResult, parse_scenario, run_all, run_file, run_scenario
from pedido.scenario.failure import failure_of

HEAD = "title: T\nsource: S1\ngiven: {order: {flow: complete, status: handling, value: 10000}}\nsteps:\n"
PASSING = HEAD + "  - when: cancel\n    then: {status: cancellation-requested}\n"
FAILING = HEAD + "  - when: cancel\n    then: {status: canceled}\n  - when: cancel\n"


def run(steps: str) -> ScenarioResult:
    return run_scenario(parse_scenario(HEAD + steps, "f.yaml", folder=Path()))


def differs(then: str, *, when: str = "cancel") -> list[Mismatch]:
    result = run(f"  - when: {when}\n    then: {then}\n").steps[0]
    return list(result.mismatches)


def test_every_step_starts_from_what_the_one_before_came_to() -> None:
    result = run("  - when: cancel\n  - when: cancel\n    then: {status: canceled}\n")
    first, second = result.steps
    assert result.passed
    assert (first.after, second.after.status) == (second.before, Status.CANCELED)


def test_a_step_can_go_on_with_another_order() -> None:
    result = run("  - when: cancel\n  - given: {order: {flow: seller, status: invoiced, value: 1}}\n    when: cancel\n")
    assert result.steps[1].before.status is Status.INVOICED


def test_where_only_time_passes_the_order_stays() -> None:
    result = run("  - after: P1D\n    then: {status: handling, payment: approved}\n")
    assert result.passed
    assert result.steps[0].decision is None
    assert not run("  - after: P1D\n    then: {status: canceled}\n").passed


def test_nothing_runs_after_a_step_that_failed() -> None:
    result = run("  - when: cancel\n    then: {status: canceled}\n  - when: cancel\n")
    assert not result.passed
    assert len(result.steps) == 1


@pytest.mark.parametrize(
    "then, mismatch",
    [
        ("{status: canceled}", ("status", "canceled", "cancellation-requested")),
        ("{payment: settled}", ("payment", "settled", "approved")),
        ("{refused: [C11]}", ("refused", "C11", "nothing")),
        ("{notices: [restock_by_hand]}", ("notices", "restock_by_hand", "nothing")),
        (
            "{effects: []}",
            ("effects", "nothing", "start_deadline {kind: undecided_cancellation, due: 2026-01-31T12:00:00Z}"),
        ),
        (
            "{effects: [{start_deadline: {kind: cancellation_window}}]}",
            (
                "effects",
                "start_deadline {kind: cancellation_window}",
                "start_deadline {kind: undecided_cancellation}",
            ),
        ),
    ],
)
def test_what_differs_is_said_with_what_was_found(then: str, mismatch: tuple[str, str, str]) -> None:
    assert differs(then) == [mismatch]


@pytest.mark.parametrize(
    "then",
    [
        "{effects: [start_deadline]}",
        "{effects: [{start_deadline: {kind: undecided_cancellation}}]}",
        '{effects: [{start_deadline: {due: "2026-01-31T09:00:00-03:00"}}]}',
        "{events: []}",
        "{events: [status_changed]}",
        "{events: [cancellation_requested, status_changed, deadline_started]}",
        "{events: [{cancellation_requested: {request: {requested_from: handling, by_customer: false}}}]}",
        "{notices: []}",
    ],
)
def test_of_events_and_effects_only_the_fields_that_are_named_count(then: str) -> None:
    assert differs(then) == []


def test_events_are_looked_for_in_their_order() -> None:
    (mismatch,) = differs("{events: [status_changed, cancellation_requested]}")
    assert mismatch[:2] == ("events", "status_changed, cancellation_requested")
    assert differs("{events: [{cancellation_requested: {request: {by_customer: true}}}]}") != []


ODD = '{invoice: {number: " ", value: 0}}'


@pytest.mark.parametrize(
    "refused, passes",
    [
        ("[number_given, positive_value]", True),
        ("[I6, I7]", True),
        ("[I6, positive_value]", True),
        ("[I6]", False),
        ("[I6, I7, I8]", False),
    ],
)
def test_refusals_are_named_by_rule_or_fact_and_completely(refused: str, passes: bool) -> None:
    assert (differs(f"{{refused: {refused}}}", when=ODD) == []) is passes


def test_an_unexpected_refusal_fails_the_step() -> None:
    assert differs("{}", when=ODD) == [("refused", "nothing", "number_given (I6), positive_value (I7)")]
    assert differs("{}", when="place_order") == [("refused", "nothing", "not_available_here (-)")]


def test_a_fault_of_the_machine_fails_its_scenario_and_not_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(_order: Order, _command: object) -> None:
        message = "no alternative"
        raise RuntimeError(message)

    monkeypatch.setattr("pedido.scenario.runner.decide", faulty)
    result = run("  - when: cancel\n")
    assert not result.passed
    assert result.steps[0].fault == "RuntimeError: no alternative"
    assert "  the machine failed: RuntimeError: no alternative" in failure_of(FileResult("f.yaml", 0.0, result))


def test_a_failure_names_the_step_with_its_place_and_what_differs() -> None:
    result = run("  - after: PT1H\n  - when: {invoice: {number: ' ', value: 0}}\n    then: {status: invoiced}\n")
    assert failure_of(FileResult("f.yaml", 0.0, result)) == (
        "f.yaml:6: step 2 of 2: invoice {number: , value: 0} by store at 2026-01-01 13:00 UTC",
        "  refused: expected nothing, found number_given (I6), positive_value (I7)",
        "  status: expected invoiced, found handling",
        "  number_given: The invoice has no number.",
        "  positive_value: The value of the invoice is R$0.00; it must be above zero.",
    )


def test_what_is_done_is_written_as_a_scenario_writes_it() -> None:
    result = run(
        "  - when: {invoice: {number: NF-1, value: 5, items: [{index: 0, quantity: 1, unit_price: 5}]}}\n"
        "    then: {status: canceled, events: [{deadline_started: {}}, {receipt_replaced: {receipt: null}}]}\n"
    )
    place, *lines = failure_of(FileResult("f.yaml", 0.0, result))
    assert "invoice {number: NF-1, value: 5, items: [{index: 0, quantity: 1, unit_price: 5}]} by store" in place
    assert lines[1].startswith(
        "  events: expected deadline_started, receipt_replaced {receipt: null}, found invoice_rec"
    )


def files(folder: Path, **texts: str) -> list[str]:
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text)
    return [str(folder)]


def test_every_file_is_run_and_handed_on_at_once(tmp_path: Path) -> None:
    seen: list[FileResult] = []
    report = run_all(files(tmp_path, a=PASSING, b=FAILING), seen.append)
    assert tuple(seen) == report.files
    assert [file.passed for file in seen] == [True, False]
    assert [file.path for file in report.failed] == [str(tmp_path / "b.yaml")]


@pytest.mark.parametrize(
    "texts, passed, exit_code",
    [
        ({"a": PASSING}, True, 0),
        ({"a": PASSING, "b": FAILING}, False, 1),
        ({"a": PASSING, "b": FAILING, "c": "title: ["}, False, 2),
    ],
)
def test_the_exit_code_says_whether_all_passed(
    tmp_path: Path, texts: dict[str, str], passed: bool, exit_code: int
) -> None:
    report = run_all(files(tmp_path, **texts))
    assert (report.passed, report.exit_code) == (passed, exit_code)


def test_a_file_that_cannot_be_read_is_a_result_with_its_problem(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: [")
    result = run_file(str(tmp_path / "a.yaml"))
    assert (result.passed, result.result, result.title) == (False, None, str(tmp_path / "a.yaml"))
    assert failure_of(result) == (result.problem,)
    assert result.problem is not None
    assert "line 1, column 9: not YAML" in result.problem


def interrupting(after: int) -> Callable[[FileResult], None]:
    seen: list[FileResult] = []

    def on_result(result: FileResult) -> None:
        seen.append(result)
        if len(seen) == after:
            raise KeyboardInterrupt

    return on_result


def test_an_interruption_ends_the_run_with_what_there_is(tmp_path: Path) -> None:
    report = run_all(files(tmp_path, a=PASSING, b=PASSING, c=PASSING), interrupting(after=2))
    assert len(report.files) == 2
    assert report.not_run == (str(tmp_path / "c.yaml"),)
    assert (report.passed, report.exit_code) == (False, 130)


def test_a_directory_without_scenarios_is_refused_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="has no scenario below it"):
        run_all([str(tmp_path)])
