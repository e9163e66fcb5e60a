"""Messages to NATS JetStream, which keeps them in a stream and knows a second one by its id. Needs `pedido[nats]`."""

import asyncio
import re
import ssl
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import SplitResult, unquote, urlsplit

import nats.errors
import nats.js.errors
from nats.aio.client import Client

from pedido.store.documents import json_text
from pedido.store.message import Message
from pedido.store.publishers.publisher import DeliveryError, RejectedError

SUBJECT: Final = "pedido"
"""What subjects begin with, unless told otherwise."""

_SUBJECT: Final = re.compile(r"[\w-]+(\.[\w-]+)*", re.ASCII)
_EXPECTED: Final = "expected the address of a NATS server: nats://HOST:PORT or tls://HOST:PORT"
_TOO_LARGE_FOR_THE_STREAM: Final = 10054
"""JetStream's number for it."""


class Nats:
    """Publishes a message under `subject.kind` of a NATS server, and waits until the stream that takes the subject has it.

    The address is that of a server: `nats://` or `tls://`, with a user and password, or a token, if it asks for them. With
    `tls://` nothing is sent to a server that does not encrypt. The stream must be there.

    Raises:
        ValueError: it is no such address, or the subject has other characters than letters, digits, `_`, `-` and full stops.
            Neither is told.
    """

    def __init__(self, url: str, *, subject: str = SUBJECT, timeout: float = 10.0) -> None:
        parts = _parts(url)
        if not _SUBJECT.fullmatch(subject):
            raise ValueError("expected a subject of letters, digits, _, - and full stops, such as shop.orders")
        self._subject = subject
        self._timeout = timeout
        self._server = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        self._credentials = _credentials(parts)
        self._connecting = asyncio.Lock()
        self._client: _Client

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
                headers = {"Nats-Msg-Id": message.id}
                await stream.publish(subject, content, timeout=self._timeout, headers=headers)
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

    async def _connected(self) -> "_Client":
        """Return the client; one that the server turned away for good is replaced, and one that is not connected not waited for."""
        async with self._connecting:
            if self._client.is_closed:
                self._client = await self._connect()
        if not self._client.is_connected:
            raise DeliveryError("not connected")
        return self._client

    async def _connect(self) -> "_Client":
        client = _Client()

        async def give_up(error: Exception) -> None:
            # Only before the first connection: from then on nats-py tries again on its own, and for ever.
            if client.is_starting:
                raise error

        try:
            async with asyncio.timeout(self._timeout):
                await client.connect(self._server, error_cb=give_up, max_reconnect_attempts=-1, **self._credentials)
        except BaseException as error:
            client.is_starting = False
            await client.close()
            if isinstance(error, OSError):  # as is TimeoutError, and what TLS raises
                raise DeliveryError("TLS failed" if isinstance(error, ssl.SSLError) else "cannot be reached") from None
            if isinstance(error, nats.errors.Error):
                raise DeliveryError(str(error)) from None
            raise
        client.is_starting = False
        return client

    async def __aenter__(self) -> Self:
        """Connect.

        Raises:
            DeliveryError: the server cannot be reached, or does not let us in.
        """
        self._client = await self._connect()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        await self._client.close()


class _Client(Client):
    """A client that means it when the address says TLS; nats-py leaves it to the server."""

    is_starting = True

    def _connect_command(self) -> bytes:
        server = self._current_server
        if server is not None and server.uri.scheme == "tls" and not self._server_info.get("tls_required"):
            raise nats.errors.SecureConnWantedError
        return super()._connect_command()


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        raise ValueError(_EXPECTED) from None
    beyond = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in {"nats", "tls"} or not parts.hostname or not has_port or beyond:
        raise ValueError(_EXPECTED)
    return parts


def _credentials(parts: SplitResult) -> dict[str, Any]:
    if parts.username is None:
        return {}
    if parts.password is None:
        return {"token": unquote(parts.username)}
    return {"user": unquote(parts.username), "password": unquote(parts.password)}
