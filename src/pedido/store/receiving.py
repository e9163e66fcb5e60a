"""How an order comes to the store: with the first entry of its journal, and its customer beside it."""

from typing import Final

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from pedido.customer import Customer
from pedido.input import BadInputError, in_its_flow
from pedido.order.actor import Actor
from pedido.order.order import Order
from pedido.store.customers import customer_rows
from pedido.store.database import immediate
from pedido.store.documents import RECEIVE, received_text
from pedido.store.errors import OrderExistsError
from pedido.store.journal import entries_of
from pedido.store.rows import order_row
from pedido.store.schema import CUSTOMERS, JOURNAL, ORDERS
from pedido.store.versions import Versions, current_machines

LONGEST_ID: Final = 255
"""How long an order's id may be: an index takes no more than some thousand bytes."""


def receive(
    connection: Connection, versions: Versions, order: Order, customer: Customer | None, actor: Actor, at: str
) -> int:
    """Take an order in, and return its version. One that is received again as it was received first stays as it has become.

    Raises:
        BadInputError: its flow has no such status, or its id has more than 255 characters.
        OrderExistsError: another order of that id was received before.
    """
    if len(order.order_id) > LONGEST_ID:
        raise BadInputError("$.order_id", f"expected at most {LONGEST_ID} characters")
    in_its_flow(order, f"order {order.order_id}")
    try:
        _insert(connection, order, customer, actor, at)
    except IntegrityError:
        first, *_ = entries_of(connection, versions, order.order_id, 1)
        if first.received != order:
            raise OrderExistsError(order.order_id) from None
        return _version(connection, order.order_id)
    return 1


def _insert(connection: Connection, order: Order, customer: Customer | None, actor: Actor, at: str) -> None:
    machines = current_machines(order.flow)
    entry = {
        "order_id": order.order_id,
        "version": 1,
        "trigger": RECEIVE,
        "actor": actor.id,
        "at": at,
        "machines": machines,
        "events": received_text(order),
    }
    with immediate(connection):
        connection.execute(insert(ORDERS), order_row(order, 1, machines))
        connection.execute(insert(JOURNAL), entry)
        if customer is not None and (rows := customer_rows(order.order_id, customer)):
            connection.execute(insert(CUSTOMERS), rows)


def _version(connection: Connection, order_id: str) -> int:
    version: int = connection.execute(select(ORDERS.c.version).where(ORDERS.c.order_id == order_id)).scalar_one()
    return version
