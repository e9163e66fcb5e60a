"""Random orders and commands, for the laws that hold of all of them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from pedido import (
    COMMANDS,
    Acquirer,
    Actor,
    CancellationRequest,
    Channel,
    Command,
    Connector,
    CreateModification,
    Deadline,
    DeadlineKind,
    Flow,
    InvoiceItem,
    InvoiceType,
    Item,
    Marketplace,
    MarketplaceKind,
    Modification,
    Modifications,
    ModificationStatus,
    Order,
    Party,
    Payment,
    PaymentChange,
    PaymentStatus,
    ReservationStatus,
    Resource,
    Settings,
    Status,
    Totals,
)
from pedido.machines import machine
from pedido.order.parts import Invoice
from pedido.order.status import FINISHED_MODIFICATION
from pedido.order.value import MAX_CENTS
from pedido.rules.modification import MODIFIABLE
from tests.orders import NOW, STORE
from tests.random_requests import (
    EVERYDAY,
    MULTIPLIERS,
    NEW_SKU,
    SKUS,
    UNIQUE_IDS,
    UNITS,
    Scale,
    offers,
    plenty,
    requests,
    sound_requests,
)
from tests.random_requests import SETTINGS as MODIFICATION_SETTINGS

VALUES = st.sampled_from([0, 1, 500, 1000, 1001])
MOMENTS = st.sampled_from([NOW, NOW + timedelta(minutes=30), NOW + timedelta(days=31)])
IDS = st.sampled_from(["1", "2", "1-cancellation-1", "1-modification-1"])

ACTORS = st.builds(Actor, id=IDS, resources=st.frozensets(st.sampled_from(Resource)))
INVOICE_ITEMS = st.builds(InvoiceItem, index=st.integers(0, 3), quantity=st.integers(0, 3), unit_price=VALUES)
INVOICES = st.builds(
    Invoice,
    number=IDS,
    value=VALUES,
    type=st.sampled_from(InvoiceType),
    issued_at=st.none() | MOMENTS,
    items=st.lists(INVOICE_ITEMS, max_size=2).map(tuple),
)
REQUESTS = st.builds(
    CancellationRequest,
    id=IDS,
    requested_from=st.sampled_from(Status),
    requested_at=MOMENTS,
    requested_by=IDS,
    by_customer=st.booleans(),
    declined_at=st.none() | MOMENTS,
)
CONNECTORS = st.builds(Connector, higher_values=st.booleans(), partial_refunds=st.booleans())
ACQUIRERS = st.builds(Acquirer, without_cvv=st.booleans(), second_charge=st.booleans())
METHODS = st.sampled_from([None, "creditCard", "promissory", "instantPayment"])
PAYMENTS = st.builds(
    Payment,
    status=st.sampled_from(PaymentStatus),
    value=st.just(1000),
    settled=st.sampled_from([0, 500, 1000]),
    refunded=st.sampled_from([0, 500, 1000]),
    settlement_asked=st.sampled_from([0, 0, 500]),
    refund_asked=st.sampled_from([0, 0, 500]),
    risk_analysis=st.booleans(),
    method=METHODS,
    system=st.none() | st.just("201"),
    settled_at=st.none() | MOMENTS,
    split=st.booleans(),
    connector=CONNECTORS,
    acquirer=ACQUIRERS,
)
SETTINGS = st.builds(
    Settings,
    change_of_payment=st.none() | st.just(timedelta(days=1)),
    payment_confirmation=st.sampled_from(["assumed", "awaited"]),
    reservation_confirmation=st.sampled_from(["assumed", "awaited"]),
    automatic_settlement=st.booleans(),
    order_authorization=st.booleans(),
    manual_authorization=st.booleans(),
    modification_acknowledgement=st.sampled_from(["assumed", "awaited"]),
    modification_retries=st.sampled_from([0, 3]),
    modifications=MODIFICATION_SETTINGS,
)


def lines(scale: Scale = EVERYDAY) -> st.SearchStrategy[Item]:
    """Draw a line of an order; its discount, tax and freight are of the same scale as its price."""
    return st.builds(
        Item,
        sku=SKUS,
        quantity=scale.quantities | st.just(0),
        unit_price=scale.cents,
        unique_id=UNIQUE_IDS,
        measurement_unit=UNITS,
        unit_multiplier=MULTIPLIERS,
        discount=scale.cents.map(lambda cents: -cents // 10),
        tax=scale.cents.map(lambda cents: cents // 10),
        shipping=scale.cents.map(lambda cents: cents // 10),
        address_id=st.sampled_from([None, None, None, "home", "work"]),
    )


AT_REST = FINISHED_MODIFICATION | {
    ModificationStatus.WAITING_ACKNOWLEDGEMENT,
    ModificationStatus.WAITING_CONFIRMATION,
}
"""The statuses that a modification does not pass by itself."""

CHANGES = st.builds(PaymentChange, raised=VALUES, lowered=VALUES, refunded=VALUES, separate=VALUES)
MODIFICATIONS = st.lists(
    st.builds(
        Modification,
        id=IDS,
        number=st.just(1),
        status=st.sampled_from(sorted(AT_REST)),
        reason=st.just("a reason"),
        requested_by=IDS,
        requested_at=MOMENTS,
        removed=st.lists(lines(), max_size=1).map(tuple),
        items=st.lists(lines(), max_size=2).map(tuple),
        kept=st.sampled_from([(), (0,), (1,), (0, 1)]),
        totals=st.builds(Totals, items=st.sampled_from([-1000, -500, 0, 500])),
        value=VALUES,
        payment=CHANGES,
        settings=MODIFICATION_SETTINGS,
        awaited=st.lists(st.sampled_from(Party), max_size=2).map(tuple),
        failures=st.integers(0, 4),
    ),
    max_size=2,
    unique_by=lambda modification: modification.id,
)


def _one_after_the_other(drawn: Sequence[Modification]) -> Modifications:
    latest = len(drawn)
    return Modifications(
        modification.but(number=number, status=modification.status if number == latest else ModificationStatus.DONE)
        for number, modification in enumerate(drawn, start=1)
    )


def _known(order: Order) -> list[str]:
    hosts = {
        order.flow.value: order.status.value,
        "payment": order.payment.status.value,
        "modification": order.modifications.latest.status.value if order.modifications.latest is not None else "none",
    }
    known = {trigger for name, state in hosts.items() for trigger in machine(name).get_triggers(state)}
    return sorted(known & set(COMMANDS)) or ["cancel"]


ORDERS = st.builds(
    Order,
    order_id=st.just("1"),
    flow=st.sampled_from(Flow),
    status=st.sampled_from(Status),
    value=VALUES,
    items=st.sampled_from([(), (Item(sku="1", quantity=1, unit_price=1000),)])
    | st.lists(lines(), max_size=3).map(tuple),
    payment=PAYMENTS,
    invoices=st.lists(INVOICES, max_size=2).map(tuple),
    reservation=st.sampled_from(ReservationStatus),
    cancellation_requests=st.lists(REQUESTS, max_size=2).map(tuple),
    deadline=st.none() | st.builds(Deadline, kind=st.sampled_from(DeadlineKind), due=MOMENTS),
    marketplace=st.builds(Marketplace, kind=st.sampled_from(MarketplaceKind)),
    multilevel_inventory=st.booleans(),
    franchise=st.booleans(),
    totals=st.none() | st.builds(Totals, items=VALUES),
    modifications=MODIFICATIONS.map(_one_after_the_other),
    settings=SETTINGS,
    changed_at=st.none() | MOMENTS,
)
"""Any order at all, also ones that no path leads to."""


@st.composite
def commands(draw: st.DrawFn, order: Order, trigger: str | None = None) -> Command:
    """Draw a command, more often than not one that the order's status knows: as it is typically given, or changed."""
    kind = COMMANDS[trigger or draw(st.sampled_from(_known(order)) | st.sampled_from(sorted(COMMANDS)))]
    typical = kind.typical(order, draw(st.just(STORE) | ACTORS), draw(MOMENTS))
    fields: dict[str, st.SearchStrategy[Any]] = {
        "value": VALUES,
        "number": st.sampled_from(["", "1", "2", "3"]),
        "type": st.sampled_from(InvoiceType),
        "reason": st.sampled_from(["", "a reason"]),
        "request_id": IDS,
        "acknowledged": st.booleans(),
        "registered": st.booleans(),
        "participant": st.sampled_from(Party),
        "settings": MODIFICATION_SETTINGS,
        "workspace": st.sampled_from(["master", "test"]),
    }
    if issubclass(kind, CreateModification):
        fields |= {"request": requests(order), "offers": offers(), "channel": st.sampled_from(Channel)}
    changed = {
        name: draw(values) for name, values in fields.items() if name in kind.model_fields and draw(st.booleans())
    }
    return typical.model_copy(update=changed)


@st.composite
def payments(draw: st.DrawFn, value: int) -> Payment:
    """Draw the payment of an order of so many cents, with all that a change of its total takes."""
    status = draw(st.sampled_from([PaymentStatus.APPROVED, PaymentStatus.SETTLING, PaymentStatus.SETTLED]))
    whole = status is PaymentStatus.SETTLED
    return Payment(
        status=status,
        value=value,
        settled=value if whole else draw(st.just(0) | st.integers(0, value - 1)),
        settled_at=NOW if whole else None,
        method="creditCard",
        split=draw(st.booleans()),
        connector=Connector(higher_values=draw(st.booleans()), partial_refunds=True),
        acquirer=Acquirer(without_cvv=True, second_charge=True),
    )


def _named(line: Item) -> tuple[str, str | None]:
    return line.sku, line.unique_id


@st.composite
def modifiable_orders(draw: st.DrawFn, scale: Scale = EVERYDAY) -> Order:
    """Draw an order that may be modified, as far as it is for the order to say.

    Its lines can be told apart, and its lines, totals and payment fit together where amounts allow it.
    """
    known = lines(scale).filter(lambda line: line.sku != NEW_SKU).map(lambda line: line.but(address_id="home"))
    items = tuple(draw(st.lists(known, max_size=8, unique_by=_named)))
    amounts = {
        "items": sum(line.value for line in items),
        "discounts": sum(line.discount for line in items),
        "tax": sum(line.tax for line in items),
        "shipping": sum(line.shipping for line in items),
        "manual_values": draw(st.integers(-20, 20)),
    }
    total = sum(amounts.values())
    fitting = total > 0 and all(abs(amount) <= MAX_CENTS for amount in (total, *amounts.values()))
    value = total if fitting else draw(st.integers(1, 5000) | st.just(MAX_CENTS))
    return Order(
        order_id="1",
        flow=draw(st.sampled_from([Flow.COMPLETE, Flow.SELLER])),
        status=draw(st.sampled_from(MODIFIABLE)),
        value=value,
        items=items,
        payment=draw(payments(value)),
        invoices=draw(st.just(()) | st.just(()) | _invoices_of(items, value)),
        totals=Totals(**amounts) if fitting else None,
        settings=Settings(automatic_settlement=draw(st.booleans())),
    )


@st.composite
def _invoices_of(draw: st.DrawFn, items: tuple[Item, ...], value: int) -> tuple[Invoice, ...]:
    """Draw an invoice for a part of an order, after what is settled of it; it speaks of some of its lines."""
    named = draw(st.sets(st.sampled_from(range(len(items))), max_size=3)) if items else set()
    spoken = tuple(InvoiceItem(index=index, quantity=1, unit_price=1) for index in named)
    return (Invoice(number="1", value=draw(st.integers(0, value // 4)), items=spoken, issued_at=NOW),)


@st.composite
def creations(draw: st.DrawFn, order: Order, scale: Scale = EVERYDAY) -> CreateModification:
    """Draw a command that asks for a modification which an order most often allows."""
    return CreateModification(
        actor=STORE, at=NOW, request=draw(sound_requests(order, scale)), offers=draw(plenty(scale))
    )
