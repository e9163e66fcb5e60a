"""Messages to a webhook, signed as Standard Webhooks has it: https://www.standardwebhooks.com."""

import asyncio
import base64
import binascii
import hashlib
import hmac
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote

import httpx

from pedido.store.documents import json_text
from pedido.store.message import Message
from pedido.store.moment import Clock, now
from pedido.store.publishers.publisher import DeliveryError, RejectedError

_PREFIX: Final = "whsec_"
_SHORTEST_KEY: Final = 24
_MAY_PASS: Final = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)
"""The only answers of the 400s after which the same message may yet be taken."""


class Webhook:
    """Posts a message to an address as JSON, signed with a secret of the form `whsec_...`.

    Any 2xx delivers it. Redirects are not followed. A delivery takes no longer than `timeout` seconds, however slowly the
    receiver answers, and what it answers is not read.

    Raises:
        ValueError: the address is not one of HTTP, or the secret is malformed or too short. Neither is told.
    """

    def __init__(self, url: str, secret: str, *, timeout: float = 10.0, clock: Clock = now) -> None:
        address = _address(url)
        self._key = key_of(secret)
        # httpx logs the addresses that it asks: the password is kept out of them.
        self._auth = (address.username, address.password) if address.userinfo else None
        self._url = address.copy_with(userinfo=b"")
        self._timeout = timeout
        self._clock = clock
        self._client: httpx.AsyncClient

    async def publish(self, message: Message) -> None:
        """Post a message.

        Raises:
            DeliveryError: the receiver was not reached, or did not take it.
            RejectedError: the receiver says that it never will.
        """
        content = json_text(message.document()).encode()
        try:
            async with asyncio.timeout(self._timeout):
                status = await self._status_of_post(content, self._headers(message, content))
        except (TimeoutError, httpx.TimeoutException):
            raise DeliveryError(f"no answer within {self._timeout:g} s") from None
        except httpx.RequestError as error:
            raise DeliveryError(_reason(error)) from None
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            refused = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _MAY_PASS
            raise (RejectedError if refused else DeliveryError)(f"answered with status {status}")

    async def _status_of_post(self, content: bytes, headers: dict[str, str]) -> int:
        async with self._client.stream("POST", self._url, content=content, headers=headers) as answer:
            if answer.headers.get("content-length") == "0":
                await anext(answer.aiter_raw(), None)  # seen to its end, an empty answer leaves the connection open
            return answer.status_code

    def _headers(self, message: Message, content: bytes) -> dict[str, str]:
        # A header is ASCII, and the scheme wants no full stop in an id: it divides what is signed.
        written = quote(message.id, safe=":").replace(".", "%2E")
        timestamp = str(int(self._clock().timestamp()))
        signed = hmac.digest(self._key, f"{written}.{timestamp}.".encode() + content, hashlib.sha256)
        return {
            "content-type": "application/json",
            "webhook-id": written,
            "webhook-timestamp": timestamp,
            "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
        }

    async def __aenter__(self) -> Self:
        """Make ready to connect; the first message does."""
        self._client = httpx.AsyncClient(auth=self._auth, timeout=self._timeout, headers={"user-agent": "pedido"})
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self._client.aclose()


def key_of(secret: str) -> bytes:
    """Read the key in a secret of the form `whsec_...`.

    Raises:
        ValueError: it has another form, or the key is too short. The secret is not told.
    """
    written = secret.removeprefix(_PREFIX)
    try:
        key = base64.b64decode(written + "=" * (-len(written) % 4), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(_PREFIX) or len(key) < _SHORTEST_KEY:
        raise ValueError(f"expected a secret of the form {_PREFIX}BASE64, of {_SHORTEST_KEY} bytes or more")
    return key


def _address(url: str) -> httpx.URL:
    try:
        found = httpx.URL(url)
    except httpx.InvalidURL:
        found = httpx.URL()
    if found.scheme not in {"http", "https"} or not found.host:
        raise ValueError("expected the address of a webhook: http://HOST/... or https://HOST/...")
    return found


def _reason(error: httpx.RequestError) -> str:
    """Say in a few words what kind of error it is; its own text may quote the address."""
    if isinstance(error, httpx.ProxyError):
        return "the proxy did not let it through"
    if isinstance(error, httpx.ConnectError):
        return "TLS failed" if "SSL" in str(error) else "cannot be reached"
    return "the connection broke off, or was not HTTP"
