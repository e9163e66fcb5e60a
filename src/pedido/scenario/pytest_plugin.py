"""A pytest plugin that collects scenario files as test items.

It is active wherever pedido is installed, and collects a file if the ini option `pedido_scenarios` names it. The option is
a list of glob patterns: one without a slash is held against the file's name, one with a slash against its path from the
root directory, where `*` crosses folders as well. By default only `*.scenario.yaml` and `*.scenario.yml` are collected, so
that other YAML files are left alone. A service that keeps its scenarios in a folder writes into its pyproject.toml:

    [tool.pytest.ini_options]
    testpaths = ["tests", "scenarios"]
    pedido_scenarios = ["scenarios/*.yaml"]
"""

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

_OPTION = "pedido_scenarios"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the ini option."""
    parser.addini(
        _OPTION,
        "glob patterns of the scenario files that pedido collects",
        type="args",
        default=["*.scenario.yaml", "*.scenario.yml"],
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "ScenarioFile | None":
    """Collect the file if a pattern names it."""
    if any(_names(pattern, file_path, parent.config.rootpath) for pattern in parent.config.getini(_OPTION)):
        return ScenarioFile.from_parent(parent, path=file_path)
    return None


class ScenarioFile(pytest.File):
    """A scenario file, which holds one scenario."""

    def collect(self) -> Iterator["ScenarioItem"]:
        """Yield the scenario; it is read when it runs, so that a faulty file fails as a test and not the collection."""
        yield ScenarioItem.from_parent(self, name=self.path.stem)


class ScenarioFailedError(Exception):
    """A scenario did not come out as expected; the text says which step, with its place, and what differs."""


class ScenarioItem(pytest.Item):
    """A scenario as a test."""

    def runtest(self) -> None:
        """Read and run the scenario."""
        from pedido.scenario.failure import failure_of  # noqa: PLC0415 - pytest loads this module whatever is tested
        from pedido.scenario.runner import run_file  # noqa: PLC0415 - as above

        failure = failure_of(run_file(str(self.path)))
        if failure:
            raise ScenarioFailedError("\n".join(failure))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show what differs, without a traceback through the runner."""
        if isinstance(excinfo.value, ScenarioFailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Name the file in reports."""
        return self.path, 0, f"scenario {self.name}"


def _names(pattern: str, path: Path, root: Path) -> bool:
    if "/" not in pattern:
        return fnmatch(path.name, pattern)
    return path.is_relative_to(root) and fnmatch(path.relative_to(root).as_posix(), pattern)
