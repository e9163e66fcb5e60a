"""Shared by all tests: with PEDIDO_REQUIRE_ALL set, a skipped test fails the session.

A part that should have run and could not is then seen, not passed over. An expected failure
(xfail) is not a skip.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

# A slow moment of the machine is no fault of the code, and what fails in CI must fail again when it is looked at.
settings.register_profile(
    "pedido", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("pedido")

pytest_plugins = ["pytester"]


def _required() -> bool:
    return bool(os.environ.get("PEDIDO_REQUIRE_ALL"))


class RequireAll:
    """Collects what was skipped, names it in the summary, and fails the session for it."""

    def __init__(self) -> None:
        self.skipped: list[str] = []

    def _note(self, report: pytest.CollectReport | pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            self.skipped.append(f"{report.nodeid}: {reason}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.skipped and session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.skipped:
            terminalreporter.section("skipped although PEDIDO_REQUIRE_ALL is set", red=True)
            for line in self.skipped:
                terminalreporter.line(line, red=True)


def pytest_configure(config: pytest.Config) -> None:
    if _required():
        config.pluginmanager.register(RequireAll(), "pedido-require-all")
