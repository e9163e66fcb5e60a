"""What is read of a VTEX "Get order" response: the shapes of its parts, under VTEX's names (API).

Only what says what may happen to the order is read: no personal data. Unknown fields are ignored, null is the same as
absent. Money is in integer cents; a moment has its time zone, and is kept to the microsecond.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, StringConstraints, model_validator

from pedido.order.status import InvoiceType, Status
from pedido.order.value import Cents, Moment, Name, Quantity
from pedido.vtex.change_document import ChangesPart
from pedido.vtex.item_document import ItemPart, ShippingPart, TotalPart
from pedido.vtex.part import InnerList, List, Part, Text


def _named(status: Any) -> Any:
    return status if status != "" else Status.INCOMPLETE


class SellerPart(Part):
    """`sellers[]`."""

    id: Name


class MarketplacePart(Part):
    """`marketplace`."""

    name: str = ""
    is_certified: StrictBool = Field(default=False, alias="isCertified")


class StorePart(Part):
    """`storePreferencesData`."""

    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = Field(default="BRL", alias="currencyCode")


class PaymentPart(Part):
    """`paymentData.transactions[].payments[]`."""

    value: Cents
    group: Text = None
    system: Text = Field(default=None, alias="paymentSystem")


class TransactionPart(Part):
    """`paymentData.transactions[]`."""

    is_active: StrictBool = Field(default=True, alias="isActive")
    transaction_id: Text = Field(default=None, alias="transactionId")
    payments: InnerList[PaymentPart] = ()


class PaymentDataPart(Part):
    """`paymentData`."""

    transactions: List[TransactionPart] = ()


class PackageItemPart(Part):
    """`packageAttachment.packages[].items[]`."""

    index: int = Field(alias="itemIndex", strict=True, ge=0)
    quantity: Quantity
    price: Cents


class PackagePart(Part):
    """`packageAttachment.packages[]`: an invoice, and what was sent with it."""

    number: Name = Field(alias="invoiceNumber")
    value: Cents = Field(alias="invoiceValue")
    type: InvoiceType = InvoiceType.OUTPUT
    issued_at: Moment | None = Field(default=None, alias="issuanceDate")
    items: InnerList[PackageItemPart] = ()
    courier: Text = None
    tracking_number: Text = Field(default=None, alias="trackingNumber")
    tracking_url: Text = Field(default=None, alias="trackingUrl")


class PackagesPart(Part):
    """`packageAttachment`."""

    packages: List[PackagePart] = ()


class CancellationPart(Part):
    """`cancellationData`. Responses spell its fields in two ways; the published description of "Get order" has this one."""

    by_user: StrictBool = Field(default=False, alias="RequestedByUser")
    by_system: StrictBool = Field(default=False, alias="RequestedBySystem")
    by_seller: StrictBool = Field(default=False, alias="RequestedBySellerNotification")
    by_payments: StrictBool = Field(default=False, alias="RequestedByPaymentNotification")
    reason: str = Field(default="", alias="Reason")
    at: Moment | None = Field(default=None, alias="CancellationDate")
    request_id: Text = Field(default=None, alias="CancellationRequestId")

    @model_validator(mode="before")
    @classmethod
    def _spelled_as_published(cls, part: Any) -> Any:
        return (
            {str(name)[:1].upper() + str(name)[1:]: value for name, value in part.items()}
            if isinstance(part, Mapping)
            else part
        )


class CancellationRequestPart(Part):
    """`cancellationRequests[]` (DECLINE)."""

    id: Name
    reason: str = ""
    requested_at: Moment | None = Field(default=None, alias="cancellationRequestDate")
    by_user: StrictBool = Field(default=False, alias="requestedByUser")
    denied: StrictBool = Field(default=False, alias="deniedBySeller")
    denied_reason: str | None = Field(default=None, alias="deniedBySellerReason")
    denied_at: Moment | None = Field(default=None, alias="cancellationRequestDenyDate")


class OrderDocument(Part):
    """The document. An order without a status is incomplete (S2)."""

    order_id: Name = Field(alias="orderId")
    status: Annotated[Status, BeforeValidator(_named)] = Status.INCOMPLETE
    origin: Literal["Marketplace", "Fulfillment", "Chain"] | None = None
    value: Cents
    affiliate: Text = Field(default=None, alias="affiliateId")
    created_at: Moment | None = Field(default=None, alias="creationDate")
    changed_at: Moment | None = Field(default=None, alias="lastChange")
    authorized_at: Moment | None = Field(default=None, alias="authorizedDate")
    is_completed: StrictBool = Field(default=False, alias="isCompleted")
    items: List[ItemPart] = ()
    totals: List[TotalPart] = ()
    shipping: ShippingPart = Field(default=ShippingPart(), alias="shippingData")
    changes: ChangesPart = Field(default=ChangesPart(), alias="changesAttachment")
    sellers: List[SellerPart] = ()
    marketplace: MarketplacePart = MarketplacePart()
    store: StorePart = Field(default=StorePart(), alias="storePreferencesData")
    payment: PaymentDataPart = Field(default=PaymentDataPart(), alias="paymentData")
    packages: PackagesPart = Field(default=PackagesPart(), alias="packageAttachment")
    cancellation: CancellationPart | None = Field(default=None, alias="cancellationData")
    cancellation_requests: List[CancellationRequestPart] = Field(default=(), alias="cancellationRequests")
