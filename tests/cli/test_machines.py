"""`pedido diagram`, `pedido machine` and `pedido lint`."""

import json
from pathlib import Path

import pytest

from pedido import cli
from pedido.machines import DEFINITIONS
from tests.cli.calling import HANDLING, SCENARIO, Caller, run


@pytest.mark.parametrize("name", cli.MACHINES)
def test_a_machine_is_drawn(call: Caller, name: str) -> None:
    ended = call("diagram", name)
    assert ended.code == 0
    assert "digraph" in ended.out


@pytest.mark.parametrize(
    "ending, beginning",
    [("svg", b"<?xml"), ("png", b"\x89PNG"), ("mmd", b""), ("puml", b"@startuml"), ("scxml", b"<"), ("gv", b"")],
)
def test_the_ending_of_the_output_chooses_the_format(
    call: Caller, tmp_path: Path, ending: str, beginning: bytes
) -> None:
    out = tmp_path / f"chain.{ending}"
    assert call("diagram", "chain", "-o", str(out)).code == 0
    assert out.read_bytes().startswith(beginning)
    assert out.stat().st_size > 100


def test_an_order_is_highlighted(call: Caller) -> None:
    assert call("diagram", "complete", "--order", HANDLING).out != call("diagram", "complete").out


def test_what_scenarios_reach_is_painted(call: Caller, tmp_path: Path) -> None:
    scenario = tmp_path / "one.yaml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    assert call("diagram", "complete", "--coverage", str(scenario)).out != call("diagram", "complete").out


def test_an_order_of_another_flow_is_not_highlighted(call: Caller) -> None:
    ended = call("diagram", "chain", "--order", HANDLING)
    assert ended.code == 2
    assert "flow" in ended.err


def test_the_machines_are_listed(call: Caller) -> None:
    ended = call("machine")
    assert ended.code == 0
    for name, definition in DEFINITIONS.items():
        assert name in ended.out
        assert str(len(definition.transitions)) in ended.out


@pytest.mark.parametrize("name", cli.MACHINES)
def test_the_table_of_a_machine_is_printed(call: Caller, name: str) -> None:
    ended = call("machine", name, "--lang", "es")
    assert ended.code == 0
    for trigger in DEFINITIONS[name].triggers:
        assert trigger.split("_", maxsplit=1)[0] in ended.out


def test_definitions_are_printed_whole_as_json(call: Caller) -> None:
    printed = json.loads(call("machine", "--json").out)
    assert list(printed) == list(DEFINITIONS)
    assert len(printed["seller"]["transitions"]) == len(DEFINITIONS["seller"].transitions)
    assert list(json.loads(call("machine", "chain", "--json").out)) == ["chain"]


def test_lint_finds_no_faults(call: Caller) -> None:
    ended = call("lint")
    assert ended.code == 0
    assert ended.out.count("no faults") == len(DEFINITIONS)


def test_lint_names_the_faults(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = DEFINITIONS["chain"].model_copy(update={"initial": "nowhere"})
    monkeypatch.setattr("pedido.machines.DEFINITIONS", {"chain": broken})
    ended = call("lint")
    assert ended.code == 1
    assert "initial state nowhere is unknown" in ended.out


def test_the_names_of_the_machines_are_those_of_the_tables() -> None:
    assert tuple(DEFINITIONS) == cli.MACHINES


def test_shell_completion_knows_the_machines() -> None:
    completed = run(_PEDIDO_COMPLETE="bash_complete", COMP_WORDS="pedido diagram c", COMP_CWORD=2)
    assert {"plain,complete", "plain,chain"} <= set(completed.stdout.split())
