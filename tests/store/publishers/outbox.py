"""Messages as they wait in the outbox."""

from typing import Any

from pedido.store.message import Message


def message(position: int = 0, *, order_id: str = "v1-01", kind: str = "return_payment", **body: Any) -> Message:
    return Message(order_id, 3, position, kind, body or {"value": 500})
