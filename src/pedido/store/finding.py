"""Finding orders: by id, by the customer's name, e-mail or document (M12), by status; a page at a time."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select
from sqlalchemy.sql import ColumnElement

from pedido.customer import folded, unpunctuated
from pedido.input import BadInputError
from pedido.order.status import Status
from pedido.store.schema import CUSTOMERS, ORDERS

_LARGEST_PAGE = 1000
_LAST = chr(0x10FFFF)
"""Sorts after everything that begins with a text."""


class Summary(NamedTuple):
    """An order that was found. `status` is as the store has it."""

    order_id: str
    status: str
    version: int


class Page(NamedTuple):
    """Some of the orders that were found, by their ids; `next` is the cursor of those that follow, if any do."""

    orders: tuple[Summary, ...]
    next: str | None


class Criteria(NamedTuple):
    """What the orders have in common; what is None does not matter.

    A name is words that all begin words of the customer's name. Neither case nor accents count, nor the punctuation of a document.
    """

    order_id: str | None = None
    name: str | None = None
    email: str | None = None
    document: str | None = None
    status: Status | None = None


def find(connection: Connection, criteria: Criteria, *, after: str | None, limit: int) -> Page:
    """Find orders.

    Raises:
        BadInputError: `after` is no cursor, `limit` is below 1 or above 1,000, or a criterion is blank.
    """
    if not 1 <= limit <= _LARGEST_PAGE:
        raise BadInputError("limit", f"expected a number from 1 to {_LARGEST_PAGE:,}, found {limit}")
    statement = select(ORDERS.c.order_id, ORDERS.c.status, ORDERS.c.version).order_by(ORDERS.c.order_id)
    statement = statement.where(*_conditions(criteria))
    if after is not None:
        statement = statement.where(ORDERS.c.order_id > _place(after))
    found = [Summary(*row) for row in connection.execute(statement.limit(limit + 1))]
    more = len(found) > limit
    page = tuple(found[:limit])
    return Page(page, _cursor(page[-1].order_id) if more else None)


def _conditions(criteria: Criteria) -> Iterator[ColumnElement[bool]]:
    if criteria.order_id is not None:
        yield ORDERS.c.order_id == criteria.order_id
    if criteria.status is not None:
        yield ORDERS.c.status == criteria.status.value
    if criteria.email is not None:
        yield ORDERS.c.order_id.in_(_having("email", _written("email", folded(criteria.email).strip())))
    if criteria.document is not None:
        yield ORDERS.c.order_id.in_(_having("document", _written("document", unpunctuated(criteria.document))))
    if criteria.name is not None:
        for word in _written("name", folded(criteria.name).strip()).split():
            yield ORDERS.c.order_id.in_(_named(word))


def _written(criterion: str, text: str) -> str:
    if not text:
        raise BadInputError(criterion, "expected some text, found only blanks")
    return text


def _having(kind: str, term: str) -> Select[Any]:
    return select(CUSTOMERS.c.order_id).where(CUSTOMERS.c.kind == kind, CUSTOMERS.c.term == term)


def _named(word: str) -> Select[Any]:
    begun = CUSTOMERS.c.term.between(word, word + _LAST)
    return select(CUSTOMERS.c.order_id).where(CUSTOMERS.c.kind == "name", begun)


def _cursor(order_id: str) -> str:
    return urlsafe_b64encode(order_id.encode()).decode().rstrip("=")


def _place(cursor: str) -> str:
    try:
        return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError:
        raise BadInputError("after", "is no cursor: expected the `next` of a page") from None
