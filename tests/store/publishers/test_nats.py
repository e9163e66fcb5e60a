"""NATS: a message is delivered once the stream that takes its subject has acknowledged it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import nats
import pytest

from pedido.store.publishers import DeliveryError, Nats, RejectedError
from tests.store.publishers.broker import add_stream, broker, stored
from tests.store.publishers.outbox import message
from tests.store.publishers.receiver import Request, anything, free_port, hangs_up, receiver


class Running(NamedTuple):
    port: int
    url: str


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    port = free_port()
    with broker(tmp_path, port):
        yield Running(port, f"nats://127.0.0.1:{port}")


def test_a_message_is_kept_under_its_kind_with_its_id(server: Running) -> None:
    async def run() -> None:
        await add_stream(server.url, "pedido.>")
        async with Nats(server.url) as publisher:
            await publisher.publish(message(reason="Desistência"))
        [(subject, headers, document)] = await stored(server.url)
        assert subject == "pedido.return_payment"
        assert headers == {"Nats-Msg-Id": "v1-01:3:0"}
        assert document == message(reason="Desistência").document()

    asyncio.run(run())


def test_the_subject_can_be_another(server: Running) -> None:
    async def run() -> None:
        await add_stream(server.url, "shop.orders.*")
        async with Nats(server.url, subject="shop.orders") as publisher:
            await publisher.publish(message(kind="notice"))
        assert [subject for subject, _, _ in await stored(server.url)] == ["shop.orders.notice"]

    asyncio.run(run())


def test_a_message_that_is_published_again_is_stored_once(server: Running) -> None:
    async def run() -> None:
        await add_stream(server.url, "pedido.>")
        async with Nats(server.url) as publisher:
            await publisher.publish(message())
            await publisher.publish(message())
        async with Nats(server.url) as restarted:
            await restarted.publish(message())
        assert len(await stored(server.url)) == 1

    asyncio.run(run())


def test_messages_are_stored_in_the_order_in_which_they_are_published(server: Running) -> None:
    async def run() -> None:
        await add_stream(server.url, "pedido.>")
        async with Nats(server.url) as publisher:
            for position in range(50):
                await publisher.publish(message(position))
        assert [document["position"] for _, _, document in await stored(server.url)] == [*range(50)]

    asyncio.run(run())


def test_messages_of_many_orders_are_published_at_the_same_time(server: Running) -> None:
    async def run() -> None:
        await add_stream(server.url, "pedido.>")
        async with Nats(server.url) as publisher:
            await asyncio.gather(*(publisher.publish(message(order_id=f"v{number}")) for number in range(100)))
        assert {document["order_id"] for _, _, document in await stored(server.url)} == {f"v{n}" for n in range(100)}

    asyncio.run(run())


def test_without_a_stream_for_the_subject_nothing_is_delivered(server: Running) -> None:
    async def run() -> None:
        await add_stream(server.url, "another.>")
        async with Nats(server.url) as publisher:
            with pytest.raises(DeliveryError, match=r"^no stream takes the subject pedido\.return_payment$") as raised:
                await publisher.publish(message())
            assert not isinstance(raised.value, RejectedError)

    asyncio.run(run())


def test_a_stream_that_is_full_is_tried_again(server: Running) -> None:
    async def run() -> None:
        await add_stream(server.url, "pedido.>", max_msgs=1, discard="new")
        async with Nats(server.url) as publisher:
            await publisher.publish(message(0))
            with pytest.raises(
                DeliveryError, match=r"^the stream did not take it: maximum messages exceeded$"
            ) as raised:
                await publisher.publish(message(1))
            assert not isinstance(raised.value, RejectedError)

    asyncio.run(run())


def test_a_message_that_is_too_large_makes_a_dead_letter(server: Running) -> None:
    async def run() -> None:
        await add_stream(server.url, "pedido.>", max_msg_size=1000)
        async with Nats(server.url) as publisher:
            with pytest.raises(RejectedError, match=r"^too large for the stream$"):
                await publisher.publish(message(note="x" * 2000))
            with pytest.raises(RejectedError, match=r"^too large for the server$"):
                await publisher.publish(message(note="x" * 2_000_000))

    asyncio.run(run())


def answered_by(answer: bytes | None, server: Running) -> str:
    """Publish to a subscriber where a stream was expected, and return why it was not delivered."""

    async def run() -> str:
        client = await nats.connect(server.url)
        subscription = await client.subscribe("pedido.>")
        async with Nats(server.url, timeout=0.5) as publisher:
            publishing = asyncio.create_task(publisher.publish(message()))
            asked = await subscription.next_msg()
            if answer is not None:
                await asked.respond(answer)
            with pytest.raises(DeliveryError) as raised:
                await publishing
        await client.close()
        return str(raised.value)

    return asyncio.run(run())


@pytest.mark.parametrize("answer", [b"", b"thanks", b"{}", b"[]", b"7"])
def test_an_answer_that_is_no_acknowledgement_delivers_nothing(answer: bytes, server: Running) -> None:
    assert answered_by(answer, server) == "what answered is not a stream"


def test_no_answer_in_time_delivers_nothing(server: Running) -> None:
    assert answered_by(None, server) == "no acknowledgement within 0.5 s"


@pytest.mark.slow
def test_a_server_that_stops_delivers_nothing_and_is_found_again_when_it_is_back(tmp_path: Path) -> None:
    port = free_port()
    url = f"nats://127.0.0.1:{port}"

    async def run() -> None:
        running = broker(tmp_path, port)
        running.__enter__()
        await add_stream(url, "pedido.>")
        async with Nats(url, timeout=1) as publisher:
            await publisher.publish(message(0))
            running.__exit__(None, None, None)
            for _ in range(2):
                with pytest.raises(DeliveryError, match=r"^(not connected|no acknowledgement within 1 s)$"):
                    await publisher.publish(message(1))
            with broker(tmp_path, port):
                await _until_delivered(lambda: publisher.publish(message(1)))
                assert [document["position"] for _, _, document in await stored(url)] == [0, 1]

    asyncio.run(run())


@pytest.mark.slow
def test_a_connection_that_the_server_closes_for_good_is_replaced(server: Running) -> None:
    async def run() -> None:
        await add_stream(server.url, "pedido.>")
        async with Nats(server.url, timeout=1) as publisher:
            room = 1_048_576 - len(str(message(note="").document()).replace(" ", ""))  # all of it, and none for headers
            with pytest.raises(DeliveryError):
                await publisher.publish(message(0, note="x" * room))
            await asyncio.gather(*(publisher.publish(message(position)) for position in range(1, 5)))
        assert sorted(document["position"] for _, _, document in await stored(server.url)) == [1, 2, 3, 4]

    asyncio.run(run())


async def _until_delivered(publish: Callable[[], Awaitable[None]]) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                return await publish()
            except DeliveryError:
                await asyncio.sleep(0.1)


def start(url: str) -> None:
    async def run() -> None:
        async with Nats(url):
            pass

    asyncio.run(run())


def test_a_server_that_is_not_there_is_told_at_the_start(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(DeliveryError, match=r"^cannot be reached$"):
        start(f"nats://ana:hidden@127.0.0.1:{free_port()}")
    assert caplog.text == ""


def test_a_server_that_says_nothing_is_told_at_the_start() -> None:
    async def run() -> None:
        async with receiver(hangs_up, anything) as mute:
            with pytest.raises(DeliveryError, match=r"^cannot be reached$"):
                async with Nats(f"nats://127.0.0.1:{mute.port}", timeout=0.3):
                    pass

    asyncio.run(run())


@pytest.mark.parametrize(
    "options, credentials, wrong",
    [(("--user", "ana", "--pass", "p@ss"), "ana:p%40ss", "ana:hidden"), (("--auth", "t/ken"), "t%2Fken", "hidden")],
)
def test_credentials_are_those_of_the_address_and_not_told(
    options: tuple[str, ...], credentials: str, wrong: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    with broker(tmp_path, port, *options):
        start(f"nats://{credentials}@127.0.0.1:{port}")
        with pytest.raises(DeliveryError) as raised:
            start(f"nats://{wrong}@127.0.0.1:{port}")
    assert "hidden" not in str(raised.value)
    assert caplog.text == ""


def test_a_server_whose_tls_fails_is_told_at_the_start() -> None:
    greetings = iter([b'INFO {"tls_required": true}\r\n'])

    async def hear(reader: asyncio.StreamReader) -> Request:
        return Request("", {}, b"") if not heard else await anything(reader)

    async def answer(writer: asyncio.StreamWriter) -> None:
        heard.append(True)
        writer.write(next(greetings, b"this is not TLS"))

    heard: list[bool] = []

    async def run() -> None:
        async with receiver(answer, hear) as broken:
            with pytest.raises(DeliveryError, match=r"^TLS failed$"):
                async with Nats(f"tls://127.0.0.1:{broken.port}"):
                    pass

    asyncio.run(run())


def test_an_address_of_tls_sends_nothing_to_a_server_that_does_not_encrypt(server: Running) -> None:
    with pytest.raises(DeliveryError, match=r"^nats: secure connection not available$"):
        start(server.url.replace("nats://", "tls://ana:hidden@"))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:4222",
        "http://h:1",
        "nats://",
        "nats://:4222",
        "nats://h:x",
        "nats://h:0",
        "nats://h:70000",
        "nats://[::1",
        "nats://h/subject",
        "nats://h?a=b",
        "nats://h#a",
    ],
)
def test_only_the_address_of_a_server_is_taken(url: str) -> None:
    with pytest.raises(
        ValueError, match=r"^expected the address of a NATS server: nats://HOST:PORT or tls://HOST:PORT$"
    ):
        Nats(url)


@pytest.mark.parametrize("subject", ["", ".", "a.", ".a", "a..b", "a b", "a.*", "a.>", "a\r\nb", "ação", "$JS.API"])
def test_a_subject_is_plain_letters_between_full_stops(subject: str) -> None:
    with pytest.raises(ValueError, match=r"^expected a subject of letters"):
        Nats("nats://127.0.0.1:4222", subject=subject)
