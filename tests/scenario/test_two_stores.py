"""Scenarios of two stores: their orders, their messages, and what can be expected of both."""

from pathlib import Path

import pytest

from pedido import Flow, Status
from pedido.input import BadInputError
from pedido.pair import Outcome, Store
from pedido.scenario import Mismatch, Report, Scenario, ScenarioResult, coverage_of, parse_scenario, run_scenario
from pedido.scenario.failure import failure_of_scenario
from pedido.scenario.results import FileResult
from pedido.scenario.terminal import reporter
from tests.scenario.test_terminal import Terminal

HEAD = (
    "title: T\nsource: S1\nstores:\n"
    "  marketplace: {order: {flow: marketplace, status: payment-approved, value: 10000}}\n"
    "  seller: {order: {order_id: seller-1, flow: seller, status: handling, value: 10000}}\n"
)
ASKED = "  - {store: marketplace, when: {customer_cancel: {request_id: r-1}}}\n"
LOST = "  - {store: marketplace, when: confirm_payment_cancellation}\n"
INVOICED = "  - {store: seller, when: {invoice: {number: NF-1, value: 10000}}}\n"


def parse(steps: str, head: str = HEAD) -> Scenario:
    return parse_scenario(f"{head}steps:\n{steps}", "f.yaml", folder=Path())


def run(*steps: str) -> ScenarioResult:
    return run_scenario(parse("".join(steps)))


def differs(*steps: str) -> list[Mismatch]:
    return list(run(*steps).steps[-1].mismatches)


def problem(text: str) -> str:
    with pytest.raises(BadInputError) as caught:
        parse_scenario(text, "f.yaml", folder=Path())
    return str(caught.value)


class TestReading:
    def test_a_scenario_has_the_order_of_each_store(self) -> None:
        scenario = parse(ASKED)
        assert scenario.seller is not None
        assert (scenario.given.flow, scenario.seller.flow) == (Flow.MARKETPLACE, Flow.SELLER)
        assert (scenario.seller.order_id, scenario.seller.status) == ("seller-1", Status.HANDLING)

    def test_a_step_is_about_one_store_and_a_delivery_about_who_receives_it(self) -> None:
        given, delivered = parse(f"{ASKED}  - {{deliver: seller, after: PT1H}}\n").steps
        assert (given.store, given.delivers) == (Store.MARKETPLACE, False)
        assert (delivered.store, delivered.delivers, delivered.command) == (Store.SELLER, True, None)

    def test_an_order_alone_has_no_store(self) -> None:
        head = "title: T\nsource: S1\ngiven: {order: {flow: complete, status: handling, value: 1}}\n"
        scenario = parse("  - when: cancel\n", head)
        assert (scenario.seller, scenario.steps[0].store) == (None, None)

    @pytest.mark.parametrize(
        "text, message",
        [
            (
                "title: T\nsource: S1\nsteps: [{when: cancel}]",
                "f.yaml, line 1, column 1: $: expected either given or stores",
            ),
            (
                f"{HEAD}given: {{order: {{flow: seller, status: handling, value: 1}}}}\nsteps: [{{when: cancel}}]",
                "f.yaml, line 1, column 1: $: expected either given or stores",
            ),
            (
                HEAD.replace("  seller:", "  vendor:") + "steps: [{store: seller, when: cancel}]",
                (
                    "f.yaml, line 4, column 3: $.stores.seller: is missing; "
                    "line 5, column 3: $.stores.vendor: unknown field; expected one of marketplace, seller"
                ),
            ),
            (
                HEAD.replace("flow: seller", "flow: complete") + "steps: [{store: seller, when: cancel}]",
                "f.yaml, line 5, column 11: an order of the complete flow; expected the seller flow",
            ),
            (
                HEAD.replace("order_id: seller-1, ", "") + "steps: [{store: seller, when: cancel}]",
                "f.yaml, line 5, column 11: both orders are 'order-1'; expected an order_id of its own for each",
            ),
            (
                f"{HEAD}steps: [{{when: cancel}}]",
                "f.yaml, line 6, column 9: a step of two stores; expected store or deliver",
            ),
            (
                f"{HEAD}steps: [{{store: seller, when: cancel, given: {{order: {{flow: seller, status: handling, value: 1}}}}}}]",
                "f.yaml, line 6, column 46: the two orders of a sale stay; expected no given",
            ),
            (
                f"{HEAD}steps: [{{store: buyer, when: cancel}}]",
                "f.yaml, line 6, column 17: $.steps[0].store: expected 'marketplace' or 'seller', found \"buyer\"",
            ),
            (
                f"{HEAD}steps: [{{deliver: seller, when: cancel}}]",
                (
                    "f.yaml, line 6, column 9: $.steps[0]: delivering is a step of its own; "
                    "expected no store, given or when beside it"
                ),
            ),
            (
                f"{HEAD}steps: [{{store: seller, when: cancel, then: {{outcome: waits}}}}]",
                "f.yaml, line 6, column 9: $.steps[0]: message, outcome and conflict go with a message; expected deliver",
            ),
            (
                f"{HEAD}steps: [{{deliver: seller, then: {{message: hello}}}}]",
                (
                    "f.yaml, line 6, column 43: $.steps[0].then.message: expected 'fulfillment_authorized', "
                    "'cancellation_requested', 'cancellation_insisted', 'cancellation_declined', 'order_canceled' or 'invoiced', "
                    'found "hello"'
                ),
            ),
            (
                "title: T\nsource: S1\ngiven: {order: {flow: seller, status: handling, value: 1}}\nsteps: [{deliver: seller}]",
                "f.yaml, line 4, column 19: goes with two stores; expected stores in the place of given",
            ),
        ],
    )
    def test_what_is_wrong_is_named_with_line_and_column_and_what_was_expected(self, text: str, message: str) -> None:
        assert problem(text) == message


class TestRunning:
    def test_what_one_store_is_told_is_delivered_in_its_order(self) -> None:
        result = run(
            "  - {store: marketplace, when: {customer_cancel: {request_id: r-1}}}\n",
            "  - {deliver: seller, then: {message: cancellation_requested, status: cancellation-requested}}\n",
            "  - {store: seller, when: {decline_cancellation: {request_id: r-1, reason: Sent}}}\n",
            "  - {deliver: marketplace, then: {message: cancellation_requested, outcome: nothing-to-do}}\n",
            "  - {deliver: marketplace, then: {message: cancellation_declined, status: payment-approved}}\n",
        )
        assert result.passed
        assert len(result.steps) == 5

    def test_each_store_goes_on_with_its_own_order(self) -> None:
        result = run(ASKED, "  - {store: seller, after: P1D, then: {status: handling}}\n")
        assert result.passed
        assert result.steps[1].before.order_id == "seller-1"

    def test_a_message_that_waits_stays_the_first_one(self) -> None:
        head = HEAD.replace("payment-approved", "payment-pending")
        waits = "  - {deliver: marketplace, then: {message: invoiced, outcome: waits, status: payment-pending}}\n"
        result = run_scenario(parse(INVOICED + waits + waits, head))
        assert result.passed
        assert len(result.steps) == 3

    def test_everything_that_a_message_came_to_can_be_expected(self) -> None:
        lost = "  - {deliver: seller, then: {notices: [restock_by_hand], status: canceled, payment: canceled}}\n"
        result = run(LOST, lost)
        assert result.passed
        assert result.steps[-1].decision is not None
        assert [step.transition.trigger for step in result.steps[-1].decision.steps].count("cancel") == 2

    @pytest.mark.parametrize(
        "steps, mismatch",
        [
            (["  - {deliver: seller}\n"], ("message", "one on its way", "nothing")),
            ([ASKED, "  - {deliver: marketplace}\n"], ("message", "one on its way", "nothing")),
            (
                [ASKED, "  - {deliver: seller, then: {message: invoiced}}\n"],
                ("message", "invoiced", "cancellation_requested"),
            ),
            (
                [ASKED, "  - {deliver: seller, then: {outcome: answered}}\n"],
                ("outcome", "answered", "carried-out"),
            ),
            (
                [ASKED, "  - {deliver: seller, then: {status: canceled}}\n"],
                ("status", "canceled", "cancellation-requested"),
            ),
            (
                [INVOICED, LOST, "  - {deliver: seller}\n"],
                ("conflict", "nothing", "canceled-after-invoice"),
            ),
            (
                [ASKED, "  - {deliver: seller, then: {conflict: refused}}\n"],
                ("conflict", "refused", "nothing"),
            ),
        ],
    )
    def test_what_differs_is_said_with_what_was_found(self, steps: list[str], mismatch: tuple[str, str, str]) -> None:
        assert differs(*steps) == [mismatch]

    def test_a_message_must_not_wait_unless_that_is_expected(self) -> None:
        head = HEAD.replace("payment-approved", "payment-pending")
        (found,) = run_scenario(parse(f"{INVOICED}  - deliver: marketplace\n", head)).steps[-1].mismatches
        assert found == ("outcome", "delivered", "waits")

    def test_a_message_that_the_order_refuses_is_a_conflict_with_the_rules_that_refuse_it(self) -> None:
        head = HEAD.replace("payment-approved, value: 10000", "payment-approved, value: 5000")
        expected = "{conflict: refused, refused: [within_value], status: payment-approved}"
        assert run_scenario(parse(f"{INVOICED}  - {{deliver: marketplace, then: {expected}}}\n", head)).passed

    def test_nothing_runs_after_a_step_that_failed(self) -> None:
        assert len(run("  - {deliver: seller}\n", ASKED).steps) == 1

    def test_a_machine_that_fails_fails_the_step(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_arguments: object) -> None:
            message = "out of order"
            raise RuntimeError(message)

        monkeypatch.setattr("pedido.pair.protocol.decide", broken)
        assert run(ASKED).steps[0].fault == "RuntimeError: out of order"


class TestReporting:
    STEPS = (INVOICED, ASKED, "  - {deliver: seller, then: {status: canceled}}\n")

    def test_a_failure_names_the_store_and_the_message(self) -> None:
        assert failure_of_scenario(run(*self.STEPS)) == (
            "f.yaml:9: step 3 of 3: seller: cancellation_requested {request_id: r-1} is delivered at 2026-01-01 12:00 UTC",
            "  status: expected canceled, found invoiced",
        )

    def test_so_it_does_where_no_message_is_on_its_way(self) -> None:
        assert failure_of_scenario(run("  - {deliver: seller}\n")) == (
            "f.yaml:7: step 1 of 1: seller: a message is delivered at 2026-01-01 12:00 UTC",
            "  message: expected one on its way, found nothing",
        )

    def test_the_terminal_shows_what_became_of_a_message(self) -> None:
        terminal = Terminal()
        steps = (*self.STEPS[:2], "  - deliver: seller\n", "  - deliver: marketplace\n")
        reporter(terminal.console, verbose=True)(FileResult("f.yaml", 0.1, run(*steps)))
        assert [line.split(" -> ")[1] for line in terminal.text.splitlines()[1:]] == [
            "invoiced",
            "waiting-for-seller-decision",
            "invoiced, answered",
            "invoiced",
        ]

    def test_the_data_has_the_store_the_message_and_what_became_of_it(self) -> None:
        given, asked, delivered = run(*self.STEPS).as_json()["steps"]
        assert (given["store"], asked["store"]) == ("seller", "marketplace")
        assert delivered["store"] == "seller"
        assert delivered["message"] == {
            "name": "cancellation_requested",
            "fields": {"request_id": "r-1", "reason": ""},
        }
        assert (delivered["outcome"], delivered["conflict"]) == (Outcome.ANSWERED, None)

    def test_a_conflict_is_told_in_words(self) -> None:
        found = run(INVOICED, LOST, "  - {deliver: seller, then: {conflict: canceled-after-invoice}}\n")
        conflict = found.as_json()["steps"][2]["conflict"]
        assert conflict["kind"] == "canceled-after-invoice"
        assert conflict["message"].startswith("The other store canceled")

    def test_what_both_orders_decided_counts_for_the_coverage(self) -> None:
        lost = run(LOST, "  - {deliver: seller, then: {status: canceled}}\n")
        coverage = coverage_of(Report((FileResult("f.yaml", 0.1, lost),)))
        assert "canceled" in coverage.of("marketplace").statuses.reached
        assert {
            "cancel: handling -> cancellation-requested",
            "cancel: cancellation-requested -> cancel",
        } <= coverage.of("seller").transitions.reached
        assert "acknowledged" in coverage.of("seller").passed.reached


def test_the_pytest_plugin_runs_them(pytester: pytest.Pytester) -> None:
    (pytester.path / "a.scenario.yaml").write_text(f"{HEAD}steps:\n{ASKED}  - deliver: seller\n")
    (pytester.path / "b.scenario.yaml").write_text(f"{HEAD}steps:\n  - deliver: seller\n")
    result = pytester.runpytest()
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        ["*b.scenario.yaml:7: step 1 of 1: *", "  message: expected one on its way, found nothing"]
    )
