"""What breaks a property: told as a story, written as a scenario that does the same, and drawn on the diagram."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from pedido import Command, Order, Settings, Status
from pedido.scenario.reader import parse_scenario
from pedido.scenario.results import ScenarioResult
from pedido.scenario.runner import run_scenario
from pedido.scenario.scenario import Scenario
from pedido.verify import Violation, World, verify
from pedido.verify.counterexample import Counterexample, counterexample_of
from pedido.verify.worlds.commands import COURSE, LOWER, STRANGER
from tests.mutations.applying import in_place
from tests.verify.breaking import COMPLETE, PAYMENT, choosing, retargeted, without_action, without_guard
from tests.verify.tiny import (
    AWAITED,
    CANCEL,
    CANCELLATION,
    ENDING,
    HANDLING,
    INVOICE_PART,
    PASS_TIME,
    UNIT,
    world,
)
from tests.verify.tiny import PAYMENT as PAYMENT_COMMANDS

SAYS: Final = "Canceled and invoiced are final, and so is replaced: nothing changes the status afterwards."
ONE_STEP: Final = retargeted(COMPLETE, "cancel", ["handling"], "cancel")
WAITING: Final = HANDLING.but(settings=AWAITED)


def going(world_of_it: World, *way: Command, property_id: str = "final_statuses_are_final") -> Counterexample:
    """Go a way of a world, as if a property were broken at its end."""
    numbers = tuple(world_of_it.commands.index(command) for command in way)
    return counterexample_of(Violation(property_id, "tiny", 0, numbers, "it is broken"), [world_of_it])


def read(written: str) -> Scenario:
    return parse_scenario(written, "broken.yaml", folder=Path())


def reproduced(found: Counterexample) -> ScenarioResult:
    return run_scenario(read(found.scenario()))


def test_the_way_is_gone_for_real_from_the_start_of_its_world() -> None:
    other, right = world(name="other"), world(starts=(HANDLING, WAITING))
    violation = Violation("invoiced_orders_are_not_canceled", "tiny", 1, (0, 1), "cancel with 100 invoiced")
    found = counterexample_of(violation, [other, right])
    assert found.start == WAITING.but(history=())
    assert [step.command.trigger for step in found.steps] == ["cancel", "invoice"]
    assert found.steps[1].before.status is Status.CANCELLATION_REQUESTED
    assert found.broken.id == violation.property
    assert found.title == "invoiced_orders_are_not_canceled is broken: cancel with 100 invoiced"


def test_a_story_begins_with_the_property_and_the_order_and_ends_with_what_is_wrong() -> None:
    told = going(world(), CANCEL, CANCEL).story().splitlines()
    assert told[:2] == [
        f"final_statuses_are_final (C2, C5): {SAYS}",
        "  An order of the complete flow is in handling, worth 200, its payment approved.",
    ]
    assert told[2].startswith("  1. cancel")
    assert told[2].endswith(" by store: cancellation-requested, worth 200, its payment approved.")
    assert told[3].startswith("  2. cancel")
    assert told[3].endswith(" by store: canceled, worth 200, its payment canceled.")
    assert told[4:] == ["  And so: it is broken."]


def test_a_story_tells_of_a_command_what_was_said() -> None:
    told = going(world(), CANCEL, INVOICE_PART).story().splitlines()
    assert told[2].startswith("  1. cancel by store: ")
    assert told[3].startswith("  2. invoice {number: NF-2, value: 100} by store: ")


def test_a_story_of_no_command_tells_the_start() -> None:
    told = going(world()).story().splitlines()
    assert len(told) == 3


def test_a_story_tells_refusals_time_invoices_and_modifications() -> None:
    small = world(CANCEL.but(actor=STRANGER), CANCEL, PASS_TIME, INVOICE_PART, LOWER, *COURSE, starts=(WAITING,))
    told = going(small, CANCEL.but(actor=STRANGER), INVOICE_PART, LOWER, CANCEL, PASS_TIME).story()
    refused, invoiced, modified, asked, later = told.splitlines()[2:-1]
    assert refused.endswith(" by stranger: refused by may_cancel.")
    assert invoiced.endswith(" by store: handling, worth 200, 100 invoiced, its payment approved.")
    assert modified.endswith("its payment approved, its modification waiting-confirmation.")
    assert "refused by" in asked
    assert later.startswith("  5. later, pass_time")


@pytest.fixture
def failing() -> Iterator[Counterexample]:
    """Have a request declined where no alternative of the table holds."""
    with in_place(choosing(COMPLETE, "requested_from_handling", holds=False)):
        yield going(world(*CANCELLATION), CANCEL, CANCELLATION[-1], property_id="every_case_is_decided")


def test_a_story_ends_where_the_machine_fails(failing: Counterexample) -> None:
    assert failing.steps[-1].decision is None
    wrong = "no alternative of decline_cancellation in cancellation-requested holds for this subject"
    assert failing.story().splitlines()[-2].endswith(f": fails with NoAlternativeError: machine complete: {wrong}.")
    assert len(read(failing.scenario()).steps) == 2


def test_where_the_machine_fails_the_order_is_drawn_as_it_was(failing: Counterexample) -> None:
    assert failing.picture().startswith("<?xml")


STARTS: Final[dict[str, Order]] = {
    "in handling": HANDLING,
    "awaiting Payments": WAITING,
    "partly settled": WAITING.but(payment=HANDLING.payment.but(settled=UNIT)),
    "with settings of its own": HANDLING.but(settings=Settings(automatic_settlement=True, modification_retries=1)),
}
WAYS: Final = (
    (CANCEL, CANCEL),
    (INVOICE_PART, LOWER, CANCEL),
    (CANCEL, INVOICE_PART, INVOICE_PART),
    (CANCEL, PASS_TIME),
    (LOWER, *COURSE, CANCEL.but(actor=STRANGER)),
)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: ", ".join(command.trigger for command in way))
def test_a_scenario_does_the_same(start: str, way: tuple[Command, ...]) -> None:
    small = world(*way, starts=(STARTS[start],))
    found = going(small, *way)
    result = reproduced(found)
    assert result.passed, result
    real = [step.decision for step in found.steps if step.decision is not None]
    again = [step.decision for step in result.steps if step.decision is not None]
    assert [decision.order.status for decision in again] == [decision.order.status for decision in real]
    assert [decision.order.value for decision in again] == [decision.order.value for decision in real]
    assert [decision.order.payment.status for decision in again] == [decision.order.payment.status for decision in real]


@pytest.fixture(params=["one step", "nobody asks", "no news"])
def broken(request: pytest.FixtureRequest) -> Iterator[Counterexample]:
    table, start, commands = {
        "one step": (ONE_STEP, HANDLING, ENDING),
        "nobody asks": (without_guard(COMPLETE, "not_invoiced_in_part"), WAITING, (*ENDING, *PAYMENT_COMMANDS)),
        "no news": (without_action(PAYMENT, "adjust_payment"), HANDLING, (LOWER, *ENDING)),
    }[request.param]
    tiny = world(*commands, starts=(start,))
    with in_place(table):
        [first, *_] = verify([tiny], judge=False).violations
        yield counterexample_of(first, [tiny])


def test_what_is_wrong_happens_again_in_the_scenario(broken: Counterexample) -> None:
    assert broken.violation.complaint in broken.scenario()
    result = reproduced(broken)
    assert result.passed, result
    assert len(result.steps) == len(broken.violation.way)


def test_a_scenario_of_what_is_wrong_fails_once_it_is_right() -> None:
    tiny = world()
    with in_place(ONE_STEP):
        [first, *_] = verify([tiny], judge=False).violations
        found = counterexample_of(first, [tiny])
        written = found.scenario()
    assert not run_scenario(read(written)).passed
    assert "world tiny" in written


def test_the_way_is_drawn_on_the_diagram() -> None:
    svg = going(world(), CANCEL, CANCEL).picture()
    untouched = going(world()).picture()
    assert ET.fromstring(svg.encode()).tag.endswith("svg")
    assert "cancellation-requested" in svg.replace("&#45;", "-")
    assert svg != untouched
