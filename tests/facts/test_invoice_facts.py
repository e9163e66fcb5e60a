"""The facts on invoices, each shown both ways: I1 to I9."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import (
    PLATFORM,
    ConfirmRefund,
    ConfirmSettlement,
    Flow,
    Invoice,
    InvoiceType,
    Order,
    PaymentStatus,
    RefundPayment,
    ReplaceOrder,
    RequestSettlement,
    Resource,
    Settings,
    SettlePayment,
    StartHandling,
    StartSettlement,
    Status,
    Track,
    decide,
)
from tests.orders import (
    AWAITING,
    FLOWS,
    NOW,
    PART,
    STORE,
    STRANGER,
    VALUE,
    invoice,
    order_in,
    partly_invoiced,
    passed,
    payment,
    reasons,
    resting_in,
    waiting_for_invoices,
    without,
)

SALE = Invoice(actor=STORE, at=NOW, number="9", value=VALUE)
RETURN = SALE.but(type=InvoiceType.INPUT)
TRACK = Track(actor=STORE, at=NOW, number="1", tracking_number="BR123", courier="Post")
REPLACE = ReplaceOrder(actor=STORE, at=NOW, replacement="1176320001-02", value=VALUE)
REPLACEABLE = (Flow.COMPLETE, Flow.MARKETPLACE)


def settled(order: Order, value: int) -> Order:
    """Have Payments settle an amount."""
    for command in (
        RequestSettlement(actor=PLATFORM, at=NOW),
        StartSettlement(actor=PLATFORM, at=NOW),
        ConfirmSettlement(actor=PLATFORM, at=NOW, value=value),
    ):
        order = decide(order, command).order
    return order


@pytest.mark.parametrize("flow", REPLACEABLE)
def test_i1_an_order_is_replaced_unless_it_is_fully_invoiced(flow: Flow) -> None:
    for order in (waiting_for_invoices(flow), partly_invoiced(flow)):
        decision = decide(order, REPLACE)
        assert decision.order.status is Status.REPLACED
        assert decision.order.replaced_by == "1176320001-02"
    for status in (Status.INVOICE, Status.INVOICED):
        assert reasons(decide(order_in(status, flow), REPLACE)) == {"modified_before_invoiced"}


@pytest.mark.parametrize("flow", REPLACEABLE)
def test_i2_the_replacement_is_not_worth_less_than_what_is_invoiced(flow: Flow) -> None:
    order = partly_invoiced(flow)
    assert reasons(decide(order, REPLACE.but(value=PART - 1))) == {"covers_invoices"}
    assert decide(order, REPLACE.but(value=PART)).allowed


@pytest.mark.parametrize("flow", FLOWS)
def test_i3_an_invoice_has_its_amount_settled(flow: Flow) -> None:
    decision = decide(waiting_for_invoices(flow), SALE.but(value=PART))
    assert SettlePayment(PART) in decision.effects
    assert decision.order.payment.settled == PART
    awaited = decide(waiting_for_invoices(flow, settings=AWAITING), SALE.but(value=PART))
    assert SettlePayment(PART) in awaited.effects
    assert awaited.order.payment.settled == 0


@pytest.mark.parametrize("flow", FLOWS)
def test_i3_a_store_may_settle_on_its_own_schedule(flow: Flow) -> None:
    order = waiting_for_invoices(flow, settings=Settings(automatic_settlement=True))
    decision = decide(order, SALE.but(value=PART))
    assert SettlePayment(PART) not in decision.effects
    assert decision.order.payment.settled == 0


@pytest.mark.parametrize("status", [PaymentStatus.SETTLEMENT_REQUESTED, PaymentStatus.SETTLING])
def test_i3_a_settlement_that_is_under_way_is_not_begun_again(status: PaymentStatus) -> None:
    decision = decide(waiting_for_invoices(payment=payment(status)), SALE)
    assert SettlePayment(VALUE) in decision.effects
    assert decision.order.status is Status.INVOICED


def test_i3_what_is_settled_before_is_not_settled_again() -> None:
    order = waiting_for_invoices(payment=payment(PaymentStatus.SETTLED))
    decision = decide(order, SALE)
    assert not any(isinstance(effect, SettlePayment) for effect in decision.effects)
    assert decision.order.status is Status.INVOICED


@pytest.mark.parametrize("flow", FLOWS)
def test_i4_the_order_is_invoiced_when_its_value_is_covered_and_its_payment_settled(flow: Flow) -> None:
    decision = decide(waiting_for_invoices(flow), SALE)
    assert passed(decision) == [Status.INVOICE, Status.INVOICED]


@pytest.mark.parametrize("flow", FLOWS)
def test_i4_partly_invoiced_it_falls_back_until_the_rest_is(flow: Flow) -> None:
    in_part = decide(waiting_for_invoices(flow), SALE.but(value=PART))
    assert in_part.order.status is resting_in(flow)
    rest = decide(in_part.order, SALE.but(number="10", value=VALUE - PART))
    assert rest.order.status is Status.INVOICED


@pytest.mark.parametrize("flow", FLOWS)
def test_i4_not_settled_it_verifies_until_it_is(flow: Flow) -> None:
    verifying = decide(waiting_for_invoices(flow, settings=AWAITING), SALE).order
    assert verifying.status is Status.INVOICE
    assert reasons(decide(verifying, SALE.but(number="10"))) == {"not_verifying"}
    assert settled(verifying, PART).status is Status.INVOICE
    assert settled(settled(verifying, PART), VALUE - PART).status is Status.INVOICED


@given(values=st.lists(st.integers(min_value=1, max_value=VALUE), min_size=1, max_size=6), flow=st.sampled_from(FLOWS))
def test_i4_the_order_is_invoiced_exactly_when_nothing_is_left_to_invoice(values: list[int], flow: Flow) -> None:
    order = waiting_for_invoices(flow)
    for number, value in enumerate(values):
        order = decide(order, SALE.but(number=f"n{number}", value=value)).order
        assert (order.status is Status.INVOICED) is (order.uninvoiced == 0)
        assert order.invoiced == order.payment.settled <= order.value


@pytest.mark.parametrize("flow", FLOWS)
def test_i5_a_return_needs_an_invoiced_order_and_is_refunded(flow: Flow) -> None:
    assert reasons(decide(partly_invoiced(flow), RETURN.but(value=PART))) == {"returns_follow_invoicing"}
    assert reasons(decide(order_in(Status.INVOICE, flow), RETURN)) == {"returns_follow_invoicing"}
    decision = decide(order_in(Status.INVOICED, flow), RETURN.but(value=PART))
    assert passed(decision) == []
    assert RefundPayment(PART) in decision.effects
    assert decision.order.payment.refunded == PART


def test_i5_the_refund_of_a_return_is_awaited_where_the_store_awaits() -> None:
    decision = decide(order_in(Status.INVOICED, settings=AWAITING), RETURN)
    assert RefundPayment(VALUE) in decision.effects
    assert decision.order.payment.refunded == 0
    refunded = decide(decision.order, ConfirmRefund(actor=PLATFORM, at=NOW, value=VALUE)).order
    assert refunded.payment.refunded == VALUE


def test_i5_a_return_of_what_was_refunded_before_is_recorded_and_refunds_nothing() -> None:
    order = order_in(Status.INVOICED, payment=payment(PaymentStatus.FINISHED, refunded=VALUE))
    decision = decide(order, RETURN)
    assert decision.order.returned == VALUE
    assert decision.effects == ()


def test_i5_returns_never_exceed_what_was_invoiced() -> None:
    order = decide(order_in(Status.INVOICED), RETURN.but(value=PART)).order
    assert reasons(decide(order, RETURN.but(number="10", value=VALUE - PART + 1))) == {"within_invoiced"}
    assert decide(order, RETURN.but(number="10", value=VALUE - PART)).order.returned == VALUE


def test_i5_only_sales_count_towards_the_value() -> None:
    order = decide(order_in(Status.INVOICED), RETURN.but(value=PART)).order
    assert (order.invoiced, order.returned) == (VALUE, PART)


@pytest.mark.parametrize("flow", FLOWS)
def test_i6_a_number_again_replaces_the_receipt_and_nothing_else(flow: Flow) -> None:
    for order in (partly_invoiced(flow), order_in(Status.INVOICE, flow), order_in(Status.INVOICED, flow)):
        again = Invoice(actor=STORE, at=NOW, number=" 1 ", value=1, receipt="receipt-2")
        decision = decide(order, again)
        first, *others = order.invoices
        assert decision.order == order.but(invoices=(first.but(receipt="receipt-2"), *others))
        assert decision.effects == ()


def test_i6_a_number_of_its_own_is_another_invoice() -> None:
    order = decide(partly_invoiced(), SALE.but(value=1)).order
    assert [found.number for found in order.invoices] == ["1", "9"]


@given(blanks=st.text(alphabet=" \t\n", max_size=5))
def test_i6_a_number_is_trimmed_and_never_empty(blanks: str) -> None:
    given_number = Invoice(actor=STORE, at=NOW, number=f"{blanks}7{blanks}", value=PART)
    assert decide(waiting_for_invoices(), given_number).order.invoices[-1].number == "7"
    no_number = Invoice(actor=STORE, at=NOW, number=blanks, value=PART)
    assert reasons(decide(waiting_for_invoices(), no_number)) == {"number_given"}


def test_i6_a_number_can_be_printed() -> None:
    unprintable = Invoice(actor=STORE, at=NOW, number="7\x1b[31m", value=PART)
    assert reasons(decide(waiting_for_invoices(), unprintable)) == {"number_given"}


@pytest.mark.parametrize("flow", FLOWS)
def test_i7_sales_invoices_never_exceed_the_value(flow: Flow) -> None:
    order = partly_invoiced(flow)
    assert reasons(decide(order, SALE.but(value=VALUE - PART + 1))) == {"within_value"}
    assert decide(order, SALE.but(value=VALUE - PART)).allowed


def test_i7_an_invoice_is_for_more_than_nothing() -> None:
    assert reasons(decide(waiting_for_invoices(), SALE.but(value=0))) == {"positive_value"}
    assert reasons(decide(order_in(Status.INVOICED), RETURN.but(value=0))) == {"positive_value"}
    assert decide(waiting_for_invoices(), SALE.but(value=1)).allowed


def test_i7_every_fault_of_an_invoice_is_told_at_once() -> None:
    nothing = SALE.but(number="", value=0, actor=STRANGER)
    faults = {"number_given", "positive_value", "may_notify_invoice"}
    assert reasons(decide(waiting_for_invoices(), nothing)) == faults


@pytest.mark.parametrize("flow", FLOWS)
def test_i8_a_sale_needs_notify_invoice_and_a_return_notify_refund(flow: Flow) -> None:
    sells, returns = without(Resource.NOTIFY_REFUND), without(Resource.NOTIFY_INVOICE)
    order, invoiced = waiting_for_invoices(flow), order_in(Status.INVOICED, flow)
    assert decide(order, SALE.but(actor=sells)).allowed
    assert reasons(decide(order, SALE.but(actor=returns))) == {"may_notify_invoice"}
    assert decide(invoiced, RETURN.but(actor=returns)).allowed
    assert reasons(decide(invoiced, RETURN.but(actor=sells))) == {"may_notify_refund"}


@pytest.mark.parametrize("flow", [Flow.COMPLETE, Flow.SELLER])
def test_i8_starting_the_handling_needs_change_order_workflow_status(flow: Flow) -> None:
    order = order_in(Status.READY_FOR_HANDLING, flow)
    unable = without(Resource.CHANGE_ORDER_WORKFLOW_STATUS)
    assert reasons(decide(order, StartHandling(actor=unable, at=NOW))) == {"may_change_workflow_status"}
    assert decide(order, StartHandling(actor=STORE, at=NOW)).order.status is Status.HANDLING


@pytest.mark.parametrize("flow", FLOWS)
def test_i9_tracking_is_added_to_an_invoice_and_changes_no_status(flow: Flow) -> None:
    for order in (partly_invoiced(flow), order_in(Status.INVOICED, flow)):
        decision = decide(order, TRACK)
        assert decision.order.invoices[0].tracking_number == "BR123"
        assert decision.order.status is order.status
        assert passed(decision) == []


@pytest.mark.parametrize("flow", FLOWS)
def test_i9_tracking_needs_an_invoice_of_that_number_and_the_resource(flow: Flow) -> None:
    order = partly_invoiced(flow)
    assert reasons(decide(order, TRACK.but(number="2"))) == {"invoice_known"}
    assert reasons(decide(order, TRACK.but(actor=STRANGER))) == {"may_notify_invoice"}


def test_i9_tracking_of_one_invoice_leaves_the_others_alone() -> None:
    order = order_in(Status.INVOICED, invoices=(invoice("1", PART), invoice("2", VALUE - PART)))
    assert [found.tracking_number for found in decide(order, TRACK).order.invoices] == ["BR123", None]


def test_i8_the_number_of_a_return_again_needs_the_permission_for_returns() -> None:
    returned = order_in(Status.INVOICED, invoices=(invoice("1", VALUE), invoice("2", PART, InvoiceType.INPUT)))
    again = Invoice(actor=without(Resource.NOTIFY_REFUND), at=NOW, number="2", value=PART, type=InvoiceType.INPUT)
    assert reasons(decide(returned, again)) == {"may_notify_refund"}
    assert decide(returned, again.but(actor=without(Resource.NOTIFY_INVOICE))).allowed


def test_i9_a_partly_invoiced_order_is_tracked_while_it_is_with_the_warehouse_too() -> None:
    at_the_warehouse = partly_invoiced().but(status=Status.WAITING_FOR_FULFILLMENT)
    number = at_the_warehouse.invoices[0].number
    decision = decide(at_the_warehouse, Track(actor=STORE, at=NOW, number=number, tracking_number="T-1"))
    assert decision.order.status is Status.WAITING_FOR_FULFILLMENT
    assert decision.order.invoices[0].tracking_number == "T-1"
