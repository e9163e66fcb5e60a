"""Random orders and commands, for the laws that hold of all of them."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from pedido import (
    COMMANDS,
    Actor,
    CancellationRequest,
    Command,
    Deadline,
    DeadlineKind,
    Flow,
    InvoiceType,
    Item,
    Order,
    Payment,
    PaymentStatus,
    ReservationStatus,
    Resource,
    Settings,
    Status,
)
from pedido.machines import machine
from pedido.order.parts import Invoice
from tests.orders import NOW, STORE

VALUES = st.sampled_from([0, 1, 500, 1000, 1001])
MOMENTS = st.sampled_from([NOW, NOW + timedelta(minutes=30), NOW + timedelta(days=31)])
IDS = st.sampled_from(["1", "2", "1-cancellation-1"])

ACTORS = st.builds(Actor, id=IDS, resources=st.frozensets(st.sampled_from(Resource)))
INVOICES = st.builds(Invoice, number=IDS, value=VALUES, type=st.sampled_from(InvoiceType))
REQUESTS = st.builds(
    CancellationRequest,
    id=IDS,
    requested_from=st.sampled_from(Status),
    requested_at=MOMENTS,
    requested_by=IDS,
    by_customer=st.booleans(),
    declined_at=st.none() | MOMENTS,
)
PAYMENTS = st.builds(
    Payment,
    status=st.sampled_from(PaymentStatus),
    value=st.just(1000),
    settled=st.sampled_from([0, 500, 1000]),
    refunded=st.sampled_from([0, 500, 1000]),
    risk_analysis=st.booleans(),
)
SETTINGS = st.builds(
    Settings,
    change_of_payment=st.none() | st.just(timedelta(days=1)),
    payment_confirmation=st.sampled_from(["assumed", "awaited"]),
    reservation_confirmation=st.sampled_from(["assumed", "awaited"]),
    automatic_settlement=st.booleans(),
    order_authorization=st.booleans(),
    manual_authorization=st.booleans(),
)


def _known(order: Order) -> list[str]:
    known = {*machine(order.flow.value).get_triggers(order.status.value)}
    known |= {*machine("payment").get_triggers(order.payment.status.value)}
    return sorted(known & set(COMMANDS)) or ["cancel"]


ORDERS = st.builds(
    Order,
    order_id=st.just("1"),
    flow=st.sampled_from(Flow),
    status=st.sampled_from(Status),
    value=VALUES,
    items=st.sampled_from([(), (Item(sku="1", quantity=1, unit_price=1000),)]),
    payment=PAYMENTS,
    invoices=st.lists(INVOICES, max_size=2).map(tuple),
    reservation=st.sampled_from(ReservationStatus),
    cancellation_requests=st.lists(REQUESTS, max_size=2).map(tuple),
    deadline=st.none() | st.builds(Deadline, kind=st.sampled_from(DeadlineKind), due=MOMENTS),
    multilevel_inventory=st.booleans(),
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
    }
    changed = {
        name: draw(values) for name, values in fields.items() if name in kind.model_fields and draw(st.booleans())
    }
    return typical.model_copy(update=changed)
