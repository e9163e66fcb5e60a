"""Generating from small worlds: the scenarios pass, cover everything, none is superfluous, and they are always the same."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from pedido.covering import Generated, generate
from pedido.covering.aims import AIMS, Thing
from pedido.covering.generating import covered_by
from pedido.covering.paths import LONGEST
from pedido.scenario import ScenarioResult, coverage_of, parse_scenario, run_scenario
from pedido.scenario.results import FileResult, Report
from tests.covering.small import SMALL

_AGAIN = """
import json
from pedido.covering import generate
from tests.covering.small import SMALL
print(json.dumps(generate("pairs", SMALL).files))
"""


@cache
def _generated(cover: str) -> Generated:
    return generate(cover, SMALL)


@pytest.fixture(params=AIMS)
def cover(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def generated(cover: str) -> Generated:
    return _generated(cover)


@pytest.fixture
def results(generated: Generated) -> dict[str, ScenarioResult]:
    return {name: run_scenario(parse_scenario(text, name, folder=Path())) for name, text in generated.files.items()}


def test_every_scenario_passes(results: dict[str, ScenarioResult]) -> None:
    assert [name for name, result in results.items() if not result.passed] == []


def test_everything_that_can_be_reached_is_covered(generated: Generated) -> None:
    assert generated.covered == generated.reachable
    assert generated.lost == ()


def test_without_any_of_the_files_something_is_not_covered(cover: str, results: dict[str, ScenarioResult]) -> None:
    aim = AIMS[cover]
    covers = {name: covered_by([result], aim) for name, result in results.items()}
    for name, found in covers.items():
        others = (covers[other] for other in covers if other != name)
        assert found - frozenset[Thing]().union(*others), f"{name} is superfluous"


def test_a_file_can_be_read_in_one_sitting(generated: Generated, results: dict[str, ScenarioResult]) -> None:
    commands = {name: sum(step.step.command is not None for step in result.steps) for name, result in results.items()}
    assert max(commands.values()) <= LONGEST
    assert sum(commands.values()) == generated.steps


def test_files_are_named_by_flow_and_number_and_say_where_they_are_from(generated: Generated) -> None:
    assert list(generated.files) == [f"chain/{number:02}.yaml" for number in range(1, len(generated.files) + 1)]
    for name, text in generated.files.items():
        first, second, third, *_ = text.splitlines()
        assert re.fullmatch(
            r"# Written by `pedido generate --cover (transitions|pairs|rules)`: not to be edited\.", first
        )
        assert second.startswith(f"title: '{name.removesuffix('.yaml').replace('/', ' ')}: ")
        assert third.startswith("source: 'FLOW, ")


def test_every_life_says_what_it_alone_covers(generated: Generated) -> None:
    comments = [line for text in generated.files.values() for line in text.splitlines() if line.startswith("  # ")]
    assert len(comments) == generated.lives


def test_no_line_is_too_long_but_titles_and_comments(generated: Generated) -> None:
    lines = [line for text in generated.files.values() for line in text.splitlines()]
    assert [line for line in lines if len(line) > 120 and not line.startswith(("title", "  #"))] == []


def test_what_is_covered_is_what_the_coverage_of_scenarios_counts(results: dict[str, ScenarioResult]) -> None:
    coverage = coverage_of(Report(tuple(FileResult(name, 0.0, result) for name, result in results.items())))
    aims = {cover: covered_by(results.values(), AIMS[cover]) for cover in ("transitions", "rules")}
    for machine in coverage.machines:
        name = machine.machine
        assert machine.transitions.reached == {key for at, key in aims["transitions"] if at == name}
        assert machine.passed.reached == {rule for at, rule, way in aims["rules"] if (at, way) == (name, "passes")}
        assert machine.refused.reached == {rule for at, rule, way in aims["rules"] if (at, way) == (name, "refuses")}


def test_what_is_covered_is_counted_by_machine(generated: Generated) -> None:
    machines = {machine.machine: machine for machine in generated.machines}
    assert list(machines) == ["complete", "seller", "marketplace", "chain", "payment", "modification"]
    assert sum(machine.covered for machine in machines.values()) == len(generated.covered)
    assert machines["complete"].reachable == 0
    listed = [thing for thing in generated.listed if thing[0] == "chain"]
    assert len(machines["chain"].unreachable) == len(set(listed) - generated.reachable) < len(listed)


def test_the_same_every_time(generated: Generated, cover: str) -> None:
    assert generate(cover, SMALL).files == generated.files


@pytest.mark.slow
def test_the_same_for_every_hash_seed() -> None:
    for seed in ("1", "2"):
        again = subprocess.run(
            [sys.executable, "-c", _AGAIN],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(again.stdout) == _generated("pairs").files


def test_who_waits_hears_how_far_it_is() -> None:
    heard: list[tuple[int, int]] = []
    generate("transitions", SMALL, lambda done, of: heard.append((done, of)))
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_a_step_in_which_only_time_passes_covers_nothing() -> None:
    text = (
        "title: T\nsource: FLOW\ngiven: {order: {flow: chain, status: payment-approved, value: 100}}\nsteps:\n"
        "  - after: P1D\n  - when: {track: {number: X, tracking_number: BR1}}\n    then: {refused: [invoice_known]}\n"
    )
    result = run_scenario(parse_scenario(text, "t.yaml", folder=Path()))
    assert covered_by([result], AIMS["transitions"]) == frozenset()
