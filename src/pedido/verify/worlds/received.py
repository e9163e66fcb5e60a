"""Orders as they may be received: in any status, and what is answered there to everybody, to whatever they ask."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Final

from pedido.machines import DEFINITIONS
from pedido.order.commands import Command
from pedido.order.modification import Modification, Modifications
from pedido.order.order import Order
from pedido.order.parts import Invoice, Payment, Settings
from pedido.order.status import (
    AUTOMATIC_STATUSES,
    Flow,
    InvoiceType,
    ModificationStatus,
    PaymentStatus,
    Status,
)
from pedido.scenario.defaults import completed
from pedido.scenario.format import GivenOrder
from pedido.verify.canonical import AFTER, EARLIER, MODIFICATION, NOW, RETURN, SALE
from pedido.verify.world import World
from pedido.verify.worlds.commands import COURSE, FLOW, LOWER, PREVIEW, REFUSABLE, STRANGER, UNIT, asking
from pedido.verify.worlds.flows import ABLE, VALUE, order
from pedido.verify.worlds.modifying import resting

_SALE: Final = Invoice(number=SALE, value=UNIT, issued_at=EARLIER)
_RETURN: Final = Invoice(number=RETURN, value=UNIT, issued_at=AFTER, type=InvoiceType.INPUT)
_APPROVED: Final = Payment(value=VALUE, status=PaymentStatus.APPROVED, **ABLE)
_PAID: Final = (PaymentStatus.APPROVED, PaymentStatus.SETTLING, PaymentStatus.SETTLED, PaymentStatus.FINISHED)
_ENDING: Final = frozenset({Status.CANCEL, Status.CANCELED, Status.INVOICE, Status.INVOICED, Status.REPLACED})
_STRANGE: Final = (Status.INCOMPLETE, *_ENDING, *AUTOMATIC_STATUSES)
"""Where an order is neither partly invoiced nor paid in any other way than its status says."""
_AWAITED: Final = Settings(modification_acknowledgement="awaited", payment_confirmation="awaited")

_OTHER_PERIODS: Final = Settings(
    cancellation_window=timedelta(hours=1),
    undecided_cancellation=timedelta(days=2),
    missing_authorization=timedelta(days=3),
    change_of_seller=timedelta(days=4),
    change_of_payment=timedelta(days=5),
)


def _received(flow: Flow, status: Status) -> Order:
    """Make an order that has what belongs to its status."""
    given = {"flow": flow, "status": status, "value": VALUE, "payment": ABLE}
    return completed(GivenOrder.model_validate(given), NOW).but(items=order(flow, Settings()).items)


def _in_every_status() -> Iterator[Order]:
    """Yield orders in every status: just so, approved, invoiced in part, with other periods; without items, with a return."""
    for flow in Flow:
        for state in DEFINITIONS[flow].states:
            found = _received(flow, Status(state.name))
            yield found
            if found.status not in _STRANGE:
                yield found.but(payment=_APPROVED)
                yield found.but(payment=_APPROVED.but(settled=UNIT), invoices=(_SALE,))
            if state.deadline is not None:
                yield found.but(settings=_OTHER_PERIODS)
        yield _received(flow, Status.INCOMPLETE).but(items=())
        invoiced = _received(flow, Status.INVOICED)
        yield invoiced.but(invoices=(*invoiced.invoices, _RETURN))


def _with_every_request() -> Iterator[Order]:
    """Yield orders whose cancellation was requested in each of the statuses from which it is."""
    for flow in (Flow.COMPLETE, Flow.SELLER):
        found = _received(flow, Status.CANCELLATION_REQUESTED)
        [request] = found.cancellation_requests
        for status in (Status.READY_FOR_HANDLING, Status.WAITING_FOR_FULFILLMENT, Status.READY_FOR_INVOICING):
            yield found.but(cancellation_requests=(request.but(requested_from=status),))


def _with_every_payment() -> Iterator[Order]:
    """Yield orders that wait for invoices, and incomplete ones, with the payment in each of its statuses."""
    for flow, status in product(Flow, PaymentStatus):
        settled = VALUE if status in {PaymentStatus.SETTLED, PaymentStatus.FINISHED} else 0
        payment = Payment(value=VALUE, status=status, settled=settled, risk_analysis=True, **ABLE)
        yield resting(flow, Settings(), payment=payment)
        yield _received(flow, Status.INCOMPLETE).but(payment=payment)
        if status in _PAID:
            yield resting(flow, Settings(), payment=payment, invoices=(_SALE,))


def _with_every_modification() -> Iterator[Order]:
    """Yield orders that wait for invoices, with a modification in each of its statuses."""
    for flow, status in product(Flow, _RESTING):
        found = resting(flow, _AWAITED)
        modification = Modification(
            id=MODIFICATION,
            number=1,
            status=status,
            reason="-",
            requested_by="store",
            requested_at=NOW,
            value=VALUE,
            items=found.items,
            kept=(0,),
        )
        yield found.but(modifications=Modifications((modification,)))


_RESTING: Final = (
    ModificationStatus.WAITING_ACKNOWLEDGEMENT,
    ModificationStatus.WAITING_CONFIRMATION,
    ModificationStatus.DONE,
    ModificationStatus.CANCELED,
)
_COMMANDS: Final[tuple[Command, ...]] = (*FLOW, *REFUSABLE, LOWER, PREVIEW, *COURSE, *asking(), *asking(STRANGER))


def _orders() -> Iterator[Order]:
    yield from _in_every_status()
    yield from _with_every_request()
    yield from _with_every_payment()
    yield from _with_every_modification()


RECEIVED: Final = World(
    name="received",
    about="Orders as they may be received, in every status, and the first answer to everything that anybody may ask there.",
    starts=tuple(dict.fromkeys(_orders())),
    commands=_COMMANDS,
    modifications=1,
    highest=VALUE + UNIT,
    depth=1,
)
