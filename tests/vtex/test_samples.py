"""The project's own sample orders are what their names say."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pedido import PLATFORM, Flow, Order, Status, available
from pedido.input import parse_json
from tests.vtex.documents import SAMPLES, sample

NOW = datetime(2026, 11, 22, tzinfo=UTC)

EXPECTED: dict[str, tuple[Flow, Status, set[str]]] = {
    "canceled": (Flow.COMPLETE, Status.CANCELED, set()),
    "cancellation-declined": (Flow.SELLER, Status.HANDLING, {"cancel", "invoice"}),
    "cancellation-requested": (
        Flow.COMPLETE,
        Status.CANCELLATION_REQUESTED,
        {"accept_cancellation", "cancel", "decline_cancellation", "invoice"},
    ),
    "certified-marketplace": (Flow.SELLER, Status.HANDLING, {"cancel", "invoice"}),
    "external-marketplace": (Flow.SELLER, Status.READY_FOR_HANDLING, {"cancel", "start_handling"}),
    "handling": (Flow.COMPLETE, Status.HANDLING, {"cancel", "invoice"}),
    "incomplete": (Flow.COMPLETE, Status.INCOMPLETE, {"place_order"}),
    "invoiced": (Flow.COMPLETE, Status.INVOICED, {"invoice", "track"}),
    "invoiced-with-return": (Flow.COMPLETE, Status.INVOICED, {"invoice", "track"}),
    "large": (Flow.COMPLETE, Status.HANDLING, {"invoice", "track"}),
    "marketplace-payment-approved": (Flow.MARKETPLACE, Status.PAYMENT_APPROVED, {"cancel", "invoice"}),
    "modified": (Flow.COMPLETE, Status.HANDLING, {"cancel", "invoice"}),
    "multilevel-inventory": (Flow.CHAIN, Status.PAYMENT_APPROVED, {"cancel", "invoice"}),
    "partly-invoiced": (Flow.COMPLETE, Status.HANDLING, {"invoice", "track"}),
    "partly-invoiced-modified": (Flow.COMPLETE, Status.HANDLING, {"invoice", "track"}),
    "payment-pending": (Flow.COMPLETE, Status.PAYMENT_PENDING, {"authorize_payment", "cancel"}),
    "ready-for-handling": (Flow.COMPLETE, Status.READY_FOR_HANDLING, {"cancel", "start_handling"}),
    "settled-before-invoicing": (Flow.COMPLETE, Status.HANDLING, {"cancel", "confirm_refund", "invoice"}),
    "waiting-ffmt-authorization": (
        Flow.SELLER,
        Status.WAITING_FFMT_AUTHORIZATION,
        {"authorize_fulfillment", "authorize_payment", "cancel"},
    ),
    "waiting-for-seller-decision": (
        Flow.MARKETPLACE,
        Status.WAITING_FOR_SELLER_DECISION,
        {"accept_cancellation", "cancel", "decline_cancellation", "invoice"},
    ),
    "weighed-items": (Flow.COMPLETE, Status.HANDLING, {"cancel", "invoice"}),
    "window-to-cancel": (Flow.COMPLETE, Status.WINDOW_TO_CANCEL, {"cancel", "customer_cancel", "pass_time"}),
}
WATCHED = set().union(*(triggers for _, _, triggers in EXPECTED.values()))
MODIFIABLE = {
    "cancellation-declined",
    "handling",
    "large",
    "modified",
    "partly-invoiced",
    "partly-invoiced-modified",
    "weighed-items",
}
ALSO_POSSIBLE = {"customer_cancel", "confirm_refund"}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_in_the_situation_that_its_name_tells(name: str) -> None:
    flow, status, possible = EXPECTED[name]
    order = Order.from_vtex(sample(name))

    assert (order.flow, order.status) == (flow, status)
    allowed = {each.command.trigger for each in available(order, PLATFORM, NOW) if each.allowed}
    assert possible <= allowed
    assert allowed & WATCHED <= possible | ALSO_POSSIBLE


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_survives_the_round_trip(path: Any) -> None:
    order = Order.from_vtex(parse_json(path.read_text("utf-8"), path.name))

    assert Order.from_vtex(order.to_vtex()) == order


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_amounts_of_a_sample_add_up(path: Any) -> None:
    document = parse_json(path.read_text("utf-8"), path.name)
    order = Order.from_vtex(document)

    assert order.totals is not None
    assert order.value == sum(total["value"] for total in document["totals"]) == order.payment.value
    assert order.value == order.totals.value
    assert sum(item.value for item in order.items) == order.totals.items
    assert sum(item.discount for item in order.items) == order.totals.discounts
    assert sum(item.tax for item in order.items) == order.totals.tax
    assert order.invoiced <= order.value
    if "shippingData" in document:
        assert sum(item.shipping for item in order.items) == order.totals.shipping


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_can_be_modified_or_not(name: str) -> None:
    order = Order.from_vtex(sample(name))

    allowed = {each.command.trigger for each in available(order, PLATFORM, NOW) if each.allowed}

    assert ("create_modification" in allowed) == (name in MODIFIABLE)


def test_every_sample_is_expected() -> None:
    assert {path.stem for path in SAMPLES} == set(EXPECTED)


def test_the_samples_hold_no_personal_data() -> None:
    personal = {"clientProfileData", "followUpEmail", "callCenterOperatorData", "invoiceData"}
    documents = [sample(path.stem) for path in SAMPLES]

    assert [document["orderId"] for document in documents if personal & set(document)] == []
    assert {tuple(document["shippingData"]) for document in documents if "shippingData" in document} == {
        ("logisticsInfo",)
    }
