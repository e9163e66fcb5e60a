"""Running scenarios: the pure core, and the loop over files around it."""

import time
from collections.abc import Callable, Iterable

from pedido.engine import decide
from pedido.input import BadInputError
from pedido.order.order import Order
from pedido.scenario.expectation import mismatches
from pedido.scenario.reader import LIMIT, find_scenarios, read_scenario
from pedido.scenario.results import FileResult, Report, ScenarioResult, StepResult
from pedido.scenario.scenario import Scenario, Step
from pedido.scenario.two_stores import run_two_stores


def run_scenario(scenario: Scenario) -> ScenarioResult:
    """Run a scenario; nothing but the scenario is looked at, and nothing but the result is made."""
    if scenario.seller is not None:
        return run_two_stores(scenario, scenario.seller)
    order = scenario.given
    results = []
    for step in scenario.steps:
        result = _run_step(step, order if step.given is None else step.given)
        results.append(result)
        if not result.passed:
            break
        order = result.after
    return ScenarioResult(scenario, tuple(results))


def run_file(path: str, *, limit: int = LIMIT) -> FileResult:
    """Read and run one file."""
    start = time.perf_counter()
    try:
        result = run_scenario(read_scenario(path, limit=limit))
    except BadInputError as error:
        return FileResult(path, time.perf_counter() - start, problem=str(error))
    return FileResult(path, time.perf_counter() - start, result)


def run_all(
    paths: Iterable[str], on_result: Callable[[FileResult], None] = lambda _result: None, *, limit: int = LIMIT
) -> Report:
    """Run every scenario that the paths name; each result is handed to `on_result` when it is there.

    Ctrl-C ends the run after the last complete file; the report says what was not run.

    Raises:
        BadInputError: a directory has no scenario.
    """
    files = find_scenarios(paths)
    results: list[FileResult] = []
    try:
        for path in files:
            results.append(run_file(path, limit=limit))
            on_result(results[-1])
    except KeyboardInterrupt:
        return Report(tuple(results), interrupted=True, not_run=files[len(results) :])
    return Report(tuple(results))


def _run_step(step: Step, order: Order) -> StepResult:
    if step.command is None:
        return StepResult(step, order, order, None, mismatches(step.then, order, None))
    try:
        decision = decide(order, step.command)
    except Exception as error:  # noqa: BLE001 - a fault of the machine fails this scenario, not the whole run
        return StepResult(step, order, order, fault=f"{type(error).__name__}: {error}")
    return StepResult(step, order, decision.order, decision, mismatches(step.then, decision.order, decision))
