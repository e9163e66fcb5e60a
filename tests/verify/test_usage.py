"""What of the machines is used, and what is dead: each row, rule and prohibition by its name."""

from typing import Final

import pytest

from pedido import Command, Order, Status, decide
from pedido.machine import Choice, on
from pedido.machines import DEFINITIONS
from pedido.order.commands import PreviewModification, SendToWms
from pedido.verify.exploration import explore
from pedido.verify.usage import Usage, Used, dead
from pedido.verify.worlds.commands import LOWER, STRANGER
from tests.mutations.applying import in_place
from tests.mutations.operators import but
from tests.orders import NOW, STORE, order_in, partly_invoiced, waiting_for_invoices
from tests.verify.breaking import COMPLETE
from tests.verify.tiny import CANCEL, ENDING, GIVEN, HANDLING, world

FIRST_CANCEL: Final = "cancel: handling -> cancellation-requested"
UNREACHABLE: Final = "send_to_wms [order_goes_on]: window-to-cancel -> waiting-for-fulfillment"


def used_by(order: Order, command: Command) -> set[Used]:
    usage = Usage()
    usage.decided(command, order, decide(order, command))
    return usage.used


def test_a_row_that_was_taken_is_used_and_so_are_its_guards() -> None:
    assert used_by(waiting_for_invoices(), CANCEL) == {
        Used("taken", "complete", FIRST_CANCEL),
        Used("passed", "complete", "acknowledged"),
        Used("passed", "complete", "may_cancel"),
        Used("passed", "complete", "not_invoiced_in_part"),
    }


def test_a_row_that_was_refused_was_stopped_by_the_guards_that_refused() -> None:
    assert used_by(partly_invoiced(), CANCEL.but(actor=STRANGER)) == {
        Used("stopped", "complete", FIRST_CANCEL),
        Used("refused", "complete", "may_cancel"),
        Used("refused", "complete", "not_invoiced_in_part"),
        Used("passed", "complete", "acknowledged"),
    }


def test_a_prohibition_is_used_where_it_is_the_reason() -> None:
    assert used_by(order_in(Status.CANCELED), CANCEL) == {
        Used("refused", "complete", "not_canceled"),
        Used("prohibited", "complete", "cancel in canceled: not_canceled"),
    }


def test_the_automatic_rows_that_follow_are_used_too_each_of_its_own_machine() -> None:
    used = used_by(order_in(Status.CANCELLATION_REQUESTED), CANCEL)
    assert {found.machine for found in used} == {"complete", "payment"}
    assert Used("taken", "complete", "proceed [payment_returned]: cancel -> canceled") in used


def test_what_no_machine_knows_here_uses_nothing() -> None:
    assert used_by(order_in(Status.CANCELED), SendToWms(**GIVEN)) == set()


def test_a_decision_like_another_one_uses_nothing_more() -> None:
    usage = Usage()
    for order in (HANDLING, HANDLING.but(value=HANDLING.value + 1)):
        usage.decided(CANCEL, order, decide(order, CANCEL))
    assert usage.used == used_by(HANDLING, CANCEL)


def test_the_same_refusal_elsewhere_is_another_prohibition() -> None:
    usage = Usage()
    for status in (Status.INVOICE, Status.INVOICED):
        order, preview = order_in(status), PreviewModification.trusted(**LOWER.but(actor=STORE, at=NOW).__dict__)
        usage.decided(preview, order, decide(order, preview))
    assert {found.name for found in usage.used if found.what == "prohibited"} == {
        "preview_modification in invoice: modified_before_invoiced",
        "preview_modification in invoiced: modified_before_invoiced",
    }


ALL_DEAD: Final = dead(set())


@pytest.mark.parametrize(
    "message",
    [
        f"complete: {FIRST_CANCEL} is never taken",
        f"complete: {FIRST_CANCEL} is never refused",
        "complete: cancel in canceled: not_canceled is never what refuses",
        "complete: not_invoiced_in_part never refuses",
        "complete: not_invoiced_in_part never passes",
        "payment: proceed [invoice_linked]: settled -> finished is never taken",
        "modification: modification_known never refuses",
    ],
)
def test_without_any_use_everything_is_dead_by_name(message: str) -> None:
    assert message in ALL_DEAD


def test_rows_without_guards_need_not_be_refused_and_rules_that_only_prohibit_need_not_pass() -> None:
    assert "complete: proceed [payment_returned]: cancel -> canceled is never refused" not in ALL_DEAD
    assert "complete: not_canceled never passes" not in ALL_DEAD


def test_every_row_of_every_machine_is_looked_for_once() -> None:
    assert len(set(ALL_DEAD)) == len(ALL_DEAD)
    for name, definition in DEFINITIONS.items():
        for row in definition.transitions:
            assert f"{name}: {row.key} is never taken" in ALL_DEAD


def test_what_was_used_is_not_dead() -> None:
    used = used_by(waiting_for_invoices(), CANCEL)
    assert set(ALL_DEAD) - set(dead(used)) == {
        f"complete: {FIRST_CANCEL} is never taken",
        "complete: acknowledged never passes",
        "complete: may_cancel never passes",
        "complete: not_invoiced_in_part never passes",
    }


def dead_in_a_tiny_world() -> set[str]:
    usage = Usage()

    class Looking:
        def found(self, state: int, order: Order) -> None: ...

        def decided(self, state: int, command: int, order: Order, decision: object) -> None:
            usage.decided(tiny.commands[command], order, decide(order, tiny.commands[command]))

        def failed(self, state: int, command: int, error: Exception) -> None: ...

    tiny = world(SendToWms(**GIVEN), *ENDING)
    explore(tiny, HANDLING, (Looking(),))
    return set(dead(usage.used))


def test_a_row_that_no_way_can_take_is_named_dead() -> None:
    never = Choice(id="order_goes_on", check=lambda _order, _command: False)
    row = on(SendToWms, Status.WINDOW_TO_CANCEL, Status.WAITING_FOR_FULFILLMENT, when=[never])
    before = dead_in_a_tiny_world()
    with in_place(but(COMPLETE, transitions=(*COMPLETE.transitions, *row))):
        assert dead_in_a_tiny_world() - before == {f"complete: {UNREACHABLE} is never taken"}
    assert f"complete: {FIRST_CANCEL} is never taken" not in before
