"""When a command is the same again, and that its answer reads as it was given."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pedido import (
    Actor,
    Cancel,
    Channel,
    Command,
    CreateModification,
    ModificationRequest,
    Offer,
    PassTime,
    StartHandling,
    decide,
)
from pedido.input import BadInputError
from pedido.order.commands import COMMANDS
from pedido.store import Answer, Envelope
from tests.orders import LATER, NOW, STORE
from tests.random_orders import ORDERS, commands

LAW = settings(max_examples=60)
CANCEL = Cancel(actor=STORE, at=NOW, reason="Desistência")
ASK = CreateModification(
    actor=STORE,
    at=NOW,
    request=ModificationRequest.model_validate(
        {"reason": "a reason", "add": {"items": [{"id": "9", "quantity": 1}, {"id": "8", "quantity": 2}]}}
    ),
    offers={"9": Offer(price=1), "8": Offer(price=2)},
)


def fingerprint(command: Command, order_id: str = "v1-01") -> str:
    return Envelope(order_id, command, "k").fingerprint()


@pytest.mark.parametrize(
    "command, changes",
    [
        (CANCEL, {"at": LATER}),
        (ASK, {"at": LATER}),
        (ASK, {"offers": {}}),
        (ASK, {"offers": {"9": Offer(price=7)}}),
        (CANCEL, {"actor": Actor(id=STORE.id)}),
    ],
    ids=["later", "asked later", "sold out", "another price", "other permissions"],
)
def test_a_command_is_the_same_in_other_circumstances(command: Command, changes: Mapping[str, Any]) -> None:
    assert fingerprint(command.model_copy(update=dict(changes))) == fingerprint(command)


@pytest.mark.parametrize(
    "command, changes",
    [
        (CANCEL, {"actor": Actor(id="another", resources=STORE.resources)}),
        (CANCEL, {"reason": "desistência"}),
        (CANCEL, {"acknowledged": not CANCEL.acknowledged}),
        (ASK, {"channel": Channel.ADMIN}),
        (ASK, {"request": ModificationRequest.model_validate({"reason": "a reason", "manualDiscountValue": 1})}),
    ],
    ids=["actor", "reason", "acknowledged", "channel", "request"],
)
def test_a_command_that_says_something_else_is_another(command: Command, changes: Mapping[str, Any]) -> None:
    assert fingerprint(command.model_copy(update=dict(changes))) != fingerprint(command)


def test_another_command_is_another_even_if_it_says_the_same() -> None:
    assert fingerprint(PassTime(actor=STORE, at=NOW)) != fingerprint(StartHandling(actor=STORE, at=NOW))


def test_a_command_for_another_order_is_another() -> None:
    assert fingerprint(CANCEL, "v2-01") != fingerprint(CANCEL)


def test_the_parts_of_what_is_asked_do_not_run_together() -> None:
    one = Envelope("v1", PassTime(actor=Actor(id="a"), at=NOW))
    other = Envelope("v1a", PassTime(actor=Actor(id="1"), at=NOW))
    assert one.fingerprint() != other.fingerprint()


@LAW
@given(ORDERS, st.data())
def test_every_command_has_a_fingerprint_which_only_its_moment_and_offers_leave_alone(
    order: Any, data: st.DataObject
) -> None:
    command = data.draw(commands(order))
    later = command.model_copy(update={"at": LATER})
    assert fingerprint(later) == fingerprint(command)
    assert len(fingerprint(command)) == 64


def test_no_command_leaves_out_anything_but_its_moment_and_offers() -> None:
    assert {name for kind in COMMANDS.values() for name in kind.circumstances} == {"at", "offers"}


def test_it_is_the_same_in_another_process() -> None:
    program = "from tests.store.test_envelope import ASK, fingerprint; print(fingerprint(ASK))"
    found = {_run(program, seed) for seed in ("0", "1", "2")}
    assert found == {fingerprint(ASK)}


def _run(program: str, seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed}
    )
    told: str = done.stdout.strip()
    return told


@LAW
@given(ORDERS, st.data(), st.integers(1, 9))
def test_an_answer_reads_as_it_was_given_but_that_it_is_repeated(order: Any, data: st.DataObject, version: int) -> None:
    answer = Answer.of(decide(order, data.draw(commands(order))), version)
    assert Answer.again(order.order_id, answer.text()) == replace(answer, repeated=True)


@pytest.mark.parametrize("key", ["k", "a" * 255, "chave-ção", "%s'\";--", "\U0001f600", "a b"])
def test_a_key_is_any_text_that_can_be_printed(key: str) -> None:
    assert Envelope("v1-01", CANCEL, key).key == key


@pytest.mark.parametrize("key", ["", "a" * 256, "a\x00", "a\nb", "\ud800", "\u200e"])
def test_another_key_is_refused(key: str) -> None:
    with pytest.raises(BadInputError, match="idempotency key: expected printable text of 1 to 255 characters"):
        Envelope("v1-01", CANCEL, key)


def test_half_a_character_in_an_id_is_no_fault() -> None:
    assert fingerprint(CANCEL, "\ud800") != fingerprint(CANCEL, "\ud801")
