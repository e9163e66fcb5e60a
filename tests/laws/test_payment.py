"""Whatever Payments does in between, what it charges changes with the order, and with nothing else (P1 to P3, P5)."""

from collections.abc import Callable
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from pedido import (
    PLATFORM,
    AcknowledgeModification,
    CancelModification,
    Command,
    ConfirmModification,
    ConfirmRefund,
    ConfirmSettlement,
    Decision,
    FailModification,
    Modification,
    Order,
    OrderModified,
    Party,
    PaymentStatus,
    RefuseModification,
    RequestSettlement,
    RetryModification,
    Settings,
    StartSettlement,
    decide,
)
from pedido.order.commands.modification import latest_request_id
from tests.orders import NOW, STORE
from tests.random_orders import creations, modifiable_orders

LAW = settings(max_examples=100)

STORES = st.builds(
    Settings,
    payment_confirmation=st.sampled_from(["awaited", "awaited", "awaited", "assumed"]),
    modification_acknowledgement=st.sampled_from(["assumed", "assumed", "awaited"]),
    modification_retries=st.sampled_from([0, 3]),
)

GIVEN: Final[dict[str, Any]] = {"actor": STORE, "at": NOW}
NEWS: Final[dict[str, Any]] = {"actor": PLATFORM, "at": NOW}


def about(kind: Callable[..., Command], **fields: Any) -> Callable[[Order], st.SearchStrategy[list[Command]]]:
    """Speak of the latest modification of an order."""
    return lambda order: st.just([kind(**GIVEN, request_id=latest_request_id(order), **fields)])


def settlements(order: Order) -> st.SearchStrategy[list[Command]]:
    """Draw a settlement, all of its steps that are left: of a part of what is left to settle, or of all of it."""
    left = max(order.payment.value - order.payment.settled, 1)
    values = st.just(left) | st.integers(1, left)
    ahead = [RequestSettlement(**NEWS), StartSettlement(**NEWS)][_BEGUN.get(order.payment.status, 0) :]
    return values.map(lambda value: [*ahead, ConfirmSettlement(**NEWS, value=value)])


_BEGUN: Final = {PaymentStatus.SETTLEMENT_REQUESTED: 1, PaymentStatus.SETTLING: 2}


def refunds(order: Order) -> st.SearchStrategy[list[Command]]:
    """Draw an amount that is refunded by hand: a part of what can be, or all of it."""
    left = max(order.payment.settled - order.payment.refunded, 1)
    return (st.just(left) | st.integers(1, left)).map(lambda value: [ConfirmRefund(**NEWS, value=value)])


Draws = list[Callable[[Order], st.SearchStrategy[list[Command]]]]

BEGINNING: Final[Draws] = [lambda order: creations(order).map(lambda command: [command])]
GOING_ON: Final[Draws] = [
    about(AcknowledgeModification, participant=Party.MARKETPLACE),
    about(ConfirmModification),
    about(ConfirmModification),
    about(RetryModification),
    about(FailModification),
]
ENDING: Final[Draws] = [about(CancelModification, reason="Not needed"), about(RefuseModification)]
NEWS_OF_PAYMENT: Final[Draws] = [settlements, refunds]


def following(order: Order) -> st.SearchStrategy[list[Command]]:
    """Draw what happens next: a modification begins, goes on or ends, and the payment goes on meanwhile."""
    begun = order.modifications.in_progress is not None
    kinds = [*GOING_ON, *NEWS_OF_PAYMENT, *NEWS_OF_PAYMENT, *ENDING] if begun else [*BEGINNING * 4, *NEWS_OF_PAYMENT]
    return st.sampled_from(kinds).flatmap(lambda drawn_for: drawn_for(order))


HAZARDOUS: Final[Draws] = [
    *BEGINNING,
    about(AcknowledgeModification, participant=Party.MARKETPLACE),
    settlements,
    refunds,
    about(ConfirmModification),
    about(RetryModification),
    about(AcknowledgeModification, participant=Party.MARKETPLACE),
    about(ConfirmModification),
]
"""The course in which most can go wrong: the payment changes after it was asked, and is asked anew."""


def steps(data: st.DataObject) -> list[tuple[Order, Command, Decision]]:
    """Draw an order and what happens to it: each order before, the command, and what was decided."""
    order = data.draw(modifiable_orders()).but(settings=data.draw(STORES), invoices=())
    at_random: Draws = [following] * data.draw(st.integers(1, 10))
    found = []
    for drawn_for in data.draw(st.sampled_from([at_random, HAZARDOUS])):
        for command in data.draw(drawn_for(order)):
            decision = decide(order, command)
            found.append((order, command, decision))
            order = decision.order
    return found


def charged(order: Order) -> int:
    """Return what the payment charges, all in all."""
    return order.payment.value - order.payment.refunded


def done(decision: Decision) -> list[Modification]:
    """List the modifications that a decision carries out."""
    ids = [event.request_id for event in decision.events if isinstance(event, OrderModified)]
    return [found for found in decision.order.modifications if found.id in ids]


def by_hand(command: Command, decision: Decision) -> int:
    """Return what a command refunds that no modification asked for."""
    return command.value if isinstance(command, ConfirmRefund) and decision.allowed else 0


@LAW
@given(data=st.data())
def test_the_charge_changes_by_the_change_of_the_order_and_by_nothing_else(data: st.DataObject) -> None:
    for before, command, decision in steps(data):
        change = decision.order.value - before.value
        assert change == sum(found.totals.value for found in done(decision))
        separate = sum(found.payment.separate for found in done(decision))
        assert charged(decision.order) - charged(before) == change - separate - by_hand(command, decision)


@LAW
@given(data=st.data())
def test_no_more_is_refunded_than_settled_nor_settled_than_charged(data: st.DataObject) -> None:
    for _, _, decision in steps(data):
        payment = decision.order.payment
        assert payment.refunded <= payment.settled <= payment.value


@LAW
@given(data=st.data())
def test_settled_money_comes_back_only_where_somebody_asked_for_it(data: st.DataObject) -> None:
    for before, command, decision in steps(data):
        asked = sum(found.payment.refunded for found in done(decision))
        refunded = decision.order.payment.refunded - before.payment.refunded
        assert refunded == asked + by_hand(command, decision)


@LAW
@given(data=st.data())
def test_the_payment_is_settled_exactly_where_nothing_is_left_to_settle(data: st.DataObject) -> None:
    for _, _, decision in steps(data):
        payment = decision.order.payment
        assert decision.order.is_settled is (payment.settled == payment.value)
