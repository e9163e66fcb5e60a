"""Modifications from the request to the end, whatever becomes of the order and its payment meanwhile."""

from collections.abc import Iterator
from itertools import product
from typing import Any, Final, Literal

from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.order.parts import Payment, Settings
from pedido.order.status import Flow, PaymentStatus, ReservationStatus, Status
from pedido.verify.world import World
from pedido.verify.worlds.commands import (
    CANCELLATION,
    COURSE,
    HIGHER,
    LOST_PAYMENT,
    LOWER,
    SAME,
    TIME,
    UNIT,
    WAREHOUSE,
    invoicing,
    refunding,
    returning,
    settling,
)
from pedido.verify.worlds.flows import ABLE, VALUE, order

_RESTING: Final = {
    Flow.COMPLETE: Status.HANDLING,
    Flow.SELLER: Status.HANDLING,
    Flow.MARKETPLACE: Status.READY_FOR_INVOICING,
    Flow.CHAIN: Status.PAYMENT_APPROVED,
}
_COMMANDS: Final[tuple[Command, ...]] = (
    *CANCELLATION,
    *WAREHOUSE,
    *invoicing(1, 2),
    *returning(1, 2),
    *settling(1, 2),
    *refunding(1, 2),
    LOST_PAYMENT,
    *COURSE,
)
"""Amounts are of a part and of all: what is none or too much is refused, and tried in the flows and on received orders."""


def resting(flow: Flow, settings: Settings, **fields: Any) -> Order:
    """Make an order that waits for its invoices, with an approved payment; it can be modified but for the chain."""
    usual: dict[str, Any] = {
        "status": _RESTING[flow],
        "payment": Payment(value=VALUE, status=PaymentStatus.APPROVED, **ABLE),
        "reservation": ReservationStatus.ACKNOWLEDGED,
    }
    return order(flow, settings, **{**usual, **fields})


def _courses() -> Iterator[Order]:
    """Yield orders whose modification is waited for: by the participants, where there are any, by Payments, or by both."""
    for flow, confirmation in (*product((Flow.COMPLETE, Flow.SELLER), _EITHER), (Flow.MARKETPLACE, _AWAITED)):
        settings = Settings(
            modification_acknowledgement="awaited", payment_confirmation=confirmation, modification_retries=1
        )
        yield resting(flow, settings)


_AWAITED: Final = "awaited"
_EITHER: Final[tuple[Literal["assumed", "awaited"], ...]] = ("assumed", _AWAITED)

COURSES: Final = World(
    name="modifications",
    about="One modification at a time, lower or higher, awaited or assumed, and all else that happens meanwhile.",
    starts=tuple(_courses()),
    commands=(LOWER, HIGHER, *TIME, *_COMMANDS),
    modifications=1,
    highest=VALUE + UNIT,
)

AGAIN: Final = World(
    name="modified-again",
    about="Two modifications, one after the other: lower, higher or to something else of the same price.",
    starts=(resting(Flow.COMPLETE, Settings()),),
    commands=(LOWER, HIGHER, SAME, *_COMMANDS),
    modifications=2,
    highest=VALUE + UNIT,
)
