"""`pedido find`: orders are found as in the Admin (M12), and nothing of the customer is printed."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.calling import HANDLING, VTEX, Caller, assert_one_line, document

CUSTOMER: Final = {
    "firstName": "Maria",
    "lastName": "Conceição",
    "email": "maria@loja.example",
    "document": "123.456.789-09",
}
PERSONAL: Final = ("Maria", "Concei", "maria@", "123", "789")


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """Two orders in a folder, one of them in a folder of its own, and a file that is no order."""
    folder = tmp_path / "orders"
    (folder / "old").mkdir(parents=True)
    document(folder, "a.json", _order("A-1", CUSTOMER))
    document(folder / "old", "b.json", _order("B-2", {**CUSTOMER, "firstName": "Rosa", "email": "rosa@loja.example"}))
    document(folder, "catalog.json", {"8": {"price": 100}})
    document(folder, "notes.txt", "no order")
    return folder


def _order(order_id: str, customer: dict[str, str]) -> dict[str, Any]:
    return {**VTEX, "orderId": order_id, "clientProfileData": customer}


@pytest.mark.parametrize("text", ["A-1", "a-1", "maria", "MARIA CONCEICAO", "maria@loja.example", "12345678909"])
def test_an_order_is_found_by_id_name_e_mail_or_document(call: Caller, orders: Path, text: str) -> None:
    ended = call("find", text, str(orders / "a.json"), str(orders / "old" / "b.json"))
    assert ended.code == 0
    assert f"{orders / 'a.json'}  A-1  handling\n" in ended.out
    assert ended.err == ""


def test_a_folder_means_every_json_file_in_it_and_below(call: Caller, orders: Path) -> None:
    found = [line.split()[-2] for line in call("find", "Conceição", str(orders)).out.splitlines()]
    assert found == ["A-1", "B-2"]


def test_nothing_of_the_customer_is_printed(call: Caller, orders: Path) -> None:
    printed = call("find", "Maria", str(orders)).out.replace(str(orders), "")
    assert printed
    assert not any(secret in printed for secret in PERSONAL)


@pytest.mark.parametrize("text", ["Nobody", "  ", "C-3"])
def test_where_nothing_is_found_the_exit_code_is_1(call: Caller, orders: Path, text: str) -> None:
    ended = call("find", text, str(orders))
    assert (ended.code, ended.out, ended.err) == (1, "", "")


def test_a_file_that_cannot_be_read_is_told_and_does_not_hide_the_others(call: Caller, orders: Path) -> None:
    (orders / "0.json").write_text("{", encoding="utf-8")
    (orders / "1.json").write_bytes(b"\xff")
    ended = call("find", "A-1", str(orders))
    assert "A-1" in ended.out
    assert_one_line(ended, "0.json, line 1, column 2")
    assert "(and 1 more)" in ended.err


@pytest.mark.parametrize("path", ["no-such-file.json", "a\0b", "x" * 5000])
def test_a_path_that_cannot_be_gets_one_line(call: Caller, path: str) -> None:
    assert_one_line(call("find", "A-1", path), path[:10].replace("\0", r"\x00"))


def test_a_file_name_cannot_steer_the_terminal(call: Caller, tmp_path: Path) -> None:
    path = document(tmp_path, "a\x1b[2J.json", json.loads(Path(HANDLING).read_text(encoding="utf-8")))
    out = call("find", VTEX["orderId"], path).out
    assert "handling" in out
    assert "\x1b" not in out
