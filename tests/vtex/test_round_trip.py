"""What is read of a VTEX document is written back, and reading that gives the same order."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from pedido import Cancel, DeclineCancellation, Order, apply
from pedido.order.actor import PLATFORM
from tests.vtex.documents import documents, lost, moment, package, sample, smallest

NOW = datetime(2026, 11, 22, 12, 30, 15, 250_000, tzinfo=UTC)


@given(documents())
@settings(max_examples=120, deadline=None)
def test_reading_what_was_written_gives_the_same_order(document: dict[str, Any]) -> None:
    order = Order.from_vtex(document)

    assert Order.from_vtex(order.to_vtex()) == order


@given(documents())
@settings(max_examples=120, deadline=None)
def test_nothing_that_is_read_is_lost(document: dict[str, Any]) -> None:
    written = Order.from_vtex(document).to_vtex()

    # A request that the status implies is added at the end.
    requests = document.get("cancellationRequests", [])
    written["cancellationRequests"] = written.get("cancellationRequests", [])[: len(requests)]
    assert list(lost(document, written)) == []


def test_an_incomplete_order_is_written_with_null_for_its_status() -> None:
    assert Order.from_vtex(smallest(status=None)).to_vtex()["status"] is None


def test_the_packages_keep_their_order() -> None:
    document = smallest(
        packageAttachment={"packages": [package("9", 100), package("1", 200), package("5", 100, "Input")]}
    )

    written = Order.from_vtex(document).to_vtex()

    assert [each["invoiceNumber"] for each in written["packageAttachment"]["packages"]] == ["9", "1", "5"]


def test_what_is_not_known_is_left_out() -> None:
    assert Order.from_vtex(smallest(sellers=[], affiliateId="", cancellationData=None)).to_vtex() == {
        "orderId": "1-01",
        "origin": "Marketplace",
        "status": "handling",
        "value": 1000,
        "lastChange": "2026-11-04T11:05:33.917450+00:00",
        "marketplace": {"name": "", "isCertified": False},
        "storePreferencesData": {"currencyCode": "BRL"},
        "items": [],
        "paymentData": {"transactions": [{"isActive": True, "payments": [{"value": 1000}]}]},
        "packageAttachment": {"packages": []},
    }


def test_a_cancellation_that_was_decided_here_is_written() -> None:
    order = Order.from_vtex(sample("handling"))

    for _ in range(2):
        order = apply(order, Cancel(actor=PLATFORM, at=NOW, reason="Produto avariado"))
    written = order.to_vtex()

    request_id = "1544210983301-01-cancellation-1"
    assert written["status"] == "canceled"
    assert written["cancellationData"] == {
        "RequestedByUser": False,
        "RequestedBySystem": True,
        "RequestedBySellerNotification": False,
        "RequestedByPaymentNotification": False,
        "Reason": "Produto avariado",
        "CancellationDate": "2026-11-22T12:30:15.250000+00:00",
        "CancellationRequestId": request_id,
    }
    assert [request["id"] for request in written["cancellationRequests"]] == [request_id]
    assert Order.from_vtex(written).cancellation == order.cancellation


def test_a_request_that_was_declined_here_is_written() -> None:
    order = Order.from_vtex(sample("cancellation-requested"))
    assert order.open_request is not None
    declined = DeclineCancellation(actor=PLATFORM, at=NOW, request_id=order.open_request.id, reason="Já enviado")

    [written] = apply(order, declined).to_vtex()["cancellationRequests"]

    assert written["deniedBySeller"] is True
    assert written["deniedBySellerReason"] == "Já enviado"
    assert moment(written["cancellationRequestDenyDate"]) == NOW


@pytest.mark.parametrize("name", ["cancellation-declined", "canceled", "large", "invoiced-with-return"])
def test_a_sample_order_comes_back_as_it_was(name: str) -> None:
    order = Order.from_vtex(sample(name))

    assert Order.from_vtex(order.to_vtex()) == order
