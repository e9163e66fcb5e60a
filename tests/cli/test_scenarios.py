"""`pedido run`."""

import json
from pathlib import Path

from tests.cli.calling import SCENARIO, Caller


def test_scenarios_are_run_and_reported(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(SCENARIO, encoding="utf-8")
    junit, report = tmp_path / "junit.xml", tmp_path / "report.json"
    ended = call("run", str(tmp_path), "--junit", str(junit), "--json", str(report), "--coverage", "-v")
    assert ended.code == 0
    assert "The first cancellation asks" in ended.out
    assert "transitions taken" in ended.out
    assert "<testsuite" in junit.read_text(encoding="utf-8")
    assert json.loads(report.read_text(encoding="utf-8"))["coverage"]["machines"]


def test_a_scenario_that_fails_ends_with_1(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(SCENARIO.replace("status: cancellation-requested", "status: canceled"), encoding="utf-8")
    ended = call("run", str(path))
    assert ended.code == 1
    assert "canceled" in ended.out


def test_json_on_standard_output_is_nothing_but_json(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(SCENARIO, encoding="utf-8")
    ended = call("run", str(tmp_path), "--json", "-")
    assert json.loads(ended.out)["passed"]
