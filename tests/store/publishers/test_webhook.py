"""A webhook: what is posted, how it is signed, and what becomes of each answer."""

import asyncio
import base64
import json
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import standardwebhooks

from pedido.store.message import Message
from pedido.store.publishers import DeliveryError, RejectedError, Webhook
from tests.store.publishers.outbox import message
from tests.store.publishers.receiver import (
    Answer,
    Receiver,
    Request,
    answering,
    anything,
    drips,
    free_port,
    hangs_up,
    receiver,
)

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


async def deliver(url: str, *messages: Message, seconds: float = 10) -> None:
    async with Webhook(url, SECRET, timeout=seconds) as webhook:
        for each in messages or [message()]:
            await webhook.publish(each)


def delivered(*messages: Message, answer: Answer | None = None) -> list[Request]:
    async def run() -> list[Request]:
        async with receiver(answer or answering(200)) as found:
            await deliver(found.url, *messages)
            return found.requests

    return asyncio.run(run())


def failure(answer: Answer, *, seconds: float = 10) -> DeliveryError:
    async def run() -> DeliveryError:
        async with receiver(answer) as found:
            with pytest.raises(DeliveryError) as raised:
                await deliver(found.url, seconds=seconds)
            return raised.value

    return asyncio.run(run())


def test_a_message_is_posted_as_compact_json_in_utf_8() -> None:
    [request] = delivered(message(2, reason="Desistência"))
    assert request.line == "POST /hook HTTP/1.1"
    assert request.headers["content-type"] == "application/json"
    assert request.body.decode() == (
        '{"id":"v1-01:3:2","order_id":"v1-01","version":3,"position":2,'
        '"kind":"return_payment","body":{"reason":"Desistência"}}'
    )


def test_the_signature_is_what_standard_webhooks_verifies() -> None:
    [request] = delivered(message(reason="Desistência"))
    verified = standardwebhooks.Webhook(SECRET).verify(request.body, request.headers)
    assert verified == message(reason="Desistência").document()
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        standardwebhooks.Webhook(SECRET).verify(request.body + b" ", request.headers)


def test_the_id_is_that_of_the_message_and_the_time_that_of_the_attempt() -> None:
    at = datetime(2026, 11, 22, 10, tzinfo=UTC)

    async def run() -> list[Request]:
        moments = iter([at, at + timedelta(minutes=1)])
        async with receiver(answering(200)) as found:
            async with Webhook(found.url, SECRET, clock=lambda: next(moments)) as webhook:
                await webhook.publish(message())
                await webhook.publish(message())
            return found.requests

    first, second = (request.headers for request in asyncio.run(run()))
    assert first["webhook-id"] == second["webhook-id"] == "v1-01:3:0"
    assert int(first["webhook-timestamp"]) == at.timestamp()
    assert int(second["webhook-timestamp"]) == at.timestamp() + 60


def test_an_id_that_no_header_can_hold_or_that_has_a_full_stop_is_percent_encoded() -> None:
    [request] = delivered(message(order_id="loja são 1.2"))
    assert request.headers["webhook-id"] == "loja%20s%C3%A3o%201%2E2:3:0"
    assert standardwebhooks.Webhook(SECRET).verify(request.body, request.headers)["order_id"] == "loja são 1.2"


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_status_of_the_200s_delivers(status: int) -> None:
    assert len(delivered(answer=answering(status))) == 1


def test_a_receiver_that_is_gone_makes_a_dead_letter() -> None:
    error = failure(answering(410))
    assert isinstance(error, RejectedError)
    assert str(error) == "answered with status 410"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 422, 499])
def test_a_message_that_is_refused_makes_a_dead_letter(status: int) -> None:
    assert isinstance(failure(answering(status)), RejectedError)


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 599])
def test_what_may_pass_is_tried_again(status: int) -> None:
    error = failure(answering(status))
    assert not isinstance(error, RejectedError)
    assert str(error) == f"answered with status {status}"


def test_a_redirect_is_not_followed() -> None:
    async def run() -> Receiver:
        async with receiver(answering(200)) as target, receiver(answering(307, f"location: {target.url}")) as found:
            with pytest.raises(DeliveryError, match=r"^answered with status 307$"):
                await deliver(found.url)
            return target

    assert asyncio.run(run()).requests == []


def test_a_receiver_that_answers_a_byte_at_a_time_does_not_hold_the_delivery_up() -> None:
    begun = time.monotonic()
    assert str(failure(drips, seconds=0.3)) == "no answer within 0.3 s"
    assert time.monotonic() - begun < 5


def test_a_body_without_end_is_not_read() -> None:
    sent = 0

    async def endless(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000000000\r\n\r\n")
        while True:
            writer.write(bytes(65_536))
            await writer.drain()
            sent += 65_536

    assert len(delivered(answer=endless)) == 1
    assert sent < 50_000_000  # what the sockets between them hold


def test_a_body_that_says_it_is_empty_and_is_not_is_not_read_either() -> None:
    async def both(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\ntransfer-encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"10000\r\n" + bytes(65_536) + b"\r\n")
            await writer.drain()

    assert len(delivered(answer=both)) == 1


def test_empty_answers_keep_the_connection_open_for_the_next_message() -> None:
    async def run() -> Receiver:
        async with receiver(answering(200)) as found:
            await deliver(found.url, *map(message, range(3)))
            return found

    found = asyncio.run(run())
    assert len(found.requests) == 3
    assert len(found.connections) == 1


def test_a_receiver_that_hangs_up_is_tried_again() -> None:
    assert str(failure(hangs_up)) == "the connection broke off, or was not HTTP"


def test_a_receiver_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(DeliveryError, match=r"^cannot be reached$"):
        asyncio.run(deliver(f"http://127.0.0.1:{free_port()}/hook"))


def test_a_receiver_that_speaks_no_tls_is_told_apart() -> None:
    async def run() -> None:
        async with receiver(answering(400), anything) as found:
            with pytest.raises(DeliveryError, match=r"^TLS failed$"):
                await deliver(found.url.replace("http:", "https:"))

    asyncio.run(run())


def test_a_proxy_that_lets_nothing_through_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        async with receiver(answering(403)) as proxy:
            monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
            with pytest.raises(DeliveryError, match=r"^the proxy did not let it through$"):
                await deliver("https://shop.invalid/hook")

    asyncio.run(run())


def test_a_password_in_the_address_is_sent_and_not_told(caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> Receiver:
        async with receiver(answering(500)) as found:
            with pytest.raises(DeliveryError) as raised:
                await deliver(found.url.replace("127", "ana:p%40ss@127") + "?token=hidden")
            assert str(raised.value) == "answered with status 500"
            return found

    with caplog.at_level("INFO"):
        [request] = asyncio.run(run()).requests
    assert request.line == "POST /hook?token=hidden HTTP/1.1"
    assert request.headers["authorization"] == "Basic " + base64.b64encode(b"ana:p@ss").decode()
    assert "p%40ss" not in caplog.text
    assert "p@ss" not in caplog.text


@pytest.mark.parametrize(
    "url", ["", "shop.example/hook", "ftp://shop.example/", "http://", "https:///hook", "http://h:x/"]
)
def test_only_an_address_of_http_is_taken(url: str) -> None:
    with pytest.raises(
        ValueError, match=r"^expected the address of a webhook: http://HOST/\.\.\. or https://HOST/\.\.\.$"
    ):
        Webhook(url, SECRET)


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "whsec_",
        SECRET.removeprefix("whsec_"),
        "whsec_not*base64*but*long*enough*to*be*a*key",
        "whsec_ção" * 20,
        "whsec_" + base64.b64encode(bytes(23)).decode(),
    ],
)
def test_a_secret_that_is_malformed_or_too_short_is_refused_and_not_told(secret: str) -> None:
    with pytest.raises(
        ValueError, match=r"^expected a secret of the form whsec_BASE64, of 24 bytes or more$"
    ) as raised:
        Webhook("http://shop.example/", secret)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


def test_a_secret_may_leave_out_its_padding() -> None:
    key = base64.b64encode(bytes(25)).decode()
    assert key.endswith("==")
    assert Webhook("http://shop.example/", "whsec_" + key.rstrip("="))._key == bytes(25)


def test_a_webhook_can_be_entered_again() -> None:
    async def run() -> list[Request]:
        async with receiver(answering(200)) as found:
            webhook = Webhook(found.url, SECRET)
            for position in range(2):
                async with webhook:
                    await webhook.publish(message(position))
            return found.requests

    assert [json.loads(request.body)["position"] for request in asyncio.run(run())] == [0, 1]


def test_the_client_says_who_it_is() -> None:
    [request] = delivered()
    assert request.headers["user-agent"] == "pedido"
    assert httpx.__version__ not in request.headers.values()
