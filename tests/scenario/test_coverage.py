"""Coverage counts what decisions reached, and names what is missing."""

from pathlib import Path

from pedido.scenario import Coverage, coverage_of, parse_scenario
from pedido.scenario.coverage import Reach
from pedido.scenario.results import FileResult, Report
from pedido.scenario.runner import run_scenario

HEAD = "title: T\nsource: S1\ngiven: {order: {flow: complete, status: handling, value: 10000}}\nsteps:\n"


def coverage(steps: str) -> Coverage:
    result = run_scenario(parse_scenario(HEAD + steps, "f.yaml", folder=Path()))
    assert result.passed
    return coverage_of(Report((FileResult("f.yaml", 0.0, result), FileResult("g.yaml", 0.0, problem="unreadable"))))


def test_an_accepted_command_visits_statuses_and_takes_transitions_of_both_machines() -> None:
    found = coverage("  - when: cancel\n  - when: cancel\n")
    complete, payment = found.of("complete"), found.of("payment")
    assert complete.statuses.reached == {"handling", "cancellation-requested", "cancel", "canceled"}
    assert complete.transitions.reached == {
        "cancel: handling -> cancellation-requested",
        "cancel: cancellation-requested -> cancel",
        "proceed [payment_returned]: cancel -> canceled",
    }
    assert payment.statuses.reached == {"approved", "canceled"}
    assert payment.transitions.reached == {"confirm_payment_cancellation: approved -> canceled"}
    assert not found.of("seller").statuses.reached


def test_a_refused_command_takes_nothing_and_its_rules_have_refused_or_passed() -> None:
    found = coverage("  - when: {cancel: {channel: admin}}\n    then: {refused: [C6]}\n").of("complete")
    assert not found.transitions.reached
    assert found.statuses.reached == {"handling"}
    assert found.refused.reached == {"acknowledged"}
    assert found.passed.reached == {"may_cancel", "not_invoiced_in_part"}


def test_a_rule_that_keeps_a_status_from_a_command_passes_where_another_status_accepts_it() -> None:
    keeping = {"not_canceled", "not_invoiced", "not_incomplete", "not_passing"}
    assert keeping <= coverage("  - when: cancel\n").of("complete").passed.reached
    refused = "  - given: {order: {flow: complete, status: canceled, value: 1}}\n    when: cancel\n    then: {refused: [C2]}\n"
    found = coverage(refused).of("complete")
    assert "not_canceled" in found.refused.reached
    assert not found.passed.reached


def test_a_rule_of_the_payment_refuses_there_even_where_the_order_gave_the_command() -> None:
    found = coverage(
        "  - given: {order: {flow: complete, status: handling, value: 1, payment: {status: settling}}}\n"
        "    when: {confirm_settlement: {value: 5}}\n    then: {refused: [within_payment]}\n"
    )
    assert found.of("payment").refused.reached == {"within_payment"}
    assert not found.of("complete").refused.reached


def test_where_only_time_passes_the_status_is_visited_all_the_same() -> None:
    assert coverage("  - after: P1D\n").of("complete").statuses.reached == {"handling"}


MODIFY = "{create_modification: {request: {reason: R, manualDiscountValue: 1}}}"
AWAITING = "{flow: complete, status: handling, value: 9, settings: {payment_confirmation: awaited}}"


def test_a_modification_visits_the_statuses_of_its_own_machine() -> None:
    found = coverage(f"  - when: {MODIFY}\n").of("modification")
    assert found.statuses.reached == {"none", "preparing", "waiting-acknowledgement", "waiting-confirmation", "done"}
    assert "create_modification: none -> preparing" in found.transitions.reached


def test_where_a_modification_is_given_its_status_is_visited() -> None:
    given = "{flow: complete, status: handling, value: 9, modifications: [{status: canceled}, {status: waiting-confirmation}]}"
    found = coverage(f"  - given: {{order: {given}}}\n    after: PT1H\n").of("modification")
    assert found.statuses.reached == {"canceled", "waiting-confirmation"}


def test_a_rule_refuses_in_every_machine_that_has_it_for_the_command_and_in_no_other() -> None:
    stranger = f"    when: {MODIFY}\n    actor: {{id: stranger}}\n    then: {{refused: [M9, M13]}}\n"
    found = coverage(f"  - given: {{order: {AWAITING}}}\n    when: {MODIFY}\n  - after: PT1H\n{stranger}")
    assert {"may_modify", "no_modification_in_progress"} <= found.of("complete").refused.reached
    assert not found.of("modification").refused.reached


def test_a_rule_that_keeps_every_status_from_a_command_has_nothing_to_pass() -> None:
    chain = coverage("  - when: cancel\n").of("chain")
    assert "modified_while_handled" in chain.refused.names
    assert "modified_while_handled" not in chain.passed.names
    assert "not_canceled" in chain.passed.names


def test_a_command_that_no_machine_has_reaches_nothing() -> None:
    found = coverage("  - when: complete_order\n    then: {refused: [unknown_trigger]}\n").of("complete")
    assert not found.refused.reached
    assert not found.passed.reached


def test_what_is_missing_is_named_in_the_order_of_the_table() -> None:
    reach = Reach(("a", "b", "c"), frozenset({"b"}))
    assert (reach.missing, reach.complete) == (("a", "c"), False)
    assert reach.as_json() == {"reached": 1, "of": 3, "percent": 33.3, "missing": ["a", "c"]}


def test_a_hundred_percent_is_said_only_where_nothing_is_missing() -> None:
    names = tuple(str(number) for number in range(10_000))
    assert Reach(names, frozenset(names[1:])).as_json()["percent"] < 100
    assert Reach(names, frozenset(names)).as_json()["percent"] == 100
    assert Reach((), frozenset()).as_json()["percent"] == 100


def test_the_coverage_is_json_data_by_machine() -> None:
    found = coverage("  - when: cancel\n").as_json()
    assert found["complete"] is False
    assert [machine["machine"] for machine in found["machines"]] == [
        "complete",
        "seller",
        "marketplace",
        "chain",
        "payment",
        "modification",
    ]
    first = found["machines"][0]
    assert first["transitions_taken"]["reached"] == 1
    assert "start_handling" in " ".join(first["transitions_taken"]["missing"])
