"""What two stores start from, and what each of them may do at any time: small sets of commands that are complete for races.

An order is worth two units, so that an invoice can be for a part or for all of it. No store gives the commands by which the
other one's messages are carried out: only the seller authorises by hand, invoices and decides requests. The seller's consent
to the purchase is given at the checkout, at once, and is no message. Where the marketplace finds another seller, or another
order takes the place of its own, the sale of these two stores is over: neither is tried here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from pedido.order.actor import Actor, Resource
from pedido.order.commands import (
    AcceptCancellation,
    AuthorizeFulfillment,
    AuthorizeOrder,
    AuthorizePayment,
    Cancel,
    ChangePayment,
    CloseCancellationWindow,
    Command,
    CompleteOrder,
    ConfirmBySeller,
    ConfirmPaymentCancellation,
    ConfirmRefund,
    ConfirmReservation,
    ConfirmSettlement,
    CustomerCancel,
    DeclineCancellation,
    DenyPayment,
    Invoice,
    PassTime,
    ReadyForInvoicing,
    RequestSettlement,
    ReturnFromWms,
    SendToWms,
    StartHandling,
    StartSettlement,
)
from pedido.order.item import Item
from pedido.order.order import Order
from pedido.order.parts import Payment, Settings
from pedido.order.status import PaymentStatus, Status
from pedido.pair.store import Store
from pedido.verify.canonical import BORN, LATE, NOW, REQUEST

UNIT: Final = 100
VALUE: Final = 2 * UNIT


@dataclass(frozen=True, slots=True)
class PairWorld:
    """A small world of two stores: the orders that they start from, and what each may do in every state."""

    name: str
    about: str
    starts: Mapping[Store, Order] = field(repr=False)
    commands: Mapping[Store, tuple[Command, ...]] = field(repr=False)


def _order(store: Store, status: Status, settings: Settings, **fields: Any) -> Order:
    return Order(
        order_id=f"{store}-1",
        flow=store.flow,
        status=status,
        value=VALUE,
        items=(Item(sku="A", quantity=2, unit_price=UNIT),),
        payment=Payment(status=PaymentStatus.AUTHORIZING, value=VALUE, method="creditCard"),
        settings=settings,
        changed_at=NOW,
        history=(BORN,),
        **fields,
    )


_GIVEN: Final[dict[str, Any]] = {"actor": Actor(id="store", resources=frozenset(Resource)), "at": NOW}
_TIME: Final = PassTime(actor=_GIVEN["actor"], at=LATE)

MARKETPLACE: Final[tuple[Command, ...]] = (
    AuthorizePayment(**_GIVEN),
    DenyPayment(**_GIVEN),
    ConfirmPaymentCancellation(**_GIVEN),
    CustomerCancel(**_GIVEN, request_id=Store.MARKETPLACE),
    Cancel(**_GIVEN, request_id=Store.MARKETPLACE),
    ReadyForInvoicing(**_GIVEN),
    _TIME,
)

SELLER: Final[tuple[Command, ...]] = (
    CloseCancellationWindow(**_GIVEN),
    StartHandling(**_GIVEN),
    SendToWms(**_GIVEN),
    ReturnFromWms(**_GIVEN),
    ReadyForInvoicing(**_GIVEN),
    Invoice(**_GIVEN, number="new", value=UNIT),
    Invoice(**_GIVEN, number="new", value=VALUE),
    Cancel(**_GIVEN, request_id=Store.SELLER),
    AcceptCancellation(**_GIVEN, request_id=REQUEST),
    DeclineCancellation(**_GIVEN, request_id=REQUEST, reason="Sent"),
    _TIME,
)

NEWS: Final[tuple[Command, ...]] = (
    ConfirmPaymentCancellation(**_GIVEN),
    RequestSettlement(**_GIVEN),
    StartSettlement(**_GIVEN),
    ConfirmSettlement(**_GIVEN, value=VALUE),
    ConfirmRefund(**_GIVEN, value=VALUE),
)
"""What a store that waits for it hears from Payments, of all the money at once."""

SETTLING: Final[tuple[Command, ...]] = (
    AuthorizePayment(**_GIVEN),
    *NEWS,
    CustomerCancel(**_GIVEN, request_id=Store.MARKETPLACE),
    Cancel(**_GIVEN, request_id=Store.MARKETPLACE),
    _TIME,
)

_WITHOUT_STATIONS: Final = tuple(
    command for command in SELLER if not isinstance(command, SendToWms | ReturnFromWms | ReadyForInvoicing)
)

PAIR_WORLDS: Final = (
    PairWorld(
        name="authorized by the marketplace",
        about="The seller waits for the marketplace to have the payment.",
        starts={
            Store.MARKETPLACE: _order(Store.MARKETPLACE, Status.PAYMENT_PENDING, Settings()),
            Store.SELLER: _order(Store.SELLER, Status.WAITING_FFMT_AUTHORIZATION, Settings()),
        },
        commands={Store.MARKETPLACE: MARKETPLACE, Store.SELLER: SELLER},
    ),
    PairWorld(
        name="authorized by hand",
        about="The seller may go ahead of the payment, and the customer may pay in another way when it is denied.",
        starts={
            Store.MARKETPLACE: _order(
                Store.MARKETPLACE,
                Status.WAITING_FOR_AUTHORIZATION,
                Settings(order_authorization=True, change_of_payment=timedelta(days=1)),
            ),
            Store.SELLER: _order(Store.SELLER, Status.ORDER_ACCEPTED, Settings(manual_authorization=True)),
        },
        commands={
            Store.MARKETPLACE: (
                ConfirmBySeller(**_GIVEN),
                AuthorizeOrder(**_GIVEN),
                ChangePayment(**_GIVEN, method="creditCard"),
                *MARKETPLACE,
            ),
            Store.SELLER: (CompleteOrder(**_GIVEN), AuthorizeFulfillment(**_GIVEN), *SELLER),
        },
    ),
    PairWorld(
        name="seller awaits confirmations",
        about="The seller waits for Payments and Logistics to confirm what it asks for.",
        starts={
            Store.MARKETPLACE: _order(Store.MARKETPLACE, Status.PAYMENT_PENDING, Settings()),
            Store.SELLER: _order(
                Store.SELLER,
                Status.WAITING_FFMT_AUTHORIZATION,
                Settings(payment_confirmation="awaited", reservation_confirmation="awaited"),
            ),
        },
        commands={
            Store.MARKETPLACE: tuple(command for command in MARKETPLACE if not isinstance(command, ReadyForInvoicing)),
            Store.SELLER: (ConfirmReservation(**_GIVEN), *NEWS, *_WITHOUT_STATIONS),
        },
    ),
    PairWorld(
        name="marketplace awaits Payments",
        about="The marketplace waits for Payments to confirm what it asks for; the sale runs through multilevel inventory.",
        starts={
            Store.MARKETPLACE: _order(
                Store.MARKETPLACE,
                Status.PAYMENT_PENDING,
                Settings(payment_confirmation="awaited"),
                multilevel_inventory=True,
            ),
            Store.SELLER: _order(Store.SELLER, Status.WAITING_FFMT_AUTHORIZATION, Settings()),
        },
        commands={
            Store.MARKETPLACE: SETTLING,
            Store.SELLER: _WITHOUT_STATIONS,
        },
    ),
)
