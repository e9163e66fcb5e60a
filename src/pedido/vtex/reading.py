"""A VTEX "Get order" response becomes an order."""

from datetime import datetime
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from pedido.input import BadInputError, in_line, located
from pedido.order.order import Order
from pedido.order.parts import (
    Cancellation,
    CancellationRequest,
    Invoice,
    InvoiceItem,
    Item,
    Marketplace,
    Settings,
)
from pedido.order.status import Flow, MarketplaceKind
from pedido.vtex.derivation import (
    ACCEPTED,
    DECLINED,
    REQUESTED,
    flow_of,
    in_multilevel_inventory,
    marketplace_kind_of,
    payment_of,
    requested_from,
    reservation_of,
)
from pedido.vtex.document import (
    CancellationPart,
    CancellationRequestPart,
    ItemPart,
    OrderDocument,
    PackagePart,
)

CUSTOMER: Final = "customer"
SYSTEM: Final = "platform"
SELLER: Final = "seller"
PAYMENTS: Final = "payments"
STORE: Final = "store"
"""Who asked for a cancellation, as far as a document tells: an actor's id where there is no other."""

_O = TypeVar("_O", bound=Order)


def read_order(
    cls: type[_O],
    document: Any,
    *,
    flow: Flow | None = None,
    marketplace_kind: MarketplaceKind | None = None,
    settings: Settings | None = None,
) -> _O:
    """Read a VTEX "Get order" response, parsed from JSON (API).

    A document does not say everything; `derivation` has how the rest is read. `flow` and `marketplace_kind` overrule what
    would be derived. `settings` are the store's; without them VTEX's defaults hold. No deadline is read: `Order.due` counts
    it from `lastChange`.

    Raises:
        BadInputError: the document cannot be read; the place is a JSON path, and every problem found is named.
    """
    read = _document(document)
    settings = settings or Settings()
    flow = flow or flow_of(read)
    if flow is None:
        raise BadInputError(
            "$.origin", "is missing; expected Marketplace, Fulfillment or Chain, or the flow to be given"
        )
    return cls(
        order_id=read.order_id,
        flow=flow,
        status=read.status,
        value=read.value,
        currency=read.store.currency,
        items=tuple(_item(part) for part in read.items),
        payment=payment_of(read, settings),
        invoices=tuple(_invoice(part) for part in read.packages.packages),
        reservation=reservation_of(flow, read.status),
        cancellation=_cancellation(read),
        cancellation_requests=_requests(read, flow),
        marketplace=Marketplace(
            name=read.marketplace.name,
            kind=marketplace_kind or marketplace_kind_of(read, flow),
            affiliate=read.affiliate,
        ),
        multilevel_inventory=in_multilevel_inventory(read, flow),
        seller=read.sellers[0].id if read.sellers else None,
        settings=settings,
        created_at=read.created_at,
        changed_at=read.changed_at,
    )


def _document(document: Any) -> OrderDocument:
    try:
        return OrderDocument.model_validate(document)
    except ValidationError as error:
        (place, problem), *others = located(error)
        raise BadInputError(place, in_line([problem, *(f"{path}: {text}" for path, text in others)])) from None


def _item(part: ItemPart) -> Item:
    return Item(
        sku=part.sku,
        quantity=part.quantity,
        unit_price=part.unit_price,
        name=part.name,
        unique_id=part.unique_id,
        seller=part.seller,
    )


def _invoice(part: PackagePart) -> Invoice:
    return Invoice(
        number=part.number,
        value=part.value,
        type=part.type,
        issued_at=part.issued_at,
        items=tuple(
            InvoiceItem(index=item.index, quantity=item.quantity, unit_price=item.price) for item in part.items
        ),
        courier=part.courier,
        tracking_number=part.tracking_number,
        tracking_url=part.tracking_url,
    )


def _cancellation(read: OrderDocument) -> Cancellation | None:
    part = read.cancellation
    if part is None or part == CancellationPart():
        return None
    accepted = read.cancellation_requests[-1] if read.status in ACCEPTED and read.cancellation_requests else None
    return Cancellation(
        requested_by=_requested_by(part),
        by_customer=part.by_user,
        reason=part.reason,
        at=part.at or _last_known(read, "$.cancellationData.CancellationDate"),
        request_id=part.request_id or (accepted.id if accepted and not accepted.denied else None),
    )


def _requested_by(part: CancellationPart) -> str:
    told = ((part.by_user, CUSTOMER), (part.by_system, SYSTEM), (part.by_seller, SELLER), (part.by_payments, PAYMENTS))
    return next((who for is_so, who in told if is_so), STORE)


def _requests(read: OrderDocument, flow: Flow) -> tuple[CancellationRequest, ...]:
    """Return the requests of the document, and the one that its status implies where the document leaves it out."""
    requests = [_request(read, flow, place) for place in range(len(read.cancellation_requests))]
    if read.status in REQUESTED and not (requests and requests[-1].is_open):
        requests.append(_implied_request(read, flow, len(requests)))
    if read.status in DECLINED and not requests:
        implied = _implied_request(read, flow, 0)
        requests.append(implied.but(declined_at=implied.requested_at))
    return tuple(requests)


def _request(read: OrderDocument, flow: Flow, place: int) -> CancellationRequest:
    part = read.cancellation_requests[place]
    path = f"$.cancellationRequests[{place}]"
    requested_at = part.requested_at or _last_known(read, f"{path}.cancellationRequestDate")
    is_last = part is read.cancellation_requests[-1]
    return CancellationRequest(
        id=part.id,
        requested_from=requested_from(flow, read.status),
        requested_at=requested_at,
        requested_by=CUSTOMER if part.by_user else STORE,
        by_customer=part.by_user,
        reason=part.reason,
        declined_at=(part.denied_at or requested_at) if part.denied else None,
        decline_reason=part.denied_reason if part.denied else None,
        accepted_at=_accepted_at(read, part, requested_at) if is_last else None,
    )


def _accepted_at(read: OrderDocument, part: CancellationRequestPart, requested_at: datetime) -> datetime | None:
    """Return when the request was accepted: it was where it was not denied, and the order is cancelled."""
    if part.denied or read.status not in ACCEPTED:
        return None
    at = read.cancellation.at if read.cancellation else None
    return at or read.changed_at or requested_at


def _implied_request(read: OrderDocument, flow: Flow, known: int) -> CancellationRequest:
    return CancellationRequest(
        id=f"{read.order_id}-cancellation-{known + 1}",
        requested_from=requested_from(flow, read.status),
        requested_at=_last_known(read, "$.lastChange"),
        requested_by=STORE,
    )


def _last_known(read: OrderDocument, place: str) -> datetime:
    """Return the order's last change, which stands for a date that is missing."""
    at = read.changed_at or read.created_at
    if at is None:
        raise BadInputError(place, "is missing, and there is neither lastChange nor creationDate to take in its place")
    return at
