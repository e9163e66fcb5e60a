"""The store: orders in a database, worked on by many processes. What is decided is kept once, and on what the order really was.

`Store` and `AsyncStore` are the front doors. A command is read for, decided and committed in one go: the events go to an
append-only journal, the snapshot is replaced where nobody was quicker, the effects wait in an outbox. `Worker` delivers them,
and sees to deadlines.
"""

from typing import TYPE_CHECKING, Final

from pedido.lazy import on_first_use

if TYPE_CHECKING:
    from pedido.store.async_store import AsyncStore
    from pedido.store.envelope import Answer, Envelope
    from pedido.store.errors import (
        Conflict,
        DatabaseError,
        KeyReusedError,
        OrderExistsError,
        SchemaError,
        StoreError,
        UnknownOrderError,
        UnknownStatusError,
        UnknownVersionError,
        UnreadableError,
    )
    from pedido.store.finding import Page, Summary
    from pedido.store.handling import Outcome
    from pedido.store.journal import Difference, Entry, NoSuchVersionError
    from pedido.store.loading import Stored
    from pedido.store.message import Message
    from pedido.store.operations import Replay
    from pedido.store.outbox import DeadLetter, UnknownMessageError
    from pedido.store.relay import Patience, Relay
    from pedido.store.status_map import IncompleteMapError, StatusMap
    from pedido.store.store import Store
    from pedido.store.upgrading import upgrade_schema
    from pedido.store.worker import Worker

_HOMES: Final = {
    "async_store": ("AsyncStore",),
    "envelope": ("Answer", "Envelope"),
    "errors": (
        "Conflict",
        "DatabaseError",
        "KeyReusedError",
        "OrderExistsError",
        "SchemaError",
        "StoreError",
        "UnknownOrderError",
        "UnknownStatusError",
        "UnknownVersionError",
        "UnreadableError",
    ),
    "finding": ("Page", "Summary"),
    "handling": ("Outcome",),
    "journal": ("Difference", "Entry", "NoSuchVersionError"),
    "loading": ("Stored",),
    "message": ("Message",),
    "operations": ("Replay",),
    "outbox": ("DeadLetter", "UnknownMessageError"),
    "relay": ("Patience", "Relay"),
    "store": ("Store",),
    "status_map": ("IncompleteMapError", "StatusMap"),
    "upgrading": ("upgrade_schema",),
    "worker": ("Worker",),
}

__all__ = [
    "Answer",
    "AsyncStore",
    "Conflict",
    "DatabaseError",
    "DeadLetter",
    "Difference",
    "Entry",
    "Envelope",
    "IncompleteMapError",
    "KeyReusedError",
    "Message",
    "NoSuchVersionError",
    "OrderExistsError",
    "Outcome",
    "Page",
    "Patience",
    "Relay",
    "Replay",
    "SchemaError",
    "StatusMap",
    "Store",
    "StoreError",
    "Stored",
    "Summary",
    "UnknownMessageError",
    "UnknownOrderError",
    "UnknownStatusError",
    "UnknownVersionError",
    "UnreadableError",
    "Worker",
    "upgrade_schema",
]


if not TYPE_CHECKING:
    _HOME_OF = {name: f"{__name__}.{module}" for module, names in _HOMES.items() for name in names}
    __getattr__ = on_first_use(__name__, _HOME_OF)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
