"""`pedido modify`, `pedido history` and `pedido explain --request`."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from pedido import (
    CreateModification,
    ModificationRequest,
    ModificationStatus,
    Order,
    Settings,
    apply,
)
from pedido.data import order_data
from tests.cli.calling import HANDLING, PARTLY_INVOICED, Caller, assert_one_line, document
from tests.orders import NOW, STORE

REQUEST: Final[dict[str, Any]] = {
    "reason": "Cliente mudou de ideia",
    "remove": {"items": [{"id": "102", "quantity": 1}]},
    "replace": [
        {
            "from": {"items": [{"id": "101", "quantity": 1}]},
            "to": {"items": [{"id": "500", "quantity": 2, "measurementUnit": "kg", "unitMultiplier": 0.355}]},
        }
    ],
    "manualDiscountValue": 100,
}
CATALOG: Final = {"500": {"price": 4290, "name": "Queijo Canastra", "measurement_unit": "kg", "stock": 5}}
FAULTY: Final[dict[str, Any]] = {"remove": {"items": [{"id": "102", "quantity": 5}]}}


class Files:
    """A request, a catalog, and a place for what is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.request = document(folder, "request.json", REQUEST)
        self.faulty = document(folder, "faulty.json", FAULTY)
        self.catalog = document(folder, "catalog.json", CATALOG)
        self.output = str(folder / "modified.json")


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def test_a_preview_says_what_it_comes_to_and_writes_nothing(call: Caller, files: Files) -> None:
    before = sorted(files.folder.iterdir())
    ended = call("modify", HANDLING, files.request, "--catalog", files.catalog, "--preview")
    assert ended.code == 0
    assert ended.err == ""
    for said in (
        "Kinds: remove, replace items, and change price.",
        "Queijo Canastra",
        "0.355 kg",
        "R$30.46",
        "-R$203.34   R$97.26",
        "the transaction charges: R$97.26",
        "[M8]",
    ):
        assert said in ended.out
    assert sorted(files.folder.iterdir()) == before


def test_every_line_that_changes_is_a_row(call: Caller, files: Files) -> None:
    out = call("modify", HANDLING, files.request, "--catalog", files.catalog, "--preview").out
    rows = {line.split()[0]: line.split() for line in out.splitlines() if line.startswith("  ") and line.strip()}
    assert rows["removed"][1] == "102"
    assert rows["removed"][-4:] == ["1", "un", "R$42.90", "R$42.90"]
    assert rows["replaced"][1] == "101"
    assert rows["by"] == ["by", "500", "Queijo", "Canastra", "2", "0.355", "kg", "R$42.90", "R$30.46"]


@pytest.mark.parametrize("language, weight", [("pt", "0,355 kg"), ("es", "0.355 kg")])
def test_a_preview_speaks_the_reader_s_language(call: Caller, files: Files, language: str, weight: str) -> None:
    assert (
        weight
        in call("modify", HANDLING, files.request, "--preview", "--lang", language, "--catalog", files.catalog).out
    )


def test_the_order_that_results_is_written(call: Caller, files: Files) -> None:
    ended = call("modify", HANDLING, files.request, "--catalog", files.catalog, "-o", files.output)
    assert ended.code == 0
    assert "Done" in ended.out
    order = Order.model_validate_json(Path(files.output).read_text(encoding="utf-8"))
    assert order.value == 9726
    assert [modification.status for modification in order.modifications] == [ModificationStatus.DONE]


def test_without_a_file_the_order_is_all_that_standard_output_gets(call: Caller, files: Files) -> None:
    ended = call("modify", HANDLING, files.request, "--catalog", files.catalog)
    assert Order.model_validate_json(ended.out).value == 9726
    assert "R$97.26" in ended.err


def test_with_json_the_answer_has_the_order_in_it(call: Caller, files: Files) -> None:
    answer = json.loads(call("modify", HANDLING, files.request, "--catalog", files.catalog, "--json").out)
    assert answer["allowed"]
    assert answer["modification"]["status"] == "done"
    assert Order.model_validate(answer["order"]).value == 9726


def test_with_json_and_a_file_both_are_written(call: Caller, files: Files) -> None:
    ended = call("modify", HANDLING, files.request, "--catalog", files.catalog, "--json", "-o", files.output)
    assert json.loads(ended.out)["order"] == json.loads(Path(files.output).read_text(encoding="utf-8"))


def test_a_preview_as_json_shows_the_modification(call: Caller, files: Files) -> None:
    answer = json.loads(call("modify", HANDLING, files.request, "--catalog", files.catalog, "--preview", "--json").out)
    assert answer["modification"]["value"] == 9726
    assert "modifications" not in answer["order"]


def test_a_refused_request_gets_every_reason_and_writes_nothing(call: Caller, files: Files) -> None:
    ended = call("modify", HANDLING, files.faulty, "-o", files.output)
    assert ended.code == 1
    assert "[M14, API]" in ended.out
    assert "(SalesOrderSystem011)" in ended.out
    assert "remove: quantity 2 of SKU 102 instead of 5; refusals that would remain: 1 of 2." in ended.out
    assert not Path(files.output).exists()


def test_what_is_not_in_the_catalog_is_not_sold(call: Caller, files: Files) -> None:
    ended = call("modify", HANDLING, files.request, "--preview")
    assert ended.code == 1
    assert "If the catalog sold SKU 500" in ended.out


def test_who_asks_and_how_can_be_said(call: Caller, files: Files) -> None:
    common = ("modify", HANDLING, files.request, "--catalog", files.catalog, "--preview")
    assert call(*common, "--channel", "my-account").code == 1
    assert call(*common, "--channel", "admin", "--workspace", "beta").code == 0
    assert "had the resource Change order" in call(*common, "--resource", "View order").out
    answer = json.loads(call(*common, "--request-id", "R-1", "--at", "2026-11-22T10:00:00Z", "--json").out)
    assert answer["modification"]["id"] == "R-1"
    assert answer["modification"]["requested_at"] == "2026-11-22T10:00:00Z"


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_a_request_that_is_allowed_is_explained(call: Caller, files: Files, arguments: list[str]) -> None:
    ended = call("explain", HANDLING, "--request", files.request, "--catalog", files.catalog, *arguments)
    assert ended.code == 0
    assert ("Order 1544210983301-01" in ended.out) is not bool(arguments)
    assert "97.26" in ended.out or "9726" in ended.out


def test_a_refused_request_is_explained_by_what_would_lift_each_refusal(call: Caller, files: Files) -> None:
    ended = call("explain", HANDLING, "--request", files.faulty, "--json")
    assert ended.code == 1
    refusals = {refusal["id"]: refusal for refusal in json.loads(ended.out)["refusals"]}
    assert set(refusals) == {"modification_reason_given", "not_more_than_there_is"}
    [change] = refusals["modification_reason_given"]["changes"]
    assert change["change"] == "reason"
    assert change["remaining"] == ["not_more_than_there_is"]
    assert not change["allows"]


def test_where_nothing_lifts_a_refusal_that_is_said(call: Caller, files: Files) -> None:
    order = document(
        files.folder, "canceled.json", {**json.loads(Path(HANDLING).read_text(encoding="utf-8")), "status": "canceled"}
    )
    assert "Nothing lifts this for this order." in call("explain", order, "--request", files.request).out


def modified(times: int, settings: Settings | None = None) -> Order:
    order = Order.from_vtex(json.loads(Path(HANDLING).read_text(encoding="utf-8")), settings=settings)
    for _ in range(times):
        request = ModificationRequest(reason="Avaria", manual_discount_value=1)
        order = apply(order, CreateModification(actor=STORE, at=NOW, request=request))
    return order


def test_the_history_is_a_table(call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ended = call("history", document(tmp_path, "order.json", order_data(modified(3))), "--lang", "pt")
    assert ended.code == 0
    assert ended.out.count("alterar preço") == 3
    assert ended.out.count("-R$\xa00,01") == 3
    assert all(len(line) <= 80 for line in ended.out.splitlines())


def test_the_history_of_an_order_that_was_never_modified(call: Caller) -> None:
    assert call("history", HANDLING).out == "The order has no modifications.\n"


def test_the_history_as_json_has_the_shape_of_the_api(call: Caller, tmp_path: Path) -> None:
    path = document(tmp_path, "order.json", order_data(modified(2)))
    history = json.loads(call("history", path, "--json").out)
    assert [request["totalChangeValue"] for request in history["requests"]] == [-1, -1]


def test_the_history_is_for_those_who_may_look_at_it(call: Caller) -> None:
    ended = call("history", HANDLING, "--resource", "Cancel order")
    assert ended.code == 1
    assert "[M9, S2, API] (403)" in ended.out


@pytest.mark.slow
def test_ten_thousand_modifications_are_a_readable_history(call: Caller, tmp_path: Path) -> None:
    order = modified(1)
    [done] = order.modifications
    many = [done.but(id=f"R-{number}", number=number).model_dump(mode="json") for number in range(1, 10_001)]
    path = document(tmp_path, "order.json", {**order_data(order), "modifications": many})
    lines = call("history", path).out.splitlines()
    assert sum("R-" in line for line in lines) == 10_000
    assert lines[-3].startswith("10,000")
    assert lines[1].startswith("     1")


@pytest.mark.parametrize(
    "content, named",
    [
        ([], "$: expected an object"),
        ({"reason": 1, "ad": {}}, "$.ad: unknown field"),
        ({"add": {"items": [{"id": "", "quantity": "2"}]}}, "$.add.items[0].id"),
        (
            {"add": {"items": [{"id": "1", "quantity": 1, "unitMultiplier": 0}]}},
            "unitMultiplier: expected greater than 0",
        ),
        ({"reason": "x", "replace": {"from": 1}}, "$.replace: expected a list"),
        ({"reason": "x", "manualDiscountValue": 10**40}, "$.manualDiscountValue"),
        ({"reason": "x", "remove": {"items": [{"id": "\x1b[2J", "quantity": 1}]}}, "can be printed"),
    ],
)
def test_a_bad_request_gets_one_line_that_names_the_place(
    call: Caller, tmp_path: Path, content: object, named: str
) -> None:
    assert_one_line(call("modify", HANDLING, document(tmp_path, "request.json", content)), named)


@pytest.mark.parametrize(
    "content, named",
    [([], "$: expected an object"), ({"8": {"price": -1, "stok": 2}}, "$.8.stok: unknown field"), ({"8": 5}, "$.8")],
)
def test_a_bad_catalog_gets_one_line_that_names_the_place(
    call: Caller, files: Files, content: object, named: str
) -> None:
    catalog = document(files.folder, "bad.json", content)
    assert_one_line(call("modify", HANDLING, files.request, "--catalog", catalog), named)


@pytest.mark.parametrize(
    "arguments, named",
    [
        (["modify", HANDLING], "REQUEST.json"),
        (["modify", HANDLING, "no-such-file.json"], "no-such-file.json"),
        (["modify", "-", "-"], "standard input: can be read once only"),
        (["modify", HANDLING, "{request}", "--workspace", " "], "--workspace: expected some text"),
        (["modify", HANDLING, "{request}", "--request-id", "\x1b"], "--request-id: expected text"),
        (["modify", HANDLING, "{request}", "--preview", "-o", "x.json"], "--preview"),
        (["modify", HANDLING, "{request}", "--channel", "phone"], "phone"),
        (["modify", HANDLING, "{request}", "--catalog", "{catalog}", "-o", "/dev/full"], "cannot be written"),
        (["explain", HANDLING, "cancel", "--request", "{request}"], "expected one of the two"),
        (["explain", HANDLING, "--catalog", "{catalog}"], "--catalog: goes with --request"),
        (["history", PARTLY_INVOICED, "extra"], "extra"),
    ],
)
def test_bad_arguments_end_with_2_and_one_line(call: Caller, files: Files, arguments: list[str], named: str) -> None:
    assert_one_line(
        call(*(argument.format(request=files.request, catalog=files.catalog) for argument in arguments)), named
    )


SETTINGS: Final = str(Path(__file__).parents[2] / "examples" / "settings.json")


def test_the_settings_of_the_store_say_what_a_document_does_not(call: Caller, files: Files) -> None:
    dearer = document(files.folder, "dearer.json", {"reason": "Embrulho", "manualIncrementValue": 700})
    weighed = str(Path(HANDLING).with_name("weighed-items.json"))
    assert "P4" in call("modify", weighed, dearer, "--preview").out
    for command in (("modify", weighed, dearer, "--preview"), ("explain", weighed, "--request", dearer)):
        assert call(*command, "--settings", SETTINGS).code == 0


def test_given_settings_take_the_place_of_those_of_an_order_that_pedido_wrote(call: Caller, files: Files) -> None:
    written = call("apply", HANDLING, "pass_time", "--settings", SETTINGS)
    assert written.code == 1, "no deadline runs in handling"
    settings = document(files.folder, "settings.json", {"payment_confirmation": "awaited"})
    call("modify", HANDLING, files.request, "--catalog", files.catalog, "--settings", settings, "-o", files.output)
    [waiting] = json.loads(Path(files.output).read_text(encoding="utf-8"))["modifications"]
    assert waiting["status"] == "waiting-confirmation"
    call("apply", files.output, "get_modification_settings", "--settings", SETTINGS, "-o", files.output)
    settings_now = json.loads(Path(files.output).read_text(encoding="utf-8"))["settings"]
    assert settings_now == json.loads(Path(SETTINGS).read_text(encoding="utf-8"))


@pytest.mark.parametrize("content", [[], {"connector": {"higher_values": "yes"}}, {"unknown": 1}])
def test_settings_that_cannot_be_read_are_bad_input(call: Caller, files: Files, content: object) -> None:
    settings = document(files.folder, "settings.json", content)
    assert_one_line(call("modify", HANDLING, files.request, "--settings", settings, "--preview"), settings)
