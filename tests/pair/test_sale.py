"""A sale in memory: each store's own order, and a queue to each, first in, first out."""

from typing import Any

import pytest

from pedido import AuthorizePayment, CustomerCancel, Invoice, Status
from pedido.pair import CancellationRequested, FulfillmentAuthorized, Invoiced, Outcome, Sale, Store
from tests.orders import NOW, STORE, VALUE
from tests.pair.telling import marketplace, seller

GIVEN: dict[str, Any] = {"actor": STORE, "at": NOW}
ASK = CustomerCancel(**GIVEN, request_id="r-1")


def sale(of_marketplace: Status = Status.PAYMENT_APPROVED, of_seller: Status = Status.HANDLING) -> Sale:
    return Sale({Store.MARKETPLACE: marketplace(of_marketplace), Store.SELLER: seller(of_seller)})


def test_what_one_store_decides_is_on_its_way_to_the_other() -> None:
    begun = sale(Status.PAYMENT_PENDING, Status.WAITING_FFMT_AUTHORIZATION)
    begun.give(Store.MARKETPLACE, AuthorizePayment(**GIVEN))
    begun.give(Store.MARKETPLACE, ASK)
    assert list(begun.queues[Store.SELLER]) == [FulfillmentAuthorized(), CancellationRequested("r-1")]
    assert begun.orders[Store.SELLER].status is Status.WAITING_FFMT_AUTHORIZATION


def test_it_is_delivered_in_its_order_and_the_answer_comes_back() -> None:
    begun = sale()
    begun.give(Store.MARKETPLACE, ASK)
    message, received = begun.deliver(Store.SELLER, NOW)
    assert (message, received.outcome) == (CancellationRequested("r-1"), Outcome.CARRIED_OUT)
    assert begun.orders[Store.SELLER].status is Status.CANCELLATION_REQUESTED
    assert list(begun.queues[Store.MARKETPLACE]) == [CancellationRequested("r-1")]
    assert not begun.queues[Store.SELLER]


def test_a_message_that_waits_stays_the_first_one() -> None:
    begun = sale(Status.PAYMENT_PENDING)
    begun.give(Store.SELLER, Invoice(**GIVEN, number="NF-1", value=VALUE))
    assert begun.deliver(Store.MARKETPLACE, NOW).received.outcome is Outcome.WAITS
    assert [type(message) for message in begun.queues[Store.MARKETPLACE]] == [Invoiced]


def test_a_request_ends_even_where_the_invoice_that_declines_it_is_refused() -> None:
    """Two orders of different values are not of one sale; a person sees it, and the marketplace does not wait for ever."""
    worth_less = marketplace(Status.PAYMENT_APPROVED, value=VALUE // 2)
    begun = Sale({Store.MARKETPLACE: worth_less, Store.SELLER: seller(Status.HANDLING)})
    begun.give(Store.MARKETPLACE, ASK)
    begun.give(Store.SELLER, Invoice(**GIVEN, number="NF-1", value=VALUE))
    assert begun.deliver(Store.SELLER, NOW).received.outcome is Outcome.ANSWERED
    assert begun.deliver(Store.MARKETPLACE, NOW).received.outcome is Outcome.CONFLICT
    assert begun.orders[Store.MARKETPLACE].status is Status.WAITING_FOR_SELLER_DECISION
    assert begun.deliver(Store.MARKETPLACE, NOW).received.outcome is Outcome.CARRIED_OUT
    assert begun.orders[Store.MARKETPLACE].status is Status.PAYMENT_APPROVED


def test_where_nothing_is_on_its_way_nothing_can_be_delivered() -> None:
    with pytest.raises(IndexError):
        sale().deliver(Store.SELLER, NOW)


def test_a_command_that_is_refused_tells_nobody() -> None:
    begun = sale(of_seller=Status.CANCELED)
    assert not begun.give(Store.SELLER, ASK).decision.allowed
    assert not begun.queues[Store.MARKETPLACE]
