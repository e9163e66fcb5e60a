"""Two stores, one order: the marketplace's order and the seller's of one sale, and the messages between them.

The protocol (`PROTOCOL`) says what a decision of one store tells the other, and what a message comes to there; a service that
keeps either order uses it as it is. A `Sale` has both orders, and queues in memory. `verify_pair` explores everything that two stores and their queues can do.
Names are imported on first use: scenarios need the protocol, and not the exploration.
"""

from typing import TYPE_CHECKING, Final

from pedido.lazy import on_first_use

if TYPE_CHECKING:
    from pedido.pair.conflict import Conflict, ConflictKind
    from pedido.pair.message import (
        CancellationDeclined,
        CancellationInsisted,
        CancellationRequested,
        FulfillmentAuthorized,
        Invoiced,
        Message,
        OrderCanceled,
    )
    from pedido.pair.protocol import PROTOCOL, Given, NoReceptionError, Protocol, Received
    from pedido.pair.reception import Outcome
    from pedido.pair.sale import Delivered, Sale
    from pedido.pair.store import Store
    from pedido.pair.verification import PairVerification, verify_pair

_HOMES: Final = {
    "conflict": ("Conflict", "ConflictKind"),
    "message": (
        "CancellationDeclined",
        "CancellationInsisted",
        "CancellationRequested",
        "FulfillmentAuthorized",
        "Invoiced",
        "Message",
        "OrderCanceled",
    ),
    "protocol": ("PROTOCOL", "Given", "NoReceptionError", "Protocol", "Received"),
    "reception": ("Outcome",),
    "sale": ("Delivered", "Sale"),
    "store": ("Store",),
    "verification": ("PairVerification", "verify_pair"),
}

__all__ = [
    "PROTOCOL",
    "CancellationDeclined",
    "CancellationInsisted",
    "CancellationRequested",
    "Conflict",
    "ConflictKind",
    "Delivered",
    "FulfillmentAuthorized",
    "Given",
    "Invoiced",
    "Message",
    "NoReceptionError",
    "OrderCanceled",
    "Outcome",
    "PairVerification",
    "Protocol",
    "Received",
    "Sale",
    "Store",
    "verify_pair",
]


if not TYPE_CHECKING:
    _HOME_OF = {name: f"{__name__}.{module}" for module, names in _HOMES.items() for name in names}
    __getattr__ = on_first_use(__name__, _HOME_OF)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
