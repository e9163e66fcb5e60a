"""Replaying a path: real names, and time that passes only where it matters."""

from datetime import UTC, datetime, timedelta
from typing import Any

from pedido.covering.steps import Told, replayed
from pedido.order.commands import (
    AcceptCancellation,
    Cancel,
    Command,
    ConfirmSettlement,
    Invoice,
    PassTime,
    RequestSettlement,
    StartSettlement,
    Track,
)
from pedido.scenario.format import STORE
from pedido.verify.canonical import LATE, NOW, REQUEST, SALE

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def replay(given: dict[str, Any], *commands: Command) -> list[Told]:
    return list(replayed({"flow": "complete", "value": 200, **given}, commands, AT))


def invoice(**fields: Any) -> Invoice:
    return Invoice(actor=STORE, at=NOW, **{"number": "new", "value": 100, **fields})


def test_commands_are_given_at_once() -> None:
    steps = replay({"status": "handling"}, Cancel(actor=STORE, at=NOW), Cancel(actor=STORE, at=NOW))
    assert [step.command.at for step in steps] == [AT, AT]
    assert [step.before.status for step in steps] == ["handling", "cancellation-requested"]


def test_a_deadline_ends_when_it_is_due() -> None:
    [step] = replay({"status": "window-to-cancel"}, PassTime(actor=STORE, at=LATE))
    assert step.command.at == AT + timedelta(minutes=30)
    assert step.decision.order.status == "ready-for-handling"


def test_where_no_deadline_runs_nobody_waits() -> None:
    [step] = replay({"status": "handling"}, PassTime(actor=STORE, at=LATE))
    assert step.command.at == AT


def test_time_that_passes_in_vain_is_no_wait() -> None:
    [step] = replay({"status": "window-to-cancel"}, PassTime(actor=STORE, at=NOW))
    assert step.command.at == AT
    assert not step.decision.allowed


def test_what_is_settled_after_an_invoice_is_settled_later() -> None:
    given = {"status": "handling", "settings": {"payment_confirmation": "awaited"}}
    settling = (RequestSettlement(actor=STORE, at=NOW), StartSettlement(actor=STORE, at=NOW))
    *_, last = replay(given, invoice(), *settling, ConfirmSettlement(actor=STORE, at=NOW, value=200))
    [entered], payment = last.decision.order.invoices, last.decision.order.payment
    assert entered.issued_at is not None
    assert payment.settled_at is not None
    assert entered.issued_at < payment.settled_at


def test_new_invoices_have_new_numbers_and_known_ones_their_own() -> None:
    known = {"number": "NF-1", "value": 100, "issued_at": "2026-03-01T11:00:00Z"}
    given = {"status": "handling", "value": 900, "invoices": [known]}
    track = Track(actor=STORE, at=NOW, number=SALE, tracking_number="BR1")
    last = replay(given, invoice(), track, invoice(), invoice())[-1].decision.order
    numbers = [entered.number for entered in last.invoices]
    assert len(set(numbers)) == len(numbers) == 4
    assert last.invoices[0].tracking_number == "BR1"


def test_a_request_is_called_by_its_id() -> None:
    accept = AcceptCancellation(actor=STORE, at=NOW, request_id=REQUEST)
    [step] = replay({"status": "cancellation-requested"}, accept)
    assert step.decision.order.status == "canceled"
