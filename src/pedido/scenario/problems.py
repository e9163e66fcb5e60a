"""What is wrong with a scenario file: every problem with its line, its column and what was expected there."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pedido.input import BadInputError, in_line, json_path, problem_of
from pedido.order.value import Value
from pedido.scenario.document import Document, Location, Mark
from pedido.scenario.format import ScenarioFile


def place_of(place: str, document: Document, location: Location) -> str:
    """Name a place in the file, with its line and column."""
    mark = document.mark(location)
    return f"{place}, line {mark.line}, column {mark.column}"


def refusal_of(error: ValidationError, document: Document, place: str) -> BadInputError:
    """Name every problem that a validation found, the first one as the place."""
    found = sorted({_located(part, document) for part in error.errors(include_url=False)})
    (line, column), first = found[0]
    others = [f"line {mark.line}, column {mark.column}: {problem}" for mark, problem in found[1:]]
    return BadInputError(f"{place}, line {line}, column {column}", in_line([first, *others]))


def _located(part: ErrorDetails, document: Document) -> tuple[Mark, str]:
    location = part["loc"]
    problem = f"{json_path(location)}: {problem_of(part)}"
    if part["type"] == "extra_forbidden":
        mark = document.keys.get(location) or document.mark(location)
        return mark, f"{problem}; expected one of {', '.join(_names_at(location[:-1]))}"
    return document.mark(location), problem


def _names_at(location: Location) -> Sequence[str]:
    """Return the keys that a mapping in a scenario file may have."""
    hint: Any = ScenarioFile
    for name in location:
        if isinstance(name, str):
            hint = _hint_at(hint, name)
    return tuple(field.alias or name for name, field in _model_in(hint).model_fields.items())


def _hint_at(hint: Any, name: str) -> Any:
    """Return the type hint of what stands under a key: a field by either of its names, or anything in a mapping."""
    if get_origin(hint) in {dict, Mapping}:
        return get_args(hint)[1]
    fields = _model_in(hint).model_fields
    return next(field.annotation for own, field in fields.items() if name in {own, field.alias})


def _model_in(hint: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, Value):
        return hint
    return next((found for part in get_args(hint) if (found := _model_in(part)) is not None), None)
