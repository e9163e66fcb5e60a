"""The customers of orders: all personal data there is, in a table of its own, from which it can be erased (M12)."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Delete, Select, bindparam, delete, or_, select

from pedido.customer import Customer, folded, unpunctuated
from pedido.input import BadInputError
from pedido.order.value import is_name
from pedido.store.errors import DatabaseError
from pedido.store.schema import CUSTOMERS
from pedido.store.statement import run, text_of

LONGEST_TERM: Final = 255
"""How much of a term is kept, and searched for: an index takes no more than some thousand bytes."""
WORDS: Final = 1000
"""More words than a name has: at each multiple of it a name begins."""


def customer_rows(order_id: str, customer: Customer) -> list[dict[str, Any]]:
    """Make the rows of a customer: one for each word of a name, the first of which has the name itself, for the e-mail, and for each document."""
    rows = [
        {"order_id": order_id, "kind": kind, "position": position, "term": term[:LONGEST_TERM], "value": value}
        for kind, position, term, value in _terms(customer)
    ]
    if not all(str(row["value"]).isprintable() for row in rows):
        raise BadInputError(f"the customer of order {order_id}", "expected text that can be printed")
    return rows


def _terms(customer: Customer) -> Iterator[tuple[str, int, str, str]]:
    for number, name in enumerate(customer.names):
        for position, term in enumerate(folded(name).split()[:WORDS] or [""]):
            yield "name", number * WORDS + position, term, "" if position else name
    if customer.email is not None:
        yield "email", 0, folded(customer.email), customer.email
    for position, document in enumerate(customer.documents):
        yield "document", position, unpunctuated(document), document


def customer_of(connection: Connection, order_id: str) -> Customer | None:
    """Return the customer of an order; None where none was given, or it was erased."""
    if not is_name(order_id):  # no other text is the id of an order
        return None
    rows = run(connection, text_of(_of_order, connection.dialect), (order_id,)).rows
    if not rows:
        return None
    return Customer.trusted(
        names=tuple(value for kind, position, value in rows if kind == "name" and position % WORDS == 0),
        email=next((value for kind, _, value in rows if kind == "email"), None),
        documents=tuple(value for kind, _, value in rows if kind == "document"),
    )


def _of_order() -> Select[Any]:
    """Select a customer. Its rows are read past SQLAlchemy, which writes rows to the log where that is set to debug."""
    return (
        select(CUSTOMERS.c.kind, CUSTOMERS.c.position, CUSTOMERS.c.value)
        .where(CUSTOMERS.c.order_id == bindparam("order_id"))
        .order_by(CUSTOMERS.c.kind, CUSTOMERS.c.position)
    )


def erase_person(connection: Connection, *, email: str | None, document: str | None) -> int:
    """Erase every customer that has the e-mail or the document, and return of how many orders. The orders stay, and their journals.

    Raises:
        DatabaseError: on SQLite others read for so long that what was erased is still in the log.
    """
    wanted = [
        (CUSTOMERS.c.kind == kind) & (CUSTOMERS.c.term == term[:LONGEST_TERM])
        for kind, term in (("email", folded(email or "").strip()), ("document", unpunctuated(document or "")))
        if is_name(term)
    ]
    if not wanted:
        return 0
    found = select(CUSTOMERS.c.order_id).where(or_(*wanted))
    return _erased(connection, delete(CUSTOMERS).where(CUSTOMERS.c.order_id.in_(found)))


def erase_customer(connection: Connection, order_id: str) -> int:
    """Erase the customer of an order, and return of how many orders one was erased.

    Raises:
        DatabaseError: on SQLite others read for so long that what was erased is still in the log.
    """
    if not is_name(order_id):
        return 0
    return _erased(connection, delete(CUSTOMERS).where(CUSTOMERS.c.order_id == order_id))


def _erased(connection: Connection, statement: Delete) -> int:
    erased = len(set(connection.execute(statement.returning(CUSTOMERS.c.order_id)).scalars()))
    if connection.dialect.name == "sqlite":
        [(is_busy, *_)] = run(
            connection, "PRAGMA wal_checkpoint(TRUNCATE)"
        ).rows  # what was erased is in the log until then
        if is_busy:
            raise DatabaseError("what was erased stays in the write-ahead log while others read; erase again later")
    return erased
