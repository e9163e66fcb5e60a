"""What the scenarios are chosen from: few orders that together meet everything, and what may happen to them.

They are fewer than the standard worlds have, and plainer, for people read what is chosen here: an order is what a scenario
gives by its flow, status and value, unless something else is needed. The rules need the many kinds of orders and requests
that the standard worlds have.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from pedido.order.commands import (
    Command,
    ConfirmModification,
    ConfirmPaymentCancellation,
    GetModification,
    GetModificationHistory,
    GetModificationSettings,
    Invoice,
    PreviewModification,
    Track,
    UpdateModificationSettings,
)
from pedido.order.order import Order
from pedido.order.status import Flow, ModificationStatus, PaymentStatus, Status
from pedido.scenario.given import order_of
from pedido.verify.canonical import MODIFICATION, SALE
from pedido.verify.world import World
from pedido.verify.worlds.commands import (
    CANCELLATION,
    COURSE,
    FLOW,
    GIVEN,
    PAYMENT,
    SETTLEMENT,
    TIME,
    UNIT,
    WAREHOUSE,
    creation,
    invoicing,
    request,
)
from pedido.verify.worlds.marketplaces import MARKETPLACES
from pedido.verify.worlds.prices import PRICES as ALL_PRICES
from pedido.verify.worlds.received import RECEIVED
from pedido.verify.worlds.requests import REQUESTS

VALUE: Final = 2 * UNIT

_LOWER: Final = creation(request(manual_discount_value=UNIT), offers={})
_HIGHER: Final = creation(request(manual_increment_value=UNIT), offers={})
_PREVIEW: Final = PreviewModification.trusted(**_LOWER.__dict__)
_ASKING: Final[tuple[Command, ...]] = (
    GetModification(**GIVEN, request_id=MODIFICATION),
    GetModificationHistory(**GIVEN),
    GetModificationSettings(**GIVEN),
    UpdateModificationSettings(**GIVEN),
)


def _order(flow: Flow, status: Status = Status.INCOMPLETE, **fields: Any) -> Order:
    """Make an order that has what belongs to its status, and what the fields say, as a scenario would give it."""
    return order_of({"flow": flow, "status": status, "value": VALUE, **fields})


def _world(
    name: str,
    about: str,
    *starts: Order,
    commands: tuple[Command, ...],
    modifications: int = 1,
    depth: int | None = None,
) -> World:
    return World(
        name=name,
        about=about,
        starts=starts,
        commands=commands,
        modifications=modifications,
        highest=VALUE + UNIT,
        depth=depth,
    )


_LIFE: Final[tuple[Command, ...]] = (
    *(command for command in FLOW if getattr(command, "value", UNIT) in {UNIT, VALUE}),
    _LOWER,
    _PREVIEW,
)
"""What happens to an order. Amounts of nothing, and of more than the order is worth, are left out: they are refused."""
_AWAITED: Final = "awaited"
_ABLE: Final[Mapping[str, Any]] = {
    "method": "creditCard",
    "connector": {"higher_values": True, "partial_refunds": True},
    "acquirer": {"without_cvv": True, "second_charge": True},
}
"""A payment with which the total can go anywhere."""

_REFUNDABLE: Final[Mapping[str, Any]] = {"method": "creditCard", "connector": {"partial_refunds": True}}
"""A payment that can be lowered once it is settled."""

BORN: Final = _world(
    "born",
    "Every flow from the purchase to its end, with everything assumed, and with everything awaited or asked for.",
    _order(
        Flow.COMPLETE,
        settings={"reservation_confirmation": _AWAITED, "automatic_settlement": True},
        payment=_REFUNDABLE,
    ),
    _order(
        Flow.COMPLETE,
        settings={"payment_confirmation": _AWAITED, "order_authorization": True},
        payment={"risk_analysis": True},
    ),
    _order(Flow.SELLER, settings={"reservation_confirmation": _AWAITED, "automatic_settlement": True}),
    _order(
        Flow.SELLER,
        settings={
            "payment_confirmation": _AWAITED,
            "reservation_confirmation": _AWAITED,
            "manual_authorization": True,
        },
    ),
    _order(
        Flow.MARKETPLACE,
        settings={"change_of_payment": "P1D", "automatic_settlement": True},
        payment={"risk_analysis": True},
    ),
    _order(
        Flow.MARKETPLACE,
        settings={"change_of_payment": "P1D", "payment_confirmation": _AWAITED},
        multilevel_inventory=True,
    ),
    _order(
        Flow.MARKETPLACE,
        settings={"payment_confirmation": _AWAITED, "order_authorization": True},
        payment={"risk_analysis": True},
    ),
    _order(Flow.CHAIN, settings={"automatic_settlement": True}),
    commands=_LIFE,
)

AUTHORIZED: Final = _world(
    "authorized",
    "Orders whose reservation is confirmed as soon as they are authorized, by the marketplace or by hand.",
    _order(Flow.SELLER, Status.WAITING_FFMT_AUTHORIZATION),
    _order(Flow.SELLER, Status.WAITING_FOR_MANUAL_AUTHORIZATION),
    commands=_LIFE,
    depth=3,
)

_PARTLY_INVOICED: Final = ({"number": "NF-1", "value": UNIT, "issued_at": "2026-01-01T11:00:00Z"},)

STRANGE: Final = _world(
    "strange",
    "Orders as they are received from elsewhere, and as no order of the store itself ever becomes.",
    _order(Flow.COMPLETE, Status.PAYMENT_DENIED),
    _order(Flow.COMPLETE, Status.CANCELLATION_REQUESTED, invoices=_PARTLY_INVOICED),
    _order(Flow.SELLER, Status.CANCELLATION_REQUESTED, invoices=_PARTLY_INVOICED),
    _order(Flow.MARKETPLACE, Status.PAYMENT_DENIED),
    _order(Flow.MARKETPLACE, Status.WAITING_FOR_SELLER_DECISION, invoices=_PARTLY_INVOICED),
    _order(Flow.CHAIN, Status.PAYMENT_PENDING),
    _order(Flow.CHAIN, Status.PAYMENT_DENIED),
    *(_order(flow, Status.INVOICE_AFTER_CANCELLATION_DENY) for flow in (Flow.COMPLETE, Flow.SELLER)),
    _order(Flow.COMPLETE, Status.HANDLING, modifications=[{"status": ModificationStatus.WAITING_ACKNOWLEDGEMENT}]),
    _order(Flow.COMPLETE, Status.HANDLING, modifications=[{"status": ModificationStatus.WAITING_CONFIRMATION}]),
    commands=(*_LIFE, *_ASKING),
    depth=3,
)

COURSES: Final = _world(
    "courses",
    "Modifications, one after the other, that participants and Payments answer, or that fail.",
    _order(
        Flow.SELLER,
        Status.HANDLING,
        settings={
            "modification_acknowledgement": _AWAITED,
            "payment_confirmation": _AWAITED,
            "modification_retries": 1,
        },
    ),
    _order(Flow.SELLER, Status.HANDLING, settings={"modification_acknowledgement": _AWAITED}),
    _order(Flow.SELLER, Status.HANDLING, settings={"payment_confirmation": _AWAITED}),
    commands=(_LOWER, *COURSE, *_ASKING, *CANCELLATION, *SETTLEMENT),
    modifications=2,
)

FULFILLED: Final = _world(
    "fulfilled",
    "Orders that are invoiced in three parts, and modified meanwhile.",
    *(
        _order(flow, status, value=VALUE + UNIT, settings={"payment_confirmation": confirmation})
        for flow, status in (
            (Flow.COMPLETE, Status.HANDLING),
            (Flow.SELLER, Status.HANDLING),
            (Flow.MARKETPLACE, Status.PAYMENT_APPROVED),
        )
        for confirmation in ("assumed", _AWAITED)
    ),
    commands=(
        *WAREHOUSE,
        *CANCELLATION,
        *invoicing(1),
        Invoice(**GIVEN, number=SALE, value=UNIT, receipt="receipt"),
        Track(**GIVEN, number=SALE, tracking_number="BR1"),
        ConfirmPaymentCancellation(**GIVEN),
        _LOWER,
        _PREVIEW,
        ConfirmModification(**GIVEN, request_id=MODIFICATION),
    ),
    modifications=2,
)

PRICES: Final = _world(
    "prices",
    "What modifications make of the payment, wherever it is.",
    _order(
        Flow.COMPLETE, Status.HANDLING, payment={"status": PaymentStatus.AUTHORIZING, "risk_analysis": True, **_ABLE}
    ),
    _order(Flow.COMPLETE, Status.HANDLING, payment=_ABLE, settings={"payment_confirmation": _AWAITED}),
    commands=(_LOWER, _HIGHER, *invoicing(1), *PAYMENT, ConfirmModification(**GIVEN, request_id=MODIFICATION)),
    modifications=2,
)

_LIVES: Final = (BORN, AUTHORIZED, STRANGE, COURSES, FULFILLED, PRICES)
"""In which every transition and every pair of transitions is met that the standard worlds have."""

_WAITING: Final = _world(
    "waiting",
    "Orders that wait for the end of a deadline that only some stores have.",
    _order(Flow.MARKETPLACE, Status.WINDOW_TO_CHANGE_PAYMENT, settings={"change_of_payment": "P1D"}),
    commands=TIME,
)

_RULES: Final = (
    COURSES,
    PRICES,
    _WAITING,
    RECEIVED,
    REQUESTS,
    *(replace(world, depth=1) for world in (MARKETPLACES, ALL_PRICES)),
)
"""In which every rule passes and refuses; a step or two from an order that is given are enough for almost all."""

WORLDS: Final[Mapping[str, tuple[World, ...]]] = {"transitions": _LIVES, "pairs": _LIVES, "rules": _RULES}
"""The worlds from which each kind of thing is covered."""
