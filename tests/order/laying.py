"""The orders and requests with which laying out is tested."""

from typing import Any, Final

from pedido import CreateModification, Item, ModificationRequest, Offer, Order, Payment, Status
from pedido.order.layout import plan_of
from pedido.order.plan import Findings, Plan
from tests.orders import NOW, STORE, order_in

NOTHING: Final = Findings()
PRICE: Final = 1000
"""What a unit of every line costs, in cents."""
REQUEST_ID: Final = "m"

OFFERS: Final = {
    "1": Offer(price=7, stock=5),
    "2": Offer(price=7),
    "9": Offer(price=1500, name="Cheese", measurement_unit="kg", seller="offering"),
}
"""What the catalog answers; what the order has already keeps its own price."""


def line(sku: str = "1", quantity: int = 4, **fields: Any) -> Item:
    """Make a line."""
    return Item(**{"sku": sku, "quantity": quantity, "unit_price": PRICE, **fields})


def of(*items: Item, **fields: Any) -> Order:
    """Make an order of these lines, and of its value."""
    value = max(sum(item.value + item.discount + item.tax + item.shipping for item in items), 1)
    return order_in(Status.HANDLING, **{"items": items, "value": value, "payment": Payment(value=value), **fields})


def plan(order: Order, **body: Any) -> Plan:
    """Lay a request out on an order."""
    request = ModificationRequest.model_validate({"reason": "-", **body})
    return plan_of(
        order, CreateModification(actor=STORE, at=NOW, request=request, offers=OFFERS, request_id=REQUEST_ID)
    )


def asked(sku: str = "1", quantity: int = 1, **fields: Any) -> dict[str, Any]:
    """Speak of units of a product."""
    return {"id": sku, "quantity": quantity, **fields}


def items(*several: dict[str, Any], freight: dict[int, int | None] | None = None) -> dict[str, Any]:
    """Make a part of a request; `freight` is what its items cost to deliver, by their positions."""
    info = [{"itemIndex": position, "price": price} for position, price in (freight or {}).items()]
    return {"items": [*several], "shippingData": {"logisticsInfo": info}}


def replacing(taken: dict[str, Any], put: dict[str, Any]) -> list[dict[str, Any]]:
    """Put one part in the place of another."""
    return [{"from": taken, "to": put}]
