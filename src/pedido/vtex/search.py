"""Finding orders as the Admin finds them: by order id, or by the customer's name, e-mail or document (M12).

The documents are VTEX "Get order" responses (API). Personal data is compared, and neither kept nor handed on: what is found is
named by its place, its order id and its status.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pedido.customer import DOCUMENTS, NAMES, folded, unpunctuated
from pedido.order.status import Status


class Found(NamedTuple):
    """An order that was found. `status` is as the document has it; one without a status is incomplete (S2)."""

    place: str
    order_id: str
    status: str


def find(documents: Iterable[tuple[str, Any]], text: str) -> Iterator[Found]:
    """Find the orders that a text speaks of, among documents with their places. What is no order is passed over."""
    for place, document in documents:
        if matches(document, text):
            status = document.get("status")
            known = isinstance(status, str) and status != ""
            yield Found(place, document["orderId"], status if known else Status.INCOMPLETE.value)


def matches(document: Any, text: str) -> bool:
    """Tell whether a document is an order that a text speaks of.

    The text is the order's id, the customer's e-mail or document, or words of the customer's name that all begin words of it.
    Neither case nor accents count, nor the punctuation of a document. A text of blanks speaks of no order.
    """
    if not isinstance(document, Mapping) or not isinstance(document.get("orderId"), str):
        return False
    wanted = folded(text).strip()
    profile = document.get("clientProfileData")
    return bool(wanted) and (
        folded(document["orderId"]) == wanted or (isinstance(profile, Mapping) and _is_customer(profile, wanted))
    )


def _is_customer(profile: Mapping[Any, Any], wanted: str) -> bool:
    names = (" ".join(_text(profile, field) for field in fields) for fields in NAMES)
    return (
        _text(profile, "email") == wanted
        or any(_is_document(_text(profile, field), wanted) for field in DOCUMENTS)
        or any(_is_name(name, wanted) for name in names)
    )


def _is_document(document: str, wanted: str) -> bool:
    digits = unpunctuated(document)
    return bool(digits) and digits == unpunctuated(wanted)


def _is_name(name: str, wanted: str) -> bool:
    words = name.split()
    return all(any(word.startswith(part) for word in words) for part in wanted.split())


def _text(part: Mapping[Any, Any], field: str) -> str:
    value = part.get(field)
    return folded(value) if isinstance(value, str) else ""
