"""`pedido outbox`: dead letters are listed with the reason, delivered after all, or discarded."""

import json

import pytest

from tests.cli.calling import Caller
from tests.cli.store.stores import execute, waiting, with_dead_letter, with_messages

WHEN = "2026-01-01T00:00:00.000000+00:00"


def drained(call: Caller, url: str) -> list[str]:
    """Deliver what is due, and return the ids of what was."""
    ended = call("worker", "--database", url, "--publish", "-", "--drain")
    assert ended.code == 0
    return [json.loads(line)["id"] for line in ended.out.splitlines()]


def test_where_there_are_none_it_is_said(call: Caller, database_url: str) -> None:
    with_messages(database_url, "1-01")
    ended = call("outbox", "dead", "--database", database_url)
    assert (ended.code, ended.out, ended.err) == (0, "there are no dead letters\n", "")
    assert call("outbox", "dead", "--database", database_url, "--json").out == "[]\n"


def test_they_are_listed_with_the_reason(call: Caller, database_url: str) -> None:
    first = with_dead_letter(database_url, "1-01")
    ended = call("outbox", "dead", "--database", database_url)
    assert ended.code == 0
    [line] = ended.out.splitlines()
    kind = json.loads(call("outbox", "dead", "--database", database_url, "--json").out)[0]["kind"]
    assert line == f"{first}  {kind}  12 attempts  {WHEN}  answered with status 400"


def test_json_has_the_message_too(call: Caller, database_url: str) -> None:
    first = with_dead_letter(database_url, "1-01")
    [letter] = json.loads(call("outbox", "dead", "--database", database_url, "--json").out)
    assert set(letter) == {
        "id", "order_id", "version", "position", "kind", "body", "attempts", "dead_at", "problem",
    }  # fmt: skip
    assert (letter["id"], letter["order_id"], letter["attempts"]) == (first, "1-01", 12)
    assert (letter["dead_at"], letter["problem"]) == (WHEN, "answered with status 400")


def test_what_is_not_printable_is_escaped(call: Caller, sqlite_url: str) -> None:
    with_dead_letter(sqlite_url, "1-01", "red\x1b[31m on two\nlines")
    [line] = call("outbox", "dead", "--database", sqlite_url).out.splitlines()
    assert line.endswith("  red\\x1b[31m on two\\nlines")


def test_that_there_are_more_is_said(call: Caller, sqlite_url: str) -> None:
    with_dead_letter(sqlite_url, "1-01")
    with_dead_letter(sqlite_url, "2-01")
    ended = call("outbox", "dead", "--database", sqlite_url, "--limit", "1")
    assert (ended.code, ended.err) == (0, "there are more: see --limit\n")
    assert len(ended.out.splitlines()) == 1
    assert call("outbox", "dead", "--database", sqlite_url, "--limit", "2").err == ""


def test_one_is_delivered_after_all_and_then_what_waited_behind_it(call: Caller, database_url: str) -> None:
    first = with_dead_letter(database_url, "1-01")
    everything = waiting(database_url)
    assert drained(call, database_url) == []
    ended = call("outbox", "revive", first, "--database", database_url)
    assert (ended.code, ended.out, ended.err) == (0, f"{first} is due again\n", "")
    assert drained(call, database_url) == everything
    assert waiting(database_url) == []


def test_one_is_given_up_for_good_and_what_waited_behind_it_goes_on(call: Caller, database_url: str) -> None:
    first = with_dead_letter(database_url, "1-01")
    _, *rest = waiting(database_url)
    ended = call("outbox", "discard", first, "--database", database_url)
    assert (ended.code, ended.out, ended.err) == (0, f"{first} is discarded\n", "")
    assert drained(call, database_url) == rest


@pytest.mark.parametrize("command", ["revive", "discard"])
def test_what_is_no_dead_letter_is_named_and_the_others_are_seen_to(
    call: Caller, database_url: str, command: str
) -> None:
    first = with_dead_letter(database_url, "1-01")
    _, second, *_ = waiting(database_url)
    ended = call("outbox", command, "nonsense", first, second, "--database", database_url)
    assert ended.code == 1
    assert ended.out.startswith(f"{first} is ")
    assert ended.err.splitlines() == [
        "pedido: there is no dead letter 'nonsense'",
        f"pedido: there is no dead letter {second!r}",
    ]


@pytest.mark.parametrize("command", ["revive", "discard"])
def test_without_an_id_nothing_is_done(call: Caller, sqlite_url: str, command: str) -> None:
    ended = call("outbox", command, "--database", sqlite_url)
    assert (ended.code, ended.err) == (2, "pedido: Missing argument 'ID...'.\n")


def test_a_database_that_fails_meanwhile_is_one_line(call: Caller, sqlite_url: str) -> None:
    execute(sqlite_url, "DROP TABLE outbox")
    ended = call("outbox", "dead", "--database", sqlite_url)
    assert (ended.code, ended.err) == (1, "pedido: the database failed: no such table: outbox\n")


@pytest.mark.parametrize("limit", ["1", "999"])
def test_as_many_as_may_be_asked_for_are_listed(call: Caller, sqlite_url: str, limit: str) -> None:
    ended = call("outbox", "dead", "--limit", limit, "--database", sqlite_url)
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize("limit", ["0", "1000"])
def test_a_limit_out_of_range_is_refused(call: Caller, sqlite_url: str, limit: str) -> None:
    ended = call("outbox", "dead", "--limit", limit, "--database", sqlite_url)
    assert ended.code == 2
    assert "is not in the range 1<=x<=999" in ended.err
