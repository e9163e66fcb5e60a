"""Bad input is refused with its place and what was expected, on one line."""

import contextlib
import io
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pedido import Actor, Cancel, Channel, Invoice, Order, Status
from pedido.input import BadInputError, command_of, json_path, order_of, parse_command, parse_json, read_text

ANA = Actor(id="ana")
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def refusal(function: Any, *arguments: Any, **options: Any) -> str:
    with pytest.raises(BadInputError) as refused:
        function(*arguments, **options)
    return str(refused.value)


class TestBadInputError:
    def test_it_names_the_place_and_the_problem(self) -> None:
        error = BadInputError("order.json", "is missing")

        assert (error.place, error.problem, str(error)) == ("order.json", "is missing", "order.json: is missing")

    def test_it_is_one_line_that_every_terminal_can_show(self) -> None:
        error = BadInputError("a\nb\x1b[31m", "half \ud800 a\r\n\tcharacter, ação")

        assert str(error) == r"a b\x1b[31m: half \ud800 a character, ação"


class TestReadText:
    def test_a_file_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "order.json"
        path.write_text("ação", "utf-8")

        assert read_text(str(path)) == "ação"

    def test_a_byte_order_mark_does_not_belong_to_the_text(self, tmp_path: Path) -> None:
        path = tmp_path / "order.json"
        path.write_text("{}", "utf-8-sig")

        assert read_text(str(path)) == "{}"

    def test_a_dash_is_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\ufeffação".encode())))

        assert read_text("-") == "ação"

    def test_standard_input_is_limited_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"12345")))

        assert refusal(read_text, "-", limit=4) == ("standard input: is larger than 4 bytes; a larger limit can be set")

    def test_a_file_as_large_as_the_limit_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "order.json"
        path.write_bytes(b"x" * 1500)

        assert read_text(str(path), limit=1500) == "x" * 1500
        assert refusal(read_text, str(path), limit=1499) == (
            f"{path}: is larger than 1,499 bytes; a larger limit can be set"
        )

    def test_a_file_without_end_is_not_read_to_its_end(self) -> None:
        assert refusal(read_text, "/dev/zero", limit=1000).endswith(
            "is larger than 1,000 bytes; a larger limit can be set"
        )

    def test_a_directory_is_refused(self, tmp_path: Path) -> None:
        assert refusal(read_text, str(tmp_path)) == f"{tmp_path}: is a directory; expected a file"

    def test_a_missing_file_is_refused(self, tmp_path: Path) -> None:
        assert refusal(read_text, str(tmp_path / "none.json")) == (
            f"{tmp_path}/none.json: cannot be read: no such file or directory"
        )

    def test_a_path_that_cannot_be_one_is_refused(self) -> None:
        assert refusal(read_text, "a\0b") == r"a\x00b: cannot be read: embedded null byte"

    def test_a_failing_device_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*arguments: Any) -> None:
            raise OSError("Broken Device")

        monkeypatch.setattr(Path, "open", fail)

        assert refusal(read_text, "order.json") == "order.json: cannot be read: broken device"

    def test_what_is_not_utf_8_is_refused_with_the_byte(self, tmp_path: Path) -> None:
        path = tmp_path / "order.json"
        path.write_bytes("código".encode("latin-1"))

        assert refusal(read_text, str(path)) == f"{path}: is not UTF-8 text: byte 1 cannot be read"


class TestParseJson:
    def test_json_is_parsed(self) -> None:
        assert parse_json('{"a": [1, "é", "\\ud83d\\ude00", null]}', "f") == {"a": [1, "é", "😀", None]}

    @pytest.mark.parametrize(
        "text,message",
        [
            ("", "f, line 1, column 1: not JSON: Expecting value"),
            ('{"a": 1,\n "b": }', "f, line 2, column 7: not JSON: Expecting value"),
            ('{"a": 1} x', "f, line 1, column 10: not JSON: Extra data"),
            ("{'a': 1}", "f, line 1, column 2: not JSON: Expecting property name enclosed in double quotes"),
            ('{"a": NaN}', "f: NaN is not a JSON number"),
            ("[-Infinity]", "f: -Infinity is not a JSON number"),
            ('{"b": {"a": 1, "c": 2, "a": 3}}', 'f: the key "a" stands twice in one object'),
            ("1" * 5000, "f: a number in it has too many digits"),
            (r'{"name": "\ud83d"}', r"f: a \u escape in it stands for half a character"),
            (r'{"\uDE00": 1}', r"f: a \u escape in it stands for half a character"),
        ],
    )
    def test_anything_else_is_refused(self, text: str, message: str) -> None:
        assert refusal(parse_json, text, "f") == message

    @pytest.mark.parametrize("opening,closing", [("[", "]"), ('{"a":', "}")])
    @pytest.mark.parametrize("depth", [201, 900, 10_000, 100_000])
    def test_deep_nesting_is_refused(self, opening: str, closing: str, depth: int) -> None:
        assert refusal(parse_json, opening * depth + "1" + closing * depth, "f") == (
            "f: is nested more than 200 levels deep"
        )

    def test_two_hundred_levels_are_allowed(self) -> None:
        assert parse_json("[" * 200 + "]" * 200, "f")

    def test_a_long_key_is_not_shown_in_full(self) -> None:
        key = "k" * 1_000_000

        assert len(refusal(parse_json, f'{{"{key}": 1, "{key}": 2}}', "f")) < 120

    def test_many_keys_are_searched_for_the_double_one_in_no_time(self) -> None:
        pairs = ",".join(f'"{n}":0' for n in [*range(200_000), 199_999])
        started = time.perf_counter()

        assert refusal(parse_json, f"{{{pairs}}}", "f") == 'f: the key "199999" stands twice in one object'
        assert time.perf_counter() - started < 5

    @pytest.mark.slow
    def test_an_input_as_large_as_the_limit_is_parsed_in_seconds(self) -> None:
        text = "[" + ",".join(['{"a":[0,1]}'] * 500_000) + "]"
        started = time.perf_counter()

        assert len(parse_json(text, "f")) == 500_000
        assert time.perf_counter() - started < 10

    @given(st.text())
    @settings(max_examples=200)
    def test_any_text_is_parsed_or_refused(self, text: str) -> None:
        with contextlib.suppress(BadInputError):
            parse_json(text, "f")

    @given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
    def test_what_json_writes_is_read(self, value: Any) -> None:
        assert parse_json(json.dumps(value), "f") == value


class TestOrderOf:
    OWN: dict[str, Any] = {  # noqa: RUF012 - read only
        "order_id": "1-01",
        "flow": "complete",
        "status": "handling",
        "value": 1000,
        "payment": {"value": 1000},
    }
    VTEX: dict[str, Any] = {"orderId": "1-01", "origin": "Marketplace", "status": "handling", "value": 1000}  # noqa: RUF012 - read only

    def test_both_shapes_are_read(self) -> None:
        for document in (self.OWN, self.VTEX):
            order = order_of(document, "f")
            assert (order.order_id, order.status, order.value) == ("1-01", Status.HANDLING, 1000)

    def test_an_order_reads_what_it_writes_of_itself(self) -> None:
        order = Order.from_vtex(self.VTEX)

        assert order_of(json.loads(order.model_dump_json()), "f") == order

    @pytest.mark.parametrize(
        "document,found",
        [
            ([], "a list"),
            (None, "null"),
            (True, "true"),
            (7, "7"),
            (1.5, "1.5"),
            ("x", '"x"'),
            (b"", "a value of type bytes"),
        ],
    )
    def test_what_is_not_an_object_is_refused(self, document: Any, found: str) -> None:
        assert refusal(order_of, document, "f") == f"f: expected an order as an object, found {found}"

    def test_an_object_that_is_no_order_is_refused(self) -> None:
        assert refusal(order_of, {"id": 1}, "f") == (
            "f: expected an order: orderId (as VTEX writes orders) or order_id is missing"
        )

    def test_a_problem_in_a_vtex_document_is_named_with_file_and_path(self) -> None:
        assert refusal(order_of, {**self.VTEX, "items": [{"id": "1", "price": 1, "quantity": 1.5}]}, "f") == (
            "f, $.items[0].quantity: expected a whole number, found 1.5"
        )

    @pytest.mark.parametrize(
        "fields,message",
        [
            ({"order_id": "  "}, "$.order_id: expected some text, found only blanks"),
            ({"value": -1}, "$.value: expected 0 or more, found -1"),
            ({"value": 10.5}, "$.value: expected a whole number, found 10.5"),
            ({"value": "1000"}, '$.value: expected a whole number, found "1000"'),
            ({"value": None}, "$.value: expected a whole number, found null"),
            ({"statuss": "x"}, "$.statuss: unknown field"),
            ({"order id": 1}, '$["order id"]: unknown field'),
            (
                {"flow": "sideways"},
                """$.flow: expected 'complete', 'seller', 'marketplace' or 'chain', found "sideways\"""",
            ),
            ({"items": {}}, "$.items: expected a list, found an object"),
            ({"payment": []}, "$.payment: expected an object, found a list"),
            ({"seller": 1}, "$.seller: expected a text, found 1"),
            (
                {"payment": {"value": 1, "risk_analysis": "maybe"}},
                '$.payment.risk_analysis: expected true or false, found "maybe"',
            ),
            ({"currency": "reais"}, """$.currency: expected a text of the form ^[A-Z]{3}$, found "reais\""""),
            (
                {"created_at": "2026-11-22T10:00:00"},
                (
                    "$.created_at: expected a date and time with its time zone, such as 2026-11-22T10:00:00-03:00, "
                    'found "2026-11-22T10:00:00"'
                ),
            ),
        ],
    )
    def test_a_problem_in_the_orders_own_shape_is_named_with_its_path(
        self, fields: dict[str, Any], message: str
    ) -> None:
        assert refusal(order_of, {**self.OWN, **fields}, "f") == f"f: {message}"

    @pytest.mark.parametrize("document", [{**VTEX, "origin": "Chain"}, {**OWN, "flow": "chain"}])
    def test_a_status_of_another_flow_is_refused(self, document: dict[str, Any]) -> None:
        message = refusal(order_of, document, "f")

        assert message.startswith("f, $.status: 'handling' is not a status of the chain flow: expected one of cancel, ")

    def test_a_missing_field_is_named(self) -> None:
        document = {name: value for name, value in self.OWN.items() if name != "flow"}

        assert refusal(order_of, document, "f") == "f: $.flow: is missing"

    def test_the_first_ten_problems_are_named_and_the_rest_counted(self) -> None:
        message = refusal(order_of, {**self.OWN, **{f"x{n}": n for n in range(1200)}}, "f")

        assert message.count("unknown field") == 10
        assert message.endswith("; and 1,190 more")

    def test_a_long_value_is_not_shown_in_full(self) -> None:
        assert refusal(order_of, {**self.OWN, "flow": "x" * 10_000}, "f").endswith(f'found "{"x" * 60}…"')
        assert refusal(order_of, {**self.OWN, "flow": 10**400}, "f").endswith("found a very large number")

    def test_a_value_nested_too_deep_for_the_reader_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(document: Any) -> Order:
            raise RecursionError

        monkeypatch.setattr(Order, "model_validate", fail)

        assert refusal(order_of, self.OWN, "f") == "f: is nested too deep"


class TestCommandOf:
    def test_a_command_is_made_of_its_trigger_and_fields(self) -> None:
        command = command_of("cancel", {"reason": " x ", "channel": "admin"}, actor=ANA, at=NOW, place="f")

        assert command == Cancel(actor=ANA, at=NOW, reason="x", channel=Channel.ADMIN)

    def test_the_fields_say_who_and_when_where_they_do(self) -> None:
        fields = {"number": "1", "value": 5, "at": "2026-11-23T00:00:00Z", "actor": {"id": "rui"}}

        command = command_of("invoice", fields, actor=ANA, at=NOW, place="f")

        assert command == Invoice(actor=Actor(id="rui"), at=datetime(2026, 11, 23, tzinfo=UTC), number="1", value=5)

    @pytest.mark.parametrize(
        "name,fields,message",
        [
            ("cancel", {"resaon": "x"}, "f, cancel: $.resaon: unknown field"),
            ("invoice", {"number": "1"}, "f, invoice: $.value: is missing"),
            (
                "invoice",
                {"number": "1", "value": -5},
                "f, invoice: $.value: expected 0 or more, found -5",
            ),
            ("invoice", {"number": "1", "value": 5.0}, "f, invoice: $.value: expected a whole number, found 5.0"),
            (
                "track",
                {"number": "1", "tracking_number": " "},
                "f, track: $.tracking_number: expected some text, found only blanks",
            ),
        ],
    )
    def test_a_wrong_field_is_refused(self, name: str, fields: dict[str, Any], message: str) -> None:
        assert refusal(command_of, name, fields, actor=ANA, at=NOW, place="f") == message

    def test_an_unknown_command_is_refused_with_all_that_are_known(self) -> None:
        message = refusal(command_of, "cancle", {}, actor=ANA, at=NOW, place="f")

        assert message.startswith(
            'f: unknown command "cancle"; expected one of accept_cancellation, acknowledge_modification, '
        )


class TestParseCommand:
    @pytest.mark.parametrize(
        "written,command",
        [
            ("cancel", ("cancel", {})),
            ("cancel:", ("cancel", {})),
            ("invoice: {number: NF-1, value: 500}", ("invoice", {"number": "NF-1", "value": 500})),
        ],
    )
    def test_a_name_stands_alone_or_with_fields(self, written: str, command: tuple[str, dict[str, Any]]) -> None:
        assert parse_command(written) == command

    @pytest.mark.parametrize(
        "written",
        [
            "",
            "[cancel]",
            "{a: 1, b: 2}",
            "invoice: 5",
            "1: {}",
            "a: b: c",
            "a: {b: 1, b: 2}",
            "\x1b[31m",
            pytest.param("[" * 5000, marks=pytest.mark.slow),
        ],
    )
    def test_anything_else_is_refused(self, written: str) -> None:
        message = refusal(parse_command, written)

        assert message.startswith("COMMAND: ")
        assert message.endswith("is neither a name (cancel) nor a name with fields (invoice: {number: NF-1})")
        assert len(message) < 200


@pytest.mark.parametrize(
    "location,path",
    [((), "$"), (("items", 0, "quantity"), "$.items[0].quantity"), (("a b", "c.d"), '$["a b"]["c.d"]')],
)
def test_a_location_is_written_as_a_json_path(location: tuple[str | int, ...], path: str) -> None:
    assert json_path(location) == path
