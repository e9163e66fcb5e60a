"""An order becomes a VTEX "Get order" response."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from pedido.order.actor import PLATFORM
from pedido.order.order import Order
from pedido.order.parts import Cancellation, CancellationRequest, Invoice, Payment
from pedido.order.status import Flow, MarketplaceKind, Status
from pedido.vtex.changes import write_changes
from pedido.vtex.items import write_item, write_logistics, write_totals
from pedido.vtex.reading import PAYMENTS, SELLER

_ORIGINS: Final[Mapping[Flow, str]] = {
    Flow.COMPLETE: "Marketplace",
    Flow.MARKETPLACE: "Marketplace",
    Flow.SELLER: "Fulfillment",
    Flow.CHAIN: "Chain",
}


def write_order(order: Order) -> dict[str, Any]:
    """Write an order in the shape of a VTEX "Get order" response (API), ready for JSON.

    Every field that is read is written, under the same name. What is not known is left out, and so is `isCompleted` where
    the payment is not settled; the status is null where the order is incomplete. Moments are in ISO 8601, to the microsecond.

    The response has no place for the settings, the history, a running deadline, receipts, the replacing order, a modification
    that is not done, whether the seller is a franchise account, what connector and acquirer can do, and the status in which a
    cancellation was asked for: these are not written.
    """
    return _known(
        orderId=order.order_id,
        origin=_ORIGINS[order.flow],
        affiliateId=order.marketplace.affiliate,
        value=order.value,
        creationDate=_date(order.created_at),
        lastChange=_date(order.changed_at),
        authorizedDate=_date(order.payment.authorized_at),
        isCompleted=order.is_settled or None,
        sellers=[{"id": seller} for seller in _sellers(order)] or None,
        marketplace={
            "name": order.marketplace.name,
            "isCertified": order.marketplace.kind is MarketplaceKind.CERTIFIED,
        },
        storePreferencesData={"currencyCode": order.currency},
        items=[write_item(item) for item in order.items],
        totals=write_totals(order.totals) if order.totals is not None else None,
        shippingData={"logisticsInfo": logistics} if (logistics := write_logistics(order.items)) else None,
        paymentData={"transactions": [_transaction(order.payment)]},
        packageAttachment={"packages": [_package(invoice) for invoice in order.invoices]},
        changesAttachment=write_changes(order),
        cancellationData=_cancellation(order.cancellation) if order.cancellation else None,
        cancellationRequests=[_request(request) for request in order.cancellation_requests] or None,
    ) | {"status": None if order.status is Status.INCOMPLETE else order.status.value}


def _sellers(order: Order) -> list[str]:
    """List the seller, and where several share the payment those of the lines."""
    lines = [item.seller for item in order.items] if order.payment.split else []
    return list(dict.fromkeys(seller for seller in (order.seller, *lines) if seller))


def _transaction(payment: Payment) -> dict[str, Any]:
    return _known(
        isActive=True,
        transactionId=payment.transaction_id,
        payments=[_known(value=payment.value, group=payment.method, paymentSystem=payment.system)],
    )


def _package(invoice: Invoice) -> dict[str, Any]:
    return _known(
        items=[
            {"itemIndex": item.index, "quantity": item.quantity, "price": item.unit_price} for item in invoice.items
        ],
        courier=invoice.courier,
        invoiceNumber=invoice.number,
        invoiceValue=invoice.value,
        issuanceDate=_date(invoice.issued_at),
        trackingNumber=invoice.tracking_number,
        trackingUrl=invoice.tracking_url,
        type=invoice.type.value,
    )


def _cancellation(cancellation: Cancellation) -> dict[str, Any]:
    by_store = not cancellation.by_customer
    return _known(
        RequestedByUser=cancellation.by_customer,
        RequestedBySystem=by_store and cancellation.requested_by == PLATFORM.id,
        RequestedBySellerNotification=by_store and cancellation.requested_by == SELLER,
        RequestedByPaymentNotification=by_store and cancellation.requested_by == PAYMENTS,
        Reason=cancellation.reason,
        CancellationDate=_date(cancellation.at),
        CancellationRequestId=cancellation.request_id,
    )


def _request(request: CancellationRequest) -> dict[str, Any]:
    return _known(
        id=request.id,
        reason=request.reason,
        cancellationRequestDate=_date(request.requested_at),
        requestedByUser=request.by_customer,
        deniedBySeller=request.declined_at is not None,
        deniedBySellerReason=request.decline_reason,
        cancellationRequestDenyDate=_date(request.declined_at),
    )


def _known(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _date(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
