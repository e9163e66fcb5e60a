"""The report of a run as JUnit XML: a suite per folder, a case per scenario file."""

from pathlib import PurePath

from pedido import junit
from pedido.scenario.failure import failure_of
from pedido.scenario.results import FileResult, Report


def junit_xml(report: Report) -> str:
    """Write the report as JUnit XML. Files that an interruption left out are skipped cases."""
    not_run = [
        junit.Case(_folder(path), path, problem=junit.Problem("skipped", ("the run was interrupted",)), file=path)
        for path in report.not_run
    ]
    return junit.xml([*map(_case, report.files), *not_run])


def _case(file: FileResult) -> junit.Case:
    return junit.Case(_folder(file.path), file.title, file.seconds, _problem(file), file.path)


def _problem(file: FileResult) -> junit.Problem | None:
    if file.passed:
        return None
    if file.problem is not None:
        return junit.Problem("error", failure_of(file), "input")
    return junit.Problem("failure", failure_of(file), "scenario")


def _folder(path: str) -> str:
    return PurePath(path).parent.as_posix()
