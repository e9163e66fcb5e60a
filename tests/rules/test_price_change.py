"""What a price change comes to, for the complete cross product of what it depends on, held against P1 to P8 and P10.

`stated` says it once more, as the facts do: it looks at no table.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import (
    Acquirer,
    ChargeSeparately,
    Connector,
    CreateModification,
    Effect,
    Item,
    ModificationRequest,
    ModificationSettings,
    Order,
    PaymentStatus,
    RefundPayment,
    RequestDifference,
    Status,
    TellNewTotal,
    decide,
)
from pedido.order.modification import DEFAULT_SETTINGS, PaymentChange, PaymentConfiguration
from pedido.order.parts import Invoice
from pedido.rules.price_change import RULES, TABLE, Direction, Need, PaymentEffect, Progress, asked_of, unmet
from tests.orders import AWAITING, NOW, PART, STORE, VALUE, order_in, payment, reasons

REST = VALUE - PART
"""What is left to settle of a payment that is not settled: a part of it is."""
METHODS = ("creditCard", "promissory", "customerCredit", "cash", "custom", "instantPayment")
"""The last one is PIX; the store's settings allow the one before it."""
CHANGES = (0, -1, -REST, -REST - 1, 1)
"""The total stays, falls by no more than what is left to settle, by more, and rises; in cents."""
YES_OR_NO = (True, False)


class Case(NamedTuple):
    change: int
    status: PaymentStatus
    method: str
    higher_values: bool
    partial_refunds: bool
    without_cvv: bool
    second_charge: bool
    settled_first: bool
    split: bool


def stated(case: Case) -> set[str] | PaymentChange:
    """Say what the facts say: the rules that refuse, or what is asked of Payments."""
    if case.status is PaymentStatus.FINISHED:
        return {"transaction_unfinished"}  # P7
    if case.status is PaymentStatus.CANCELED:
        return {"transaction_open"}  # T2
    left = 0 if case.status is PaymentStatus.SETTLED else REST
    needs: dict[str, bool] = {}
    if left == 0 or -case.change > left:  # P6, for what is settled, and for what is taken off it
        needs["settled_with_credit_card"] = case.method == "creditCard"
        needs["settled_before_invoicing"] = case.settled_first
        needs["partial_refunds_possible"] = case.partial_refunds
    if case.change > 0:  # P4, and P10 for the custom system
        needs["method_allows_increase"] = case.method != "instantPayment"
        needs["acquirer_charges_without_cvv"] = case.without_cvv
        needs["acquirer_charges_twice"] = case.second_charge
    refused = {rule for rule, met in needs.items() if not met}
    if refused:
        return refused
    if case.change > 0 and case.higher_values:
        return PaymentChange(raised=case.change)  # P3
    if case.change > 0:
        return PaymentChange(separate=case.change)  # P5
    lowered = min(-case.change, left)
    return PaymentChange(lowered=lowered, refunded=-case.change - lowered)  # P2, P1


def effects_of(change: PaymentChange) -> list[Effect]:
    """Say which effects ask Payments for a change."""
    asked: dict[Effect, int] = {
        TellNewTotal(VALUE - change.lowered): change.lowered,
        RefundPayment(change.refunded): change.refunded,
        RequestDifference(change.raised): change.raised,
        ChargeSeparately(change.separate): change.separate,
    }
    return [effect for effect, amount in asked.items() if amount]


def cases(change: int) -> Iterator[Case]:
    return map(Case._make, product((change,), PaymentStatus, METHODS, *[YES_OR_NO] * 6))


def order_of(case: Case) -> Order:
    settled = VALUE if case.status in {PaymentStatus.SETTLED, PaymentStatus.FINISHED} else PART
    paid = payment(
        case.status,
        settled=settled,
        settled_at=NOW,
        method=case.method,
        system="custom-1" if case.method == "custom" else None,
        split=case.split,
        connector=Connector(higher_values=case.higher_values, partial_refunds=case.partial_refunds),
        acquirer=Acquirer(without_cvv=case.without_cvv, second_charge=case.second_charge),
    )
    invoice = Invoice(number="1", value=1, issued_at=NOW if case.settled_first else NOW - timedelta(seconds=1))
    return order_in(Status.HANDLING, payment=paid, invoices=(invoice,), items=ITEMS, settings=SETTINGS)


ITEMS = (Item(sku="1", quantity=2, unit_price=VALUE // 2), Item(sku="gift", quantity=2, unit_price=0))
ALLOWED = PaymentConfiguration(custom_payment_systems_allowed=("custom-1",))
SETTINGS = AWAITING.but(modifications=ModificationSettings(payment_configuration=ALLOWED))


def request_for(change: int) -> ModificationRequest:
    """Change the total by so many cents; by none, take a gift away."""
    if change == 0:
        return ModificationRequest.model_validate({"reason": "-", "remove": {"items": [{"id": "gift", "quantity": 1}]}})
    return ModificationRequest(reason="-", manual_discount_value=max(-change, 0), manual_increment_value=max(change, 0))


@pytest.mark.parametrize("change", CHANGES)
def test_p1_p2_p3_p4_p5_p6_p7_p8_p10_every_combination_comes_to_what_the_facts_say(change: int) -> None:
    settings = SETTINGS.modifications.over(DEFAULT_SETTINGS)
    for case in cases(change):
        order = order_of(case)
        refused = {need.value for need in unmet(order, change, settings)}
        assert (refused or asked_of(order.payment, change)) == stated(case), case


CASES = st.builds(
    Case, st.sampled_from(CHANGES), st.sampled_from(PaymentStatus), st.sampled_from(METHODS), *[st.booleans()] * 6
)


@given(case=CASES)
def test_p1_p2_p3_p4_p5_p6_p7_p8_p10_a_modification_is_decided_as_the_facts_say(case: Case) -> None:
    decision = decide(order_of(case), CreateModification(actor=STORE, at=NOW, request=request_for(case.change)))
    kinds = (RefundPayment, TellNewTotal, RequestDifference, ChargeSeparately)
    asked = [effect for effect in decision.effects if isinstance(effect, kinds)]
    expected = stated(case)
    assert (reasons(decision) or asked) == (effects_of(expected) if isinstance(expected, PaymentChange) else expected)


def test_the_rows_leave_no_combination_out_and_none_is_in_two() -> None:
    for direction, progress, higher in product(Direction, Progress, YES_OR_NO):
        rows = [
            row
            for row in TABLE
            if direction in row.directions and row.progress is progress and row.higher_values in {None, higher}
        ]
        assert len(rows) == 1


def test_a_row_without_an_effect_needs_what_it_cannot_have() -> None:
    assert [row.needs for row in TABLE if row.effect is None] == [
        (Need.UNFINISHED_TRANSACTION,),
        (Need.OPEN_TRANSACTION,),
    ]


def test_every_effect_and_every_need_is_in_a_row() -> None:
    assert {row.effect for row in TABLE} == {*PaymentEffect, None}
    assert {need for row in TABLE for need in row.needs} == set(Need) == set(RULES)
