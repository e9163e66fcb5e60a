"""What the obvious protocol shows: why ours has the rows that it has. Each is the shortest interleaving."""

import pytest

from pedido.pair import verify_pair
from tests.pair.breaking import only
from tests.pair.naive import NAIVE

AT_WORK = ("authorize_payment", "close_cancellation_window", "start_handling")


def shortest(property_id: str, *triggers: str) -> tuple[str, ...]:
    found = verify_pair(protocol=NAIVE, worlds=[only(*AT_WORK, *triggers)])
    result = next(result for result in found.properties if result.checked.id == property_id)
    assert result.counterexample is not None
    return result.counterexample.story


def test_a_cancellation_and_an_invoice_that_race_end_in_two_final_orders_that_differ() -> None:
    """The seller tells of the request that it got; the marketplace takes that for a second cancellation."""
    assert shortest("ends_match", "customer_cancel", "invoice") == (
        "marketplace: authorize_payment -> payment-approved",
        "marketplace: customer_cancel -> waiting-for-seller-decision",
        "delivered to the seller: fulfillment_authorized -> window-to-cancel",
        "seller: close_cancellation_window -> ready-for-handling",
        "delivered to the seller: cancellation_requested -> cancellation-requested",
        "delivered to the marketplace: cancellation_requested -> canceled",
        "seller: invoice 200 -> invoiced",
        "delivered to the marketplace: cancellation_declined -> canceled, nothing-to-do",
        "delivered to the marketplace: invoiced -> canceled, nothing-to-do",
        "delivered to the seller: order_canceled -> invoiced, nothing-to-do",
    )


@pytest.mark.parametrize("trigger", ["cancel", "pass_time"])
def test_a_marketplace_that_does_not_wait_for_the_decision_cancels_what_the_seller_invoices(trigger: str) -> None:
    story = shortest("ends_match", "customer_cancel", trigger, "invoice")
    assert f"marketplace: {trigger} -> canceled" in story
    assert "seller: invoice 200 -> invoiced" in story


def test_a_seller_that_declines_its_own_request_is_asked_again_by_the_echo_of_it() -> None:
    story = shortest("queues_stay_short", "cancel", "decline_cancellation")
    assert story[3:7] == (
        "seller: cancel -> cancellation-requested",
        "delivered to the marketplace: cancellation_requested -> waiting-for-seller-decision",
        "seller: decline_cancellation -> ready-for-handling",
        "delivered to the marketplace: cancellation_declined -> payment-approved",
    )


def test_a_seller_that_cancels_leaves_the_marketplace_waiting_for_a_decision_that_nobody_makes() -> None:
    assert shortest("every_request_is_with_the_seller", "cancel") == (
        "marketplace: authorize_payment -> payment-approved",
        "seller: cancel -> canceled",
        "delivered to the marketplace: order_canceled -> waiting-for-seller-decision",
        "delivered to the seller: fulfillment_authorized -> canceled, nothing-to-do",
        "delivered to the seller: cancellation_requested -> canceled, nothing-to-do",
    )


def test_invoices_get_lost_at_an_order_that_was_canceled_meanwhile() -> None:
    assert shortest("invoices_arrive", "customer_cancel", "invoice")[-1].startswith("delivered to the seller")
