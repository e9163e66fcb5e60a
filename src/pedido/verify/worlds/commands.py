"""What is tried in every state: each command with a small domain of arguments. Amounts are in units of a hundred cents.

An order is worth two units. Amounts are below, equal to and above what they are held against; quantities are none, a part,
all and more than all of a line; an id is the one the order has, or one that nothing has.
"""

from collections.abc import Iterator
from typing import Any, Final

from pedido.order.actor import Actor, Channel, Resource
from pedido.order.commands import (
    AcceptCancellation,
    AcknowledgeModification,
    ApprovePayment,
    ApproveRisk,
    AuthorizeFulfillment,
    AuthorizeOrder,
    AuthorizePayment,
    Cancel,
    CancelModification,
    ChangePayment,
    ChangeSeller,
    CloseCancellationWindow,
    Command,
    CompleteOrder,
    ConfirmBySeller,
    ConfirmModification,
    ConfirmPaymentCancellation,
    ConfirmRefund,
    ConfirmReservation,
    ConfirmSettlement,
    CreateModification,
    CustomerCancel,
    DeclineCancellation,
    DenyPayment,
    FailCreation,
    FailModification,
    GetModification,
    GetModificationHistory,
    GetModificationSettings,
    Invoice,
    PassTime,
    PlaceOrder,
    PreviewModification,
    ReadyForInvoicing,
    RefuseModification,
    RejectBySeller,
    ReplaceOrder,
    RequestSettlement,
    RetryModification,
    ReturnFromWms,
    SendToWms,
    StartHandling,
    StartRiskAnalysis,
    StartSettlement,
    Track,
    UpdateModificationSettings,
)
from pedido.order.modification import AskedItem, AskedItems, ModificationRequest
from pedido.order.offer import Offer
from pedido.order.status import InvoiceType, Party
from pedido.verify.canonical import LATE, LATER_SALE, MODIFICATION, NOW, REQUEST, RETURN, SALE

UNIT: Final = 100
"""A unit of money, in cents."""
NEW: Final = "new"
ABSENT: Final = "absent"

STORE: Final = Actor(id="store", resources=frozenset(Resource))
STRANGER: Final = Actor(id="stranger")
"""Somebody who may do nothing."""
GIVEN: Final[dict[str, Any]] = {"actor": STORE, "at": NOW}
"""Who gives the commands, unless it says otherwise: somebody who may do everything."""


def _of(*amounts: int) -> Iterator[int]:
    return (amount * UNIT for amount in amounts)


SALE_COMMANDS: Final[tuple[Command, ...]] = (
    PlaceOrder(**GIVEN),
    CompleteOrder(**GIVEN),
    FailCreation(**GIVEN),
    FailCreation(**GIVEN, registered=True),
    ConfirmBySeller(**GIVEN),
    RejectBySeller(**GIVEN),
    AuthorizeOrder(**GIVEN),
    ChangeSeller(**GIVEN, seller="2"),
    ChangePayment(**GIVEN, method="creditCard"),
    *(ReplaceOrder(**GIVEN, replacement="order-2", value=value) for value in _of(0, 1, 2)),
)

WAREHOUSE: Final[tuple[Command, ...]] = (
    SendToWms(**GIVEN),
    ReturnFromWms(**GIVEN),
    ReadyForInvoicing(**GIVEN),
)

FULFILLMENT: Final[tuple[Command, ...]] = (
    AuthorizeFulfillment(**GIVEN),
    ConfirmReservation(**GIVEN),
    CloseCancellationWindow(**GIVEN),
    StartHandling(**GIVEN),
    *WAREHOUSE,
)

TIME: Final[tuple[Command, ...]] = (PassTime(**GIVEN), PassTime(actor=STORE, at=LATE))

CANCELLATION: Final[tuple[Command, ...]] = (
    Cancel(**GIVEN),
    CustomerCancel(**GIVEN),
    AcceptCancellation(**GIVEN, request_id=REQUEST),
    DeclineCancellation(**GIVEN, request_id=REQUEST, reason="Sent"),
)


def invoicing(*amounts: int) -> tuple[Command, ...]:
    """Enter sales invoices of so many units."""
    return tuple(Invoice(**GIVEN, number=NEW, value=value) for value in _of(*amounts))


def returning(*amounts: int) -> tuple[Command, ...]:
    """Enter return invoices of so many units."""
    return tuple(Invoice(**GIVEN, number=NEW, value=value, type=InvoiceType.INPUT) for value in _of(*amounts))


def settling(*amounts: int) -> tuple[Command, ...]:
    """Have Payments settle, and report it of so many units."""
    confirming = (ConfirmSettlement(**GIVEN, value=value) for value in _of(*amounts))
    return (RequestSettlement(**GIVEN), StartSettlement(**GIVEN), *confirming)


def refunding(*amounts: int) -> tuple[Command, ...]:
    """Have Payments report that it refunded so many units."""
    return tuple(ConfirmRefund(**GIVEN, value=value) for value in _of(*amounts))


INVOICING: Final[tuple[Command, ...]] = (
    *invoicing(0, 1, 2, 3),
    Invoice(**GIVEN, number=SALE, value=UNIT, receipt="receipt"),
    *returning(0, 1, 2, 3),
    Invoice(**GIVEN, number=RETURN, value=UNIT, type=InvoiceType.INPUT),
    Track(**GIVEN, number=SALE, tracking_number="BR1"),
    Track(**GIVEN, number=ABSENT, tracking_number="BR1"),
)

SETTLEMENT: Final = settling(0, 1, 2, 3)

LOST_PAYMENT: Final = ConfirmPaymentCancellation(**GIVEN)

PAYMENT: Final[tuple[Command, ...]] = (
    AuthorizePayment(**GIVEN),
    StartRiskAnalysis(**GIVEN),
    ApproveRisk(**GIVEN),
    ApprovePayment(**GIVEN),
    *SETTLEMENT,
    *refunding(0, 1, 2, 3),
    LOST_PAYMENT,
    DenyPayment(**GIVEN),
)

FLOW: Final = (*SALE_COMMANDS, *FULFILLMENT, *TIME, *CANCELLATION, *INVOICING, *PAYMENT)
"""Every command but those about modifications."""


def items(**quantities: int) -> AskedItems:
    """Ask for quantities of SKUs."""
    return AskedItems(items=tuple(AskedItem(id=sku, quantity=quantity) for sku, quantity in quantities.items()))


def request(**parts: Any) -> ModificationRequest:
    """Ask for a modification."""
    return ModificationRequest(**{"reason": "Out of stock", **parts})


OFFERS: Final = {sku: Offer(price=UNIT, stock=5) for sku in ("A", "B")}
"""What the store sells."""


def creation(asked: ModificationRequest, **fields: Any) -> CreateModification:
    """Ask for it through the API, as the store."""
    return CreateModification(**{**GIVEN, "offers": OFFERS, "request": asked, **fields})


LOWER: Final = creation(request(remove=items(A=1)))
HIGHER: Final = creation(request(add=items(A=1)))
PREVIEW: Final = PreviewModification.trusted(**LOWER.__dict__)
SAME: Final = creation(request(replace=({"from": items(A=1), "to": items(B=1)},)))


def following(actor: Actor = STORE, request_id: str = MODIFICATION) -> tuple[Command, ...]:
    """Have something become of a modification."""
    given: dict[str, Any] = {"actor": actor, "at": NOW, "request_id": request_id}
    return (
        AcknowledgeModification(**given, participant=Party.SELLER),
        AcknowledgeModification(**given, participant=Party.MARKETPLACE),
        ConfirmModification(**given),
        RefuseModification(**given, reason="Not accepted"),
        FailModification(**given, reason="Time-out"),
        RetryModification(**given),
        CancelModification(**given, reason="Not needed"),
    )


COURSE: Final = following()
"""What becomes of a modification."""


def asking(actor: Actor = STORE) -> tuple[Command, ...]:
    """Ask about modifications."""
    given: dict[str, Any] = {"actor": actor, "at": NOW}
    return (
        GetModification(**given, request_id=MODIFICATION),
        GetModification(**given, request_id=ABSENT),
        GetModificationHistory(**given),
        GetModificationSettings(**given),
    )


_BY_A_STRANGER: Final[dict[str, Any]] = {"actor": STRANGER, "at": NOW}

REFUSABLE: Final[tuple[Command, ...]] = (
    Cancel(**GIVEN, channel=Channel.ADMIN),
    Cancel(**GIVEN, channel=Channel.ADMIN, acknowledged=True),
    AcceptCancellation(**GIVEN, request_id=ABSENT),
    DeclineCancellation(**GIVEN, request_id=ABSENT, reason="Sent"),
    DeclineCancellation(**GIVEN, request_id=REQUEST),
    Invoice(**GIVEN, number="", value=UNIT),
    Invoice(**GIVEN, number="", value=UNIT, type=InvoiceType.INPUT),
    Invoice(**GIVEN, number=SALE, value=UNIT, type=InvoiceType.INPUT),
    Invoice(**GIVEN, number=LATER_SALE, value=UNIT, type=InvoiceType.INPUT),
    Invoice(**GIVEN, number=RETURN, value=UNIT),
    CancelModification(**GIVEN, request_id=MODIFICATION),
    Cancel(**_BY_A_STRANGER),
    CustomerCancel(**_BY_A_STRANGER),
    AcceptCancellation(**_BY_A_STRANGER, request_id=REQUEST),
    DeclineCancellation(**_BY_A_STRANGER, request_id=REQUEST, reason="Sent"),
    StartHandling(**_BY_A_STRANGER),
    ReplaceOrder(**_BY_A_STRANGER, replacement="order-2", value=UNIT),
    *(Invoice(**_BY_A_STRANGER, number=number, value=UNIT) for number in (NEW, SALE, LATER_SALE)),
    *(Invoice(**_BY_A_STRANGER, number=number, value=UNIT, type=InvoiceType.INPUT) for number in (NEW, RETURN)),
    Track(**_BY_A_STRANGER, number=SALE, tracking_number="BR1"),
    *following(STRANGER),
    UpdateModificationSettings(**GIVEN),
    UpdateModificationSettings(**_BY_A_STRANGER),
)
"""What is refused for one reason alone: a permission, an acknowledgement, an id, a number, a reason."""
