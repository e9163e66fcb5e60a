"""What becomes of the money: each property with orders that keep it, and with made-up ones that do not. In cents."""

from typing import Any

import pytest

from pedido import (
    Cancel,
    ChangePayment,
    Command,
    ConfirmRefund,
    ConfirmSettlement,
    CreateModification,
    Decision,
    Flow,
    Invoice,
    InvoiceType,
    Modification,
    ModificationRequest,
    ModificationStatus,
    Order,
    PaymentChange,
    PaymentStatus,
    Status,
    decide,
)
from pedido.order.events import AmountRefunded, AmountSettled, OrderModified
from pedido.order.modification import AskedItem, AskedItems
from pedido.order.offer import Offer
from pedido.verify.properties.money import (
    canceled_orders_keep_no_money,
    invoiced_orders_are_settled,
    money_is_conserved,
    no_more_is_taken_than_charged,
    value_covers_invoices,
)
from tests.orders import (
    AWAITING,
    FLOWS,
    NOW,
    PART,
    STORE,
    UNIT,
    VALUE,
    able,
    invoice,
    order_in,
    partly_invoiced,
    payment,
    waiting_for_invoices,
    with_modification,
)

GIVEN: dict[str, Any] = {"actor": STORE, "at": NOW}
CANCEL = Cancel(**GIVEN)
ONE = AskedItems(items=(AskedItem(id="1", quantity=1),))
INVOICED = order_in(Status.INVOICED)


def asked(**parts: Any) -> CreateModification:
    request = ModificationRequest(reason="Out of stock", **parts)
    return CreateModification(**GIVEN, request=request, offers={"1": Offer(price=UNIT, stock=9)})


LOWER, HIGHER = asked(remove=ONE), asked(add=ONE)


@pytest.mark.parametrize("order", [waiting_for_invoices(), partly_invoiced(), INVOICED])
def test_i2_an_order_is_worth_at_least_what_is_invoiced(order: Order) -> None:
    assert value_covers_invoices.check(order) is None


@pytest.mark.parametrize(
    "order, complaint",
    [
        (partly_invoiced().but(value=PART - 1), "worth 3999, invoiced 4000, returned 0"),
        (waiting_for_invoices().but(value=-1), "worth -1, invoiced 0, returned 0"),
        (
            partly_invoiced(invoices=(invoice("1", PART), invoice("2", PART + 1, InvoiceType.INPUT))),
            "worth 10000, invoiced 4000, returned 4001",
        ),
        (
            partly_invoiced(invoices=(invoice("1", PART).but(type=InvoiceType.INPUT, value=-1),)),
            "worth 10000, invoiced 0, returned -1",
        ),
    ],
)
def test_i2_i5_p9_amounts_that_do_not_fit_are_complained_about(order: Order, complaint: str) -> None:
    assert value_covers_invoices.check(order) == complaint


def paid(**changes: int) -> Order:
    return waiting_for_invoices(payment=payment(PaymentStatus.APPROVED).but(**changes))


@pytest.mark.parametrize("order", [paid(), paid(settled=PART), paid(settled=VALUE, refunded=VALUE), INVOICED])
def test_t4_t5_no_more_is_settled_than_charged_nor_refunded_than_settled(order: Order) -> None:
    assert no_more_is_taken_than_charged.check(order) is None


@pytest.mark.parametrize(
    "order, complaint",
    [
        (paid(settled=VALUE + 1), "charged 10000, settled 10001, refunded 0"),
        (paid(settled=PART, refunded=PART + 1), "charged 10000, settled 4000, refunded 4001"),
        (paid(refunded=-1), "charged 10000, settled 0, refunded -1"),
    ],
)
def test_t4_t5_taking_or_refunding_more_is_complained_about(order: Order, complaint: str) -> None:
    assert no_more_is_taken_than_charged.check(order) == complaint


@pytest.mark.parametrize(
    "order",
    [
        order_in(Status.CANCELED),
        order_in(Status.CANCELED, payment=payment(PaymentStatus.CANCELED, settled=PART, refunded=PART)),
        order_in(Status.CANCEL, payment=payment(PaymentStatus.SETTLED)),
    ],
)
def test_c17_a_canceled_order_has_given_all_back_and_one_that_is_being_canceled_need_not(order: Order) -> None:
    assert canceled_orders_keep_no_money.check(order) is None


def test_c17_a_canceled_order_that_keeps_money_is_complained_about() -> None:
    order = order_in(Status.CANCELED, payment=payment(PaymentStatus.CANCELED, settled=VALUE, refunded=PART))
    assert canceled_orders_keep_no_money.check(order) == "settled 10000, refunded 4000"


@pytest.mark.parametrize("flow", FLOWS)
def test_i4_an_invoiced_order_is_settled_and_one_that_is_verified_need_not_be(flow: Flow) -> None:
    assert invoiced_orders_are_settled.check(order_in(Status.INVOICED, flow)) is None
    assert invoiced_orders_are_settled.check(order_in(Status.INVOICE, flow)) is None


def test_i4_an_invoiced_order_that_is_not_settled_is_complained_about() -> None:
    order = order_in(Status.INVOICED, payment=payment(PaymentStatus.APPROVED, settled=PART))
    assert invoiced_orders_are_settled.check(order) == "charged 10000, settled 4000"


MODIFIABLE = waiting_for_invoices(payment=able())
SETTLED = MODIFIABLE.but(payment=able(PaymentStatus.SETTLED, settled_at=NOW))
BY_OTHER_MEANS = able(connector={"higher_values": False, "partial_refunds": True})


@pytest.mark.parametrize(
    "before, command, charged",
    [
        (MODIFIABLE, LOWER, VALUE - UNIT),  # P2
        (SETTLED, LOWER, VALUE),  # P1: refunded, not charged less
        (MODIFIABLE, HIGHER, VALUE + UNIT),  # P3
        (MODIFIABLE.but(payment=BY_OTHER_MEANS), HIGHER, VALUE),  # P5: charged separately
        (MODIFIABLE, Invoice(**GIVEN, number="1", value=PART), VALUE),
        (
            order_in(Status.HANDLING, payment=payment(PaymentStatus.SETTLING)),
            ConfirmSettlement(**GIVEN, value=1),
            VALUE,
        ),
        (INVOICED, ConfirmRefund(**GIVEN, value=PART), VALUE),
        (order_in(Status.CANCELLATION_REQUESTED), CANCEL, VALUE),
    ],
)
def test_p1_p2_p3_p5_what_is_charged_changes_as_the_value_does(before: Order, command: Command, charged: int) -> None:
    decision = decide(before, command)
    assert decision.allowed
    assert decision.events
    assert decision.order.payment.value == charged
    assert money_is_conserved.check(before, command, decision) is None


def test_p1_a_refund_that_a_modification_waits_for_comes_with_the_modification() -> None:
    waiting = decide(SETTLED.but(settings=AWAITING), LOWER).order
    assert waiting.asked_of_payments == PaymentChange(refunded=UNIT)
    assert money_is_conserved.check(SETTLED, LOWER, Decision(waiting)) is None


def test_f7_a_payment_that_starts_anew_has_nothing_to_do_with_the_one_before() -> None:
    before = order_in(Status.WINDOW_TO_CHANGE_PAYMENT, Flow.MARKETPLACE)
    before = before.but(payment=before.payment.but(settled=PART, refunded=PART))
    command = ChangePayment(**GIVEN, method="creditCard")
    decision = decide(before, command)
    assert decision.order.payment.settled == 0
    assert money_is_conserved.check(before, command, decision) is None


def test_t4_t5_money_that_moves_without_news_of_it_is_complained_about() -> None:
    before = paid()
    settled, refunded = (before.but(payment=before.payment.but(**{name: 1})) for name in ("settled", "refunded"))
    assert (
        money_is_conserved.check(before, CANCEL, Decision(settled))
        == "settled 0 to 1, refunded 0 to 0, without news of it"
    )
    assert (
        money_is_conserved.check(before, CANCEL, Decision(refunded))
        == "settled 0 to 0, refunded 0 to 1, without news of it"
    )


def test_t4_t5_news_that_moves_no_money_is_complained_about() -> None:
    news = (AmountSettled(5, NOW), AmountRefunded(3, NOW))
    complaint = money_is_conserved.check(paid(), CANCEL, Decision(paid(), news))
    assert complaint == "settled 0 to 0, refunded 0 to 0, without news of it"


@pytest.mark.parametrize(
    "value, charged, change, complaint",
    [
        (VALUE - UNIT, VALUE, PaymentChange(lowered=UNIT), "worth -5000, charged +0, separately 0"),
        (VALUE + UNIT, VALUE, PaymentChange(raised=UNIT), "worth +5000, charged +0, separately 0"),
        (VALUE + UNIT, VALUE + UNIT, PaymentChange(separate=UNIT), "worth +5000, charged +5000, separately 5000"),
        (VALUE, VALUE - 1, PaymentChange(), "worth +0, charged -1, separately 0"),
    ],
)
def test_p2_p3_p5_a_charge_that_does_not_follow_the_value_is_complained_about(
    value: int, charged: int, change: PaymentChange, complaint: str
) -> None:
    done = with_modification(MODIFIABLE, ModificationStatus.DONE, payment=change)
    after = done.but(value=value, payment=able().but(value=charged))
    modified = OrderModified(_latest(after).id, after.items, (0,), value, None, NOW)
    assert money_is_conserved.check(MODIFIABLE, LOWER, Decision(after, (modified,))) == complaint


def _latest(order: Order) -> Modification:
    assert order.modifications.latest is not None
    return order.modifications.latest
