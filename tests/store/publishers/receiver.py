"""A receiver of webhooks on the loopback: it keeps what it was asked, and answers in the way that a test wants."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Request:
    line: str
    headers: dict[str, str]
    body: bytes


async def http(reader: asyncio.StreamReader) -> Request:
    line, *fields = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
    headers = {name.lower(): value for name, _, value in (written.partition(": ") for written in fields)}
    return Request(line, headers, await reader.readexactly(int(headers.get("content-length", "0"))))


async def anything(reader: asyncio.StreamReader) -> Request:
    return Request("", {}, await reader.read(65_536))


@dataclass
class Receiver:
    answer: Answer
    hear: Callable[[asyncio.StreamReader], Awaitable[Request]]
    port: int = 0
    requests: list[Request] = field(default_factory=list)
    connections: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.connections.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while True:
                    self.requests.append(await self.hear(reader))
                    await self.answer(writer)
                    await writer.drain()
        finally:
            writer.transport.abort()  # whatever is still on its way


@asynccontextmanager
async def receiver(
    answer: Answer, hear: Callable[[asyncio.StreamReader], Awaitable[Request]] = http
) -> AsyncIterator[Receiver]:
    found = Receiver(answer, hear)
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    try:
        yield found
    finally:
        server.close()
        for task in found.connections:
            task.cancel()
        await asyncio.gather(*found.connections)
        await asyncio.sleep(0)


def answering(status: int, *headers: str, body: bytes = b"") -> Answer:
    lines = [f"HTTP/1.1 {status} As asked", f"content-length: {len(body)}", *headers, "", ""]

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write("\r\n".join(lines).encode() + body)

    return answer


async def drips(writer: asyncio.StreamWriter) -> None:
    """Answer a byte at a time, and never come to an end."""
    writer.write(b"HTTP/1.1 200 OK\r\nx-slow: ")
    while True:
        writer.write(b"z")
        await writer.drain()
        await asyncio.sleep(0.02)


async def hangs_up(writer: asyncio.StreamWriter) -> None:
    raise ConnectionError


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
