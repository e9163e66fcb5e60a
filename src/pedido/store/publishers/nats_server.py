"""A NATS server by its address, and the connection to it."""

import asyncio
import ssl
from contextlib import suppress
from typing import Any, Final
from urllib.parse import SplitResult, unquote, urlsplit

import nats.errors
from nats.aio.client import Client

from pedido.store.publishers.publisher import DeliveryError

_EXPECTED: Final = "expected the address of a NATS server: nats://HOST:PORT or tls://HOST:PORT"
_CLOSING: Final = 2.0
"""How many seconds closing a connection may take: after a handshake that failed, asyncio never says that it is closed."""


class NatsServer:
    """Where a NATS server is, and with which user and password, or token, it lets us in.

    Raises:
        ValueError: it is no such address. It is not told.
    """

    def __init__(self, url: str) -> None:
        parts = _parts(url)
        self.address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        self._credentials = _credentials(parts)

    async def connect(self, seconds: float) -> Client:
        """Connect within so many seconds.

        Raises:
            DeliveryError: the server cannot be reached, or does not let us in.
        """
        client = _Client()
        starting = True

        async def give_up(error: Exception) -> None:
            # Only before the first connection: from then on nats-py tries again on its own, and for ever.
            if starting:
                raise error

        try:
            async with asyncio.timeout(seconds):
                await client.connect(self.address, error_cb=give_up, max_reconnect_attempts=-1, **self._credentials)
        except OSError as error:  # as is TimeoutError, and what TLS raises
            raise DeliveryError("TLS failed" if isinstance(error, ssl.SSLError) else "cannot be reached") from None
        except nats.errors.Error as error:
            raise DeliveryError(str(error)) from None
        finally:
            starting = False
            if not client.is_connected:
                await client.close()
        return client


class _Client(Client):
    """A client that means it when the address says TLS, which nats-py leaves to the server; and that does not hang in the end."""

    async def close(self) -> None:
        """Close the connection."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSING):
                await super().close()

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
