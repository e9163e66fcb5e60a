"""VTEX documents for tests: the smallest one, and random ones of the shape that is read."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from pedido import Order, Status
from pedido.input import BadInputError

SAMPLES = sorted(Path("examples/orders").glob("*.json"))
BEFORE_APPROVAL = frozenset(
    {
        Status.INCOMPLETE,
        Status.ORDER_CREATED,
        Status.ON_ORDER_COMPLETED,
        Status.ON_ORDER_COMPLETED_FFM,
        Status.ORDER_ACCEPTED,
        Status.ORDER_CREATE_ERROR,
        Status.ORDER_CREATION_ERROR,
        Status.WAITING_FOR_AUTHORIZATION,
        Status.WAITING_FOR_ORDER_AUTHORIZATION,
        Status.WAITING_FOR_MKT_AUTHORIZATION,
        Status.WAITING_FFMT_AUTHORIZATION,
        Status.WAITING_FOR_MANUAL_AUTHORIZATION,
        Status.PAYMENT_PENDING,
        Status.WINDOW_TO_CHANGE_SELLER,
        Status.REQUEST_CANCEL,
        Status.CANCEL,
        Status.CANCELED,
    }
)
"""The statuses that do not say by themselves that the payment is approved."""
DENIED = frozenset({Status.PAYMENT_DENIED, Status.WINDOW_TO_CHANGE_PAYMENT})


def sample(name: str) -> dict[str, Any]:
    """Read one of the project's sample orders."""
    document: dict[str, Any] = json.loads(Path("examples/orders", f"{name}.json").read_text("utf-8"))
    return document


def smallest(**fields: Any) -> dict[str, Any]:
    """Make the smallest document that can be read, with some fields as given."""
    return {
        "orderId": "1-01",
        "origin": "Marketplace",
        "status": "handling",
        "value": 1000,
        "lastChange": "2026-11-04T11:05:33.9174506+00:00",
        **fields,
    }


def package(number: str, value: int, type_: str = "Output") -> dict[str, Any]:
    """Make a package with an invoice."""
    return {"invoiceNumber": number, "invoiceValue": value, "type": type_, "items": []}


CHANGED = datetime(2026, 11, 4, 11, 5, 33, 917450, tzinfo=UTC)


def read(**fields: Any) -> Order:
    return Order.from_vtex(smallest(**fields))


def refusal(**fields: Any) -> str:
    with pytest.raises(BadInputError) as refused:
        read(**fields)
    return str(refused.value)


def item(**fields: Any) -> dict[str, Any]:
    return {"id": "18", "quantity": 2, "sellingPrice": 900, "price": 1000, **fields}


def lost(part: Any, whole: Any, path: str = "$") -> Iterator[str]:
    """List what the first document says and the second does not, or says otherwise; dates are compared as moments."""
    if isinstance(part, dict) and isinstance(whole, dict):
        for name, value in part.items():
            if name in whole:
                yield from lost(value, whole[name], f"{path}.{name}")
            else:
                yield f"{path}.{name}"
    elif isinstance(part, list) and isinstance(whole, list) and len(part) == len(whole):
        for place, (one, other) in enumerate(zip(part, whole, strict=True)):
            yield from lost(one, other, f"{path}[{place}]")
    elif part != whole and not (path.lower().endswith(("date", "change")) and moment(part) == moment(whole)):
        yield path


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


_ids = st.text("ABCDEFabcdef0123456789-", min_size=1, max_size=12)
_texts = st.text(min_size=1, max_size=20)
_cents = st.integers(0, 10_000_000)
_zones = st.builds(lambda minutes: timezone(timedelta(minutes=minutes)), st.integers(-12 * 60, 14 * 60))
_moments = st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1), timezones=_zones).map(datetime.isoformat)  # noqa: DTZ001 - the time zone is drawn


def _object(required: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]) -> Any:
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def _items(draw: st.DrawFn) -> dict[str, Any]:
    price = draw(_cents)
    item: dict[str, Any] = draw(
        _object(
            {"id": _ids, "quantity": st.integers(1, 99)},
            uniqueId=_ids,
            name=_texts,
            seller=_ids,
            tax=_cents,
            measurementUnit=st.sampled_from(["un", "kg"]),
            unitMultiplier=st.sampled_from([1.0, 0.35, 2, 1.5, 0.000001]),
        )
    )
    selling = draw(st.none() | _cents)
    weighed = item.get("unitMultiplier", 1) != 1
    # Of a weighed item two equal prices say that nothing is taken off, and then another selling price is written.
    if selling is None or (weighed and selling == price):
        return {**item, "price": price}
    return {**item, "price": price, "sellingPrice": selling}


def _freights(count: int) -> Any:
    freight = _object({"addressId": _ids, "price": _cents})
    return st.lists(freight, min_size=count, max_size=count).map(
        lambda freights: {"logisticsInfo": [{"itemIndex": index, **freight} for index, freight in enumerate(freights)]}
    )


_changed_items = st.lists(
    _object(
        {"id": _ids, "quantity": st.integers(0, 99), "price": _cents},
        name=_texts,
        unitMultiplier=st.sampled_from([None, "0.35", "2"]),
    ),
    max_size=2,
)


def _changes(order_id: str) -> Any:
    change = st.fixed_dictionaries({"reason": _texts, "itemsAdded": _changed_items, "itemsRemoved": _changed_items})
    value = st.tuples(_cents, st.just(0)) | st.tuples(st.just(0), _cents)
    receipt = _object({"date": _moments, "orderId": st.just(order_id), "receipt": _ids})
    return st.lists(
        st.builds(
            lambda change, value, receipt: {
                **change,
                "discountValue": value[0],
                "incrementValue": value[1],
                "receipt": receipt,
            },
            change,
            value,
            receipt,
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda change: change["receipt"]["receipt"],
    ).map(lambda changes: {"id": "changeAttachment", "changesData": changes})


_amounts = st.integers(-10_000_000, 10_000_000)
_totals = st.tuples(_cents, _amounts, _cents, _cents, _amounts).map(
    lambda values: [
        {"id": id_, "value": value}
        for id_, value in zip(("Items", "Discounts", "Shipping", "Tax", "Change"), values, strict=True)
        if id_ != "Change" or value
    ]
)
_package_items = _object({"itemIndex": st.integers(0, 9), "quantity": st.integers(0, 99), "price": _cents})
_packages = _object(
    {"invoiceNumber": _ids, "invoiceValue": _cents, "type": st.sampled_from(["Output", "Input"])},
    items=st.lists(_package_items, max_size=3),
    issuanceDate=_moments,
    courier=_texts,
    trackingNumber=_ids,
    trackingUrl=_texts,
)
_payments = _object(
    {"value": _cents}, paymentSystem=_ids, group=st.sampled_from(["creditCard", "debitCard", "instantPayment"])
)
_transactions = _object(
    {"isActive": st.just(value=True), "payments": st.lists(_payments, min_size=1, max_size=1)}, transactionId=_ids
)


@st.composite
def _cancellations(draw: st.DrawFn) -> dict[str, Any]:
    names = ["RequestedByUser", "RequestedBySystem", "RequestedBySellerNotification", "RequestedByPaymentNotification"]
    told = draw(st.sampled_from([None, *names]))
    return {
        **{name: name == told for name in names},
        "Reason": draw(_texts),
        "CancellationDate": draw(_moments),
        **draw(_object({}, CancellationRequestId=_ids)),
    }


@st.composite
def _requests(draw: st.DrawFn) -> dict[str, Any]:
    request = {
        "id": draw(_ids),
        "reason": draw(_texts),
        "cancellationRequestDate": draw(_moments),
        "requestedByUser": draw(st.booleans()),
        "deniedBySeller": draw(st.booleans()),
    }
    if request["deniedBySeller"]:
        request |= {"deniedBySellerReason": draw(_texts), "cancellationRequestDenyDate": draw(_moments)}
    return request


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a document of the shape that is read, without contradictions in what it says of the payment."""
    document: dict[str, Any] = draw(
        _object(
            {
                "orderId": _ids,
                "origin": st.sampled_from(["Marketplace", "Fulfillment", "Chain"]),
                "value": _cents,
                "lastChange": _moments,
                "items": st.lists(_items(), max_size=3),
            },
            totals=_totals,
            affiliateId=_ids,
            creationDate=_moments,
            authorizedDate=_moments,
            sellers=st.lists(_object({"id": _ids | st.just("1")}), min_size=1, max_size=1),
            marketplace=_object({"name": _texts, "isCertified": st.booleans()}),
            storePreferencesData=_object({"currencyCode": st.sampled_from(["BRL", "ARS", "USD"])}),
            paymentData=_object({"transactions": st.lists(_transactions, min_size=1, max_size=1)}),
            packageAttachment=_object({"packages": st.lists(_packages, max_size=3)}),
            cancellationData=_cancellations(),
            cancellationRequests=st.lists(_requests(), min_size=1, max_size=3),
        )
    )
    if document["items"] and draw(st.booleans()):
        document["shippingData"] = draw(_freights(len(document["items"])))
    if draw(st.booleans()):
        document["changesAttachment"] = draw(_changes(document["orderId"]))
    status = draw(st.sampled_from(Status))
    approved = status not in BEFORE_APPROVAL | DENIED or (status not in DENIED and "authorizedDate" in document)
    if status is Status.INVOICED or (approved and draw(st.booleans())):
        document["isCompleted"] = True
    return {**document, "status": None if status is Status.INCOMPLETE else status.value}
