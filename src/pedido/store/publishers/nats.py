"""Messages to NATS JetStream, which keeps them in a stream and knows a second one by its id. Needs `pedido[nats]`."""

import asyncio
import re
from types import TracebackType
from typing import Final, Self

import nats.errors
import nats.js.errors
from nats.aio.client import Client

from pedido.store.documents import json_text
from pedido.store.message import Message
from pedido.store.publishers.nats_server import NatsServer
from pedido.store.publishers.publisher import DeliveryError, RejectedError

SUBJECT: Final = "pedido"
"""What subjects begin with, unless told otherwise."""

_SUBJECT: Final = re.compile(r"[\w-]+(\.[\w-]+)*", re.ASCII)
_TOO_LARGE_FOR_THE_STREAM: Final = 10054
"""JetStream's number for it."""


class Nats:
    """Publishes a message under `subject.kind` of a NATS server, and waits until the stream that takes the subject has it.

    The address is that of a server: `nats://` or `tls://`, with a user and password, or a token, if it asks for them. With
    `tls://` nothing is sent to a server that does not encrypt. The stream must be there.

    Raises:
        ValueError: it is no such address, or the subject is not plain letters between full stops. Neither is told.
    """

    def __init__(self, url: str, *, subject: str = SUBJECT, timeout: float = 10.0) -> None:
        self._server = NatsServer(url)
        if not _SUBJECT.fullmatch(subject):
            raise ValueError("expected a subject of letters, digits, _, - and full stops, such as shop.orders")
        self._subject = subject
        self._timeout = timeout
        self._connecting = asyncio.Lock()
        self._client: Client

    async def publish(self, message: Message) -> None:
        """Publish a message, and wait for the stream to acknowledge it.

        Raises:
            DeliveryError: the server was not reached, no stream takes the subject, or it did not acknowledge.
            RejectedError: the message is too large for the server, or for the stream.
        """
        subject = f"{self._subject}.{message.kind}"
        content = json_text(message.document()).encode()
        try:
            async with asyncio.timeout(self._timeout):
                stream = (await self._connected()).jetstream()
                await stream.publish(subject, content, self._timeout, headers={"Nats-Msg-Id": message.id})
        except TimeoutError:
            raise DeliveryError(f"no acknowledgement within {self._timeout:g} s") from None
        except nats.errors.MaxPayloadError:
            raise RejectedError("too large for the server") from None
        except nats.js.errors.NoStreamResponseError:
            raise DeliveryError(f"no stream takes the subject {subject}") from None
        except nats.js.errors.APIError as error:
            if error.err_code == _TOO_LARGE_FOR_THE_STREAM:
                raise RejectedError("too large for the stream") from None
            raise DeliveryError(f"the stream did not take it: {error.description}") from None
        except nats.errors.Error as error:
            raise DeliveryError(str(error)) from None
        except (TypeError, ValueError):
            raise DeliveryError("what answered is not a stream") from None

    async def _connected(self) -> Client:
        """Return the client; one that the server turned away for good is replaced, and one that is not connected not waited for."""
        async with self._connecting:
            if self._client.is_closed:
                self._client = await self._server.connect(self._timeout)
        if not self._client.is_connected:
            raise DeliveryError("not connected")
        return self._client

    async def __aenter__(self) -> Self:
        """Connect.

        Raises:
            DeliveryError: the server cannot be reached, or does not let us in.
        """
        self._client = await self._server.connect(self._timeout)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        await self._client.close()
