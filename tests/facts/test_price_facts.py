"""What a change of the total asks of Payments and what it takes, each fact shown both ways: P1 to P8."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import (
    Acquirer,
    ChargeSeparately,
    Connector,
    Decision,
    Effect,
    Payment,
    PaymentChange,
    PaymentStatus,
    RefundPayment,
    RequestDifference,
    TellNewTotal,
    apply,
    decide,
)
from tests.facts.modifying import (
    ADD_NEW,
    PRICE,
    REMOVE_ONE,
    SAME_VALUE,
    create,
    discounting,
    increasing,
    latest,
    modifiable,
)
from tests.orders import LATER, NOW, PART, UNIT, VALUE, able, invoice, payment, reasons

UNSETTLED = (
    PaymentStatus.AUTHORIZING,
    PaymentStatus.AUTHORIZED,
    PaymentStatus.ANALYZING_RISK,
    PaymentStatus.RISK_APPROVED,
    PaymentStatus.APPROVED,
    PaymentStatus.SETTLEMENT_REQUESTED,
    PaymentStatus.SETTLING,
)
LOWER, SAME, HIGHER = REMOVE_ONE, SAME_VALUE, ADD_NEW
ONLY_HIGHER_VALUES = Connector(higher_values=True)
ONLY_PARTIAL_REFUNDS = Connector(partial_refunds=True)
SETTLED = able(PaymentStatus.SETTLED, settled_at=NOW)


def looked_at(status: PaymentStatus, **changes: Any) -> Payment:
    """Make a payment that rests in the status: it is looked at for risk, or it would be approved at once."""
    return able(status, risk_analysis=True, **changes)


def asked(decision: Decision) -> list[Effect]:
    """List what is asked of Payments."""
    kinds = TellNewTotal | RefundPayment | RequestDifference | ChargeSeparately
    return [effect for effect in decision.effects if isinstance(effect, kinds)]


def test_p1_lower_and_settled_the_difference_is_refunded() -> None:
    decision = decide(modifiable(payment=SETTLED), create(LOWER))
    assert asked(decision) == [RefundPayment(UNIT)]
    paid = decision.order.payment
    assert (paid.status, paid.value, paid.settled, paid.refunded) == (PaymentStatus.SETTLED, VALUE, VALUE, UNIT)


@pytest.mark.parametrize("status", UNSETTLED)
def test_p2_lower_and_not_settled_the_new_total_is_told(status: PaymentStatus) -> None:
    decision = decide(modifiable(payment=looked_at(status)), create(LOWER))
    assert asked(decision) == [TellNewTotal(VALUE - UNIT)]
    paid = decision.order.payment
    assert (paid.status, paid.value, paid.settled, paid.refunded) == (status, VALUE - UNIT, 0, 0)


@pytest.mark.parametrize(
    "discount, effects", [(100, [TellNewTotal(VALUE - 100)]), (101, [TellNewTotal(VALUE - 100), RefundPayment(1)])]
)
def test_p1_p2_of_what_is_settled_in_part_the_rest_is_lowered_first(discount: int, effects: list[Effect]) -> None:
    order = modifiable(payment=able(settled=VALUE - 100))
    assert asked(decide(order, create(discounting(discount)))) == effects


@pytest.mark.parametrize("status", UNSETTLED)
def test_p3_higher_the_customer_is_to_pay_the_difference(status: PaymentStatus) -> None:
    decision = decide(modifiable(payment=looked_at(status)), create(HIGHER))
    assert asked(decision) == [RequestDifference(PRICE)]
    assert decision.order.payment.value == decision.order.value == VALUE + PRICE
    assert decision.order.payment.status is status


def test_p3_p6_a_settled_payment_is_raised_by_a_second_charge_that_is_still_to_settle() -> None:
    decision = decide(modifiable(payment=SETTLED), create(HIGHER))
    assert asked(decision) == [RequestDifference(PRICE)]
    paid = decision.order.payment
    assert (paid.status, paid.value, paid.settled) == (PaymentStatus.APPROVED, VALUE + PRICE, VALUE)


@pytest.mark.parametrize("paid", [able(), SETTLED])
def test_p1_p2_p3_where_the_price_stays_nothing_is_asked(paid: Payment) -> None:
    decision = decide(modifiable(payment=paid), create(SAME))
    assert decision.allowed
    assert asked(decision) == []
    assert decision.order.payment == paid
    assert latest(decision).payment == PaymentChange()


@pytest.mark.parametrize(
    "method, rises",
    [
        ("creditCard", True),
        ("promissory", True),
        ("customerCredit", True),
        ("cash", True),
        ("instantPayment", False),
        ("bankInvoice", False),
        ("debitCard", False),
        (None, False),
    ],
)
def test_p4_the_total_rises_only_with_methods_that_allow_it(method: str | None, *, rises: bool) -> None:
    order = modifiable(payment=able(method=method))
    refused = decide(order, create(HIGHER))
    assert reasons(refused) == (set() if rises else {"method_allows_increase"})
    for body in (LOWER, SAME):
        assert decide(order, create(body)).allowed


@pytest.mark.parametrize(
    "acquirer, refusals",
    [
        (Acquirer(without_cvv=True, second_charge=True), set()),
        (Acquirer(second_charge=True), {"acquirer_charges_without_cvv"}),
        (Acquirer(without_cvv=True), {"acquirer_charges_twice"}),
        (Acquirer(), {"acquirer_charges_without_cvv", "acquirer_charges_twice"}),
    ],
)
@pytest.mark.parametrize("connector", [ONLY_HIGHER_VALUES, Connector()])
def test_p4_and_with_acquirers_that_charge_without_cvv_and_twice(
    acquirer: Acquirer, refusals: set[str], connector: Connector
) -> None:
    order = modifiable(payment=able(acquirer=acquirer, connector=connector))
    assert reasons(decide(order, create(HIGHER))) == refusals
    for body in (LOWER, SAME):
        assert decide(order, create(body)).allowed


@pytest.mark.parametrize("paid", [able(), SETTLED])
@pytest.mark.parametrize("higher_values", [False, True])
def test_p5_where_the_connector_takes_no_higher_value_a_separate_transaction_is_made(
    paid: Payment, *, higher_values: bool
) -> None:
    connector = Connector(higher_values=higher_values, partial_refunds=True)
    decision = decide(modifiable(payment=paid.but(connector=connector)), create(HIGHER))
    assert asked(decision) == [RequestDifference(PRICE) if higher_values else ChargeSeparately(PRICE)]
    assert decision.order.value == VALUE + PRICE
    assert decision.order.payment.value == (VALUE + PRICE if higher_values else VALUE)


def test_p5_the_separate_transaction_is_not_linked_to_the_order() -> None:
    paid = able(transaction_id="T-1", connector=ONLY_PARTIAL_REFUNDS)
    decided = apply(modifiable(payment=paid), create(HIGHER))
    assert decided.payment == paid


@pytest.mark.parametrize("body", [LOWER, SAME, HIGHER])
@pytest.mark.parametrize(
    "changes, invoiced_at, refusals",
    [
        pytest.param({}, None, set(), id="everything is there"),
        pytest.param({}, LATER, set(), id="invoiced afterwards"),
        pytest.param({}, NOW, set(), id="invoiced at the same moment"),
        pytest.param({"settled_at": LATER}, NOW, {"settled_before_invoicing"}, id="invoiced before"),
        pytest.param({"settled_at": None}, NOW, {"settled_before_invoicing"}, id="nobody knows when it was settled"),
        pytest.param({"settled_at": None}, None, set(), id="not invoiced at all"),
        pytest.param({"method": "cash"}, None, {"settled_with_credit_card"}, id="cash"),
        pytest.param({"connector": ONLY_HIGHER_VALUES}, None, {"partial_refunds_possible"}, id="no partial refunds"),
        pytest.param(
            {"method": "cash", "connector": ONLY_HIGHER_VALUES, "settled_at": None},
            NOW,
            {"settled_with_credit_card", "partial_refunds_possible", "settled_before_invoicing"},
            id="none of it",
        ),
    ],
)
def test_p6_a_settled_order_is_modified_with_credit_card_settled_before_invoicing_and_partial_refunds(
    body: dict[str, Any], changes: dict[str, Any], invoiced_at: Any, refusals: set[str]
) -> None:
    invoices = (invoice("1", PART).but(issued_at=invoiced_at),) if invoiced_at else ()
    order = modifiable(payment=SETTLED.but(**changes), invoices=invoices)
    assert reasons(decide(order, create(body))) == refusals
    unsettled = order.but(payment=order.payment.but(status=PaymentStatus.APPROVED, settled=0))
    assert decide(unsettled, create(body)).allowed


def test_p6_what_is_settled_in_part_counts_as_settled_only_beyond_the_rest() -> None:
    order = modifiable(payment=payment(PaymentStatus.APPROVED, settled=VALUE - 100, method="cash"))
    assert decide(order, create(discounting(100))).allowed
    assert reasons(decide(order, create(discounting(101)))) == {"settled_with_credit_card", "partial_refunds_possible"}


@pytest.mark.parametrize("body", [LOWER, SAME, HIGHER])
def test_p7_a_finished_transaction_admits_no_modification(body: dict[str, Any]) -> None:
    order = modifiable(payment=able(PaymentStatus.FINISHED, settled_at=NOW))
    assert reasons(decide(order, create(body))) == {"transaction_unfinished"}
    assert decide(order.but(payment=SETTLED), create(body)).allowed


@pytest.mark.parametrize("body", [LOWER, SAME, HIGHER])
def test_t2_neither_does_a_canceled_one(body: dict[str, Any]) -> None:
    order = modifiable(payment=able(PaymentStatus.CANCELED), invoices=(invoice("1", PART),))
    assert reasons(decide(order, create(body))) == {"transaction_open"}


PAYMENTS = st.builds(
    able,
    st.sampled_from(PaymentStatus),
    settled=st.sampled_from([0, PART, VALUE]),
    method=st.sampled_from(["creditCard", "cash", "instantPayment", None]),
    connector=st.builds(Connector, higher_values=st.booleans(), partial_refunds=st.booleans()),
    acquirer=st.builds(Acquirer, without_cvv=st.booleans(), second_charge=st.booleans()),
)


@given(paid=PAYMENTS, change=st.integers(-VALUE + 1, VALUE))
def test_p8_a_split_payment_makes_no_difference(paid: Payment, change: int) -> None:
    body = discounting(-change) if change < 0 else increasing(change)
    whole, split = (decide(modifiable(payment=paid.but(split=is_split)), create(body)) for is_split in (False, True))
    assert split.refusals == whole.refusals
    assert asked(split) == asked(whole)
    assert split.order.payment == whole.order.payment.but(split=True)
