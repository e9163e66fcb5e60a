"""Every kind of marketplace, in every flow, with and without Multilevel Omnichannel Inventory (M6)."""

from collections.abc import Iterator
from itertools import product
from typing import Final

from pedido.order.order import Order
from pedido.order.parts import Acquirer, Connector, Invoice, Marketplace, Payment, Settings
from pedido.order.status import Flow, MarketplaceKind, PaymentStatus
from pedido.verify.canonical import EARLIER, SALE
from pedido.verify.world import World
from pedido.verify.worlds.commands import CANCELLATION, HIGHER, LOWER, UNIT, invoicing
from pedido.verify.worlds.flows import ABLE, VALUE
from pedido.verify.worlds.modifying import resting

_UNABLE: Final = {"method": "debitCard", "connector": Connector(), "acquirer": Acquirer()}
_INVOICED: Final = ((), (Invoice(number=SALE, value=UNIT, issued_at=EARLIER),))


def _orders() -> Iterator[Order]:
    for flow, kind, multilevel, paying, invoices in product(
        Flow, MarketplaceKind, (False, True), (ABLE, _UNABLE), _INVOICED
    ):
        settled = sum(invoice.value for invoice in invoices)
        yield resting(
            flow,
            Settings(),
            marketplace=Marketplace(name="Market", kind=kind),
            multilevel_inventory=multilevel,
            franchise=multilevel,
            payment=Payment(value=VALUE, status=PaymentStatus.APPROVED, settled=settled, split=multilevel, **paying),
            invoices=invoices,
        )


MARKETPLACES: Final = World(
    name="marketplaces",
    about="Every flow, kind of marketplace and inventory, with what can pay for more and what cannot, invoiced in part or not.",
    starts=tuple(_orders()),
    commands=(LOWER, HIGHER, *invoicing(1, 2), *CANCELLATION),
    modifications=1,
    highest=VALUE + UNIT,
)
