"""What is read for commands: their orders, and the answers that were given for their keys before."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, literal_column, select

from pedido.order.value import is_name
from pedido.store.documents import json_text
from pedido.store.envelope import Answer, Envelope
from pedido.store.errors import StoreError
from pedido.store.loading import OrderRow, readable, rows_of
from pedido.store.schema import ANSWERS, ORDERS
from pedido.store.statement import AmongGiven, run, text_of


class Given(NamedTuple):
    """An answer, and the fingerprint of what it answers."""

    fingerprint: str
    answer: Answer


class Found(NamedTuple):
    """The answers by their keys, an error where one cannot be read, and the rows of the orders that there are, by their ids."""

    given: dict[str, Given | StoreError]
    orders: dict[str, OrderRow]


def read(connection: Connection, envelopes: Sequence[Envelope]) -> Found:
    """Read what the commands are about. For a single command that is one statement."""
    if len(envelopes) == 1:
        return _read_one(connection, envelopes[0])
    given = _given(connection, [envelope.key for envelope in envelopes if envelope.key is not None])
    fresh = dict.fromkeys(envelope.order_id for envelope in envelopes if envelope.key not in given)
    return Found(given, rows_of(connection, fresh.keys()))


def _read_one(connection: Connection, envelope: Envelope) -> Found:
    if not is_name(envelope.order_id):
        return Found({}, {})
    wanted = envelope.order_id, envelope.key  # in the order in which `_one` has them
    [(order_id, *order, answered, fingerprint, text)] = run(connection, text_of(_one, connection.dialect), wanted).rows
    given = (
        {} if envelope.key is None or text is None else {envelope.key: _kept(envelope.key, answered, fingerprint, text)}
    )
    return Found(given, {} if order_id is None else {order_id: OrderRow(*order)})


def _one() -> Select[Any]:
    command = select(literal_column("1").label("command")).subquery("command")
    order, answer = ORDERS.c, ANSWERS.c
    columns = (order.order_id, order.version, order.machines, order.snapshot)
    return select(*columns, answer.order_id, answer.fingerprint, answer.answer).select_from(
        command.outerjoin(ORDERS, order.order_id == bindparam("order_id")).outerjoin(
            ANSWERS, answer.key == bindparam("key")
        )
    )


def _kept(key: str, order_id: str, fingerprint: str, text: str) -> Given | StoreError:
    """Make an answer of its row."""
    try:
        with readable(f"the answer under the key {key!r}"):
            return Given(fingerprint, Answer.again(order_id, text))
    except StoreError as error:
        return error


def _given(connection: Connection, keys: Collection[str]) -> dict[str, Given | StoreError]:
    if not keys:
        return {}
    rows = run(connection, text_of(_several, connection.dialect), (json_text(keys),)).rows
    return {key: _kept(key, *rest) for key, *rest in rows}


def _several() -> Select[Any]:
    columns = ANSWERS.c.key, ANSWERS.c.order_id, ANSWERS.c.fingerprint, ANSWERS.c.answer
    return select(*columns).where(AmongGiven(ANSWERS.c.key))
