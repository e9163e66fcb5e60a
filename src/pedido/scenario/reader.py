"""Scenario files: which there are, and what they say."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from pedido.input import BadInputError, read_text
from pedido.scenario.building import Building
from pedido.scenario.document import parse_yaml
from pedido.scenario.format import ScenarioFile
from pedido.scenario.problems import refusal_of
from pedido.scenario.scenario import Scenario
from pedido.scenario.variants import spelled_out

LIMIT: Final = 1_000_000
"""How large a scenario file may be, in bytes, unless the caller allows more."""

_SUFFIXES: Final = frozenset({".yaml", ".yml"})


def find_scenarios(paths: Iterable[str]) -> tuple[str, ...]:
    """List the scenario files: a file is itself, a directory is every *.yaml and *.yml below it, in their order.

    Raises:
        BadInputError: a directory has no scenario.
    """
    return tuple(dict.fromkeys(file for path in paths for file in _files(path)))


def read_scenario(path: str, *, limit: int = LIMIT) -> Scenario:
    """Read a scenario file, or standard input where the path is `-`. `limit` is the largest size allowed, in bytes.

    Raises:
        BadInputError: it is not a scenario; the place names line and column, the problem says what was expected.
    """
    text = read_text(path, limit=limit)
    return parse_scenario(text, "standard input" if path == "-" else path, folder=Path(path).parent, limit=limit)


def parse_scenario(text: str, place: str, *, folder: Path, limit: int = LIMIT) -> Scenario:
    """Read a scenario from its text; documents it refers to are looked up from the folder.

    Raises:
        BadInputError: it is not a scenario.
    """
    document = parse_yaml(text, place)
    try:
        # As JSON, because strict reading means there what it should here: "yes" is no truth value, 5 no moment.
        file = ScenarioFile.model_validate_json(json.dumps(_spelled_out(document.data)), strict=True)
    except ValidationError as error:
        raise refusal_of(error, document, place) from None
    return Building(file, document, place, folder, limit).scenario()


def _files(path: str) -> list[str]:
    folder = Path(path)
    if path == "-" or not folder.is_dir():
        return [path]
    found = sorted(file for file in folder.rglob("*") if file.suffix in _SUFFIXES and file.is_file())
    if not found:
        raise BadInputError(path, "has no scenario below it; expected files named *.yaml or *.yml")
    return [str(file) for file in found]


def _spelled_out(data: Any) -> Any:
    """Write bare names of commands, events and effects as mappings, without touching anything else."""
    if not isinstance(data, dict) or not isinstance(data.get("steps"), list):
        return data
    return {**data, "steps": [_step_spelled_out(step) for step in data["steps"]]}


def _step_spelled_out(step: Any) -> Any:
    if not isinstance(step, dict):
        return step
    changes: dict[str, Any] = {}
    if "when" in step:
        changes["when"] = spelled_out(step["when"])
    if isinstance(step.get("then"), dict):
        changes["then"] = step["then"] | {
            name: [spelled_out(part) for part in step["then"][name]]
            for name in ("events", "effects")
            if isinstance(step["then"].get(name), list)
        }
    return step | changes
