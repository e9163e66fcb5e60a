"""Where the messages of the outbox go: to a webhook, to NATS, or to standard output.

A `Publisher` delivers one message, or raises `DeliveryError`; `publisher_at` makes the one that a command line names. Names are
imported on first use: only `Nats` needs nats-py, which `pedido[nats]` brings.
"""

from typing import TYPE_CHECKING, Final

from pedido.lazy import on_first_use

if TYPE_CHECKING:
    from pedido.store.publishers.nats import Nats
    from pedido.store.publishers.place import publisher_at
    from pedido.store.publishers.publisher import DeliveryError, Publisher, RejectedError
    from pedido.store.publishers.stdout import Stdout
    from pedido.store.publishers.webhook import Webhook

_HOMES: Final = {
    "nats": ("Nats",),
    "place": ("publisher_at",),
    "publisher": ("DeliveryError", "Publisher", "RejectedError"),
    "stdout": ("Stdout",),
    "webhook": ("Webhook",),
}

__all__ = ["DeliveryError", "Nats", "Publisher", "RejectedError", "Stdout", "Webhook", "publisher_at"]


if not TYPE_CHECKING:
    _HOME_OF = {name: f"{__name__}.{module}" for module, names in _HOMES.items() for name in names}
    __getattr__ = on_first_use(__name__, _HOME_OF)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
