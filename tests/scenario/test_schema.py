"""The JSON Schema is current, and knows what the reader knows."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from pedido.order.commands import COMMANDS
from pedido.scenario.format import ScenarioFile
from pedido.scenario.schema import PATH, main, schema, schema_text


def definition(name: str) -> dict[str, Any]:
    return dict(schema()["$defs"][name])


def test_the_file_is_current() -> None:
    assert PATH.read_text(encoding="utf-8") == schema_text(), "run `make docs`"


def test_it_is_written_from_the_command_line(tmp_path: Path) -> None:
    main([str(tmp_path / "schema.json")])
    assert (tmp_path / "schema.json").read_text(encoding="utf-8") == schema_text()


def test_a_path_that_cannot_be_written_gets_one_clear_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pedido.scenario.schema", str(tmp_path)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert answer.stderr.splitlines()[-1].endswith(f"{tmp_path}: Is a directory")


def test_it_has_the_keys_of_a_scenario_and_no_others() -> None:
    assert set(schema()["properties"]) == set(ScenarioFile.model_fields)
    assert schema()["required"] == ["title", "source", "steps"]
    assert schema()["additionalProperties"] is False


def test_of_an_order_flow_status_and_value_are_enough() -> None:
    assert definition("GivenOrder")["required"] == ["flow", "status", "value"]
    assert "required" not in definition("GivenPayment")


def test_every_command_is_one_key_and_a_bare_name_where_it_needs_no_fields() -> None:
    bare, mapping = definition("When")["anyOf"]
    assert set(mapping["properties"]) == set(COMMANDS)
    assert (mapping["minProperties"], mapping["maxProperties"]) == (1, 1)
    assert set(COMMANDS) - set(bare["enum"]) == {
        "invoice", "track", "accept_cancellation", "decline_cancellation", "change_seller", "replace_order",
        "confirm_settlement", "confirm_refund", "create_modification", "preview_modification", "get_modification",
        "retry_modification", "cancel_modification", "acknowledge_modification", "confirm_modification",
        "refuse_modification", "fail_modification",
    }  # fmt: skip


def test_a_request_is_written_under_the_names_of_the_api() -> None:
    request = definition("ModificationRequest")["properties"]
    assert {"reason", "add", "remove", "replace", "manualDiscountValue", "manualIncrementValue", "settings"} == set(
        request
    )
    assert {"uniqueId", "unitMultiplier", "measurementUnit", "priceTags"} <= set(definition("AskedItem")["properties"])
    assert definition("AskedReplacement")["required"] == ["from", "to"]


def test_every_definition_has_a_name_of_its_own() -> None:
    assert [name for name in schema()["$defs"] if "__" in name] == []


def test_nothing_may_be_null_that_may_only_be_left_out() -> None:
    text = json.dumps(schema())
    assert '"default": null' not in text
    assert "actor" not in definition("InvoiceCommand")["properties"]
