"""Bad input: one line that names the place, and exit code 2."""

import json
from pathlib import Path

import pytest

from tests.cli.calling import EXAMPLES, HANDLING, VTEX, Caller, assert_one_line, place


@pytest.mark.parametrize(
    "content, named",
    [
        ("{", "line 1, column 2"),
        ("[]", "expected an order"),
        ("[" * 10_000 + "]" * 10_000, "nested"),
        (b"\xff\xfe", "UTF-8"),
        (json.dumps({**VTEX, "status": "shipped"}), "$.status"),
        (json.dumps({**VTEX, "value": -1}), "$.value"),
        (json.dumps({**VTEX, "value": 10.5}), "$.value"),
        (json.dumps({**VTEX, "lastChange": "2024-01-01T00:00:00"}), "$.lastChange"),
        (
            json.dumps({"order_id": "1", "flow": "chain", "status": "handling", "value": 1, "payment": {"value": 1}}),
            "chain",
        ),
    ],
)
def test_a_bad_order_gets_one_line_that_names_the_place(
    call: Caller, tmp_path: Path, content: str | bytes, named: str
) -> None:
    ended = call("explain", place(tmp_path, content))
    assert_one_line(ended, named)


@pytest.mark.parametrize(
    "arguments, named",
    [
        (["explain", "no-such-file.json"], "no-such-file.json"),
        (["explain", str(EXAMPLES)], "is a directory"),
        (["explain", HANDLING, "--max-bytes", "10"], "larger than 10 bytes"),
        (["explain", HANDLING, "fly"], 'unknown command "fly"'),
        (["explain", HANDLING, "invoice: {number: 1, value: 1.5}"], "value"),
        (["explain", HANDLING, "invoice: {number: '1', value: -1}"], "value"),
        (["explain", HANDLING, "cancel: {why: x}"], "why"),
        (["explain", HANDLING, "[cancel"], "COMMAND"),
        (["explain", HANDLING, "{cancel: {}, invoice: {}}"], "COMMAND"),
        (["explain", HANDLING, "cancel", "--at", "yesterday"], "--at"),
        (["explain", HANDLING, "cancel", "--at", "2026-01-01T00:00:00"], "--at"),
        (["explain", HANDLING, "cancel", "--resource", "Everything"], "--resource"),
        (["explain", HANDLING, "--lang", "fr"], "fr"),
        (["diagram", "circle"], "circle"),
        (["diagram", "chain", "--format", "gif"], "gif"),
        (["diagram", "chain", "-o", "no/such/folder/out.dot"], "no/such/folder/out.dot: cannot be written"),
        (["diagram", "chain", "--format", "dot", "-o", str(EXAMPLES)], "cannot be written"),
        (["diagram", "chain", "-o", "chain.pdf"], "chain.pdf: expected a name that ends in .dot"),
        (["diagram", "chain", "--format", "dot", "-o", "a\0b"], "cannot be written"),
        (["apply", HANDLING, "cancel", "-o", "/dev/full"], "/dev/full: cannot be written"),
        (["run", "no-such-folder"], "no-such-folder"),
        (["machine", "circle"], "circle"),
        (["no-such-command"], "no-such-command"),
        (["explain"], "ORDER.json"),
    ],
)
def test_bad_input_ends_with_2_and_one_line(call: Caller, arguments: list[str], named: str) -> None:
    assert_one_line(call(*arguments), named)


@pytest.mark.parametrize(
    "arguments, named",
    [
        (["explain", HANDLING, "--at", "9999-01-01T00:00:00Z"], "--at"),
        (["explain", HANDLING, "--at", "20260101"], "--at"),
        (["explain", HANDLING, "!!bool foo"], "COMMAND"),
        (["explain", HANDLING, "!!int ''"], "COMMAND"),
        (["explain", HANDLING, "cancel: {actor: {id: me}}"], "COMMAND, cancel"),
        (["diagram", "complete", "--coverage", "no-such-folder"], "--coverage"),
    ],
)
def test_odd_input_ends_with_2_and_one_line_too(call: Caller, arguments: list[str], named: str) -> None:
    assert_one_line(call(*arguments), named)


def test_a_huge_limit_costs_nothing(call: Caller) -> None:
    assert call("explain", HANDLING, "--max-bytes", "9" * 30).code == 0


def test_a_number_that_cannot_be_printed_is_no_number(call: Caller) -> None:
    ended = call("explain", HANDLING, 'invoice: {number: "\\x1c", value: 1}')
    assert ended.code == 1
    assert "[I6" in ended.out


def test_an_order_cannot_steer_the_terminal(call: Caller, tmp_path: Path) -> None:
    ended = call("explain", place(tmp_path, json.dumps({**VTEX, "orderId": "a\x1b[2Jb\u202ec"})))
    assert_one_line(ended, "$.orderId")
    assert "\x1b" not in ended.err


def test_an_invoice_number_of_blanks_is_refused(call: Caller) -> None:
    ended = call("explain", HANDLING, "invoice: {number: '  ', value: 100}")
    assert ended.code == 1
    assert "[I6" in ended.out


def test_a_file_of_200_megabytes_is_refused_by_its_size(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert_one_line(call("explain", str(path)), "larger than 20,000,000 bytes")
