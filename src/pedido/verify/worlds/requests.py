"""Requests for modifications of every kind, through every channel, as they should be and as they should not (M14, P9, P10)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from pedido.order.actor import Channel
from pedido.order.commands import Command, UpdateModificationSettings
from pedido.order.item import Item
from pedido.order.modification import ModificationSettings, Totals
from pedido.order.offer import Offer
from pedido.order.order import Order
from pedido.order.parts import Connector, Invoice, InvoiceItem, Payment, Settings
from pedido.order.status import Flow, PaymentStatus, Status
from pedido.order.value import MAX_CENTS
from pedido.verify.canonical import EARLIER, MODIFICATION, NOW, SALE
from pedido.verify.world import World
from pedido.verify.worlds.commands import (
    ABSENT,
    GIVEN,
    LOWER,
    PREVIEW,
    STORE,
    STRANGER,
    UNIT,
    asking,
    creation,
    following,
    items,
    request,
)
from pedido.verify.worlds.flows import ABLE, VALUE
from pedido.verify.worlds.modifying import resting

_OTHER_UNIT: Final = {"id": "A", "quantity": 1, "measurementUnit": "kg"}
_WEIGHED: Final = {"id": "A", "quantity": 1, "measurementUnit": "kg", "unitMultiplier": "0.5"}
_OPEN_TO_ALL: Final = {"rolloutConfiguration": {"enableApi": True, "enableMyOrders": {"enabledWorkspaces": ["*"]}}}
_CLOSED: Final = {"rolloutConfiguration": {"enableApi": False}}
_RECALCULATED: Final = {"pipelineConfiguration": {"enablePromotionRecalculation": True}}


def _settings(said: dict[str, Any]) -> ModificationSettings:
    return ModificationSettings.model_validate(said)


def _replace(*asked: dict[str, Any]) -> dict[str, Any]:
    return {"replace": ({"from": items(A=1), "to": {"items": asked}},)}


_ASKED: Final[tuple[dict[str, Any], ...]] = (
    {"remove": items(A=1)},
    {"remove": items(A=2)},
    {"remove": items(A=3)},
    {"remove": items(A=0)},
    {"remove": items(C=1)},
    {"remove": {"items": [_OTHER_UNIT]}},
    {"remove": {"items": [{"id": "A", "quantity": 1}], "customData": {"x": 1}}},
    {"add": items(A=1)},
    {"add": items(B=1)},
    {"add": items(B=9)},
    {"add": items(Z=1)},
    {"add": items(A=0)},
    {"add": {"items": [{"id": "B", "quantity": 1}], "shippingData": {"logisticsInfo": [{"itemIndex": 0, "price": 1}]}}},
    _replace({"id": "B", "quantity": 1}),
    _replace({"id": "A", "quantity": 1, "price": 2 * UNIT}),
    _replace(_WEIGHED),
    _replace({"id": "A", "quantity": 1, "priceTags": [{"name": "discount@manual", "value": -UNIT}]}),
    _replace({"id": "A", "quantity": 1, "manualDiscountValue": -1}),
    {"manual_discount_value": UNIT},
    {"manual_discount_value": VALUE},
    {"manual_increment_value": UNIT},
    {"manual_increment_value": -UNIT},
    {"manual_increment_value": MAX_CENTS},
    {},
    {"remove": items(A=1), "reason": ""},
    {"remove": items(A=1), "settings": _CLOSED},
    {"remove": items(A=1), "settings": _OPEN_TO_ALL},
    {"remove": items(A=1), "settings": _RECALCULATED},
)
"""The bodies of requests: each kind, with quantities of none, a part, all and more than all, and each thing that can be wrong."""

_BY_THE_CUSTOMER: Final = {"actor": STRANGER, "channel": Channel.MY_ACCOUNT}

_COMMANDS: Final[tuple[Command, ...]] = (
    *(creation(request(**parts)) for parts in _ASKED),
    creation(LOWER.request, channel=Channel.ADMIN),
    creation(LOWER.request, channel=Channel.ADMIN, workspace="test"),
    creation(LOWER.request, **_BY_THE_CUSTOMER),
    creation(request(manual_discount_value=UNIT), **_BY_THE_CUSTOMER),
    creation(LOWER.request, actor=STRANGER),
    creation(LOWER.request, request_id=MODIFICATION),
    creation(request(add=items(B=1)), offers={"B": Offer(price=UNIT, available=False)}),
    creation(request(add=items(B=1)), offers={"B": Offer(price=UNIT)}),
    PREVIEW,
    PREVIEW.but(actor=STRANGER),
    *(command for who in (STORE, STRANGER) for command in (*asking(who), *following(who))),
    *following(request_id=ABSENT),
    *(UpdateModificationSettings(**GIVEN, settings=_settings(said)) for said in ({}, _CLOSED, _OPEN_TO_ALL)),
    UpdateModificationSettings(**{**GIVEN, "actor": STRANGER}),
)

_LINES: Final = tuple(
    Item(sku="A", quantity=1, unit_price=UNIT, unique_id=f"line-{position}", address_id=address)
    for position, address in enumerate(("home", "work"))
)
_WEIGHED_LINE: Final = Item(
    sku="A", quantity=2, unit_price=2 * UNIT, measurement_unit="kg", unit_multiplier=Decimal("0.5")
)
_IN_PART: Final = Invoice(
    number=SALE, value=UNIT, issued_at=EARLIER, items=(InvoiceItem(index=0, quantity=1, unit_price=UNIT),)
)
_AWAITED: Final = Settings(modification_acknowledgement="awaited", payment_confirmation="awaited")
_WITH_CUSTOM: Final = Settings(
    modifications=_settings({"paymentConfiguration": {"customPaymentSystemsAllowed": ["201"]}})
)


def _paid(status: PaymentStatus, **fields: Any) -> Payment:
    return Payment(**{"value": VALUE, "status": status, **ABLE, **fields})


_BY_CUSTOM: Final = _paid(PaymentStatus.APPROVED, method="custom", system="201")
_OTHERWISE: Final = _paid(
    PaymentStatus.SETTLED, method="cash", settled=VALUE, settled_at=NOW, connector=Connector(higher_values=True)
)
_FINISHED: Final = _paid(PaymentStatus.FINISHED, settled=VALUE, settled_at=NOW)
_LOST: Final = _paid(PaymentStatus.CANCELED)
_A_PART: Final = _paid(PaymentStatus.APPROVED, value=UNIT)
"""Another payment pays the rest."""


def _orders() -> Iterator[Order]:
    """Yield orders of every flow that is modified: of one line, of several, weighed, invoiced in part, paid in all ways."""
    for flow in (Flow.COMPLETE, Flow.SELLER, Flow.MARKETPLACE):
        yield resting(flow, Settings())
        yield resting(flow, _AWAITED)
        yield resting(flow, Settings(), status=Status.READY_FOR_INVOICING)
        yield resting(flow, Settings(), items=_LINES)
        yield resting(flow, Settings(), items=(_WEIGHED_LINE,), totals=Totals(items=VALUE))
        yield resting(flow, Settings(), invoices=(_IN_PART,))
        yield resting(flow, Settings(), invoices=(_IN_PART,), payment=_OTHERWISE)
        yield resting(flow, _WITH_CUSTOM, payment=_BY_CUSTOM)
        yield resting(flow, Settings(modifications=_settings(_OPEN_TO_ALL)))
        yield resting(flow, Settings(modifications=_settings(_CLOSED)))
        for payment in (_FINISHED, _LOST, _A_PART):
            yield resting(flow, Settings(), payment=payment)
    for flow in (Flow.COMPLETE, Flow.SELLER):
        yield resting(flow, Settings(), status=Status.WAITING_FOR_FULFILLMENT)


REQUESTS: Final = World(
    name="requests",
    about="Every kind of request, well made and not, through every channel, by who may and who may not.",
    starts=tuple(dict.fromkeys(_orders())),
    commands=_COMMANDS,
    modifications=1,
    highest=VALUE + UNIT,
    depth=2,
)
