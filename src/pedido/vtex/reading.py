"""A VTEX "Get order" response becomes an order."""

from datetime import datetime
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from pedido.input import BadInputError, problems
from pedido.order.order import Order
from pedido.order.parts import (
    Cancellation,
    CancellationRequest,
    Invoice,
    InvoiceItem,
    Marketplace,
    Settings,
)
from pedido.order.status import Flow, MarketplaceKind
from pedido.order.value import MAX_CENTS
from pedido.vtex.changes import read_changes
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
    OrderDocument,
    PackagePart,
)
from pedido.vtex.items import read_items, read_totals
from pedido.vtex.part import validated

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
    franchise: bool = False,
) -> _O:
    """Read a VTEX "Get order" response, parsed from JSON (API).

    A document does not say everything; `derivation` has how the rest is read. `flow` and `marketplace_kind` overrule what
    would be derived. `settings` are the store's; without them VTEX's defaults hold. No document says whether the seller is a
    `franchise` account. No deadline is read: `Order.due` counts it from `lastChange`.

    Raises:
        BadInputError: the document cannot be read; the place is a JSON path, and every problem found is named.
    """
    read = validated(OrderDocument.model_validate, document)
    settings = settings or Settings()
    flow = flow or flow_of(read)
    if flow is None:
        raise BadInputError(
            "$.origin", "is missing; expected Marketplace, Fulfillment or Chain, or the flow to be given"
        )
    kind = marketplace_kind or marketplace_kind_of(read, flow)
    try:
        return _order(cls, read, flow, kind, settings, franchise=franchise)
    except ValidationError as error:  # every part was validated for itself: only what amounts come to together was not
        beyond = all(part["type"] in {"less_than_equal", "greater_than_equal"} for part in error.errors())
        text = f"its amounts come to more than {MAX_CENTS:,} cents"
        raise BadInputError("$", text if beyond else problems(error)) from None


def _order(
    cls: type[_O],
    read: OrderDocument,
    flow: Flow,
    marketplace_kind: MarketplaceKind,
    settings: Settings,
    *,
    franchise: bool,
) -> _O:
    return cls(
        order_id=read.order_id,
        flow=flow,
        status=read.status,
        value=read.value,
        currency=read.store.currency,
        items=read_items(read.items, read.shipping.logistics),
        payment=payment_of(read, settings),
        invoices=tuple(_invoice(part) for part in read.packages.packages),
        reservation=reservation_of(flow, read.status),
        cancellation=_cancellation(read),
        cancellation_requests=_requests(read, flow),
        marketplace=Marketplace(
            name=read.marketplace.name,
            kind=marketplace_kind,
            affiliate=read.affiliate,
        ),
        multilevel_inventory=in_multilevel_inventory(read, flow),
        seller=read.sellers[0].id if read.sellers else None,
        franchise=franchise,
        totals=read_totals(read.totals),
        modifications=read_changes(
            read.changes.changes,
            order_id=read.order_id,
            value=read.value,
            requested_by=STORE,
            at=read.changed_at or read.created_at,
        ),
        settings=settings,
        created_at=read.created_at,
        changed_at=read.changed_at,
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
