"""What a reader in a terminal is told of commands, their effects and their refusals."""

import io
from datetime import timedelta
from typing import Any, Final, get_args

import pytest
from rich.console import Console

from pedido import (
    Cancel,
    ChargeSeparately,
    ClearDeadline,
    Command,
    ConfirmSettlement,
    DeadlineKind,
    Decision,
    Effect,
    GetModificationHistory,
    GetModificationSettings,
    Language,
    ModificationStatus,
    Notify,
    Order,
    Party,
    PaymentStatus,
    RefundPayment,
    ReleaseItems,
    RequestDifference,
    ReserveItems,
    ShowModification,
    ShowModifications,
    ShowModificationSettings,
    SkuQuantity,
    StartDeadline,
    Status,
    Subject,
    TellNewTotal,
    WithdrawPaymentChange,
    available,
    decide,
    effects,
)
from pedido.explain import effect_text, print_available, print_decision, print_liftings, print_order
from pedido.lifting import liftings
from pedido.order.modification import DEFAULT_SETTINGS
from tests.facts.modifying import REMOVE_ONE, create, modifiable
from tests.orders import MODIFICATION, NOW, STORE, STRANGER, modification, order_in, payment

WHO: Final[dict[str, Any]] = {"actor": STORE, "at": NOW}
ITEMS: Final = (SkuQuantity("8", 2), SkuQuantity("9", 1))
DONE: Final = modification(ModificationStatus.DONE)


class Screen:
    """A console whose text can be read."""

    def __init__(self, width: int = 200) -> None:
        self.file = io.StringIO()
        self.console = Console(file=self.file, width=width)

    @property
    def text(self) -> str:
        return self.file.getvalue()


def told(order: Order, command: Command, language: Language = "en") -> tuple[str, Decision]:
    """Print what a command comes to."""
    screen, decision = Screen(), decide(order, command)
    print_decision(screen.console, command.trigger, decision, language)
    return screen.text, decision


def test_an_order_is_told_in_a_line() -> None:
    screen = Screen()
    print_order(screen.console, order_in(Status.HANDLING), "en")
    assert screen.text == (
        "Order 1176320001-01 — Complete: Handling shipping. Value R$100.00, invoiced R$0.00, payment: Approved.\n"
    )


EFFECTS: Final[list[tuple[Effect, str]]] = [
    (effects.CancelPayment(100), "Cancel the payment of R$1.00"),
    (RefundPayment(100), "Refund R$1.00"),
    (effects.SettlePayment(100), "Settle R$1.00"),
    (effects.ConfirmReservation(), "Confirm the reservation of the items"),
    (effects.AcknowledgeReservation(), "Take the reserved items out of the stock"),
    (effects.ReleaseReservation(), "Release the reserved items"),
    (TellNewTotal(100), "Tell the gateway the new amount that the transaction charges: R$1.00"),
    (RequestDifference(100), "Have the customer pay the difference: R$1.00"),
    (ChargeSeparately(100), "Charge R$1.00 in a new transaction, not linked to the order"),
    (WithdrawPaymentChange("R-1"), "Withdraw from the gateway what modification R-1 asked for"),
    (
        ReserveItems("R-1", ITEMS),
        "Reserve items: 2 \N{MULTIPLICATION SIGN} 8, 1 \N{MULTIPLICATION SIGN} 9 (modification R-1)",
    ),
    (
        ReleaseItems("R-1", ITEMS[:1]),
        "Release the reservation of items: 2 \N{MULTIPLICATION SIGN} 8 (modification R-1)",
    ),
    (ShowModification(DONE), f"Show modification {MODIFICATION}"),
    (ShowModifications((DONE, DONE)), "Show the history of modifications (count: 2)"),
    (ShowModificationSettings(DEFAULT_SETTINGS), "Show the modification settings"),
    (Notify(Party.CUSTOMER, Subject.MODIFIED), "Notify the customer: order modified"),
    (
        StartDeadline(DeadlineKind.CANCELLATION_WINDOW, NOW + timedelta(minutes=30)),
        "Start the deadline: cancellation window, until Nov 22, 2026 12:30 GMT+00:00",
    ),
    (ClearDeadline(DeadlineKind.CANCELLATION_WINDOW), "Clear the deadline: cancellation window"),
]


def test_every_effect_is_told() -> None:
    assert {type(effect) for effect, _ in EFFECTS} == set(get_args(Effect))


@pytest.mark.parametrize("effect, told", EFFECTS)
def test_an_effect_is_told_in_a_sentence(effect: Effect, told: str) -> None:
    assert effect_text(effect, order_in(Status.HANDLING), "en") == told


def test_the_way_of_the_order_comes_first() -> None:
    text, _ = told(order_in(Status.HANDLING), Cancel(**WHO))
    assert "  Handling shipping → Cancellation requested\n" in text


def test_the_way_of_the_payment_is_told_where_only_that_moves() -> None:
    order = order_in(Status.HANDLING, payment=payment(PaymentStatus.SETTLING))
    text, _ = told(order, ConfirmSettlement(**WHO, value=10_000))
    assert "  payment: Settling → Settled\n" in text


def test_the_way_of_a_modification_is_told_where_only_that_moves() -> None:
    text, decision = told(modifiable(), create(REMOVE_ONE))
    assert decision.allowed
    assert (
        "  modification: No modification → Preparing modification → Waiting for acknowledgment → "
        "Waiting for confirmation → Done\n"
    ) in text
    assert "  ! The inventory does not follow the modification" in text


@pytest.mark.parametrize("command", [GetModificationHistory(**WHO), GetModificationSettings(**WHO)])
def test_where_nothing_moves_the_status_stays(command: Command) -> None:
    assert "  the status stays\n" in told(order_in(Status.HANDLING), command)[0]


def test_a_refusal_is_told_with_facts_sources_code_and_what_would_lift_it() -> None:
    text, _ = told(modifiable(), create(REMOVE_ONE, actor=STRANGER))
    assert text.startswith("Modify the order: refused\n  - ")
    assert "[M9, S2, API] (403)\n    > " in text


def test_what_lifts_each_refusal_is_told_below_it() -> None:
    screen, command = Screen(), create(REMOVE_ONE, actor=STRANGER)
    refusals = decide(modifiable(), command).refusals
    print_liftings(screen.console, liftings(modifiable(), command, refusals), "en")
    lines = [line.strip() for line in screen.text.splitlines()]
    assert [line[0] for line in lines] == ["-", ">", "*", "*"]
    assert lines[2] == "* If whoever asks had the resource Change order; then the request would be allowed."


def test_commands_that_are_refused_alike_stand_together() -> None:
    screen = Screen()
    print_available(screen.console, available(order_in(Status.HANDLING), STORE, NOW), "en")
    possible, impossible = screen.text.split("Not possible now")
    assert "Modify the order (create_modification): modification: No modification" in possible
    assert (
        "Accept the cancellation (accept_cancellation), Decline the cancellation (decline_cancellation)\n" in impossible
    )
    assert impossible.count("There is no cancellation request to decide") == 1
    assert "Only in other statuses: " in impossible
    assert "(place_order)" not in impossible


def test_where_every_command_has_a_place_here_no_other_status_is_told() -> None:
    screen = Screen()
    possible = [answer for answer in available(order_in(Status.HANDLING), STORE, NOW) if answer.allowed]
    print_available(screen.console, possible, "en")
    assert screen.text.rstrip().endswith("Not possible now")


@pytest.mark.parametrize("width", [40, 80])
def test_lines_are_no_longer_than_the_terminal_is_wide(width: int) -> None:
    screen = Screen(width)
    print_decision(screen.console, "cancel", decide(modifiable(), create(REMOVE_ONE, actor=STRANGER)), "pt")
    assert max(map(len, screen.text.splitlines())) <= width
