"""Workers as processes of their own, and a receiver of webhooks that takes its time."""

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.cli.calling import PEDIDO

SECRET = "whsec_" + "c2VjcmV0" * 4
PATIENCE = 30


class Working:
    """A worker that runs: what it wrote is in files, so that nothing of it waits for a reader."""

    def __init__(self, process: "subprocess.Popen[bytes]", out: Path, err: Path) -> None:
        self.process, self._out, self._err = process, out, err

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._out.read_text(encoding="utf-8").splitlines()]

    @property
    def log(self) -> list[str]:
        return self._err.read_text(encoding="utf-8").splitlines()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, and return the exit code."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


@contextmanager
def working(folder: Path, url: str, *arguments: str, name: str = "worker") -> Iterator[Working]:
    """Have a worker, and let none outlive the block."""
    out, err = folder / f"{name}.out", folder / f"{name}.err"
    environment = {**os.environ, "PEDIDO_DATABASE_URL": url, "PEDIDO_WEBHOOK_SECRET": SECRET}
    command = [str(PEDIDO), "worker", "--idle", "0.05", *arguments]
    with (
        out.open("wb") as stdout,
        err.open("wb") as stderr,
        subprocess.Popen(command, stdout=stdout, stderr=stderr, env=environment) as process,
    ):
        worker = Working(process, out, err)
        try:
            wait_until(lambda: bool(worker.log) or process.poll() is not None)
            yield worker
        finally:
            process.kill()


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "it does not come about"
        time.sleep(0.02)


class Hook:
    """A receiver: it tells that a message has come, and answers when it may."""

    def __init__(self, status: int) -> None:
        self.status = status
        self.come, self.may_answer = threading.Event(), threading.Event()
        self.taken: list[str] = []
        self.url = ""


@contextmanager
def hook(status: int = 204) -> Iterator[Hook]:
    """Have a receiver on the loopback."""
    found = Hook(status)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["content-length"]))
            found.come.set()
            found.may_answer.wait(PATIENCE)
            found.taken.append(json.loads(content)["id"])
            self.send_response(found.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://hook:s3cret@127.0.0.1:{server.server_port}/secret-path"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield found
    finally:
        found.may_answer.set()
        server.shutdown()
        thread.join()
        server.server_close()
