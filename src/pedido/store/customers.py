"""The customers of orders: all personal data there is, in a table of its own, from which it can be erased (M12)."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Delete, delete, or_, select

from pedido.customer import Customer, folded, unpunctuated
from pedido.store.schema import CUSTOMERS

_WORDS: Final = 1000
"""More words than a name has: where the words of the next name begin."""


def customer_rows(order_id: str, customer: Customer) -> list[dict[str, Any]]:
    """Make the rows of a customer: one for each word of a name, for the e-mail, and for each document."""
    return [
        {"order_id": order_id, "kind": kind, "position": position, "term": term, "value": value}
        for kind, position, term, value in _terms(customer)
    ]


def _terms(customer: Customer) -> Iterator[tuple[str, int, str, str]]:
    for number, name in enumerate(customer.names):
        for position, word in enumerate(name.split()[:_WORDS], start=number * _WORDS):
            yield "name", position, folded(word), word
    if customer.email is not None:
        yield "email", 0, folded(customer.email), customer.email
    for position, document in enumerate(customer.documents):
        yield "document", position, unpunctuated(document), document


def customer_of(connection: Connection, order_id: str) -> Customer | None:
    """Return the customer of an order; None where none was given, or it was erased."""
    rows = connection.execute(
        select(CUSTOMERS.c.kind, CUSTOMERS.c.position, CUSTOMERS.c.value)
        .where(CUSTOMERS.c.order_id == order_id)
        .order_by(CUSTOMERS.c.kind, CUSTOMERS.c.position)
    ).all()
    if not rows:
        return None
    names: dict[int, list[str]] = {}
    for kind, position, value in rows:
        if kind == "name":
            names.setdefault(position // _WORDS, []).append(value)
    return Customer.trusted(
        names=tuple(" ".join(words) for words in names.values()),
        email=next((value for kind, _, value in rows if kind == "email"), None),
        documents=tuple(value for kind, _, value in rows if kind == "document"),
    )


def erase_person(connection: Connection, *, email: str | None, document: str | None) -> int:
    """Erase every customer that has the e-mail or the document, and return of how many orders. The orders stay, and their journals."""
    wanted = [
        (CUSTOMERS.c.kind == kind) & (CUSTOMERS.c.term == term)
        for kind, term in (("email", folded(email or "").strip()), ("document", unpunctuated(document or "")))
        if term
    ]
    if not wanted:
        return 0
    found = select(CUSTOMERS.c.order_id).where(or_(*wanted))
    return _erased(connection, delete(CUSTOMERS).where(CUSTOMERS.c.order_id.in_(found)))


def erase_customer(connection: Connection, order_id: str) -> int:
    """Erase the customer of an order, and return of how many orders one was erased."""
    return _erased(connection, delete(CUSTOMERS).where(CUSTOMERS.c.order_id == order_id))


def _erased(connection: Connection, statement: Delete) -> int:
    return len(set(connection.execute(statement.returning(CUSTOMERS.c.order_id)).scalars()))
