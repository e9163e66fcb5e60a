"""`pedido worker`: messages are delivered, time passes, and whatever stops it leaves nothing half done."""

import json
import logging
import os
import signal
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shlex import quote

import pytest

from pedido import Status
from pedido.cli.logs import logged
from pedido.store import Store
from pedido.store.schema import OUTBOX
from tests.cli.calling import PEDIDO, Caller, assert_one_line, run
from tests.cli.store.stores import execute, waiting, with_messages
from tests.cli.store.working import SECRET, hook, wait_until, working
from tests.orders import order_in

ORDERS = [f"{number}-01" for number in range(8)]


def with_due_order(url: str, order_id: str, rests_in: Status = Status.WINDOW_TO_CANCEL) -> None:
    """Receive an order whose deadline has been over for long."""
    with Store(url) as store:
        since = datetime.now(UTC) - timedelta(days=60)
        store.receive(order_in(rests_in, order_id=order_id, changed_at=since))


def triggers(url: str, order_id: str) -> list[str]:
    with Store(url) as store:
        return [entry.trigger for entry in store.history(order_id)]


def status(url: str, order_id: str) -> Status:
    with Store(url) as store:
        return store.load(order_id).order.status


def test_a_message_is_one_line_of_json(call: Caller, database_url: str) -> None:
    ids = with_messages(database_url, "1-01", "2-01")
    ended = call("worker", "--database", database_url, "--publish", "-", "--drain")
    assert ended.code == 0
    messages = [json.loads(line) for line in ended.out.splitlines()]
    assert sorted(message["id"] for message in messages) == sorted(ids)
    assert all(set(each) == {"id", "order_id", "version", "position", "kind", "body"} for each in messages)
    assert waiting(database_url) == []


def test_it_says_what_it_works_on_and_when_it_stopped(call: Caller, sqlite_url: str) -> None:
    ids = with_messages(sqlite_url, "1-01")
    first, last = call("worker", "--database", sqlite_url, "--publish", "-", "--drain").err.splitlines()
    moment, level, told = first.split(" ", 2)
    assert datetime.strptime(moment, "%Y-%m-%dT%H:%M:%S%z").tzinfo is not None
    assert (level, told) == ("INFO", f"working on {sqlite_url}, publishing to standard output")
    assert last.split(" ", 1)[1] == f"INFO stopped; messages delivered: {len(ids)}, attempts that failed: 0"


def test_passwords_are_not_logged(
    call: Caller, postgresql_url: str, monkeypatch: pytest.MonkeyPatch, sqlite_url: str
) -> None:
    monkeypatch.setenv("PEDIDO_WEBHOOK_SECRET", SECRET)
    host = postgresql_url.partition("@")[2]
    url = f"postgresql://postgres:s3cret@{host}?password=s3cret&application_name=here"
    ended = call("worker", "--database", url, "--publish", "https://hook:s3cret@h.example:8443/s3cret", "--drain")
    assert ended.code == 0
    assert "s3cret" not in ended.err
    assert f"working on postgresql://postgres:***@{host}, publishing to https://h.example:8443\n" in ended.err


def test_deadlines_are_seen_to_and_what_they_bring_about_is_delivered(call: Caller, database_url: str) -> None:
    with_due_order(database_url, "1-01", Status.WINDOW_TO_CANCEL)
    with_due_order(database_url, "2-01", Status.CANCELLATION_REQUESTED)
    ended = call("worker", "--database", database_url, "--publish", "-", "--drain")
    assert ended.code == 0
    assert triggers(database_url, "1-01") == triggers(database_url, "2-01") == ["receive", "pass_time"]
    assert status(database_url, "1-01") is Status.READY_FOR_HANDLING
    assert status(database_url, "2-01") is Status.CANCELED
    assert {json.loads(line)["order_id"] for line in ended.out.splitlines()} == {"2-01"}
    assert waiting(database_url) == []


def test_draining_ends_with_1_where_a_delivery_failed(
    call: Caller, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEDIDO_WEBHOOK_SECRET", SECRET)
    first, *_ = with_messages(sqlite_url, "1-01")
    with hook(status=500) as receiver:
        receiver.may_answer.set()
        ended = call("worker", "--database", sqlite_url, "--publish", receiver.url, "--drain", "--attempts", "1")
    assert ended.code == 1
    assert f" ERROR message {first} is a dead letter, after attempt 1: answered with status 500\n" in ended.err
    assert ended.err.endswith("INFO stopped; messages delivered: 0, attempts that failed: 1\n")
    assert "s3cret" not in ended.err
    assert call("outbox", "dead", "--database", sqlite_url).out.startswith(f"{first}  ")


def test_draining_ends_where_the_database_fails(call: Caller, sqlite_url: str) -> None:
    execute(sqlite_url, "DROP TABLE outbox")
    ended = call("worker", "--database", sqlite_url, "--publish", "-", "--drain")
    assert ended.code == 1
    assert ended.err.splitlines()[1:] == ["pedido: the database failed: no such table: outbox"]


@pytest.mark.parametrize(
    "arguments, named",
    [
        (["--publish", "ftp://h"], "--publish"),
        (["--publish", "https://h"], "PEDIDO_WEBHOOK_SECRET"),
        ([], "--publish"),
        (["--publish", "-", "--idle", "0"], "--idle"),
        (["--publish", "-", "--idle", "nan"], "--idle"),
        (["--publish", "-", "--idle", "soon"], "--idle"),
        (["--publish", "-", "--timeout", "inf"], "--timeout"),
        (["--publish", "-", "--attempts", "0"], "--attempts"),
    ],
)
def test_what_cannot_be_done_is_bad_input(
    call: Caller, monkeypatch: pytest.MonkeyPatch, sqlite_url: str, arguments: list[str], named: str
) -> None:
    monkeypatch.delenv("PEDIDO_WEBHOOK_SECRET", raising=False)
    monkeypatch.delenv("PEDIDO_PUBLISH", raising=False)
    assert_one_line(call("worker", "--database", sqlite_url, *arguments), named)


def test_a_place_that_cannot_be_reached_is_one_line(call: Caller, sqlite_url: str) -> None:
    ended = call("worker", "--database", sqlite_url, "--publish", "nats://me:s3cret@127.0.0.1:1/orders")
    assert ended.code == 1
    assert ended.err == "pedido: --publish: cannot be reached\n"


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_0(tmp_path: Path, database_url: str, how: signal.Signals) -> None:
    with working(tmp_path, database_url, "--publish", "-") as worker:
        ids = with_messages(database_url, "1-01")
        with_due_order(database_url, "2-01")
        wait_until(lambda: len(worker.messages) >= len(ids) and not waiting(database_url))
        wait_until(lambda: status(database_url, "2-01") is Status.READY_FOR_HANDLING)
        began = time.monotonic()
        assert worker.stop(how) == 0
        assert time.monotonic() - began < 5
        assert [each["id"] for each in worker.messages if each["order_id"] == "1-01"] == ids
        assert "INFO stopped; " in worker.log[-1]


@pytest.mark.slow
@pytest.mark.parametrize("how", [(), ("--drain",)], ids=["until stopped", "drain"])
def test_stopped_while_it_delivers_it_finishes_that(tmp_path: Path, database_url: str, how: tuple[str, ...]) -> None:
    with_messages(database_url, "1-01")
    execute(database_url, OUTBOX.delete().where(OUTBOX.c.position > 1))
    [only] = waiting(database_url)
    with hook() as receiver, working(tmp_path, database_url, "--publish", receiver.url, *how) as worker:
        assert receiver.come.wait(30)
        worker.process.terminate()
        time.sleep(0.5)
        assert worker.process.poll() is None
        receiver.may_answer.set()
        assert worker.process.wait(5) == 0
        assert receiver.taken == [only]
    assert waiting(database_url) == []


@pytest.mark.slow
def test_two_share_the_work(tmp_path: Path, database_url: str) -> None:
    ids = with_messages(database_url, *ORDERS)
    with_due_order(database_url, "due-01")
    with (
        working(tmp_path, database_url, "--publish", "-", name="one") as one,
        working(tmp_path, database_url, "--publish", "-", name="other") as other,
    ):
        with_messages(database_url, *(f"more-{order_id}" for order_id in ORDERS))
        wait_until(lambda: not waiting(database_url) and status(database_url, "due-01") is Status.READY_FOR_HANDLING)
        assert (one.stop(), other.stop()) == (0, 0)
        delivered = [each["id"] for each in (*one.messages, *other.messages) if each["order_id"] != "due-01"]
        assert sorted(delivered) == sorted([*ids, *(f"more-{each}" for each in ids)])
    assert triggers(database_url, "due-01") == ["receive", "pass_time"]


def test_without_standard_output_nothing_is_lost_to_it(sqlite_url: str) -> None:
    ids = with_messages(sqlite_url, "1-01")
    ended = subprocess.run(
        f"{quote(str(PEDIDO))} worker --database {quote(sqlite_url)} --publish - --drain >&-",
        shell=True,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr == "pedido: --publish: standard output is closed: every message would be lost\n"
    assert waiting(sqlite_url) == ids


@pytest.mark.slow
def test_a_reader_that_is_gone_ends_it_and_nothing_is_lost(sqlite_url: str) -> None:
    ids = with_messages(sqlite_url, *ORDERS)
    command = [str(PEDIDO), "worker", "--database", sqlite_url, "--publish", "-"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(30) == 1
        [line] = process.stderr.read().decode().splitlines()
    assert " INFO working on " in line
    assert waiting(sqlite_url) == ids


@pytest.mark.slow
def test_a_database_that_fails_meanwhile_is_tried_again(tmp_path: Path, sqlite_url: str) -> None:
    ids = with_messages(sqlite_url, "1-01")
    execute(sqlite_url, "ALTER TABLE outbox RENAME TO away")
    with working(tmp_path, sqlite_url, "--publish", "-") as worker:
        wait_until(lambda: any("no such table: outbox; trying again" in line for line in worker.log))
        execute(sqlite_url, "ALTER TABLE away RENAME TO outbox")
        wait_until(lambda: len(worker.messages) == len(ids))
        assert worker.stop() == 0
        assert all(len(line.split(" ")) > 2 and line[0].isdigit() for line in worker.log)


def test_an_error_that_others_log_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with logged():
        logging.getLogger("another").error("it went\x1b[31m wrong", exc_info=ValueError("of all\nthings"))
        logging.getLogger("another").info("nothing to see")
    logging.getLogger("another").error("after that")
    [line] = capsys.readouterr().err.splitlines()
    assert line.split(" ", 1)[1] == "ERROR it went\\x1b[31m wrong: ValueError: of all things"


def test_the_version_is_told_without_what_a_database_takes() -> None:
    told = run("--version", PYTHONPROFILEIMPORTTIME=1)
    assert told.stdout.startswith("pedido ")
    for heavy in ("sqlalchemy", "alembic", "psycopg", "httpx", "nats", "asyncio", "logging"):
        assert f" {heavy}\n" not in told.stderr
