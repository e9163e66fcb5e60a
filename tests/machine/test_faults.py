"""Every fault that a definition can have is found before it runs, and all of them at once."""

from collections.abc import Iterable

import pytest

from pedido.machine import (
    FaultyDefinitionError,
    Machine,
    MachineDefinition,
    Rule,
    StateDefinition,
    TransitionDefinition,
    auto,
    faults_of,
    never,
    on,
    state,
    stay,
)
from tests.machine.six import SIX, STATES, TRANSITIONS, Approve, Cancel, Note, Prepare, has_value, is_express, is_slow


class Trigger:
    trigger = "trigger"


class NotAName:
    trigger = "not a name"


def with_states(*states: StateDefinition) -> MachineDefinition:
    return SIX.model_copy(update={"states": (*STATES, *states)})


def with_rows(*rows: TransitionDefinition, states: Iterable[StateDefinition] = ()) -> MachineDefinition:
    return SIX.model_copy(update={"transitions": (*TRANSITIONS, *rows), "states": (*STATES, *states)})


UNFOUNDED = Rule(id="unfounded", check=lambda _subject, _command: True)


@pytest.mark.parametrize(
    "definition, fault",
    [
        (SIX.model_copy(update={"initial": "nowhere"}), "initial state nowhere is unknown"),
        (with_states(state("ready")), "state ready is declared twice"),
        (with_rows(*on(Approve, "limbo", "ready")), "approve: limbo -> ready: source limbo is unknown"),
        (with_rows(*on(Note, "created", "limbo")), "note: created -> limbo: destination limbo is unknown"),
        (SIX.model_copy(update={"main_line": ("limbo",)}), "main line: state limbo is unknown"),
        (
            SIX.model_copy(update={"prohibitions": never(Cancel, "limbo", because=has_value)}),
            "cancel: prohibited in limbo, which is unknown",
        ),
        (with_rows(*on(Trigger, "created", "approved")), "trigger 'trigger' is not a name that a model can carry"),
        (with_rows(*on(NotAName, "created", "approved")), "trigger 'not a name' is not a name that a model can carry"),
        (with_states(state("island", final=True)), "state island is unused: no transition touches it"),
        (
            with_rows(*on(Note, "island", "done"), states=[state("island")]),
            "state island is unreachable from created",
        ),
        (
            with_rows(*on(Note, "created", "trap"), states=[state("trap")]),
            "state trap is neither final nor can it be left",
        ),
        (
            with_rows(*on(Note, "created", "trap"), *stay(Prepare, "trap"), states=[state("trap")]),
            "state trap is neither final nor can it be left",
        ),
        (with_rows(*on(Approve, "done", "ready")), "state done is final, and is left"),
        (
            with_rows(*on(Approve, "created", "canceled")),
            "approve in created: 2 transitions, and one of them is selected unconditionally",
        ),
        (
            with_rows(*on(Prepare, "approved", "created", when=[is_express])),
            "prepare in approved: two transitions are selected by the same choices",
        ),
        (
            SIX.model_copy(update={"prohibitions": never(Approve, "created", because=has_value)}),
            "approve in created is both prohibited and possible",
        ),
        (
            SIX.model_copy(update={"prohibitions": never(Prepare, "approved", because=has_value)}),
            "prepare in approved is both prohibited and possible",
        ),
        (
            with_rows(*on(Note, "created", "stuck"), states=[state("stuck", automatic=True)]),
            "state stuck is automatic, and has no automatic transition",
        ),
        (
            with_rows(*on(Cancel, "packing", "canceled")),
            "cancel: packing -> canceled: a command leads out of the automatic state packing",
        ),
        (
            with_rows(*auto("created", "approved")),
            "proceed: created -> approved: created is not automatic, and is left unconditionally by itself",
        ),
        (
            with_rows(auto("created", "approved", when=[is_slow])[0].model_copy(update={"guards": (has_value,)})),
            "proceed [is_slow]: created -> approved: an automatic transition has guards; nobody would hear the refusal",
        ),
        (with_rows(*auto("ready", "packing", when=[is_slow])), "state packing lies on an automatic cycle"),
        (with_rows(*on(Note, "approved", "ready", guards=[UNFOUNDED])), "rule unfounded stands for no fact"),
        (with_rows(*on(Note, "approved", "ready", guards=[UNFOUNDED])), "rule unfounded names no source"),
    ],
)
def test_a_fault_is_found(definition: MachineDefinition, fault: str) -> None:
    assert fault in faults_of(definition)


def test_a_sound_definition_has_no_faults() -> None:
    assert faults_of(SIX) == ()


def test_every_rule_choice_state_and_trigger_needs_its_texts() -> None:
    told = {"rule.has_value", "lift.has_value"}
    faults = faults_of(SIX, lambda message_id: () if message_id in told else ("pt", "es"))
    assert "message rule.is_paid is missing in: pt, es" in faults
    assert "message lift.is_paid is missing in: pt, es" in faults
    assert "message when.is_slow is missing in: pt, es" in faults
    assert "message status.ready is missing in: pt, es" in faults
    assert "message command.approve is missing in: pt, es" in faults
    assert not [fault for fault in faults if "has_value" in fault]


def test_building_a_machine_reports_every_fault_at_once() -> None:
    definition = with_rows(*on(Approve, "limbo", "ready"), *on(Approve, "done", "ready"), states=[state("island")])
    with pytest.raises(FaultyDefinitionError) as caught:
        Machine(definition)
    assert len(caught.value.faults) >= 4
    for fault in caught.value.faults:
        assert fault in str(caught.value)
