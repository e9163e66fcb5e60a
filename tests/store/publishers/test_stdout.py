"""Standard output: a message is a line of JSON, in the letters that the stream has."""

import asyncio
import io
import json
from typing import TextIO

import pytest

from pedido.store.message import Message
from pedido.store.publishers import Stdout
from tests.store.publishers.outbox import message


def publish(stream: TextIO | None, *messages: Message) -> None:
    async def run() -> None:
        async with Stdout(stream) as stdout:
            for each in messages:
                await stdout.publish(each)

    asyncio.run(run())


def printed(*messages: Message, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    publish(stream, *messages)
    return raw.getvalue().decode(encoding)  # without a flush of our own


def test_each_message_is_one_line_of_json_and_leaves_at_once() -> None:
    lines = printed(message(0), message(1, note="a\nb")).splitlines()
    assert [json.loads(line) for line in lines] == [message(0).document(), message(1, note="a\nb").document()]


def test_letters_stay_as_they_are() -> None:
    assert '"Desistência"' in printed(message(reason="Desistência"))


@pytest.mark.parametrize("text", ["\x1b[2J", "\x9b2J", "\u202e", "\u2028", "\U000e0001", "\x7f"])
def test_what_would_steer_a_terminal_is_escaped_and_reads_back(text: str) -> None:
    line = printed(message(note=text)).rstrip("\n")
    assert line.isprintable()
    assert json.loads(line)["body"] == {"note": text}


def test_a_stream_that_is_not_utf_8_loses_nothing() -> None:
    line = printed(message(reason="Desistência → 日本"), encoding="latin-1")
    assert line.isascii()
    assert json.loads(line)["body"] == {"reason": "Desistência → 日本"}


def test_a_stream_without_an_encoding_takes_every_letter() -> None:
    stream = io.StringIO()
    publish(stream, message(reason="日本"))
    assert '"日本"' in stream.getvalue()


def test_without_a_stream_it_is_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    publish(None, message())
    assert json.loads(capsys.readouterr().out) == message().document()


def test_a_reader_that_is_gone_ends_the_run() -> None:
    class Gone(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        publish(Gone(), message())
