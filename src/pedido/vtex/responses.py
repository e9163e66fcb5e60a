"""What the API answers about modifications (API, M10, M11): created, preview, details, history, settings.

A modification's amounts are how much those of the order change, in cents; moments are in UTC. One that is cancelled says why
under `cancellationData` (M17). What the response has a place for and nothing here knows is null or empty.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from pedido.order.modification import DEFAULT_SETTINGS, Modification, ModificationCancellation, ModificationSettings
from pedido.order.order import Order
from pedido.order.status import Flow
from pedido.vtex.response_items import write_gone, write_new

_TOTALS: Final = (
    ("Items", "Items Total", "items"),
    ("Discounts", "Discounts Total", "discounts"),
    ("Shipping", "Shipping Total", "shipping"),
    ("Tax", "Tax Total", "tax"),
    ("ManualValues", "Manual Values Total", "manual_values"),
)
"""VTEX's id and name of every amount."""

_COMPONENTS: Final[Mapping[Flow, str]] = {
    Flow.COMPLETE: "MarketplaceComponent",
    Flow.MARKETPLACE: "MarketplaceComponent",
    Flow.SELLER: "SellerComponent",
    Flow.CHAIN: "SellerComponent",
}
"""As whose order it is modified: that of who sold it, or that of who sells or delivers it for another store."""


def write_created(order: Order, modification: Modification) -> dict[str, Any]:
    """Write what "Create order modifications" answers: the request has an id, and is on its way."""
    return _identified(modification) | write_preview(order, modification)


def write_preview(order: Order, modification: Modification) -> dict[str, Any]:
    """Write what "Preview order modifications" answers: what the modification comes to."""
    return _changes(order, modification) | {"settings": write_settings(modification.settings)}


def write_details(order: Order, modification: Modification) -> dict[str, Any]:
    """Write what "Get order modifications detail" answers: what has become of the modification as well."""
    return (
        _identified(modification)
        | {"status": modification.status.value, "inProgress": modification.in_progress}
        | _recorded(order, modification)
    )


def write_history(order: Order) -> dict[str, Any]:
    """Write what "Get order modifications history" answers: every modification of the order, oldest first (M10).

    There are no `actions` apart from the requests.
    """
    return {
        "requests": [
            _identified(modification) | _recorded(order, modification) for modification in order.modifications
        ],
        "actions": [],
    }


def write_settings(settings: ModificationSettings) -> dict[str, Any]:
    """Write what "Get" and "Update Order modifications settings" answer: complete, and whether it is all the default."""
    complete = settings.over(DEFAULT_SETTINGS)
    written = complete.model_dump(mode="json", by_alias=True)
    rollout = {"usingDefaultBehavior": complete == DEFAULT_SETTINGS, **written["rolloutConfiguration"]}
    return {**written, "rolloutConfiguration": rollout}


def _identified(modification: Modification) -> dict[str, Any]:
    return {"requestId": modification.id, "workflowId": f"{modification.id}-workflow"}


def _recorded(order: Order, modification: Modification) -> dict[str, Any]:
    """Write a modification as it is kept; of its settings the API tells only which payment systems are allowed."""
    allowed = modification.settings.payment_configuration.custom_payment_systems_allowed or ()
    canceled = modification.cancellation
    return (
        _changes(order, modification)
        | {"settings": {"customPaymentSystemsAllowed": list(allowed)}}
        | ({"cancellationData": _cancellation(canceled)} if canceled is not None else {})
    )


def _changes(order: Order, modification: Modification) -> dict[str, Any]:
    return {
        "reason": modification.reason,
        "manualDiscountValue": modification.manual_discount_value,
        "manualIncrementValue": modification.manual_increment_value,
        "totalChangeValue": modification.totals.value,
        "totals": [
            {"id": id_, "name": name, "value": getattr(modification.totals, amount)} for id_, name, amount in _TOTALS
        ],
        "add": write_new(modification.added) if modification.added else None,
        "remove": write_gone(modification.removed) if modification.removed else None,
        "replace": [{"from": write_gone(pair.from_), "to": write_new(pair.to)} for pair in modification.replaced],
        "date": _date(modification.requested_at),
        "origin": {
            "account": order.marketplace.name or order.seller or "",
            "orderId": order.order_id,
            "component": _COMPONENTS[order.flow],
        },
    }


def _cancellation(cancellation: ModificationCancellation) -> dict[str, Any]:
    return {
        "requestedBy": cancellation.requested_by,
        "reason": cancellation.reason,
        "cancellationDate": _date(cancellation.at),
        "errorCode": cancellation.error,
    }


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
