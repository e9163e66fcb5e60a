"""VTEX's published description of the Orders API and this reading of it agree."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from pedido import Flow, MarketplaceKind, Order, PaymentStatus, Status
from tests.vtex.documents import SAMPLES, lost

CALLED_IN_CAMEL_CASE = ("CancellationDataUpdated", "CancellationRequestsUpdated")
"""Schemas of the description that have what "Get order" carries as well, but its own schema does not list."""

UNLISTED = {
    "items.priceDefinition",
    "items.priceDefinition.calculatedSellingPrice",
    "items.priceDefinition.total",
    "items.priceDefinition.sellingPrices",
    "items.priceDefinition.sellingPrices.value",
    "items.priceDefinition.sellingPrices.quantity",
}
"""What the published example has, and its schema calls `priceDefinitions`."""


@pytest.fixture(scope="module")
def response(openapi: dict[str, Any]) -> dict[str, Any]:
    operation = openapi["paths"]["/api/oms/pvt/orders/{orderId}"]["get"]
    content: dict[str, Any] = operation["responses"]["200"]["content"]["application/json"]
    return content


def test_the_published_example_is_read(response: dict[str, Any]) -> None:
    order = Order.from_vtex(response["example"])

    assert (order.order_id, order.status, order.flow) == ("1172452900788-01", Status.HANDLING, Flow.COMPLETE)
    assert (order.value, order.currency, order.items[0].unit_price) == (1160, "BRL", 990)
    assert (order.payment.status, order.payment.method) == (PaymentStatus.SETTLED, "creditCard")
    assert order.marketplace.kind is MarketplaceKind.CERTIFIED
    assert (order.returned, order.invoiced) == (1015, 0)
    assert order.cancellation is not None
    assert order.cancellation.by_customer


def test_every_field_that_is_written_equals_the_published_example(response: dict[str, Any]) -> None:
    written = Order.from_vtex(response["example"]).to_vtex()

    # The published example has a receipt of another order.
    assert list(lost(written, response["example"])) == ["$.changesAttachment.changesData[0].receipt.orderId"]
    assert len(list(_paths(written))) > 30


def test_the_published_example_survives_the_round_trip(response: dict[str, Any]) -> None:
    order = Order.from_vtex(response["example"])

    assert Order.from_vtex(order.to_vtex()) == order


def test_every_name_that_is_written_is_published(openapi: dict[str, Any], response: dict[str, Any]) -> None:
    published = set(_published(response["schema"], openapi))
    elsewhere = {
        name
        for schema in CALLED_IN_CAMEL_CASE
        for name in _published(openapi["components"]["schemas"][schema], openapi)
    }
    extended = {"cancellationData": elsewhere, "cancellationRequests": elsewhere}

    unknown = [
        path
        for sample in SAMPLES
        for path in _paths(Order.from_vtex(json.loads(sample.read_text("utf-8"))).to_vtex())
        if path not in published and _uncapitalised(path) not in extended.get(path.split(".")[0], set())
        if path not in {"cancellationRequests", *UNLISTED}
    ]

    assert unknown == []


def test_a_true_is_completed_on_an_order_that_is_not_authorized_is_not_believed(openapi: dict[str, Any]) -> None:
    operation = openapi["paths"]["/api/oms/pvt/orders/order-group/{orderGroup}"]["get"]
    examples = operation["responses"]["200"]["content"]["application/json"]["example"]

    assert [example["isCompleted"] for example in examples] == [True, True]
    assert {Order.from_vtex(example).payment.status for example in examples} == {PaymentStatus.AUTHORIZING}


def _paths(part: Any, path: str = "") -> Iterator[str]:
    """List the names that a document has, with those of the parts around them."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield f"{path}{name}"
            yield from _paths(value, f"{path}{name}.")
    elif isinstance(part, list):
        for entry in part:
            yield from _paths(entry, path)


def _published(schema: dict[str, Any], openapi: dict[str, Any], path: str = "") -> Iterator[str]:
    """List the names that a schema describes, likewise."""
    while "$ref" in schema:
        schema = openapi["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for name, value in schema.get("properties", {}).items():
        yield f"{path}{name}"
        yield from _published(value, openapi, f"{path}{name}.")
    if "items" in schema:
        yield from _published(schema["items"], openapi, path)


def _uncapitalised(path: str) -> str:
    name = path.rpartition(".")[2]
    return name[:1].lower() + name[1:]
