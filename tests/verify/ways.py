"""Random ways through a world, gone twice: by an order that forgets nothing, and by the orders that stand for it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import product
from typing import Any, Final, Literal, NamedTuple

from hypothesis import strategies as st

from pedido import Command, Decision, Flow, Order, PaymentStatus, Settings, Status, decide
from pedido.order.item import Item
from pedido.verify.canonical import LATE, NOW, Abstraction
from pedido.verify.replaying import ALL_DEADLINES, TICK, concrete
from pedido.verify.world import World
from pedido.verify.worlds.commands import COURSE, FLOW, HIGHER, LOWER, SAME, UNIT
from tests.orders import able, order_in

VALUE: Final = 2 * UNIT
ITEMS: Final = (Item(sku="A", quantity=2, unit_price=UNIT),)


def start(flow: Flow, status: Status, settings: Settings, **fields: Any) -> Order:
    """Make an order of two units that a world begins with."""
    return order_in(status, flow, value=VALUE, items=ITEMS, settings=settings, **fields)


_EITHER: Final[tuple[Literal["assumed", "awaited"], ...]] = ("assumed", "awaited")


def _starts() -> Iterator[Order]:
    for flow, confirmation, automatic in product(Flow, _EITHER, (False, True)):
        settings = Settings(
            payment_confirmation=confirmation,
            reservation_confirmation=confirmation,
            modification_acknowledgement="awaited" if automatic else "assumed",
            automatic_settlement=automatic,
            modification_retries=1,
        )
        unpaid = able(PaymentStatus.AUTHORIZING, value=VALUE)
        yield start(flow, Status.INCOMPLETE, settings, payment=unpaid)
        resting = Status.PAYMENT_APPROVED if flow in {Flow.MARKETPLACE, Flow.CHAIN} else Status.HANDLING
        for status in (PaymentStatus.APPROVED, PaymentStatus.SETTLING):
            yield start(flow, resting, settings, payment=able(status, value=VALUE))


EVERYTHING: Final = World(
    name="everything",
    about="Every flow, from the purchase or from where it waits for invoices, with modifications.",
    starts=tuple(_starts()),
    commands=(*FLOW, LOWER, HIGHER, SAME, *COURSE),
    modifications=3,
    highest=2 * VALUE,
)

TURNS: Final = st.lists(st.integers(0, 1000), max_size=14)
"""Which of the commands that lead on is taken, one number for each step."""


def answer(decision: Decision) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return what a decision used and by which rules it was refused."""
    steps = tuple((step.machine, step.transition.key) for step in decision.steps)
    return steps, tuple(refusal.id for refusal in decision.refusals)


class Twice(NamedTuple):
    """A command, given twice: to an order that forgets nothing, and to the one that stands for it."""

    command: Command
    at: datetime
    real: Decision
    explored: Decision


class Place(NamedTuple):
    """Where a way has come to, and every command of the world, given there."""

    real: Order
    explored: Order
    given: tuple[Twice, ...]


def way(world: World, start: Order, turns: Sequence[int], abstraction: Abstraction) -> Iterator[Place]:
    """Go a way, and stop at every place."""
    real, explored, at = start, abstraction.state_of(start).order, NOW
    for number, turn in enumerate([*turns, None]):
        given = tuple(_given(world, real, explored, at, number))
        yield Place(real, explored, given)
        onward = [each for each in given if each.real.order is not real]
        if turn is None or not onward:
            return
        _, at, after, counterpart = onward[turn % len(onward)]
        real, explored = after.order, abstraction.state_of(counterpart.order).order


def _given(world: World, real: Order, explored: Order, at: datetime, number: int) -> Iterator[Twice]:
    for command in world.commands:
        later = at + (ALL_DEADLINES if command.at == LATE else TICK)
        dated = concrete(command, real, later, number)
        yield Twice(dated, later, decide(real, dated), decide(explored, command))
