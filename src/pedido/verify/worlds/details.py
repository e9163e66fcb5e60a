"""What else a rule, a choice or an action reads: orders and commands with everything that they may have, and with little.

It changes no course, so that it is tried only where it is read: a few commands in a row.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from pedido.order.actor import Channel
from pedido.order.commands import (
    AcknowledgeModification,
    Cancel,
    ChangePayment,
    Command,
    ConfirmModification,
    CustomerCancel,
    Invoice,
    Track,
    UpdateModificationSettings,
)
from pedido.order.item import Item
from pedido.order.modification import ModificationSettings, Totals
from pedido.order.offer import Offer
from pedido.order.order import Order
from pedido.order.parts import Invoice as EnteredInvoice
from pedido.order.parts import InvoiceItem, Marketplace, Payment, Settings
from pedido.order.status import Flow, MarketplaceKind, Party, PaymentStatus, Status
from pedido.verify.canonical import EARLIER, MODIFICATION, NOW, SALE, UNDATED_SALE
from pedido.verify.world import World
from pedido.verify.worlds.commands import GIVEN, UNIT, creation, request
from pedido.verify.worlds.flows import ABLE, VALUE, order
from pedido.verify.worlds.modifying import resting


def _settings(*, recalculated: bool) -> ModificationSettings:
    """Say everything that a store can set for modifications."""
    names = ("enableTaxHubRecalculation", "compensateShippingChanges", "enablePromotionRecalculation")
    pipeline = dict.fromkeys((*names, "enableNativeTaxRecalculation"), recalculated)
    rollout = {
        "enableApi": True,
        "enableAdminOrders": {"enabledWorkspaces": ["test", "other"] if recalculated else ["test"]},
        "enableMyOrders": {"enabledWorkspaces": ["master", "test"]},
    }
    return ModificationSettings.model_validate(
        {
            "paymentConfiguration": {"customPaymentSystemsAllowed": ["201", "202"]},
            "rolloutConfiguration": rollout,
            "pipelineConfiguration": pipeline,
        }
    )


_EITHER: Final = (False, True)
_OFFERS: Final = {
    "B": Offer(
        price=UNIT // 2, measurement_unit="kg", unit_multiplier=Decimal("0.5"), name="Beans", seller="2", stock=None
    ),
    "C": Offer(price=UNIT, name="Corn"),
    "F": Offer(price=UNIT),
    "D": Offer(price=2 * UNIT, unit_multiplier=Decimal("0.5"), seller="2"),
}
_TAGS: Final = (
    {"name": "discount@manual", "value": -1},
    {"name": "tax@icms", "rawValue": "0.1", "isPercentual": True},
    {"name": "fee", "rawValue": "0.02"},
)
_A: Final = {"id": "A", "quantity": 1, "uniqueId": "line-0"}
_OTHER_A: Final = {"id": "A", "quantity": 1, "uniqueId": "line-1"}
_NEW: Final = {
    "id": "B",
    "quantity": 2,
    "uniqueId": "new",
    "price": UNIT,
    "measurementUnit": "kg",
    "unitMultiplier": "0.25",
    "name": "Beans",
    "seller": "1",
}
_BY_HAND: Final = {"manualDiscountValue": 1, "manualIncrementValue": 2}
_PERSONAL: Final = {"clientProfileData": {"email": "-"}}
_OTHER_DATA: Final = {**_PERSONAL, "customData": {"x": 1}}
_FREIGHT: Final = {
    "shippingData": {"logisticsInfo": [{"itemIndex": 1, "price": 3, "addressId": "home"}, {"itemIndex": 0}]}
}
_FREIGHT_OF_ONE: Final = {"shippingData": {"logisticsInfo": [{"itemIndex": 0, "price": 3}]}}
_FREIGHT_AS_IT_IS: Final = {"shippingData": {"logisticsInfo": [{"itemIndex": 0}]}}
_F: Final = {"id": "F", "quantity": 1}
_F_DEARER: Final = {**_F, "price": UNIT + 1}
_OTHER_SAID: Final[tuple[tuple[dict[str, Any], dict[str, Any]], ...]] = (
    (_PERSONAL, {}),
    ({"customData": {"x": 1}}, {}),
    ({}, _PERSONAL),
    ({}, {"customData": {"x": 1}}),
)


def _part(*asked: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"items": list(asked), **fields}


_ASKED: Final[tuple[dict[str, Any], ...]] = (
    {"add": _part(_NEW, {"id": "C", "quantity": 1, "priceTags": _TAGS}, **_FREIGHT)},
    {"add": _part({**_A, **_BY_HAND, **_PERSONAL}, **_OTHER_DATA)},
    {"remove": _part(_A, {**_OTHER_A, **_BY_HAND, **_PERSONAL}, **_OTHER_DATA, **_FREIGHT)},
    {"remove": _part(_A)},
    {
        "replace": (
            {
                "from": _part(_A, {**_OTHER_A, **_BY_HAND, **_PERSONAL}, **_OTHER_DATA),
                "to": _part(
                    {**_A, "priceTags": _TAGS, **_BY_HAND, **_PERSONAL},
                    {**_NEW, "quantity": 3},
                    **_OTHER_DATA,
                    **_FREIGHT,
                ),
            },
        )
    },
    {
        "replace": (
            {"from": _part({"id": "F", "quantity": 2}), "to": _part({"id": "C", "quantity": 1, "name": "Corn"})},
        )
    },
    {"replace": ({"from": _part(_A), "to": _part(_A)},)},
    {"add": _part({"id": "C", "quantity": 1}), "remove": _part(_A)},
    {"add": _part({"id": "D", "quantity": 1})},
    {"add": _part({**_F, **_PERSONAL})},
    {"add": _part(_F, **_PERSONAL)},
    {"add": _part(_F, customData={"x": 1})},
    {"remove": _part({**_F, **_PERSONAL})},
    {"replace": ({"from": _part(_F), "to": _part({"id": "C", "quantity": 1}, **_FREIGHT_OF_ONE)},)},
    *({"replace": ({"from": _part(_F, **said), "to": _part(_F_DEARER, **told)},)} for said, told in _OTHER_SAID),
    {"replace": ({"from": _part({**_F, **_PERSONAL}), "to": _part({**_F_DEARER, **_PERSONAL})},)},
    {"replace": ({"from": _part(_F), "to": _part({**_F_DEARER, **_PERSONAL})},)},
    *({"remove": _part(_A), "settings": _settings(recalculated=recalculated)} for recalculated in _EITHER),
)
_COMMANDS: Final[tuple[Command, ...]] = (
    *(creation(request(**asked), offers=_OFFERS) for asked in _ASKED),
    creation(request(remove=_part(_A)), channel=Channel.MY_ACCOUNT, workspace="test"),
    creation(request(remove=_part(_A, **_FREIGHT_OF_ONE)), channel=Channel.MY_ACCOUNT),
    creation(request(remove=_part(_A, **_FREIGHT_AS_IT_IS)), channel=Channel.MY_ACCOUNT),
    creation(request(remove=_part(_A)), channel=Channel.ADMIN, workspace="test"),
    ConfirmModification(**GIVEN, request_id=MODIFICATION),
    AcknowledgeModification(**GIVEN, request_id=MODIFICATION, participant=Party.MARKETPLACE),
    AcknowledgeModification(**GIVEN, request_id=MODIFICATION, participant=Party.CUSTOMER),
    Cancel(**GIVEN, reason="Desistência", requested_by_user=True, request_id="asked-1"),
    CustomerCancel(**GIVEN, reason="Desistência", request_id="asked-2"),
    ChangePayment(**GIVEN),
    Invoice(
        **GIVEN,
        number="NF-1",
        value=UNIT,
        courier="Correios",
        tracking_number="BR1",
        tracking_url="https://example.com/BR1",
        items=(InvoiceItem(index=0, quantity=1, unit_price=UNIT),),
    ),
    Track(**GIVEN, number=SALE, tracking_number="BR1", courier="Correios", tracking_url="https://example.com/BR1"),
    *(UpdateModificationSettings(**GIVEN, settings=_settings(recalculated=recalculated)) for recalculated in _EITHER),
)

_LINES: Final = (
    Item(
        sku="A",
        quantity=1,
        unit_price=UNIT,
        name="Apples",
        unique_id="line-0",
        seller="1",
        discount=-10,
        tax=5,
        shipping=20,
        address_id="home",
    ),
    Item(sku="A", quantity=1, unit_price=UNIT, unique_id="line-1", address_id="home"),
    Item(sku="F", quantity=2, unit_price=UNIT, tax=4),
)
_RICH: Final[dict[str, Any]] = {
    "order_id": "order-2",
    "currency": "USD",
    "value": 4 * UNIT,
    "items": _LINES,
    "totals": Totals(items=4 * UNIT, discounts=-10, tax=9, shipping=20, manual_values=-19),
    "seller": "1",
    "payment": Payment(value=4 * UNIT, status=PaymentStatus.APPROVED, **ABLE),
}
_AWAITED: Final[dict[str, Any]] = {"modification_acknowledgement": "awaited", "payment_confirmation": "awaited"}


def _orders() -> Iterator[Order]:
    """Yield orders with much that may be said of one, and with little."""
    for recalculated in _EITHER:
        settings = Settings(modifications=_settings(recalculated=recalculated), **_AWAITED)
        yield resting(Flow.SELLER, settings, **_RICH)
    in_part = EnteredInvoice(
        number=SALE,
        value=UNIT,
        issued_at=EARLIER,
        items=tuple(InvoiceItem(index=index, quantity=1, unit_price=UNIT) for index in (0, 2)),
    )
    yield resting(Flow.COMPLETE, Settings(), **{**_RICH, "invoices": (in_part,)})
    undated = EnteredInvoice(number=UNDATED_SALE, value=UNIT)
    settled = Payment(value=VALUE, status=PaymentStatus.SETTLED, settled=VALUE, settled_at=NOW, **ABLE)
    yield resting(Flow.COMPLETE, Settings(), invoices=(undated,), payment=settled)
    yield resting(Flow.COMPLETE, Settings(), payment=Payment(value=VALUE, status=PaymentStatus.APPROVED))
    for kind in (MarketplaceKind.CERTIFIED, MarketplaceKind.PARTNER, MarketplaceKind.EXTERNAL):
        yield resting(Flow.COMPLETE, Settings(), marketplace=Marketplace(kind=kind), payment=_UNPAID)
    yield order(Flow.MARKETPLACE, Settings(), status=Status.WINDOW_TO_CHANGE_PAYMENT, payment=_DENIED)


_UNPAID: Final = Payment(value=VALUE, status=PaymentStatus.APPROVED, method="debitCard")
_DENIED: Final = Payment(value=VALUE, status=PaymentStatus.CANCELED)

DETAILS: Final = World(
    name="details",
    about="Orders and commands with everything that they may have: discounts, taxes, freight, weights, other data, settings.",
    starts=tuple(_orders()),
    commands=_COMMANDS,
    modifications=1,
    highest=100 * UNIT,
    depth=2,
)
