"""A table is broken for real, and verifying a tiny world finds which property no longer holds, by a shortest way."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, Final, NamedTuple

import pytest

from pedido import Command, Order, StartHandling, Status
from pedido.machine import Choice, MachineDefinition, auto, on
from pedido.verify import PROPERTIES, Findings, Property, verify
from pedido.verify.properties import OF_ERRORS, OF_GRAPHS, OF_STATES
from pedido.verify.replaying import replay
from pedido.verify.worlds.commands import LOWER, STRANGER, invoicing
from tests.mutations.applying import in_place
from tests.mutations.operators import but
from tests.verify.breaking import (
    COMPLETE,
    MODIFICATION,
    PAYMENT,
    choosing,
    retargeted,
    with_rows,
    without_action,
    without_guard,
)
from tests.verify.tiny import (
    AWAITED,
    CANCELLATION,
    ENDING,
    GIVEN,
    HANDLING,
    STORE,
    UNIT,
    WAREHOUSE,
    world,
)
from tests.verify.tiny import PAYMENT as PAYMENT_COMMANDS

WAITING: Final = HANDLING.but(settings=AWAITED)
AWAITED_ENDING: Final = (*ENDING, *PAYMENT_COMMANDS)
PARTLY_SETTLED: Final = WAITING.but(payment=HANDLING.payment.but(settled=UNIT))


class Break(NamedTuple):
    """What is wrong with a table, what is tried, and what is found: the property, the way as triggers, the complaint."""

    wrong: str
    table: MachineDefinition
    commands: Sequence[Command]
    property: str
    way: str
    complaint: str
    start: Order = HANDLING


def unconditional(state: str) -> MachineDefinition:
    """Let the machine go on from a state by itself, whatever the order has come to."""
    return with_rows(
        COMPLETE, lambda row: but(row, when=()) if (row.trigger, row.source) == ("proceed", state) else row
    )


def reopened(status: Status) -> MachineDefinition:
    """Let handling start anew in a final status, as if it were none."""
    return but(
        COMPLETE,
        states=[state.model_copy(update={"final": state.final and state.name != status}) for state in COMPLETE.states],
        transitions=(*COMPLETE.transitions, *on(StartHandling, status, Status.HANDLING)),
        prohibitions=[row for row in COMPLETE.prohibitions if (row.trigger, row.source) != ("start_handling", status)],
    )


def trapped(status: Status) -> MachineDefinition:
    """Let no row lead out of a status."""
    left = with_rows(COMPLETE, lambda row: None if row.source == status and row.dest is not None else row)
    return but(
        left, states=[state.model_copy(update={"final": state.final or state.name == status}) for state in left.states]
    )


BREAKS: Final = (
    Break(
        "handling is canceled in one step",
        retargeted(COMPLETE, "cancel", ["handling"], "cancel"),
        ENDING,
        "handling_is_canceled_by_request",
        "cancel",
        "handling became cancel",
    ),
    Break(
        "the second cancel invoices",
        retargeted(COMPLETE, "cancel", ["cancellation-requested"], "invoiced"),
        ENDING,
        "invoiced_orders_are_settled",
        "cancel, cancel",
        "charged 200, settled 0",
    ),
    Break(
        "nobody asks whether something is invoiced",
        without_guard(COMPLETE, "not_invoiced_in_part"),
        AWAITED_ENDING,
        "invoiced_orders_are_not_canceled",
        "invoice, cancel, cancel",
        "cancel with 100 invoiced",
        WAITING,
    ),
    Break(
        "invoices are not verified",
        unconditional("invoice"),
        AWAITED_ENDING,
        "invoiced_orders_are_settled",
        "invoice",
        "charged 200, settled 0",
        WAITING,
    ),
    Break(
        "the refund is not awaited",
        unconditional("cancel"),
        AWAITED_ENDING,
        "canceled_orders_keep_no_money",
        "confirm_payment_cancellation",
        "settled 100, refunded 0",
        PARTLY_SETTLED,
    ),
    Break(
        "two automatic transitions hold",
        choosing(COMPLETE, "invoiced_in_part", holds=True),
        ENDING,
        "one_automatic_transition_at_a_time",
        "cancel, invoice",
        "several automatic transitions hold in invoice-after-cancellation-deny of complete",
    ),
    Break(
        "two transitions hold for an invoice",
        choosing(COMPLETE, "leaves_a_rest", holds=True),
        ENDING,
        "one_transition_for_each_command",
        "invoice",
        "2 transitions hold for invoice in handling",
    ),
    Break(
        "the settlement is forgotten",
        without_action(PAYMENT, "record_settlement"),
        ENDING,
        "invoiced_orders_are_settled",
        "invoice",
        "charged 200, settled 0",
    ),
    Break(
        "more may be settled than is charged",
        without_guard(PAYMENT, "within_payment"),
        AWAITED_ENDING,
        "no_more_is_taken_than_charged",
        "request_settlement, start_settlement, confirm_settlement",
        "charged 200, settled 300, refunded 0",
        WAITING,
    ),
    Break(
        "more may be invoiced than the order is worth",
        without_guard(COMPLETE, "within_value"),
        invoicing(1, 2, 3),
        "value_covers_invoices",
        "invoice",
        "worth 200, invoiced 300, returned 0",
    ),
    Break(
        "the payment does not hear of the modification",
        without_action(MODIFICATION, "change_payment"),
        (LOWER, *ENDING),
        "money_is_conserved",
        "create_modification",
        "worth -100, charged +0, separately 0",
    ),
    Break(
        "anybody may preview",
        without_guard(COMPLETE, "may_modify", "preview_modification"),
        (LOWER.but(actor=STRANGER), *ENDING),
        "preview_equals_create",
        "create_modification",
        "the preview is refused by nothing, creating by may_modify",
    ),
    Break(
        "invoiced is left",
        reopened(Status.INVOICED),
        (StartHandling(**GIVEN), *ENDING),
        "final_statuses_are_final",
        "invoice, start_handling",
        "invoiced became handling",
    ),
    Break(
        "nothing leads back from the warehouse",
        trapped(Status.WAITING_FOR_FULFILLMENT),
        (*ENDING, *WAREHOUSE),
        "an_end_can_be_reached",
        "send_to_wms",
        "no final status can be reached from here",
    ),
    Break(
        "the refund is never confirmed",
        choosing(COMPLETE, "payment_returned", holds=False),
        ENDING,
        "an_end_can_be_reached",
        "cancel, cancel",
        "no final status can be reached from here",
    ),
    Break(
        "a part that is settled is not provided for",
        choosing(PAYMENT, "settles_in_part", holds=False),
        AWAITED_ENDING,
        "every_case_is_decided",
        "request_settlement, start_settlement, confirm_settlement",
        "NoAlternativeError: machine payment: no alternative of confirm_settlement in settling holds for this subject",
        WAITING,
    ),
)


def verified(broken: Break) -> Findings:
    return verify([world(*broken.commands, starts=(broken.start,))], judge=False)


def on_the_way(start: Order, way: Sequence[Command], asked: Property[Any]) -> Iterator[str | None]:
    """Go a way for real, and ask a property of every order and of every decision on it."""
    of_states = asked in OF_STATES
    if of_states:
        yield asked.check(start)
    for before, command, _, decision, _ in replay(start, way):
        if decision is not None:
            yield asked.check(decision.order) if of_states else asked.check(before, command, decision)


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.wrong)
def test_what_is_wrong_with_a_table_is_found_and_told(broken: Break) -> None:
    assert verified(broken).violations == ()
    with in_place(broken.table):
        found = verified(broken).violation_of(broken.property)
    assert found is not None
    assert ", ".join(broken.commands[number].trigger for number in found.way) == broken.way
    assert found.complaint == broken.complaint


@pytest.mark.parametrize(
    "broken",
    [broken for broken in BREAKS if broken.property not in {asked.id for asked in (*OF_ERRORS, *OF_GRAPHS)}],
    ids=lambda broken: broken.wrong,
)
def test_the_way_to_it_is_gone_for_real_and_no_shorter_one_leads_there(broken: Break) -> None:
    asked = next(asked for asked in PROPERTIES if asked.id == broken.property)
    with in_place(broken.table):
        found = verified(broken).violation_of(broken.property)
        assert found is not None
        way = [broken.commands[number] for number in found.way]
        assert list(on_the_way(broken.start, way, asked))[-1] == broken.complaint
        for length in range(len(way)):
            for shorter in product(broken.commands, repeat=length):
                assert not any(on_the_way(broken.start, shorter, asked))


def test_automatic_steps_that_go_round_in_circles_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a table is refused when it is built; here nobody looks."""
    by_the_store = Choice(id="order_goes_on", check=lambda _order, command: command.actor == STORE)
    again = auto("waiting-acknowledgement", "preparing", when=[by_the_store])
    circle = but(MODIFICATION, transitions=(*again, *MODIFICATION.transitions))
    monkeypatch.setattr("pedido.machine.machine.check", lambda *_: None)
    broken = Break("", circle, (LOWER, *ENDING), "automatic_steps_end", "", "")
    with in_place(circle):
        found = verified(broken).violation_of("automatic_steps_end")
    assert found is not None
    assert [broken.commands[number].trigger for number in found.way] == ["create_modification"]
    assert found.complaint == (
        "order order-1, create_modification: modification passes waiting-acknowledgement again and again"
    )


def test_a_command_that_is_not_provided_for_is_found_also_where_it_is_asked_whether_it_is_possible() -> None:
    undecided = choosing(COMPLETE, "requested_from_handling", holds=False)
    broken = Break("", undecided, (*CANCELLATION, *ENDING), "every_case_is_decided", "", "")
    with in_place(undecided):
        assert verified(broken).violation_of("every_case_is_decided") is not None


def test_a_command_that_is_not_provided_for_is_found_also_where_something_else_is_prohibited() -> None:
    """In handling a return is prohibited; of an invoice of all nothing is said any more."""
    broken = Break("", choosing(COMPLETE, "completes_the_value", holds=False), ENDING, "every_case_is_decided", "", "")
    with in_place(broken.table):
        assert verified(broken).violation_of("every_case_is_decided") is not None
