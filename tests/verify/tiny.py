"""Tiny worlds, explored in a moment, and the commands that are tried in them."""

from typing import Any, Final

from pedido import Command, Flow, Order, PassTime, Settings, Status
from pedido.verify.canonical import LATE
from pedido.verify.world import World
from pedido.verify.worlds.commands import CANCELLATION, GIVEN, PAYMENT, STORE, UNIT, WAREHOUSE, invoicing
from pedido.verify.worlds.flows import VALUE
from pedido.verify.worlds.modifying import resting

AWAITED: Final = Settings(payment_confirmation="awaited")
"""A store that waits for what Payments confirms."""
HANDLING: Final = resting(Flow.COMPLETE, Settings())
"""An order of two units in handling, with an approved payment that can do everything."""
READY: Final = HANDLING.but(status=Status.READY_FOR_HANDLING)
CANCEL: Final[Command] = CANCELLATION[0]
INVOICE_PART, INVOICE_ALL = invoicing(1, 2)
PASS_TIME: Final = PassTime(actor=STORE, at=LATE)
ENDING: Final[tuple[Command, ...]] = (CANCEL, INVOICE_PART, INVOICE_ALL)
"""The commands by which an order that is handled comes to its end, where Payments is not awaited."""


def world(*commands: Command, starts: tuple[Order, ...] = (HANDLING,), **fields: Any) -> World:
    """Make a world of one start, in which an order is modified once."""
    usual: dict[str, Any] = {"name": "tiny", "about": "A tiny world.", "modifications": 1, "highest": VALUE + UNIT}
    return World(**{**usual, **fields}, starts=starts, commands=commands or ENDING)


__all__ = [
    "AWAITED",
    "CANCEL",
    "CANCELLATION",
    "ENDING",
    "GIVEN",
    "HANDLING",
    "INVOICE_ALL",
    "INVOICE_PART",
    "PASS_TIME",
    "PAYMENT",
    "READY",
    "STORE",
    "UNIT",
    "VALUE",
    "WAREHOUSE",
    "world",
]
