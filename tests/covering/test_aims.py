"""What decisions cover: transitions, pairs of them, rules both ways."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from pedido.covering.aims import AIMS, Memory, Thing
from pedido.engine import decide
from pedido.machines import DEFINITIONS
from pedido.order.actor import PLATFORM, Actor
from pedido.order.commands import Cancel, Command, ConfirmRefund, Invoice, StartHandling, Track
from pedido.order.order import Order
from pedido.scenario.given import order_of

AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
ASK = "cancel: handling -> cancellation-requested"
CANCEL = "cancel: cancellation-requested -> cancel"
RETURNED = "proceed [payment_returned]: cancel -> canceled"


def handling() -> Order:
    return order_of({"flow": "complete", "status": "handling", "value": 200})


def covered(aim: str, order: Order, commands: Iterable[Command]) -> list[frozenset[Thing]]:
    found, memory = [], Memory()
    for command in commands:
        decision = decide(order, command)
        covers, memory = AIMS[aim].covered(memory, AIMS[aim].trace_of(order, command, decision))
        found.append(covers)
        order = decision.order
    return found


def cancel(actor: Actor = PLATFORM) -> Cancel:
    return Cancel(actor=actor, at=AT)


class TestTransitions:
    def test_every_step_of_an_accepted_command_counts_by_its_machine(self) -> None:
        first, second = covered("transitions", handling(), [cancel(), cancel()])
        assert first == {("complete", ASK)}
        assert second == {
            ("complete", CANCEL),
            ("complete", RETURNED),
            ("payment", "confirm_payment_cancellation: approved -> canceled"),
        }

    def test_a_refused_command_covers_nothing(self) -> None:
        assert covered("transitions", handling(), [cancel(Actor(id="stranger"))]) == [frozenset()]

    def test_all_there_are_are_those_of_the_tables(self) -> None:
        listed = list(AIMS["transitions"].listed())
        assert len(listed) == sum(len(definition.transitions) for definition in DEFINITIONS.values())


class TestPairs:
    def test_the_first_transition_of_a_life_is_no_pair_yet(self) -> None:
        assert covered("pairs", handling(), [cancel()]) == [frozenset()]

    def test_a_pair_spans_two_commands_and_automatic_steps_count(self) -> None:
        assert covered("pairs", handling(), [cancel(), cancel()])[1] == {
            ("complete", ASK, CANCEL),
            ("complete", CANCEL, RETURNED),
        }

    def test_what_is_refused_in_between_does_not_part_a_pair(self) -> None:
        commands = [cancel(), StartHandling(actor=PLATFORM, at=AT), cancel()]
        _, refused, last = covered("pairs", handling(), commands)
        assert refused == frozenset()
        assert ("complete", ASK, CANCEL) in last

    def test_each_machine_remembers_its_own(self) -> None:
        order = order_of({"flow": "complete", "status": "handling", "value": 200, "payment": {"settled": 200}})
        refund = ConfirmRefund(actor=PLATFORM, at=AT, value=100)
        invoice = Invoice(actor=PLATFORM, at=AT, number="1", value=100)
        track = Track(actor=PLATFORM, at=AT, number="1", tracking_number="BR1")
        *_, last = covered("pairs", order, [invoice, refund, track, refund])
        assert last == {("payment", "confirm_refund: approved -> (stays)", "confirm_refund: approved -> (stays)")}

    def test_all_that_follow_each_other_in_a_table_are_listed(self) -> None:
        listed = set(AIMS["pairs"].listed())
        assert ("complete", ASK, CANCEL) in listed
        assert ("complete", CANCEL, ASK) not in listed

    def test_a_modification_that_is_finished_is_followed_by_another(self) -> None:
        done = "proceed [order_goes_on, confirmation_assumed]: waiting-confirmation -> done"
        assert ("modification", done, "create_modification: none -> preparing") in set(AIMS["pairs"].listed())


class TestRules:
    def test_what_passes_and_what_refuses_is_told_apart(self) -> None:
        [found] = covered("rules", handling(), [cancel(Actor(id="stranger"))])
        assert ("complete", "may_cancel", "refuses") in found
        assert ("complete", "acknowledged", "passes") in found
        assert ("complete", "may_cancel", "passes") not in found

    def test_what_keeps_a_status_from_a_command_refuses_too(self) -> None:
        [found] = covered("rules", handling(), [StartHandling(actor=PLATFORM, at=AT)])
        assert found == {("complete", "ready_for_handling", "refuses")}

    @pytest.mark.parametrize("machine", DEFINITIONS)
    def test_every_rule_is_listed_refusing(self, machine: str) -> None:
        listed = {rule for name, rule, way in AIMS["rules"].listed() if name == machine and way == "refuses"}
        assert listed == {rule.id for rule in DEFINITIONS[machine].rules}
