"""What pays for the order, in all its kinds: a modification makes it worth less, the same, or more (P1 to P8)."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any, Final

from pedido.order.commands import Command
from pedido.order.modification import DEFAULT_SETTINGS
from pedido.order.order import Order
from pedido.order.parts import Acquirer, Connector, Invoice, Payment, Settings
from pedido.order.status import Flow, PaymentStatus
from pedido.rules.price_change import asked_of, unmet
from pedido.verify.canonical import AFTER, EARLIER, LATER_SALE, SALE, SETTLED
from pedido.verify.world import World
from pedido.verify.worlds.commands import CANCELLATION, HIGHER, LOWER, SAME, SETTLEMENT, UNIT, invoicing
from pedido.verify.worlds.flows import VALUE
from pedido.verify.worlds.modifying import resting

_METHODS: Final = ("creditCard", "cash", "debitCard")
_EITHER: Final = (False, True)
_PROGRESS: Final[tuple[dict[str, Any], ...]] = (
    {"status": PaymentStatus.APPROVED},
    {"status": PaymentStatus.APPROVED, "settled": UNIT},
    {"status": PaymentStatus.SETTLED, "settled": VALUE, "settled_at": SETTLED},
    {"status": PaymentStatus.FINISHED, "settled": VALUE, "settled_at": SETTLED},
)
_INVOICED: Final = (
    (),
    (Invoice(number=SALE, value=UNIT, issued_at=EARLIER),),
    (Invoice(number=LATER_SALE, value=UNIT, issued_at=AFTER),),
)


def _all() -> Iterator[Order]:
    """Yield every combination of payment method, connector, acquirer, progress of the payment, and invoices."""
    for method, higher, partial, cvv, second, progress, invoices in product(
        _METHODS, _EITHER, _EITHER, _EITHER, _EITHER, _PROGRESS, _INVOICED
    ):
        payment = Payment(
            value=VALUE,
            method=method,
            connector=Connector(higher_values=higher, partial_refunds=partial),
            acquirer=Acquirer(without_cvv=cvv, second_charge=second),
            **progress,
        )
        yield resting(Flow.COMPLETE, Settings(), payment=payment, invoices=invoices)


def different(orders: Iterable[Order]) -> tuple[Order, ...]:
    """Keep of the orders those that the rules can tell apart: by what a change of the total takes, finds and asks for."""
    found: dict[tuple[object, ...], Order] = {}
    for order in orders:
        seen = tuple(
            (unmet(order, change, DEFAULT_SETTINGS), asked_of(order.payment, change)) for change in (-UNIT, 0, UNIT)
        )
        found.setdefault((order.payment.status, order.payment.settled, order.invoiced, seen), order)
    return tuple(found.values())


_COMMANDS: Final[tuple[Command, ...]] = (LOWER, SAME, HIGHER, *invoicing(1, 2), *SETTLEMENT, *CANCELLATION)

PRICES: Final = World(
    name="prices",
    about="Every payment method, connector, acquirer and progress of the payment that the rules can tell apart.",
    starts=different(_all()),
    commands=_COMMANDS,
    modifications=1,
    highest=VALUE + UNIT,
)
