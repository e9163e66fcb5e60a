"""What invoices and returns have settled and refunded, who hears of them, and whose number it is: I3 to I6, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import (
    PLATFORM,
    ConfirmRefund,
    ConfirmSettlement,
    Decision,
    Flow,
    Invoice,
    InvoiceType,
    Notify,
    Order,
    Party,
    PaymentStatus,
    RefundPayment,
    SettlePayment,
    Status,
    Subject,
    decide,
)
from tests.orders import (
    AWAITING,
    FLOWS,
    NOW,
    PART,
    STORE,
    VALUE,
    invoice,
    order_in,
    partly_invoiced,
    payment,
    reasons,
    waiting_for_invoices,
)

INTEREST = 500
SALE = Invoice(actor=STORE, at=NOW, number="9", value=VALUE)
RETURN = SALE.but(type=InvoiceType.INPUT)
REFUNDED = ConfirmRefund(actor=PLATFORM, at=NOW, value=PART)


def amounts(decision: Decision, kind: type[SettlePayment] | type[RefundPayment]) -> list[int]:
    """List the amounts that Payments is to settle or to refund."""
    return [effect.value for effect in decision.effects if isinstance(effect, kind)]


def told(decision: Decision) -> list[Party]:
    """List who hears of an invoice."""
    return [
        effect.party for effect in decision.effects if effect in [Notify(party, Subject.INVOICED) for party in Party]
    ]


@pytest.mark.parametrize("flow", FLOWS)
def test_i3_the_invoice_that_completes_the_order_settles_all_that_is_left_of_the_payment(flow: Flow) -> None:
    order = waiting_for_invoices(flow, payment=payment(PaymentStatus.APPROVED, value=VALUE + INTEREST))
    in_part = decide(order, SALE.but(value=PART))
    assert amounts(in_part, SettlePayment) == [PART]
    rest = decide(in_part.order, SALE.but(number="10", value=VALUE - PART))
    assert amounts(rest, SettlePayment) == [VALUE - PART + INTEREST]
    assert (rest.order.status, rest.order.payment.settled) == (Status.INVOICED, VALUE + INTEREST)


def test_i3_an_invoice_settles_no_more_than_is_left_of_a_payment_that_is_less_than_the_order() -> None:
    order = waiting_for_invoices(payment=payment(PaymentStatus.APPROVED, value=VALUE, settled=VALUE - 1))
    assert amounts(decide(order, SALE.but(value=PART)), SettlePayment) == [1]


@pytest.mark.parametrize("flow", FLOWS)
@given(first=st.integers(1, VALUE - 1), interest=st.integers(0, INTEREST))
def test_i3_where_settlements_are_awaited_nothing_is_asked_for_twice(flow: Flow, first: int, interest: int) -> None:
    paid = payment(PaymentStatus.APPROVED, value=VALUE + interest)
    order = waiting_for_invoices(flow, payment=paid, settings=AWAITING)
    in_part = decide(order, SALE.but(value=first))
    rest = decide(in_part.order, SALE.but(number="10", value=VALUE - first))
    assert amounts(in_part, SettlePayment) + amounts(rest, SettlePayment) == [first, VALUE - first + interest]


@pytest.mark.parametrize("flow", FLOWS)
def test_i4_the_store_that_sold_tells_the_customer_and_another_one_the_marketplace(flow: Flow) -> None:
    elsewhere = flow in {Flow.SELLER, Flow.CHAIN}
    whole = decide(waiting_for_invoices(flow), SALE)
    assert told(whole) == [Party.MARKETPLACE if elsewhere else Party.CUSTOMER]
    in_part = decide(waiting_for_invoices(flow), SALE.but(value=PART))
    assert told(in_part) == ([Party.MARKETPLACE] if elsewhere else [])


@pytest.mark.parametrize("flow", FLOWS)
def test_i4_the_customer_hears_when_the_order_is_invoiced_and_not_while_it_is_verified(flow: Flow) -> None:
    verifying = decide(waiting_for_invoices(flow, settings=AWAITING), SALE)
    assert verifying.order.status is Status.INVOICE
    assert Party.CUSTOMER not in told(verifying)


@given(values=st.lists(st.integers(min_value=1, max_value=VALUE), min_size=1, max_size=5), refunded=st.booleans())
def test_i5_awaited_refunds_are_promised_once_and_never_beyond_what_is_settled(
    values: list[int], *, refunded: bool
) -> None:
    order = order_in(Status.INVOICED, settings=AWAITING)
    promised = 0
    for number, value in enumerate(values):
        decision = decide(order, RETURN.but(number=f"r{number}", value=value))
        order = decision.order
        for amount in amounts(decision, RefundPayment):
            promised += amount
            order = decide(order, REFUNDED.but(value=amount)).order if refunded else order
    assert promised == order.returned <= order.payment.settled


@pytest.mark.parametrize(
    "returned, before, refunds",
    [
        (0, 0, [PART]),
        (VALUE - PART, 0, [PART]),
        (0, VALUE - 1, [1]),
        (VALUE - PART, VALUE - PART, [PART]),
        (0, VALUE, []),
    ],
)
def test_i5_a_return_refunds_what_is_neither_refunded_nor_promised(
    returned: int, before: int, refunds: list[int]
) -> None:
    earlier = (invoice("2", returned, InvoiceType.INPUT),) if returned else ()
    order = order_in(
        Status.INVOICED,
        invoices=(invoice("1", VALUE), *earlier),
        payment=payment(PaymentStatus.FINISHED, refunded=before),
        settings=AWAITING,
    )
    assert amounts(decide(order, RETURN.but(value=PART)), RefundPayment) == refunds


def test_i5_refunds_that_are_still_awaited_count_where_the_payment_is_less_than_the_order() -> None:
    paid = payment(PaymentStatus.FINISHED, value=VALUE - 1, settled=VALUE - 1)
    order = decide(order_in(Status.INVOICED, payment=paid, settings=AWAITING), RETURN.but(value=VALUE - PART)).order
    last = decide(order, RETURN.but(number="10", value=PART))
    assert amounts(last, RefundPayment) == [PART - 1]


@pytest.mark.parametrize("flow", FLOWS)
def test_i6_a_number_belongs_to_one_invoice_a_sale_or_a_return(flow: Flow) -> None:
    returned = order_in(Status.INVOICED, flow, invoices=(invoice("1", VALUE), invoice("2", PART, InvoiceType.INPUT)))
    sale, return_ = SALE.but(number="1", value=PART), RETURN.but(number="2", value=PART)
    for order in (partly_invoiced(flow), order_in(Status.INVOICE, flow), returned):
        assert decide(order, sale).allowed
        assert reasons(decide(order, sale.but(type=InvoiceType.INPUT))) == {"number_of_same_type"}
    assert decide(returned, return_).allowed
    assert reasons(decide(returned, return_.but(type=InvoiceType.OUTPUT))) == {"number_of_same_type"}


@pytest.mark.parametrize("flow", FLOWS)
def test_i6_a_number_again_without_a_receipt_leaves_the_receipt(flow: Flow) -> None:
    with_receipt = invoice("1", PART).but(receipt="receipt-1")
    order: Order = partly_invoiced(flow, invoices=(with_receipt,))
    again = SALE.but(number="1", value=PART)
    assert decide(order, again).order == order
    assert decide(order, again.but(receipt="receipt-2")).order.invoices[0].receipt == "receipt-2"


def test_c17_what_is_settled_while_canceling_is_refunded_and_the_refund_may_be_assumed() -> None:
    canceling = order_in(Status.CANCEL, payment=payment(PaymentStatus.SETTLING))
    decision = decide(canceling, ConfirmSettlement(actor=PLATFORM, at=NOW, value=VALUE))
    assert RefundPayment(VALUE) in decision.effects
    assert decision.order.payment.refunded == VALUE
    assert decision.order.status is Status.CANCELED
