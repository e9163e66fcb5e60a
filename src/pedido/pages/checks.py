"""What checks a fact: the tests that are named after it, and the scenarios that name it.

A test is named after facts by its first words: `test_c3_c16_what_it_shows`.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pedido.input import BadInputError, read_text
from pedido.scenario import find_scenarios, read_scenario

_NAMED: Final = re.compile(r"test_((?:[a-z]\d+_)+)(\w+)")


@dataclass(frozen=True, slots=True)
class Check:
    """A test or a scenario: what it shows, the facts that it is about, and its file, seen from the root of the project.

    `source` says of a scenario which document it is about.
    """

    kind: str
    shows: str
    facts: tuple[str, ...]
    file: str
    source: str = ""

    @property
    def link(self) -> str:
        """A link to it, from a page in `docs/`."""
        return f"[{self.shows}](../{self.file})"


def checks_in(root: Path) -> tuple[Check, ...]:
    """Find the tests and the scenarios of a project, in the order of their files.

    Raises:
        BadInputError: there are none, or one cannot be read.
    """
    files = sorted((root / "tests").rglob("test_*.py"))
    if not files:
        raise BadInputError(str(root / "tests"), "has no tests below it; expected files named test_*.py")
    tests = (test for file in files for test in _tests_in(file, root))
    return (*tests, *_scenarios(root))


def by_fact(checks: Iterable[Check]) -> Mapping[str, list[Check]]:
    """Sort checks by the facts that they are about."""
    found: dict[str, list[Check]] = {}
    for check in checks:
        for fact in check.facts:
            found.setdefault(fact, []).append(check)
    return found


def _tests_in(file: Path, root: Path) -> Iterator[Check]:
    place = file.relative_to(root).as_posix()
    for node in ast.walk(_parsed(file)):
        named = _NAMED.fullmatch(node.name) if isinstance(node, ast.FunctionDef) else None
        if named is not None:
            facts = tuple(named[1].upper().strip("_").split("_"))
            yield Check("test", named[2].replace("_", " "), facts, place)


def _parsed(file: Path) -> ast.Module:
    try:
        return ast.parse(read_text(str(file)))
    except SyntaxError as error:
        raise BadInputError(f"{file}, line {error.lineno}", f"is not Python: {error.msg}") from None


def _scenarios(root: Path) -> Iterator[Check]:
    for file in find_scenarios([str(root / "scenarios")]):
        scenario = read_scenario(file)
        place = Path(file).relative_to(root).as_posix()
        yield Check("scenario", scenario.title, scenario.facts, place, scenario.source)
