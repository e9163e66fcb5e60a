"""`pedido explain` and `pedido apply`."""

import io
import json
import sys
from pathlib import Path

import pytest

from pedido import COMMANDS, Order, Status
from pedido.machines import DEFINITIONS
from tests.cli.calling import EXAMPLES, HANDLING, PARTLY_INVOICED, Caller, assert_one_line


def test_explain_says_what_is_possible_and_why_the_rest_is_not(call: Caller) -> None:
    ended = call("explain", HANDLING, "--lang", "pt")
    assert ended.code == 0
    assert "É possível agora" in ended.out
    assert "(cancel): Preparando Entrega → Cancelamento Solicitado" in ended.out
    assert "OMS003" in ended.out


def test_explain_as_json_lists_every_command(call: Caller) -> None:
    answers = json.loads(call("explain", HANDLING, "--json").out)
    machines = [DEFINITIONS[name] for name in ("complete", "payment", "modification")]
    given = (trigger for definition in machines for trigger in definition.triggers if trigger in COMMANDS)
    triggers = list(dict.fromkeys(given))
    assert [answer["command"] for answer in answers] == triggers
    cancel = answers[triggers.index("cancel")]
    assert (cancel["allowed"], cancel["status"]) == (True, "cancellation-requested")
    handling = answers[triggers.index("start_handling")]
    assert handling["refusals"][0]["error"] == "OMS003"


def test_explain_a_command_that_is_refused_ends_with_1(call: Caller) -> None:
    ended = call("explain", PARTLY_INVOICED, "cancel", "--lang", "en")
    assert ended.code == 1
    assert "C11" in ended.out
    assert "R$" in ended.out


def test_explain_a_command_as_json_has_the_whole_decision(call: Caller) -> None:
    ended = call("explain", HANDLING, "invoice: {number: NF-1, value: 100}", "--json")
    decision = json.loads(ended.out)
    assert ended.code == 0
    assert decision["status"] == "handling"
    assert decision["effects"][0] == {"effect": "settle_payment", "value": 100}
    assert decision["events"][0]["event"] == "invoice_recorded"
    assert Order.model_validate(decision["order"]).invoiced == 100


@pytest.mark.parametrize("command, facts", [("cancel", "C6"), ("cancel: {acknowledged: true}", "")])
def test_the_channel_matters_to_the_store_s_cancellation(call: Caller, command: str, facts: str) -> None:
    ended = call("explain", HANDLING, command, "--channel", "admin")
    assert ended.code == (1 if facts else 0)
    assert facts in ended.out


def test_what_the_actor_may_do_can_be_said(call: Caller) -> None:
    ended = call("explain", HANDLING, "cancel", "--resource", "Notify invoice")
    assert ended.code == 1
    assert "Cancel order" in ended.out


def test_when_the_command_is_given_can_be_said(call: Caller) -> None:
    window = str(EXAMPLES / "window-to-cancel.json")
    assert call("explain", window, "pass_time", "--at", "2000-01-01T00:00:00Z").code == 1
    assert call("explain", window, "pass_time", "--at", "2999-01-01T00:00:00Z").code == 0


def test_apply_writes_the_order_that_results(call: Caller, tmp_path: Path) -> None:
    out = tmp_path / "canceled.json"
    ended = call("apply", HANDLING, "cancel", "cancel", "-o", str(out), "--lang", "pt")
    assert ended.code == 0
    assert "Cancelamento Solicitado → Cancelando → Cancelado" in ended.out
    assert "[C16]" in ended.out
    order = Order.model_validate_json(out.read_text(encoding="utf-8"))
    assert order.status is Status.CANCELED
    assert [change.dest for change in order.history][-1] is Status.CANCELED
    assert list(tmp_path.iterdir()) == [out]


def test_what_apply_wrote_can_be_read_again(call: Caller, tmp_path: Path) -> None:
    out = tmp_path / "order.json"
    assert call("apply", HANDLING, "cancel", "-o", str(out)).code == 0
    assert call("apply", str(out), "cancel", "-o", str(out)).code == 0
    assert call("explain", str(out), "cancel").code == 1


def test_apply_prints_the_order_and_nothing_else_on_standard_output(call: Caller) -> None:
    ended = call("apply", HANDLING, "cancel")
    assert json.loads(ended.out)["status"] == "cancellation-requested"
    assert "Cancellation requested" in ended.err


def test_apply_writes_nothing_where_a_command_is_refused(call: Caller, tmp_path: Path) -> None:
    out = tmp_path / "refused.json"
    ended = call("apply", HANDLING, "cancel", "start_handling", "-o", str(out))
    assert ended.code == 1
    assert "OMS003" in ended.out
    assert not out.exists()


def test_an_order_is_read_from_standard_input(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(HANDLING).read_bytes())))
    assert call("explain", "-", "cancel").code == 0


def test_an_existing_file_keeps_its_place_and_its_mode(call: Caller, tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("{}", encoding="utf-8")
    target.chmod(0o600)
    link.symlink_to(target)
    assert call("apply", HANDLING, "cancel", "-o", str(link)).code == 0
    assert link.is_symlink()
    assert json.loads(target.read_text(encoding="utf-8"))["status"] == "cancellation-requested"
    assert target.stat().st_mode & 0o777 == 0o600


def test_the_channel_goes_with_what_comes_through_one(call: Caller) -> None:
    assert_one_line(call("explain", HANDLING, "start_handling", "--channel", "admin"), "--channel")
    for arguments in (["cancel"], []):
        assert_one_line(call("explain", HANDLING, *arguments, "--channel", "my-account"), "for modifications")
    assert "[C6, C7, S1]" in call("explain", HANDLING, "--channel", "admin").out


def test_commands_that_are_refused_alike_are_explained_together(call: Caller) -> None:
    out = call("explain", HANDLING).out
    assert out.count("There is no cancellation request to decide") == 1
    assert "Accept the cancellation (accept_cancellation), Decline the cancellation (decline_cancellation)\n" in out


def test_a_modification_is_a_command_like_any_other(call: Caller) -> None:
    asked = "create_modification: {request: {reason: Avaria, manualDiscountValue: 100}}"
    ended = call("apply", HANDLING, asked, "get_modification_history")
    assert ended.code == 0
    assert "modification: No modification → Preparing modification →" in ended.err
    assert "history of modifications (count: 1)" in ended.err
    assert Order.model_validate_json(ended.out).value == 29960
