"""JUnit XML, as test reports are read everywhere: suites of cases, each passed, failed, in error or skipped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from xml.etree import ElementTree as ET

_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry, escaped or not."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a case did not pass: it failed, could not be run, or was skipped; in lines, the first of which says it all."""

    kind: Literal["failure", "error", "skipped"]
    lines: tuple[str, ...]
    type: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A case of a suite, and how long it took; `file` is the file it is from, if it is from one."""

    suite: str
    name: str
    seconds: float = 0.0
    problem: Problem | None = None
    file: str | None = None

    @property
    def kind(self) -> str:
        """Which kind of problem it has; empty where it passed."""
        return "" if self.problem is None else self.problem.kind


def xml(cases: Sequence[Case]) -> str:
    """Write cases as JUnit XML, suite by suite in the order in which they first come."""
    root = _element("testsuites", name="pedido", **_totals(cases))
    for name in dict.fromkeys(case.suite for case in cases):
        own = [case for case in cases if case.suite == name]
        suite = ET.SubElement(root, "testsuite", _attributes(name=name, **_totals(own)))
        suite.extend(map(_case, own))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(case: Case) -> ET.Element:
    from_file = {} if case.file is None else {"file": case.file}
    found = _element("testcase", name=case.name, classname=case.suite, **from_file, time=f"{case.seconds:.6f}")
    if case.problem is not None:
        typed = {"type": case.problem.type} if case.problem.type else {}
        problem = _element(case.problem.kind, message=case.problem.lines[0], **typed)
        problem.text = _clean("\n".join(case.problem.lines)) if case.kind != "skipped" else None
        found.append(problem)
    return found


def _totals(cases: Sequence[Case]) -> dict[str, str]:
    kinds = [case.kind for case in cases]
    return {
        "tests": str(len(cases)),
        "failures": str(kinds.count("failure")),
        "errors": str(kinds.count("error")),
        "skipped": str(kinds.count("skipped")),
        "time": f"{sum(case.seconds for case in cases):.6f}",
    }


def _element(tag: str, **attributes: str) -> ET.Element:
    return ET.Element(tag, _attributes(**attributes))


def _attributes(**attributes: str) -> dict[str, str]:
    return {name: _clean(value) for name, value in attributes.items()}


def _clean(text: str) -> str:
    return _NOT_XML.sub("?", text)
