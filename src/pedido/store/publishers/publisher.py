"""What a publisher is: it delivers one message, or says why not."""

from types import TracebackType
from typing import Protocol, Self

from pedido.store.message import Message


class DeliveryError(Exception):
    """A message was not delivered; it is tried again later. The text says why, without anything that is secret."""


class RejectedError(DeliveryError):
    """The receiver will never take this message: trying again is of no use, and it becomes a dead letter at once."""


class Publisher(Protocol):
    """Delivers messages, one call for each; an async context manager that holds its connections.

    `publish` returns once the receiver has the message for good. Calls for different orders may run at the same time, calls for
    one order never do.
    """

    async def publish(self, message: Message) -> None:
        """Deliver a message.

        Raises:
            DeliveryError: it was not delivered, and may be if it is tried again.
            RejectedError: it never will be.
        """

    async def __aenter__(self) -> Self:
        """Open the connections."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close them."""
