"""Changes of the amounts of a request, to the cent."""

from pedido import (
    PaymentStatus,
)
from tests.facts.modifying import (
    create,
    discounting,
    modifiable,
)
from tests.lifting.saying import ALLOWED, remove, said
from tests.orders import PART, VALUE, invoice, payment


def test_an_amount_of_an_item_is_changed_too() -> None:
    asked = create(remove({"manualDiscountValue": -1}))
    assert f"remove: manualDiscountValue of R$0.00 instead of -R$0.01 for SKU 1{ALLOWED}" in said(
        modifiable(), asked, "manual_values_not_negative"
    )


def test_less_is_taken_away_where_the_total_would_fall_below_what_is_invoiced() -> None:
    order = modifiable(invoices=(invoice("1", PART),))
    assert said(order, create(remove({"quantity": 2})), "total_covers_invoices") == [
        f"manualIncrementValue of R$40.00 instead of R$0.00{ALLOWED}",
        f"remove: quantity 1 of SKU 1 instead of 2{ALLOWED}",
    ]


def test_a_total_that_rises_too_high_comes_down() -> None:
    asked = create({"add": {"items": [{"id": "1", "quantity": 1, "price": 10**15 - 9_000}]}})
    found = said(modifiable(), asked, "total_stays_positive")
    assert found == [f"manualDiscountValue of R$10.00 instead of R$0.00{ALLOWED}"]


def test_no_more_is_taken_off_than_is_left_to_settle() -> None:
    partly_settled = payment(PaymentStatus.SETTLING, settled=VALUE - 1_000, method="pix")
    found = said(modifiable(payment=partly_settled), create(discounting(2_000)), "settled_with_credit_card")
    assert f"manualDiscountValue of R$10.00 instead of R$20.00{ALLOWED}" in found
