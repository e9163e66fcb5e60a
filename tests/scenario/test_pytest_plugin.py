"""The pytest plugin collects the scenario files that the ini option names, runs them, and says what failed."""

import subprocess
import sys

import pytest

HEAD = "title: T\nsource: S1\ngiven: {order: {flow: complete, status: handling, value: 10000}}\nsteps:\n"
PASSING = HEAD + "  - when: cancel\n    then: {status: cancellation-requested}\n"
FAILING = HEAD + "  - when: cancel\n    then: {status: canceled}\n"


def write(pytester: pytest.Pytester, **texts: str) -> None:
    for name, text in texts.items():
        path = pytester.path / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def test_by_default_only_files_named_as_scenarios_are_collected(pytester: pytest.Pytester) -> None:
    write(pytester, a_scenario_yaml=PASSING, b_scenario_yml=PASSING, compose_yaml="services: {}", c_yml="x")
    pytester.runpytest().assert_outcomes(passed=2)


def test_a_pattern_with_a_slash_is_held_against_the_path(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\npedido_scenarios = scenarios/*.yaml")
    write(pytester, scenarios__a_yaml=PASSING, other__b_yaml=PASSING, c_scenario_yaml=PASSING)
    result = pytester.runpytest("-v")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["scenarios/a.yaml::a PASSED*"])


def test_a_failure_shows_the_step_with_its_place_and_no_traceback(pytester: pytest.Pytester) -> None:
    write(pytester, a_scenario_yaml=FAILING)
    result = pytester.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*scenario a*",
            "*a.scenario.yaml:5: step 1 of 1: cancel by store at 2026-01-01 12:00 UTC",
            "  status: expected canceled, found cancellation-requested",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*runner.py*")


def test_a_file_that_is_no_scenario_fails_with_its_place(pytester: pytest.Pytester) -> None:
    write(pytester, a_scenario_yaml="title: T\ntitle: U\n")
    result = pytester.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*a.scenario.yaml, line 2, column 1: the key 'title' stands twice in one mapping"])


def test_an_error_of_another_kind_is_shown_as_pytest_does(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_path: str) -> None:
        message = "out of order"
        raise RuntimeError(message)

    write(pytester, a_scenario_yaml=PASSING)
    monkeypatch.setattr("pedido.scenario.runner.run_file", broken)
    result = pytester.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*RuntimeError: out of order"])


def test_loading_the_plugin_imports_nothing_heavy() -> None:
    program = "import sys, pedido.scenario.pytest_plugin as p; print([n for n in {heavy} if n in sys.modules])".format(
        heavy=("pydantic", "transitions", "ruamel", "rich", "babel", "pedido.engine")
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
