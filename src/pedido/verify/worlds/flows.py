"""The four flows, from the purchase to the end; every two of the ways in which a store may be configured meet in a start."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any, Final

from pedido.machines import DEFINITIONS
from pedido.order.item import Item
from pedido.order.order import Order
from pedido.order.parts import Acquirer, Connector, Payment, Settings
from pedido.order.status import Flow, Status
from pedido.verify.canonical import BORN
from pedido.verify.world import World
from pedido.verify.worlds.commands import FLOW, UNIT

VALUE: Final = 2 * UNIT

ABLE: Final[dict[str, Any]] = {
    "method": "creditCard",
    "connector": Connector(higher_values=True, partial_refunds=True),
    "acquirer": Acquirer(without_cvv=True, second_charge=True),
}
"""A payment with which the total can go anywhere."""


def order(flow: Flow, settings: Settings, *, risk: bool = False, **fields: Any) -> Order:
    """Make an order of two units of a SKU, as it is born."""
    return Order(
        **{
            "order_id": "order-1",
            "flow": flow,
            "status": Status.INCOMPLETE,
            "value": VALUE,
            "items": (Item(sku="A", quantity=2, unit_price=UNIT),),
            "payment": Payment(value=VALUE, risk_analysis=risk, **ABLE),
            "settings": settings,
            "history": (BORN,),
            **fields,
        }
    )


def _settings(*, awaited: bool, automatic: bool, **fields: Any) -> Settings:
    return Settings(payment_confirmation="awaited" if awaited else "assumed", automatic_settlement=automatic, **fields)


_EITHER: Final = (False, True)


def _complete() -> Iterator[Order]:
    for awaited, automatic, other in product(_EITHER, repeat=3):
        settings = _settings(
            awaited=awaited,
            automatic=automatic,
            reservation_confirmation="awaited" if other else "assumed",
            order_authorization=awaited is other,
        )
        yield order(Flow.COMPLETE, settings, risk=automatic is other)
    yield order(Flow.COMPLETE, Settings(), items=())


def _seller() -> Iterator[Order]:
    for awaited, automatic, other in product(_EITHER, repeat=3):
        settings = _settings(
            awaited=awaited,
            automatic=automatic,
            reservation_confirmation="awaited" if awaited is other else "assumed",
            manual_authorization=other,
        )
        yield order(Flow.SELLER, settings, risk=automatic is other)


def _marketplace() -> Iterator[Order]:
    for awaited, automatic, multilevel in product(_EITHER, repeat=3):
        settings = _settings(
            awaited=awaited,
            automatic=automatic,
            order_authorization=automatic is multilevel,
            change_of_payment=timedelta(days=1) if awaited is multilevel else None,
        )
        yield order(Flow.MARKETPLACE, settings, risk=awaited is automatic, multilevel_inventory=multilevel)


def _chain() -> Iterator[Order]:
    for awaited, automatic in product(_EITHER, repeat=2):
        yield order(Flow.CHAIN, _settings(awaited=awaited, automatic=automatic), risk=awaited is automatic)


def _world(flow: Flow, starts: Iterator[Order]) -> World:
    """Make the world of a flow, with the commands that it or the payment knows; the others are tried on received orders."""
    known = {trigger for name in (flow.value, "payment") for trigger in DEFINITIONS[name].triggers}
    return World(
        name=flow.value,
        about=f"The {flow.value} flow from the purchase to its end, whatever comes first and however often.",
        starts=tuple(starts),
        commands=tuple(command for command in FLOW if command.trigger in known),
        modifications=0,
        highest=VALUE,
    )


FLOW_WORLDS: Final = (
    _world(Flow.COMPLETE, _complete()),
    _world(Flow.SELLER, _seller()),
    _world(Flow.MARKETPLACE, _marketplace()),
    _world(Flow.CHAIN, _chain()),
)
