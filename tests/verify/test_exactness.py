"""The abstraction is exact: an order, and the one that stands for it, answer every command alike."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pedido import (
    Deadline,
    Modifications,
    Order,
    Status,
    Totals,
    decide,
)
from pedido.order.parts import Cancellation
from pedido.verify.canonical import BORN, Abstraction
from pedido.verify.replaying import concrete
from pedido.verify.world import World
from pedido.verify.worlds import WORLDS
from tests.orders import NOW, request
from tests.verify.ways import EVERYTHING, TURNS, answer, way

pytestmark = pytest.mark.slow

STARTS: Final = st.sampled_from(EVERYTHING.starts)


@settings(max_examples=40)
@given(start=STARTS, turns=TURNS)
def test_every_command_is_answered_as_the_order_that_forgets_nothing_answers_it(start: Order, turns: list[int]) -> None:
    abstraction = Abstraction()
    for place in way(EVERYTHING, start, turns, abstraction):
        for each in place.given:
            assert answer(each.real) == answer(each.explored), each.command
            assert abstraction.state_of(each.real.order).key == abstraction.state_of(each.explored.order).key


@pytest.mark.parametrize("world", WORLDS, ids=[world.name for world in WORLDS])
def test_every_start_of_the_standard_worlds_is_answered_as_the_order_that_stands_for_it(world: World) -> None:
    for start in world.starts:
        (place,) = way(world, start, (), Abstraction())
        for each in place.given:
            assert answer(each.real) == answer(each.explored), (start, each.command)


@settings(max_examples=40)
@given(start=STARTS, turns=TURNS)
def test_the_order_that_stands_for_others_stands_for_itself(start: Order, turns: list[int]) -> None:
    abstraction = Abstraction()
    for place in way(EVERYTHING, start, turns, abstraction):
        state = abstraction.state_of(place.real)
        assert abstraction.state_of(state.order) == state


Forgetting = Callable[[Order], Order]


def _other_moments(order: Order) -> Order:
    earlier = timedelta(
        minutes=7
    )  # before the next command all the same, and not so early that a deadline is over by now
    paid, deadline = order.payment, order.deadline
    return order.but(
        changed_at=order.changed_at and order.changed_at - earlier,
        created_at=NOW,
        deadline=deadline and Deadline(deadline.kind, deadline.due - earlier),
        payment=paid.but(authorized_at=NOW, settled_at=paid.settled_at and paid.settled_at - earlier),
        invoices=tuple(
            invoice.but(issued_at=invoice.issued_at and invoice.issued_at - earlier) for invoice in order.invoices
        ),
    )


def _other_records(order: Order) -> Order:
    return order.but(
        history=(BORN, *order.history),
        cancellation=Cancellation(requested_by="somebody", at=NOW),
        cancellation_requests=tuple(
            each.but(id=f"{each.id}-again", requested_by="somebody", reason="Another one")
            for each in order.cancellation_requests
        ),
        invoices=tuple(each.but(number=f"{each.number}-again", receipt="receipt") for each in order.invoices),
        modifications=Modifications(
            each.but(id=f"{each.id}-again", reason="Another one", requested_by="somebody", history=())
            for each in order.modifications
        ),
    )


def _older_requests(order: Order) -> Order:
    decided = request(Status.PAYMENT_APPROVED, id="older", declined_at=NOW)
    return order.but(
        cancellation_requests=(decided, *order.cancellation_requests) if order.cancellation_requests else ()
    )


def _more_invoices(order: Order) -> Order:
    return order.but(
        invoices=tuple(
            part
            for each in order.invoices
            for part in (each.but(value=each.value - 1), each.but(number=f"{each.number}-more", value=1))
        )
    )


def _about_finished_modifications(order: Order) -> Order:
    return order.but(
        modifications=Modifications(
            each if each.in_progress else each.but(removed=(), totals=Totals(items=-1), failures=1)
            for each in order.modifications
        )
    )


FORGOTTEN: Final[tuple[Forgetting, ...]] = (
    _other_moments,
    _other_records,
    _older_requests,
    _more_invoices,
    _about_finished_modifications,
)


@settings(max_examples=40)
@given(start=STARTS, turns=TURNS, changes=st.sets(st.sampled_from(FORGOTTEN), min_size=1))
def test_orders_that_count_as_the_same_answer_alike(start: Order, turns: list[int], changes: set[Forgetting]) -> None:
    abstraction = Abstraction()
    *_, place = way(EVERYTHING, start, turns, abstraction)
    other = place.real
    for change in changes:
        other = change(other)

    assert abstraction.state_of(other).key == abstraction.state_of(place.real).key
    for command, twice in zip(EVERYTHING.commands, place.given, strict=True):
        decision = decide(other, concrete(command, other, twice.at, 99))
        assert answer(decision) == answer(twice.real), twice.command
        assert abstraction.state_of(decision.order).key == abstraction.state_of(twice.real.order).key
