"""Commands, events and effects written on one line, as a scenario file writes them."""

import dataclasses
import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import to_jsonable_python

from pedido.data import name_of
from pedido.order.commands import Command
from pedido.order.value import Value
from pedido.scenario.variants import OneOf, given_fields


def written_command(command: Command) -> str:
    """Write a command with the fields that were given; its actor and moment are the step's."""
    return _named(command.trigger, command_fields(command))


def command_fields(command: Command) -> dict[str, Any]:
    """Return the fields that a command was given beside its actor and moment."""
    return {name: value for name, value in given_fields(command).items() if name not in {"actor", "at"}}


def written_happening(happening: Any) -> str:
    """Write an event or effect."""
    return _named(name_of(type(happening)), happening_fields(happening))


def happening_fields(happening: Any) -> dict[str, Any]:
    """Return the fields of an event or effect."""
    return {field.name: getattr(happening, field.name) for field in dataclasses.fields(happening)}


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
        case Value():
            return _written(given_fields(value))
        case Mapping():
            return "{" + ", ".join(f"{name}: {_written(part)}" for name, part in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(_written(part) for part in value) + "]"
        case _:
            plain = to_jsonable_python(value)
            return plain if isinstance(plain, str) else json.dumps(plain)
