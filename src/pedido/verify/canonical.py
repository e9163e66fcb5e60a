"""The abstraction: which orders count as the same, and the one that stands for them.

Exploring goes on from one order for all that no rule, choice or action can tell apart. What is forgotten, and why it may be:

- moments: rules compare a command's with the end of a deadline, and an invoice's with the settlement's. A deadline ends
  at `DUE`, an invoice is entered `EARLIER` than the settlement or `AFTER` it;
- who, why and which id: those are records. The request, the modification and the invoices of an order have the names below,
  and a command that speaks of one of them uses its name;
- how many invoices there are: rules ask for a number, a type, sums and lines. The sales before the settlement are one, those
  after it and the returns as well;
- every cancellation request and every modification but the latest, and what a finished modification was about;
- the history, which no rule reads. One entry is kept, so that it can be seen to grow.

`pedido.verify.replaying` goes the way back, from commands for these orders to commands for orders that have forgotten nothing.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Generic, NamedTuple, TypeVar

from pedido.order.events import StatusChanged
from pedido.order.item import Item
from pedido.order.modification import Modification, Modifications
from pedido.order.order import Order
from pedido.order.parts import Cancellation, CancellationRequest, Deadline, Invoice, InvoiceItem, Payment, Settings
from pedido.order.status import DeadlineKind, InvoiceType, Status

NOW: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""When commands are given."""
EARLIER: Final = NOW - timedelta(hours=3)
SETTLED: Final = NOW - timedelta(hours=2)
AFTER: Final = NOW - timedelta(hours=1)
DUE: Final = NOW + timedelta(days=1)
LATE: Final = NOW + timedelta(days=400)
"""When time has passed: every deadline is over."""

REQUEST: Final = "request"
MODIFICATION: Final = "modification"
SALE: Final = "sale"
LATER_SALE: Final = "later-sale"
UNDATED_SALE: Final = "undated-sale"
RETURN: Final = "return"

BORN: Final = StatusChanged(Status.INCOMPLETE, Status.INCOMPLETE, "born", EARLIER, "platform", "-")
"""The one entry of the history that is kept."""

Key = tuple[Any, ...]
"""What orders that count as the same have in common."""

_P = TypeVar("_P")


class State(NamedTuple):
    """The order that stands for all that count as the same, and what they have in common."""

    key: Key
    order: Order


class _Parts(Generic[_P]):
    """The parts of one kind that stand for others: each is made once, so that a part that has not changed is known at once."""

    def __init__(self, key_of: Callable[[_P], Key], made_of: Callable[[_P], _P]) -> None:
        self._key_of = key_of
        self._made_of = made_of
        self._by_key: dict[Key, tuple[int, _P]] = {}
        self._known: dict[int, tuple[int, _P]] = {}

    def of(self, part: _P) -> tuple[int, _P]:
        """Return the number of a part among those that differ, and the part that stands for it."""
        found = self._known.get(id(part))
        return found if found is not None else self._find(part)

    def _find(self, part: _P) -> tuple[int, _P]:
        key = self._key_of(part)
        found = self._by_key.get(key)
        if found is None:
            made = self._made_of(part)
            found = self._by_key[key] = (len(self._by_key), made)
            self._known[id(made)] = found
        return found


class Abstraction:
    """Finds the state that an order is in. What an order never changes is not looked at: one abstraction for each start."""

    def __init__(self) -> None:
        """Begin without any part."""
        self._items = _Parts[tuple[Item, ...]](_items_key, _items)
        self._payments = _Parts[Payment](_payment_key, _payment)
        self._invoices = _Parts[tuple[Invoice, ...]](_invoices_key, _invoices)
        self._requests = _Parts[tuple[CancellationRequest, ...]](_requests_key, _requests)
        self._modifications = _Parts[Modifications](self._modifications_key, self._modifications_for)
        self._settings = _Parts[Settings](lambda settings: (settings.model_dump_json(),), lambda settings: settings)

    def state_of(self, order: Order) -> State:
        """Return the state that an order is in."""
        fields = order.__dict__
        paid = fields["payment"]
        entered = fields["invoices"]
        if entered and paid.settled_at is not SETTLED:
            entered = _placed(entered, paid.settled_at)
        items_key, items = self._items.of(fields["items"])
        payment_key, payment = self._payments.of(paid)
        invoices_key, invoices = self._invoices.of(entered)
        requests_key, requests = self._requests.of(fields["cancellation_requests"])
        modifications_key, modifications = self._modifications.of(fields["modifications"])
        settings_key, settings = self._settings.of(fields["settings"])
        deadline = None if fields["deadline"] is None else _DEADLINES[fields["deadline"].kind]
        totals = fields["totals"]
        key = (
            fields["status"],
            fields["value"],
            items_key,
            payment_key,
            invoices_key,
            requests_key,
            modifications_key,
            settings_key,
            fields["reservation"],
            None if deadline is None else deadline.kind,
            fields["seller"],
            None if totals is None else totals.amounts,
        )
        return State(
            key,
            order.but(
                items=items,
                payment=payment,
                invoices=invoices,
                cancellation_requests=requests,
                modifications=modifications,
                settings=settings,
                deadline=deadline,
                cancellation=None if fields["cancellation"] is None else _CANCELLATION,
                changed_at=NOW,
                history=_HISTORY,
            ),
        )

    def _modifications_key(self, modifications: Modifications) -> Key:
        latest = modifications.latest
        if latest is None or not latest.in_progress:
            return () if latest is None else (latest.number, latest.status)
        return (
            latest.number,
            latest.status,
            latest.value,
            latest.totals.amounts,
            latest.payment.raised,
            latest.payment.lowered,
            latest.payment.refunded,
            latest.payment.separate,
            latest.awaited,
            latest.failures,
            latest.settings.model_dump_json(),
            latest.kept,
            self._items.of(latest.items)[0],
        )

    def _modifications_for(self, modifications: Modifications) -> Modifications:
        latest = modifications.latest
        if latest is None:
            return modifications
        kept = latest if latest.in_progress else _FINISHED.but(status=latest.status)
        named = {"id": MODIFICATION, "number": latest.number, "reason": "-", "requested_by": "-", "requested_at": NOW}
        return Modifications((kept.but(**named, items=self._items.of(kept.items)[1], history=()),))


def _items_key(items: tuple[Item, ...]) -> Key:
    return tuple(
        (
            item.sku,
            item.quantity,
            item.unit_price,
            item.unit_multiplier,
            item.measurement_unit,
            item.discount,
            item.tax,
            item.shipping,
            item.address_id,
            item.unique_id is None,
        )
        for item in items
    )


def _items(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(
        item if item.unique_id is None else item.but(unique_id=f"line-{position}")
        for position, item in enumerate(items)
    )


def _payment_key(payment: Payment) -> Key:
    return (
        payment.status,
        payment.value,
        payment.settled,
        payment.refunded,
        payment.settlement_asked,
        payment.refund_asked,
        payment.settled_at is None,
        payment.method,
        payment.system,
        payment.connector.higher_values,
        payment.connector.partial_refunds,
        payment.acquirer.without_cvv,
        payment.acquirer.second_charge,
    )


def _payment(payment: Payment) -> Payment:
    return payment.but(authorized_at=None, settled_at=None if payment.settled_at is None else SETTLED)


def _placed(invoices: tuple[Invoice, ...], settled_at: datetime | None) -> tuple[Invoice, ...]:
    """Place invoices on the side of the settlement where they were entered, when that has come to be another."""
    return tuple(
        invoice
        if invoice.issued_at is None
        else invoice.but(issued_at=EARLIER if settled_at is None or invoice.issued_at < settled_at else AFTER)
        for invoice in invoices
    )


def _name_of(invoice: Invoice) -> str:
    if invoice.type is InvoiceType.INPUT:
        return RETURN
    if invoice.issued_at is None:
        return UNDATED_SALE
    return SALE if invoice.issued_at < SETTLED else LATER_SALE


_ENTERED: Final = {SALE: EARLIER, LATER_SALE: AFTER, UNDATED_SALE: None, RETURN: AFTER}


class _Sum(NamedTuple):
    """What the invoices of one name add up to, and the lines of the order that they are about."""

    value: int
    lines: tuple[int, ...]


def _sums(invoices: tuple[Invoice, ...]) -> dict[str, _Sum]:
    sums: dict[str, _Sum] = {}
    for invoice in invoices:
        name = _name_of(invoice)
        known = sums.get(name, _Sum(0, ()))
        lines = {*known.lines, *(item.index for item in invoice.items)}
        sums[name] = _Sum(known.value + invoice.value, tuple(sorted(lines)))
    return sums


def _invoices_key(invoices: tuple[Invoice, ...]) -> Key:
    return tuple(sorted(_sums(invoices).items()))


def _invoices(invoices: tuple[Invoice, ...]) -> tuple[Invoice, ...]:
    return tuple(
        Invoice(
            number=name,
            value=value,
            type=InvoiceType.INPUT if name == RETURN else InvoiceType.OUTPUT,
            issued_at=_ENTERED[name],
            items=tuple(InvoiceItem(index=line, quantity=1, unit_price=0) for line in lines),
        )
        for name, (value, lines) in sorted(_sums(invoices).items())
    )


def _requests_key(requests: tuple[CancellationRequest, ...]) -> Key:
    if not requests:
        return ()
    latest = requests[-1]
    return (latest.requested_from, latest.by_customer, latest.declined_at is None, latest.accepted_at is None)


def _requests(requests: tuple[CancellationRequest, ...]) -> tuple[CancellationRequest, ...]:
    return tuple(
        request.but(
            id=REQUEST,
            requested_at=NOW,
            requested_by="-",
            reason="",
            declined_at=None if request.declined_at is None else NOW,
            decline_reason=None if request.declined_at is None else "-",
            accepted_at=None if request.accepted_at is None else NOW,
        )
        for request in requests[-1:]
    )


_FINISHED: Final = Modification(id=MODIFICATION, number=1, reason="-", requested_by="-", requested_at=NOW, value=0)
_DEADLINES: Final = {kind: Deadline(kind, DUE) for kind in DeadlineKind}
_CANCELLATION: Final = Cancellation(requested_by="-", at=NOW)
_HISTORY: Final = (BORN,)
