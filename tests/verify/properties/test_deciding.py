"""What holds for every decision: each property with decisions of the real machine, and with made-up ones that break it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import (
    Cancel,
    Cancellation,
    Command,
    Decision,
    Invoice,
    Modifications,
    ModificationStatus,
    Order,
    Refusal,
    Status,
    available,
    decide,
)
from pedido.engine import Availability
from pedido.machine import RefusalKind
from pedido.order.effects import ReleaseReservation
from pedido.order.events import StatusChanged
from pedido.verify.canonical import BORN
from pedido.verify.properties.deciding import (
    availability_agrees_with_refusals,
    history_only_grows,
    one_automatic_transition_at_a_time,
    one_transition_for_each_command,
    orders_are_the_fold_of_their_events,
    records_are_kept,
    refusals_are_of_one_kind,
)
from pedido.verify.properties.modifying import preview_equals_create
from tests.mutations.applying import in_place
from tests.orders import (
    FLOWS,
    NOW,
    PART,
    STORE,
    STRANGER,
    invoice,
    modification,
    order_in,
    partly_invoiced,
    request,
    waiting_for_invoices,
    with_modification,
)
from tests.random_orders import ORDERS, commands
from tests.verify.breaking import COMPLETE, choosing

CANCEL = Cancel(actor=STORE, at=NOW)
PART_OF_IT = Invoice(actor=STORE, at=NOW, number="1", value=PART)
ORDER = waiting_for_invoices(history=(BORN,))
ASKED = decide(ORDER, CANCEL)
"""The first of two cancels: handling becomes cancellation-requested."""
LATE = StatusChanged(Status.CANCELLATION_REQUESTED, Status.CANCEL, "cancel", NOW, "store", "-")


OF_ANY_ORDER = (
    one_transition_for_each_command,
    preview_equals_create,
    one_automatic_transition_at_a_time,
    orders_are_the_fold_of_their_events,
    history_only_grows,
    records_are_kept,
)
"""What holds also for orders that no path leads to. On those, a machine may refuse what another one sets off."""


@given(st.data())
def test_f1_whatever_is_decided_on_any_order_at_all_keeps_what_holds_for_every_decision(data: st.DataObject) -> None:
    order = data.draw(ORDERS)
    command = data.draw(commands(order))
    decision = decide(order, command)
    for asked in OF_ANY_ORDER:
        assert asked.check(order, command, decision) is None, asked.id


@given(ORDERS)
def test_f1_what_is_said_to_be_possible_is_so_for_any_order_at_all(order: Order) -> None:
    assert availability_agrees_with_refusals.check(order) is None


def test_f1_an_order_that_its_events_do_not_lead_to_is_complained_about() -> None:
    assert orders_are_the_fold_of_their_events.check(ORDER, CANCEL, ASKED) is None
    more = ASKED._replace(order=ASKED.order.but(currency="USD"))
    assert orders_are_the_fold_of_their_events.check(ORDER, CANCEL, more) == "the events do not add up to the order"


@pytest.mark.parametrize(
    "decision, complaint",
    [
        (Decision(ORDER.but(status=Status.CANCELED)), "the status changed, and the history does not say so"),
        (ASKED._replace(order=ASKED.order.but(history=())), "the history is not what it was, and what happened"),
        (
            ASKED._replace(order=ASKED.order.but(history=(*ASKED.order.history, LATE))),
            "the history is not what it was, and what happened",
        ),
        (
            Decision(ORDER.but(status=Status.CANCEL, history=(BORN, LATE)), (LATE,)),
            "the history has a gap: handling, cancel",
        ),
        (
            ASKED._replace(order=ASKED.order.but(status=Status.HANDLING)),
            "the history has a gap: handling, cancellation-requested",
        ),
    ],
)
def test_c15_m10_a_history_that_is_not_what_happened_is_complained_about(decision: Decision, complaint: str) -> None:
    assert history_only_grows.check(ORDER, CANCEL, decision) == complaint


def test_c15_m10_a_history_that_grows_by_what_happened_is_accepted_and_so_is_one_of_which_nothing_changes() -> None:
    assert history_only_grows.check(ORDER, CANCEL, ASKED) is None
    assert history_only_grows.check(ORDER, PART_OF_IT, decide(ORDER, PART_OF_IT)) is None


RECORDED = partly_invoiced(
    cancellation_requests=(request(Status.HANDLING),),
    cancellation=Cancellation(requested_by="store", at=NOW),
    modifications=Modifications((modification(ModificationStatus.DONE),)),
)


@pytest.mark.parametrize(
    "after, complaint",
    [
        (RECORDED.but(invoices=()), "an invoice was lost"),
        (RECORDED.but(invoices=(invoice("1", PART - 1),)), "an invoice was lost"),
        (RECORDED.but(cancellation_requests=()), "a cancellation request was lost"),
        (RECORDED.but(cancellation=None), "the record of the cancellation was lost"),
        (RECORDED.but(modifications=Modifications()), "a modification was lost"),
    ],
)
def test_c15_m10_a_record_that_is_lost_is_complained_about(after: Order, complaint: str) -> None:
    assert records_are_kept.check(RECORDED, CANCEL, Decision(after)) == complaint


def test_c15_m10_records_that_are_changed_or_added_to_are_kept() -> None:
    changed = with_modification(RECORDED, ModificationStatus.CANCELED).but(invoices=(invoice("1", PART + 1),))
    assert records_are_kept.check(RECORDED, CANCEL, Decision(changed)) is None


BY_GUARD = decide(ORDER, CANCEL.but(actor=STRANGER))
UNAVAILABLE = decide(order_in(Status.CANCELED), CANCEL)


def test_f1_a_refusal_is_by_guards_or_because_the_status_has_no_such_transition() -> None:
    assert [refusal.kind for refusal in BY_GUARD.refusals] == [RefusalKind.GUARD]
    assert [refusal.kind for refusal in UNAVAILABLE.refusals] == [RefusalKind.UNAVAILABLE]
    for decision in (BY_GUARD, UNAVAILABLE, ASKED):
        assert refusals_are_of_one_kind.check(decision.order, CANCEL, decision) is None


@pytest.mark.parametrize(
    "decision",
    [
        BY_GUARD._replace(order=ORDER.but(status=Status.CANCELED)),
        BY_GUARD._replace(events=(LATE,)),
        BY_GUARD._replace(effects=(ReleaseReservation(),)),
        BY_GUARD._replace(notices=decide(order_in(Status.CANCELLATION_REQUESTED), CANCEL).notices),
    ],
)
def test_f1_something_that_happens_in_spite_of_a_refusal_is_complained_about(decision: Decision) -> None:
    assert refusals_are_of_one_kind.check(ORDER, CANCEL, decision) == "refused, and something happened"


def test_f1_a_refusal_of_the_wrong_kind_is_complained_about() -> None:
    without_steps = BY_GUARD._replace(steps=())
    both = BY_GUARD._replace(refusals=(*BY_GUARD.refusals, *UNAVAILABLE.refusals))
    assert refusals_are_of_one_kind.check(ORDER, CANCEL, without_steps) == "may_cancel refuses as guard"
    assert refusals_are_of_one_kind.check(ORDER, CANCEL, both) == "not_canceled refuses as unavailable"


def test_f1_exactly_one_alternative_holds_for_an_invoice() -> None:
    for value in (1, PART, ORDER.value, ORDER.value + 1):
        command = PART_OF_IT.but(value=value)
        assert one_transition_for_each_command.check(ORDER, command, decide(ORDER, command)) is None


def test_f1_a_transition_that_was_taken_though_its_choice_does_not_hold_is_complained_about() -> None:
    """Of the alternatives of an invoice in handling none holds for a return."""
    decision = decide(ORDER, PART_OF_IT)
    returned = PART_OF_IT.but(type="Input")
    complaint = one_transition_for_each_command.check(ORDER, returned, decision)
    assert complaint == "0 transitions hold for invoice in handling"


def test_c13_automatic_transitions_exclude_each_other() -> None:
    asked = ASKED.order
    decision = decide(asked, PART_OF_IT)
    assert decision.order.status is Status.HANDLING
    assert one_automatic_transition_at_a_time.check(asked, PART_OF_IT, decision) is None


def test_c13_automatic_transitions_that_hold_at_once_are_complained_about() -> None:
    asked = ASKED.order
    with in_place(choosing(COMPLETE, "invoiced_in_part", holds=True)):
        whole = PART_OF_IT.but(value=ORDER.value)
        complaint = one_automatic_transition_at_a_time.check(asked, whole, decide(asked, whole))
    assert complaint == "several automatic transitions hold in invoice-after-cancellation-deny of complete"


@pytest.mark.parametrize("flow", FLOWS)
def test_f1_availability_is_asked_about_every_command_of_the_machines(flow: object) -> None:
    assert availability_agrees_with_refusals.check(waiting_for_invoices().but(flow=flow)) is None


def _forgetting(command: type[Command]) -> object:
    return lambda order, actor, now: tuple(
        answer for answer in available(order, actor, now) if not isinstance(answer.command, command)
    )


def _saying(command: type[Command], decision: Decision) -> object:
    return lambda order, actor, now: tuple(
        replace(answer, decision=decision) if isinstance(answer.command, command) else answer
        for answer in available(order, actor, now)
    )


REFUSAL = Refusal(RefusalKind.GUARD, "made_up", (), (), None, {})


@pytest.mark.parametrize(
    "answers, complaint",
    [
        (_forgetting(Cancel), "asked about cancel"),
        (_saying(Cancel, UNAVAILABLE), "cancel is said to be refused, and is not"),
        (_saying(Invoice, Decision(ORDER, refusals=(REFUSAL,))), "invoice is said to be refused, and is not"),
    ],
)
def test_f1_an_answer_that_is_not_what_is_decided_is_complained_about(
    monkeypatch: pytest.MonkeyPatch, answers: object, complaint: str
) -> None:
    monkeypatch.setattr("pedido.verify.properties.deciding.available", answers)
    assert availability_agrees_with_refusals.check(ORDER) == complaint


def test_f1_an_answer_that_is_possible_and_refused_is_complained_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Availability, "allowed", property(lambda _answer: True))
    monkeypatch.setattr(Decision, "allowed", property(lambda _decision: True))
    complaint = availability_agrees_with_refusals.check(order_in(Status.CANCELED))
    assert complaint is not None
    assert complaint.endswith(" is both possible and refused")
