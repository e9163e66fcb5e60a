"""What is done to a store while its workers are killed: chapter after chapter, each the same whenever it is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from random import Random
from typing import Final

from pedido import COMMANDS, Command, Order, Status, decide
from pedido.customer import Customer
from pedido.store.envelope import Envelope
from tests.orders import NOW, STORE, order_in

ORDERS: Final = 6
"""How many orders a chapter is about."""
_SIZES: Final = (1, 1, 1, 1, 1, 1, 2, 2, 7, 7)
"""How many commands are given at a time."""
STEPS: Final = ORDERS + len(_SIZES)
"""How many steps a chapter has."""
_OVERDUE_WITHIN: Final = 40.0
"""Within so many seconds the deadlines end that orders come with."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An order comes to the store."""

    order: Order
    customer: Customer


Step = Arrival | tuple[Envelope, ...]
"""What is done in one call of the store: an order is received, or commands are given, each under a key of its own."""


def steps(seed: int, start: int = 0) -> Iterator[Step]:
    """List all that is done from a step on, without an end."""
    first, skipped = divmod(start, STEPS)
    yield from chapter(seed, first)[skipped:]
    for number in count(first + 1):
        yield from chapter(seed, number)


def chapter(seed: int, number: int) -> list[Step]:
    """List what is done to orders of their own: they arrive, and get commands, one at a time or many."""
    random = Random(f"{seed}-{number}")
    arrivals = [_arrival(random, f"{number:04}-{place}") for place in range(ORDERS)]
    envelopes = _envelopes(random, [arrival.order for arrival in arrivals])
    found: list[Step] = [*arrivals]
    for size in random.sample(_SIZES, len(_SIZES)):
        given, envelopes = envelopes[:size], envelopes[size:]
        again = [random.choice(given)] if size > 1 else []
        found.append((*given, *again))
    return found


def _arrival(random: Random, order_id: str) -> Arrival:
    status, period = random.choice(_BEGINNINGS)
    ends = timedelta(seconds=random.uniform(0, _OVERDUE_WITHIN))
    order = order_in(status, order_id=order_id, changed_at=NOW - period + ends)
    return Arrival(order, Customer(names=("Maria Silva", "Loja"), email=f"{order_id}@example.com"))


_BEGINNINGS: Final = (
    (Status.CANCELLATION_REQUESTED, timedelta(days=30)),
    (Status.WINDOW_TO_CANCEL, timedelta(minutes=30)),
    (Status.PAYMENT_APPROVED, timedelta(0)),
    (Status.READY_FOR_HANDLING, timedelta(0)),
    (Status.HANDLING, timedelta(0)),
)
"""In which statuses orders come, and how long after its last change one leaves it by itself."""

_TRIGGERS: Final = (
    "authorize_fulfillment",
    "cancel",
    "create_modification",
    "decline_cancellation",
    "invoice",
    "request_settlement",
    "start_handling",
)


def _envelopes(random: Random, orders: Sequence[Order]) -> list[Envelope]:
    """Choose commands that mostly have something to say to an order as it is after those before, if no time passes."""
    becoming = {order.order_id: order for order in orders}
    found = []
    for number in range(sum(_SIZES)):
        order = becoming[random.choice(orders).order_id]
        command = _command(random, order)
        becoming[order.order_id] = decide(order, command).order
        found.append(Envelope(order.order_id, command, key=f"{order.order_id}/{number}"))
    return found


def _command(random: Random, order: Order) -> Command:
    known = [COMMANDS[trigger].typical(order, STORE, NOW) for trigger in _TRIGGERS]
    allowed = [command for command in known if decide(order, command).allowed]
    return random.choice(allowed if allowed and random.random() < 0.9 else known)
