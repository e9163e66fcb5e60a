"""Scenarios: scripted runs of an order, in YAML, with what is expected after every step.

Read (`reader`), run (`runner`), reported (`terminal`, `output`), and measured against the machines (`coverage`).
Names are imported on first use: the pytest plugin is loaded by every pytest session, and must not cost anything there.
"""

from typing import TYPE_CHECKING, Final

from pedido.lazy import on_first_use

if TYPE_CHECKING:
    from pedido.scenario.coverage import Coverage, MachineCoverage, Reach, coverage_of
    from pedido.scenario.expectation import Mismatch
    from pedido.scenario.junit import junit_xml
    from pedido.scenario.reader import find_scenarios, parse_scenario, read_scenario
    from pedido.scenario.results import FileResult, Report, ScenarioResult, StepResult
    from pedido.scenario.runner import run_all, run_file, run_scenario
    from pedido.scenario.scenario import Scenario, Step
    from pedido.scenario.terminal import print_coverage, print_report, reporter

_HOMES: Final = {
    "coverage": ("Coverage", "MachineCoverage", "Reach", "coverage_of"),
    "expectation": ("Mismatch",),
    "junit": ("junit_xml",),
    "reader": ("find_scenarios", "parse_scenario", "read_scenario"),
    "results": ("FileResult", "Report", "ScenarioResult", "StepResult"),
    "runner": ("run_all", "run_file", "run_scenario"),
    "scenario": ("Scenario", "Step"),
    "terminal": ("print_coverage", "print_report", "reporter"),
}

__all__ = [
    "Coverage",
    "FileResult",
    "MachineCoverage",
    "Mismatch",
    "Reach",
    "Report",
    "Scenario",
    "ScenarioResult",
    "Step",
    "StepResult",
    "coverage_of",
    "find_scenarios",
    "junit_xml",
    "parse_scenario",
    "print_coverage",
    "print_report",
    "read_scenario",
    "reporter",
    "run_all",
    "run_file",
    "run_scenario",
]


if not TYPE_CHECKING:
    _HOME_OF = {name: f"{__name__}.{module}" for module, names in _HOMES.items() for name in names}
    __getattr__ = on_first_use(__name__, _HOME_OF)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
