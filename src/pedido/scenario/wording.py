"""Commands, events and effects written on one line, as a scenario file writes them."""

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic_core import to_jsonable_python

from pedido.data import name_of
from pedido.order.commands import Command
from pedido.order.value import Value
from pedido.scenario.variants import OneOf, Variant, given_fields


def written_command(command: Command) -> str:
    """Write a command with the fields that say something; its actor and moment are the step's."""
    told = {name: value for name, value in _told_fields(command).items() if name not in {"actor", "at"}}
    return _named(command.trigger, told)


def written_event(event: Any, patterns: Iterable[OneOf]) -> str:
    """Write an event: its name, and what the patterns of its kind look at."""
    name = name_of(type(event))
    return _named(name, _narrowed(event, [pattern.fields for pattern in patterns if pattern.name == name]))


def written_effect(effect: Any, patterns: Iterable[OneOf]) -> str:
    """Write an effect: its name, and what the patterns of its kind look at, or all of it where there is none."""
    name = name_of(type(effect))
    expected = [pattern.fields for pattern in patterns if pattern.name == name]
    return _named(name, _narrowed(effect, expected) if expected else _told_fields(effect))


def _narrowed(found: Any, expected: Sequence[Variant]) -> dict[str, Any]:
    """Return the fields that any of the patterns names, and of the values in them likewise."""
    names = dict.fromkeys(name for pattern in expected for name in given_fields(pattern))
    parts = {name: [given_fields(pattern).get(name) for pattern in expected] for name in names}
    return {name: _narrowed_part(getattr(found, name), part) for name, part in parts.items()}


def _narrowed_part(found: Any, expected: Sequence[Any]) -> Any:
    if isinstance(found, tuple):
        lists = [whole for whole in expected if isinstance(whole, tuple)]
        return [
            _narrowed_part(part, [whole[at] for whole in lists if at < len(whole)]) for at, part in enumerate(found)
        ]
    patterns = [part for part in expected if isinstance(part, Variant)]
    return found if found is None or not patterns else _narrowed(found, patterns)


def _told_fields(thing: Any) -> dict[str, Any]:
    """Return the fields of an event, an effect or a value in it, without those that have their default."""
    if isinstance(thing, Value):
        fields = type(thing).model_fields.items()
        told = {field.alias or name: (getattr(thing, name), field.default) for name, field in fields}
    else:
        told = {field.name: (getattr(thing, field.name), field.default) for field in dataclasses.fields(thing)}
    return {name: value for name, (value, default) in told.items() if value != default}


def written_pattern(pattern: OneOf) -> str:
    """Write what is expected of an event or effect."""
    return _named(pattern.name, given_fields(pattern.fields))


def written_all(things: Iterable[str]) -> str:
    """Write several things, or that there is nothing."""
    return ", ".join(things) or "nothing"


def _named(name: str, fields: Mapping[str, Any]) -> str:
    return f"{name} {_written(fields)}" if fields else name


def _written(value: Any) -> str:
    match value:
        case Variant():
            return _written(given_fields(value))
        case Mapping():
            return "{" + ", ".join(f"{name}: {_written(part)}" for name, part in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(_written(part) for part in value) + "]"
        case _ if isinstance(value, Value) or dataclasses.is_dataclass(value):
            return _written(_told_fields(value))
        case _:
            plain = to_jsonable_python(value)
            return plain if isinstance(plain, str) else json.dumps(plain)
