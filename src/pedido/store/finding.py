"""Finding orders: by id, by the customer's name, e-mail or document (M12), by status; a page at a time."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, false, intersect, select
from sqlalchemy.sql import ColumnElement

from pedido.customer import folded, unpunctuated
from pedido.input import BadInputError
from pedido.order.status import Status
from pedido.order.value import is_name
from pedido.store.customers import LONGEST_TERM, WORDS
from pedido.store.limit import demand_limit
from pedido.store.schema import CUSTOMERS, ORDERS

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

    A name is words that all begin words of one name of the customer's. Neither case nor accents count, nor the punctuation of a document.
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
    demand_limit(limit)
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
        yield _is(criteria.order_id, "order_id", lambda order_id: ORDERS.c.order_id == order_id)
    if criteria.status is not None:
        yield ORDERS.c.status == criteria.status.value
    if criteria.email is not None:
        yield _is(folded(criteria.email).strip(), "email", lambda term: _in(_having("email", term)))
    if criteria.document is not None:
        yield _is(unpunctuated(criteria.document), "document", lambda term: _in(_having("document", term)))
    if criteria.name is not None:
        yield _is(folded(criteria.name).strip(), "name", lambda words: _in(_named(words.split())))


def _is(text: str, criterion: str, condition: Callable[[str], ColumnElement[bool]]) -> ColumnElement[bool]:
    if not text.strip():
        raise BadInputError(criterion, "expected some text, found only blanks")
    return condition(text) if is_name(text) else false()  # what cannot be printed is nowhere in the tables


def _in(order_ids: Select[Any]) -> ColumnElement[bool]:
    return ORDERS.c.order_id.in_(order_ids)


def _having(kind: str, term: str) -> Select[Any]:
    return select(CUSTOMERS.c.order_id).where(CUSTOMERS.c.kind == kind, CUSTOMERS.c.term == term[:LONGEST_TERM])


def _named(words: Iterable[str]) -> Select[Any]:
    """Select the orders of customers with a name in which every word is begun."""
    name = select(CUSTOMERS.c.order_id, (CUSTOMERS.c.position // WORDS).label("name")).where(CUSTOMERS.c.kind == "name")
    names = [
        name.where(CUSTOMERS.c.term.between(word, word + _LAST)) for word in (each[:LONGEST_TERM] for each in words)
    ]
    return select(intersect(*names).subquery().c.order_id)


def _cursor(order_id: str) -> str:
    return urlsafe_b64encode(order_id.encode()).decode().rstrip("=")


def _place(cursor: str) -> str:
    try:
        place = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError:
        place = ""
    if not is_name(place) or _cursor(place) != cursor:
        raise BadInputError("after", "is no cursor: expected the `next` of a page")
    return place
