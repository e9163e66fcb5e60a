"""The states of orders: what tells them apart, and how their parts are named."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

import pytest

from pedido import (
    Acquirer,
    Connector,
    Deadline,
    DeadlineKind,
    InvoiceType,
    Item,
    ModificationStatus,
    Order,
    Party,
    PaymentChange,
    PaymentStatus,
    ReservationStatus,
    Settings,
    Status,
    Totals,
    decide,
)
from pedido.order.modification import ModificationSettings
from pedido.order.parts import Invoice, InvoiceItem
from pedido.verify.canonical import BORN, LATER_SALE, MODIFICATION, REQUEST, RETURN, SALE, Abstraction
from pedido.verify.worlds.commands import creation, items
from pedido.verify.worlds.commands import request as request_for
from tests.orders import LATER, NOW, UNIT, VALUE, order_in, payment, request, with_modification

HOUR: Final = timedelta(hours=1)
ONE: Final = Item(sku="A", quantity=1, unit_price=UNIT)


def _invoice(moment: timedelta | None, value: int = 1, type_: InvoiceType = InvoiceType.OUTPUT) -> Invoice:
    return Invoice(number="1", value=value, type=type_, issued_at=None if moment is None else NOW + moment)


BASE: Final = order_in(
    Status.HANDLING,
    payment=payment(PaymentStatus.SETTLED, settled_at=NOW, method="creditCard"),
    items=(ONE,),
    invoices=(_invoice(HOUR),),
    deadline=Deadline(DeadlineKind.CHANGE_OF_SELLER, LATER),
    totals=Totals(items=UNIT),
    seller="1",
    cancellation_requests=(request(Status.HANDLING),),
)
MODIFIED: Final = with_modification(BASE, ModificationStatus.WAITING_CONFIRMATION, payment=PaymentChange())

OF_ORDERS: Final[Mapping[str, tuple[Any, ...]]] = {
    "status": (Status.INVOICED,),
    "value": (1,),
    "reservation": (ReservationStatus.CONFIRMED,),
    "seller": ("2", None),
    "deadline": (None, Deadline(DeadlineKind.CHANGE_OF_PAYMENT, LATER)),
    "totals": (None, Totals(items=UNIT, tax=1, discounts=-1)),
    "settings": (Settings(automatic_settlement=True),),
    "invoices": (
        (),
        (_invoice(HOUR, 2),),
        (_invoice(-HOUR),),
        (_invoice(None),),
        (_invoice(HOUR, type_=InvoiceType.INPUT),),
    ),
    "cancellation_requests": (
        (),
        (request(Status.READY_FOR_HANDLING),),
        (request(Status.HANDLING, by_customer=True),),
        (request(Status.HANDLING, declined_at=NOW),),
        (request(Status.HANDLING, accepted_at=NOW),),
    ),
    "modifications": (MODIFIED.modifications,),
}
OF_ITEMS: Final[Mapping[str, tuple[Any, ...]]] = {
    "sku": ("B",),
    "quantity": (2,),
    "unit_price": (1,),
    "unit_multiplier": (2,),
    "measurement_unit": ("kg",),
    "discount": (-1,),
    "tax": (1,),
    "shipping": (1,),
    "address_id": ("home",),
    "unique_id": ("1",),
}
OF_PAYMENTS: Final[Mapping[str, tuple[Any, ...]]] = {
    "status": (PaymentStatus.FINISHED,),
    "value": (1,),
    "settled": (1,),
    "refunded": (1,),
    "settlement_asked": (1,),
    "refund_asked": (1,),
    "settled_at": (None,),
    "method": (None,),
    "system": ("201",),
    "connector": (Connector(higher_values=True), Connector(partial_refunds=True)),
    "acquirer": (Acquirer(without_cvv=True), Acquirer(second_charge=True)),
}
OF_MODIFICATIONS: Final[Mapping[str, tuple[Any, ...]]] = {
    "number": (2,),
    "status": (ModificationStatus.WAITING_ACKNOWLEDGEMENT, ModificationStatus.DONE, ModificationStatus.CANCELED),
    "value": (1,),
    "totals": (Totals(tax=1),),
    "payment": tuple(PaymentChange.trusted(**{name: 1}) for name in PaymentChange.model_fields),
    "awaited": ((Party.SELLER,),),
    "failures": (1,),
    "kept": ((),),
    "items": ((),),
    "settings": (ModificationSettings(),),
}


def _changed(of: Mapping[str, tuple[Any, ...]]) -> list[tuple[str, Any]]:
    return [(field, value) for field, values in of.items() for value in values]


def _are_apart(one: Order, other: Order) -> bool:
    abstraction = Abstraction()
    state, another = abstraction.state_of(one), abstraction.state_of(other)
    return state.key != another.key and state.order != another.order


@pytest.mark.parametrize("field, value", _changed(OF_ORDERS))
def test_orders_are_told_apart(field: str, value: Any) -> None:
    assert _are_apart(BASE, BASE.but(**{field: value}))


@pytest.mark.parametrize("field, value", _changed(OF_ITEMS))
def test_items_are_told_apart(field: str, value: Any) -> None:
    assert _are_apart(BASE, BASE.but(items=(ONE.but(**{field: value}),)))


@pytest.mark.parametrize("field, value", _changed(OF_PAYMENTS))
def test_payments_are_told_apart(field: str, value: Any) -> None:
    assert _are_apart(BASE, BASE.but(payment=BASE.payment.but(**{field: value})))


@pytest.mark.parametrize("field, value", _changed(OF_MODIFICATIONS))
def test_modifications_are_told_apart(field: str, value: Any) -> None:
    other = MODIFIED.modifications.having(MODIFIED.modifications.current.but(**{field: value}))

    assert _are_apart(MODIFIED, BASE.but(modifications=other))


def test_the_parts_of_an_order_have_the_names_that_commands_use() -> None:
    order = MODIFIED.but(
        items=(ONE.but(unique_id="x"), ONE),
        invoices=(_invoice(-HOUR), _invoice(HOUR), _invoice(HOUR, type_=InvoiceType.INPUT)),
    )
    found = Abstraction().state_of(order).order

    assert [invoice.number for invoice in found.invoices] == [LATER_SALE, RETURN, SALE]
    assert [each.id for each in found.cancellation_requests] == [REQUEST]
    assert [each.id for each in found.modifications] == [MODIFICATION]
    assert [item.unique_id for item in found.items] == ["line-0", None]
    assert found.history == (BORN,)


def test_a_line_that_an_invoice_speaks_of_is_kept_though_it_is_taken_away() -> None:
    spoken_of = InvoiceItem(index=0, quantity=1, unit_price=UNIT)
    order = order_in(
        Status.HANDLING,
        items=(ONE, ONE.but(sku="B")),
        invoices=(_invoice(HOUR).but(items=(spoken_of,)),),
        payment=payment(PaymentStatus.APPROVED),
        value=VALUE,
    )
    abstraction = Abstraction()
    removal = creation(request_for(remove=items(A=1)))
    real, explored = (decide(given, removal).order for given in (order, abstraction.state_of(order).order))

    assert [item.quantity for item in real.items] == [0, 1]
    assert abstraction.state_of(real).key == abstraction.state_of(explored).key
