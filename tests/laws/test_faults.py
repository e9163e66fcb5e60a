"""A request with several faults is refused for every one of them (M14)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pedido import (
    Channel,
    Connector,
    CreateModification,
    Item,
    Language,
    ModificationRequest,
    Offer,
    Order,
    PaymentStatus,
    Status,
    decide,
)
from tests.orders import LATER, NOW, STORE, STRANGER, able, invoice, order_in, reasons

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
TAKEN: Final = "taken"
"""The id of the order's earlier modification."""


class Fault(NamedTuple):
    """What is wrong: with items of the request, with its other fields, with the command, the order or its payment."""

    remove: tuple[dict[str, Any], ...] = ()
    add: tuple[dict[str, Any], ...] = ()
    body: Mapping[str, Any] = NOTHING
    command: Mapping[str, Any] = NOTHING
    order: Mapping[str, Any] = NOTHING
    payment: Mapping[str, Any] = NOTHING


FAULTS: Final = {
    "may_modify": Fault(command={"actor": STRANGER}),
    "channel_open": Fault(body={"settings": {"rolloutConfiguration": {"enableApi": False}}}),
    "in_handling_unless_by_api": Fault(
        command={"channel": Channel.ADMIN}, order={"status": Status.WAITING_FOR_FULFILLMENT}
    ),
    "modification_reason_given": Fault(body={"reason": " "}),
    "quantities_positive": Fault(remove=({"id": "whole", "quantity": 0},)),
    "manual_values_not_negative": Fault(add=({"id": "whole", "quantity": 1, "manualIncrementValue": -1},)),
    "items_in_order": Fault(remove=({"id": "unknown", "quantity": 1},)),
    "items_unambiguous": Fault(remove=({"id": "twice", "quantity": 1},)),
    "not_more_than_there_is": Fault(remove=({"id": "few", "quantity": 3},)),
    "same_measurement_unit": Fault(add=({"id": "whole", "quantity": 1, "measurementUnit": "kg"},)),
    "items_available": Fault(add=({"id": "short", "quantity": 2},)),
    "new_product_to_one_address": Fault(add=({"id": "new", "quantity": 1},)),
    "discount_below_total": Fault(body={"manualDiscountValue": 10**9}),
    "total_stays_positive": Fault(body={"manualDiscountValue": 10**9}),
    "total_covers_invoices": Fault(body={"manualDiscountValue": 10**9}),
    "partial_refunds_possible": Fault(payment={"status": PaymentStatus.SETTLED, "connector": Connector()}),
    "settled_with_credit_card": Fault(payment={"status": PaymentStatus.SETTLED, "method": "promissory"}),
    "settled_before_invoicing": Fault(payment={"status": PaymentStatus.SETTLED, "settled_at": LATER}),
    "request_id_is_new": Fault(command={"request_id": TAKEN}),
}
"""A fault by the rule that refuses it."""

LINES: Final = (
    Item(sku="whole", quantity=5, unit_price=1000, address_id="home"),
    Item(sku="few", quantity=2, unit_price=1000, address_id="work"),
    Item(sku="short", quantity=1, unit_price=1000, address_id="home"),
    Item(sku="twice", quantity=1, unit_price=1000, unique_id="a"),
    Item(sku="twice", quantity=1, unit_price=1000, unique_id="b"),
)
OFFERS: Final = {sku: Offer(price=1000, stock=1) for sku in ("whole", "short", "new")}


def modified_once() -> Order:
    """Make an order of these lines, which was modified before, and of which a cent is invoiced."""
    order = order_in(Status.HANDLING, items=LINES, payment=able())
    first = asking(Fault(body={"manualIncrementValue": 1}, command={"request_id": TAKEN}))
    return decide(order, first).order.but(invoices=(invoice("1", 1),))


def asking(*faults: Fault) -> CreateModification:
    """Ask for a modification with all of these faults."""
    request: dict[str, Any] = {"reason": "a reason"}
    fields: dict[str, Any] = {"actor": STORE, "at": NOW, "offers": OFFERS}
    for fault in faults:
        request |= fault.body
        fields |= fault.command
    for name in ("remove", "add"):
        items = [item for fault in faults for item in getattr(fault, name)]
        request |= {name: {"items": items}} if items else {}
    return CreateModification(request=ModificationRequest.model_validate(request), **fields)


def faulty(order: Order, *faults: Fault) -> Order:
    """Let the order itself have what is wrong with it."""
    for fault in faults:
        order = order.but(**fault.order, payment=order.payment.but(**fault.payment))
    return order


@settings(max_examples=100)
@given(names=st.sets(st.sampled_from(sorted(FAULTS)), min_size=1))
def test_every_fault_is_among_the_reasons(names: set[str]) -> None:
    faults = [FAULTS[name] for name in names]
    decision = decide(faulty(modified_once(), *faults), asking(*faults))
    assert reasons(decision) >= names


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_is_a_reason(name: str) -> None:
    fault = FAULTS[name]
    assert name in reasons(decide(faulty(modified_once(), fault), asking(fault)))


def test_without_a_fault_there_is_no_reason() -> None:
    assert decide(modified_once(), asking(Fault(body={"manualIncrementValue": 1}))).allowed


def test_all_faults_at_once_give_all_reasons() -> None:
    faults = list(FAULTS.values())
    assert reasons(decide(faulty(modified_once(), *faults), asking(*faults))) >= set(FAULTS)


@pytest.mark.parametrize("language", ["pt", "en", "es"])
def test_a_refusal_tells_of_an_amount_of_any_size(language: Language) -> None:
    """The largest price, quantity and multiplier that can be asked for make an amount of thirty digits."""
    largest = {"id": "short", "quantity": 10**9, "price": 10**15, "unitMultiplier": 10**6}
    decision = decide(modified_once(), asking(Fault(add=(largest,))))
    assert "total_stays_positive" in reasons(decision)
    for refusal in decision.refusals:
        assert refusal.message(language)
        assert refusal.lift(language)
