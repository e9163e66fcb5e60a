"""The report of a run as JUnit XML: a suite per folder, a case per scenario file."""

import re
from collections.abc import Sequence
from pathlib import PurePath
from xml.etree import ElementTree as ET

from pedido.scenario.failure import failure_of
from pedido.scenario.results import FileResult, Report

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry, escaped or not."""


def junit_xml(report: Report) -> str:
    """Write the report as JUnit XML. Files that an interruption left out are skipped cases."""
    files = (*report.files, *(FileResult(path, 0.0) for path in report.not_run))
    folders = dict.fromkeys(_folder(file) for file in files)
    suites = [_suite(folder, [file for file in files if _folder(file) == folder]) for folder in folders]
    root = _element("testsuites", name="pedido", **_totals(files))
    root.extend(suites)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(name: str, files: Sequence[FileResult]) -> ET.Element:
    suite = _element("testsuite", name=name, **_totals(files))
    suite.extend(_case(file) for file in files)
    return suite


def _case(file: FileResult) -> ET.Element:
    case = _element("testcase", name=file.title, classname=_folder(file), file=file.path, time=f"{file.seconds:.6f}")
    if _is_skipped(file):
        case.append(_element("skipped", message="the run was interrupted"))
    elif not file.passed:
        lines = failure_of(file)
        kind = "failure" if file.problem is None else "error"
        found = _element(kind, message=lines[0], type="scenario" if file.problem is None else "input")
        found.text = _clean("\n".join(lines))
        case.append(found)
    return case


def _totals(files: Sequence[FileResult]) -> dict[str, str]:
    run = [file for file in files if not _is_skipped(file)]
    return {
        "tests": str(len(files)),
        "failures": str(sum(not file.passed and file.problem is None for file in run)),
        "errors": str(sum(file.problem is not None for file in run)),
        "skipped": str(len(files) - len(run)),
        "time": f"{sum(file.seconds for file in files):.6f}",
    }


def _is_skipped(file: FileResult) -> bool:
    return file.result is None and file.problem is None


def _folder(file: FileResult) -> str:
    return PurePath(file.path).parent.as_posix()


def _element(tag: str, **attributes: str) -> ET.Element:
    return ET.Element(tag, {name: _clean(value) for name, value in attributes.items()})


def _clean(text: str) -> str:
    return _NOT_XML.sub("?", text)
