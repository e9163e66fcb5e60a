"""`attempt`: what the machine answers, and that it changes nothing."""

import pytest

from pedido.machine import Machine, NoAlternativeError, RefusalKind, never
from tests.machine.six import SIX, STATES, TRANSITIONS, Prepare, Thing, is_slow, not_done

MACHINE = Machine(SIX)


def test_an_allowed_trigger_answers_with_the_transition_and_no_refusals() -> None:
    attempt = MACHINE.attempt("created", "approve", Thing(), None)
    assert attempt.transition is not None
    assert attempt.transition.dest == "approved"
    assert attempt.refusals == ()


def test_every_rule_that_fails_is_among_the_refusals() -> None:
    attempt = MACHINE.attempt("created", "approve", Thing(value=0, paid=False), None)
    assert [refusal.id for refusal in attempt.refusals] == ["has_value", "is_paid"]
    assert {refusal.kind for refusal in attempt.refusals} == {RefusalKind.GUARD}
    assert attempt.refusals[0].parameters == {"value": 0}
    assert attempt.refusals[0].facts == ("X1",)
    assert attempt.refusals[0].sources[0].key == "S"
    assert attempt.refusals[1].error == "409"


def test_a_refused_attempt_still_names_the_transition_that_was_selected() -> None:
    attempt = MACHINE.attempt("created", "approve", Thing(value=0), None)
    assert attempt.transition is not None


@pytest.mark.parametrize("trigger", ["fly", "proceed"])
def test_a_trigger_that_the_machine_does_not_have_is_unknown(trigger: str) -> None:
    [refusal] = MACHINE.attempt("created", trigger, Thing(), None).refusals
    assert (refusal.kind, refusal.id) == (RefusalKind.UNKNOWN_TRIGGER, "unknown_trigger")


def test_a_trigger_of_another_state_is_unavailable() -> None:
    [refusal] = MACHINE.attempt("created", "handle", Thing(), None).refusals
    assert (refusal.kind, refusal.id) == (RefusalKind.UNAVAILABLE, "not_available_here")


def test_a_prohibition_says_why_a_trigger_is_unavailable() -> None:
    [refusal] = MACHINE.attempt("done", "cancel", Thing(), None).refusals
    assert (refusal.kind, refusal.id, refusal.facts) == (RefusalKind.UNAVAILABLE, "not_done", ("X3",))


def test_a_prohibition_whose_rule_holds_leaves_the_general_reason() -> None:
    [refusal] = MACHINE.attempt("ready", "cancel", Thing(), None).refusals
    assert (refusal.kind, refusal.id) == (RefusalKind.UNAVAILABLE, "not_available_here")


@pytest.mark.parametrize("express, dest", [(True, "ready"), (False, "packing")])
def test_choices_select_the_alternative_and_never_refuse(*, express: bool, dest: str) -> None:
    attempt = MACHINE.attempt("approved", "prepare", Thing(express=express), None)
    assert attempt.transition is not None
    assert attempt.transition.dest == dest


# Only an express thing can be prepared, and the state between is gone.
EXPRESS_ONLY = SIX.model_copy(
    update={
        "states": tuple(state for state in STATES if state.name != "packing"),
        "transitions": tuple(row for row in TRANSITIONS if "packing" not in {row.source, row.dest}),
        "main_line": (),
    }
)


def test_alternatives_that_do_not_cover_a_subject_are_a_fault_of_the_table() -> None:
    with pytest.raises(NoAlternativeError, match="no alternative of prepare in approved"):
        Machine(EXPRESS_ONLY).attempt("approved", "prepare", Thing(express=False), None)


def test_a_prohibition_may_cover_what_the_alternatives_do_not() -> None:
    prohibitions = never(Prepare, "approved", because=not_done, when=[is_slow])
    machine = Machine(EXPRESS_ONLY.model_copy(update={"prohibitions": prohibitions}))
    [refusal] = machine.attempt("approved", "prepare", Thing(express=False), None).refusals
    assert (refusal.kind, refusal.id) == (RefusalKind.UNAVAILABLE, "not_done")
    assert machine.attempt("approved", "prepare", Thing(express=True), None).refusals == ()


def test_nothing_is_kept_per_subject() -> None:
    MACHINE.attempt("created", "approve", Thing(), None)
    assert MACHINE.models == []


def test_refusals_can_be_counted_in_sets() -> None:
    first, second = (MACHINE.attempt("created", "approve", Thing(value=0), None).refusals for _ in range(2))
    assert set(first) == set(second)
