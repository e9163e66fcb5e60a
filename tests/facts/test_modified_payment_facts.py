"""The payment of an order that was modified, until it is invoiced, returned or canceled: P1 to P6, I2 to I5, C17, both ways."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import (
    Cancel,
    Connector,
    Decision,
    Flow,
    Invoice,
    InvoiceType,
    PaymentStatus,
    RefundPayment,
    Settings,
    SettlePayment,
    Status,
    TellNewTotal,
    UpdateModificationSettings,
    apply,
    decide,
)
from tests.facts.modifying import (
    ADD_NEW,
    CONFIRMED,
    DONE,
    MODIFYING_FLOWS,
    PRICE,
    REMOVE_ONE,
    cancel,
    carried_out,
    confirm,
    create,
    discounting,
    in_progress,
    increasing,
    modifiable,
    settling,
)
from tests.orders import NOW, PART, STORE, UNIT, VALUE, able, invoice, order_in, passed, reasons, with_modification

INTEREST = 500
SALE = Invoice(actor=STORE, at=NOW, number="9", value=VALUE)
RETURN = SALE.but(number="10", type=InvoiceType.INPUT)
SETTLED = able(PaymentStatus.SETTLED, settled_at=NOW)


def amounts(decision: Decision, kind: type[SettlePayment] | type[RefundPayment]) -> list[int]:
    """List the amounts that Payments is to settle or to refund."""
    return [effect.value for effect in decision.effects if isinstance(effect, kind)]


@pytest.mark.parametrize("flow", MODIFYING_FLOWS)
@pytest.mark.parametrize("body, value", [(REMOVE_ONE, VALUE - UNIT), (ADD_NEW, VALUE + PRICE)])
def test_i3_what_the_order_is_worth_now_is_invoiced_and_settled(flow: Flow, body: dict[str, Any], value: int) -> None:
    order = apply(modifiable(flow), create(body))
    assert reasons(decide(order, SALE.but(value=value + 1))) == {"within_value"}
    decision = decide(order, SALE.but(value=value))
    assert amounts(decision, SettlePayment) == [value]
    assert (decision.order.status, decision.order.payment.status) == (Status.INVOICED, PaymentStatus.FINISHED)
    assert decision.order.payment.settled == value


@pytest.mark.parametrize("flow", MODIFYING_FLOWS)
def test_i2_i4_an_order_that_comes_to_be_worth_what_is_invoiced_goes_on_to_be_invoiced(flow: Flow) -> None:
    order = modifiable(flow, invoices=(invoice("1", PART),), payment=able(settled=PART))
    decision = decide(order, create(discounting(VALUE - PART)))
    assert passed(decision) == [Status.INVOICE, Status.INVOICED]
    paid = decision.order.payment
    assert (paid.status, paid.value, paid.settled) == (PaymentStatus.FINISHED, PART, PART)
    assert passed(decide(order, create(discounting(VALUE - PART - 1)))) == []


@pytest.mark.parametrize("status", [Status.HANDLING, Status.WAITING_FOR_FULFILLMENT, Status.READY_FOR_INVOICING])
def test_i2_i4_in_every_status_in_which_it_is_modified(status: Status) -> None:
    order = modifiable(status=status, invoices=(invoice("1", PART),), payment=able(settled=PART))
    assert passed(decide(order, create(discounting(VALUE - PART)))) == [Status.INVOICE, Status.INVOICED]


def test_i2_i4_a_modification_that_is_canceled_leaves_the_order_where_it_is() -> None:
    order = modifiable(invoices=(invoice("1", PART),), payment=able(settled=PART), settings=CONFIRMED)
    asked = in_progress(order, discounting(VALUE - PART))
    assert asked.status is Status.HANDLING
    assert apply(asked, cancel(asked)).status is Status.HANDLING
    assert apply(asked, confirm(asked)).status is Status.INVOICED


def test_i4_an_order_that_was_never_modified_or_invoiced_is_not_carried_on() -> None:
    covered = order_in(Status.HANDLING, value=PART, invoices=(invoice("1", PART),), payment=able(settled=PART))
    other = UpdateModificationSettings(actor=STORE, at=NOW)
    assert decide(covered, other).order.status is Status.HANDLING
    assert passed(decide(with_modification(covered, DONE), other)) == [Status.INVOICE, Status.INVOICED]
    worthless = with_modification(covered.but(invoices=(), value=0), DONE)
    assert decide(worthless, other).order.status is Status.HANDLING


def test_i3_i4_the_payment_of_what_is_invoiced_is_settled_with_its_interest() -> None:
    paid = able(value=VALUE + INTEREST, settled=PART)
    order = modifiable(invoices=(invoice("1", PART),), payment=paid)
    decision = decide(order, create(discounting(VALUE - PART)))
    assert amounts(decision, SettlePayment) == [INTEREST]
    assert decision.order.status is Status.INVOICED
    assert decision.order.payment.settled == decision.order.payment.value == PART + INTEREST


def test_i3_i4_where_the_settlement_is_awaited_the_order_verifies_until_it_is_confirmed() -> None:
    paid = able(value=VALUE + INTEREST, settled=PART)
    order = modifiable(invoices=(invoice("1", PART),), payment=paid, settings=CONFIRMED)
    asked = in_progress(order, discounting(VALUE - PART))
    confirmed = decide(asked, confirm(asked))
    assert amounts(confirmed, SettlePayment) == [INTEREST]
    assert confirmed.order.status is Status.INVOICE
    assert carried_out(confirmed.order, *settling(INTEREST)).status is Status.INVOICED


def test_p2_i3_what_is_asked_to_be_settled_is_neither_lowered_nor_asked_for_again() -> None:
    order = apply(modifiable(settings=CONFIRMED), SALE.but(value=PART))
    asked = in_progress(order, discounting(VALUE - PART))
    confirmed = decide(asked, confirm(asked))
    assert amounts(confirmed, SettlePayment) == []
    assert (confirmed.order.status, confirmed.order.payment.value) == (Status.INVOICE, PART)
    assert carried_out(confirmed.order, *settling(PART)).status is Status.INVOICED


def test_i3_i4_a_store_that_settles_on_its_own_schedule_waits_for_it() -> None:
    own_schedule = Settings(automatic_settlement=True)
    order = modifiable(invoices=(invoice("1", PART),), payment=able(), settings=own_schedule)
    decision = decide(order, create(discounting(VALUE - PART)))
    assert amounts(decision, SettlePayment) == []
    assert decision.order.status is Status.INVOICE
    assert carried_out(decision.order, *settling(PART)).status is Status.INVOICED


@pytest.mark.parametrize("body, paid", [(REMOVE_ONE, VALUE - UNIT), (ADD_NEW, VALUE + PRICE)])
def test_p2_p3_interest_stays_on_the_payment(body: dict[str, Any], paid: int) -> None:
    order = apply(modifiable(payment=able(value=VALUE + INTEREST)), create(body))
    assert order.payment.value == paid + INTEREST
    invoiced = apply(order, SALE.but(value=order.value))
    assert (invoiced.status, invoiced.payment.settled) == (Status.INVOICED, paid + INTEREST)


def test_p3_p6_a_settled_order_that_is_raised_is_settled_again_by_its_invoice() -> None:
    raised = apply(modifiable(payment=SETTLED), create(ADD_NEW))
    assert (raised.payment.status, raised.payment.settled) == (PaymentStatus.APPROVED, VALUE)
    decision = decide(raised, SALE.but(value=VALUE + PRICE))
    assert amounts(decision, SettlePayment) == [PRICE]
    assert decision.order.status is Status.INVOICED
    assert decision.order.payment.settled == VALUE + PRICE


def test_p2_p3_a_settled_order_that_is_raised_and_lowered_again_is_settled_again() -> None:
    raised = apply(modifiable(payment=SETTLED), create(increasing(PRICE)))
    back = decide(raised, create(discounting(PRICE)))
    assert TellNewTotal(VALUE) in back.effects
    assert amounts(back, RefundPayment) == []
    assert (back.order.payment.status, back.order.payment.value) == (PaymentStatus.SETTLED, VALUE)


@pytest.mark.parametrize("flow", MODIFYING_FLOWS)
@given(discount=st.integers(1, VALUE - 1), returned=st.integers(1, VALUE))
def test_p1_i5_what_a_modification_and_the_returns_refund_adds_up(flow: Flow, discount: int, returned: int) -> None:
    lowered = apply(modifiable(flow, payment=SETTLED), create(discounting(discount)))
    worth = VALUE - discount
    invoiced = decide(lowered, SALE.but(value=worth))
    assert amounts(invoiced, SettlePayment) == []
    assert invoiced.order.status is Status.INVOICED
    first = min(returned, worth)
    back = decide(invoiced.order, RETURN.but(value=first))
    assert amounts(back, RefundPayment) == [first]
    assert back.order.payment.refunded == discount + first
    if first < worth:
        rest = apply(back.order, RETURN.but(number="11", value=worth - first))
        assert rest.payment.refunded == rest.payment.settled == VALUE


def test_p5_what_was_charged_separately_is_neither_settled_nor_returned_with_the_order() -> None:
    separate = modifiable(payment=able(connector=Connector(partial_refunds=True)))
    order = apply(separate, create(ADD_NEW))
    invoiced = decide(order, SALE.but(value=VALUE + PRICE))
    assert amounts(invoiced, SettlePayment) == [VALUE]
    assert invoiced.order.status is Status.INVOICED
    assert amounts(decide(invoiced.order, RETURN.but(value=VALUE + PRICE)), RefundPayment) == [VALUE]


@pytest.mark.parametrize("status", [PaymentStatus.APPROVED, PaymentStatus.SETTLED])
@given(change=st.integers(-VALUE + 1, VALUE))
def test_c17_all_money_comes_back_when_a_modified_order_is_canceled(status: PaymentStatus, change: int) -> None:
    body = discounting(-change) if change < 0 else increasing(change) | ADD_NEW
    paid = able(status, settled_at=NOW)
    order = apply(modifiable(status=Status.READY_FOR_INVOICING, payment=paid), create(body))
    canceled = apply(order, Cancel(actor=STORE, at=NOW)).payment
    assert canceled.refunded == canceled.settled


@pytest.mark.parametrize("status", [PaymentStatus.SETTLEMENT_REQUESTED, PaymentStatus.SETTLING])
def test_p2_i4_a_payment_that_is_lowered_to_what_is_settled_is_settled_in_whatever_status(
    status: PaymentStatus,
) -> None:
    order = modifiable(invoices=(invoice("1", PART),), payment=able(status, settled=PART))
    assert apply(order, create(discounting(VALUE - PART))).status is Status.INVOICED


def test_p2_a_payment_that_is_less_than_the_order_is_not_lowered_to_nothing() -> None:
    order = modifiable(payment=able(value=PART))
    assert decide(order, create(discounting(PART - 1))).allowed
    for discount in (PART, PART + 1):
        refusals = decide(order, create(discounting(discount))).refusals
        assert [found.id for found in refusals if found.id != "within_settled"]


def test_p5_i5_awaited_refunds_never_exceed_what_is_settled_where_something_was_charged_separately() -> None:
    paid = able(PaymentStatus.SETTLED, connector=Connector(partial_refunds=True))
    order = carried_out(modifiable(payment=paid), create(discounting(PART)), create(increasing(VALUE)))
    order = apply(order, SALE.but(value=order.value)).but(settings=CONFIRMED)
    promised = 0
    for number, value in (("10", VALUE - PART), ("11", VALUE)):
        decision = decide(order, RETURN.but(number=number, value=value))
        promised += sum(amounts(decision, RefundPayment))
        order = decision.order
    assert promised == VALUE - PART


def test_i4_m17_an_order_is_not_carried_on_while_a_modification_is_in_progress() -> None:
    order = in_progress(modifiable(settings=CONFIRMED, invoices=(invoice("1", PART),)), increasing(1)).but(value=PART)
    assert apply(order, UpdateModificationSettings(actor=STORE, at=NOW)).status is Status.HANDLING
