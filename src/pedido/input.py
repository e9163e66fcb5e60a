"""What comes from outside: files, JSON, orders and commands. Bad input is refused with its place and what was expected."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Never, TypeVar

from pydantic import ValidationError

from pedido.order.actor import Actor
from pedido.order.commands import COMMANDS, Command
from pedido.order.order import Order

DEFAULT_LIMIT: Final = 20_000_000
"""How large an input may be, in bytes, unless the caller allows more."""

_DEPTH: Final = 200

_T = TypeVar("_T")


class BadInputError(ValueError):
    """Input that cannot be used: where (`place`), and what is wrong with it or was expected there (`problem`)."""

    def __init__(self, place: str, problem: str) -> None:
        """Name the place and the problem, on one line."""
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem


def read_text(path: str, *, limit: int = DEFAULT_LIMIT) -> str:
    """Read a text file in UTF-8, or standard input where the path is `-`.

    Raises:
        BadInputError: there is no such file, it is a directory, too large, unreadable, or not UTF-8.
    """
    place = "standard input" if path == "-" else path
    try:
        if path == "-":
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(limit + 1)
    except IsADirectoryError:
        raise BadInputError(place, "is a directory; expected a file") from None
    except (OSError, ValueError) as error:
        raise BadInputError(place, f"cannot be read: {_reason(error)}") from None
    if len(data) > limit:
        raise BadInputError(place, f"is larger than {limit:,} bytes; a larger limit can be set")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(place, f"is not UTF-8 text: byte {error.start} cannot be read") from None


def parse_json(text: str, place: str) -> Any:
    """Parse JSON strictly: no duplicate keys, no NaN or Infinity, no absurd depth.

    Raises:
        BadInputError: it is not such JSON; the place names line and column where they are known.
    """
    try:
        value = json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadInputError(f"{place}, line {error.lineno}, column {error.colno}", f"not JSON: {error.msg}") from None
    except RecursionError:
        raise BadInputError(place, f"is nested more than {_DEPTH} levels deep") from None
    except ValueError as error:
        raise BadInputError(place, _one_line(str(error))) from None
    if _deeper_than(value, _DEPTH):
        raise BadInputError(place, f"is nested more than {_DEPTH} levels deep")
    return value


def order_of(document: Any, place: str) -> Order:
    """Read an order from parsed JSON or YAML: a VTEX "Get order" response, or the order's own shape.

    Raises:
        BadInputError: the document is neither.
    """
    if not isinstance(document, Mapping):
        raise BadInputError(place, f"expected an order as an object, found {_kind(document)}")
    if "orderId" in document:
        try:
            return Order.from_vtex(document)
        except BadInputError as error:
            raise BadInputError(f"{place}, {error.place}", error.problem) from None
    return valid(Order.model_validate, document, place)


def command_of(name: str, fields: Mapping[str, Any], *, actor: Actor, at: datetime, place: str) -> Command:
    """Make a command of its trigger and its fields; `actor` and `at` are used where the fields do not say otherwise.

    Raises:
        BadInputError: there is no such command, or a field is unknown, missing or wrong.
    """
    if name not in COMMANDS:
        raise BadInputError(place, f"unknown command {name!r}; expected one of {', '.join(sorted(COMMANDS))}")
    return valid(COMMANDS[name].model_validate, {"actor": actor, "at": at, **fields}, f"{place}, {name}")


def valid(validate: Callable[[Any], _T], document: Any, place: str) -> _T:
    """Validate a document; every problem is named with its JSON path.

    Raises:
        BadInputError: the document is not valid.
    """
    try:
        return validate(document)
    except ValidationError as error:
        raise BadInputError(place, problems(error)) from None
    except RecursionError:
        raise BadInputError(place, "is nested too deep") from None


def problems(error: ValidationError) -> str:
    """Write what a validation found on one line: JSON path and what was expected, for every problem."""
    found = [f"{json_path(part['loc'])}: {_one_line(part['msg'])}" for part in error.errors(include_url=False)]
    return "; ".join(dict.fromkeys(found))


def json_path(location: Sequence[str | int]) -> str:
    """Write a location as a JSON path, such as `$.items[0].quantity`."""
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        message = f"the key {twice!r} stands twice in one object"
        raise ValueError(message)
    return found


def _no_constant(name: str) -> Never:
    message = f"{name} is not a JSON number"
    raise ValueError(message)


def _deeper_than(value: Any, depth: int) -> bool:
    frontier = [value]
    for _ in range(depth):
        frontier = [
            part
            for whole in frontier
            if isinstance(whole, dict | list)
            for part in (whole.values() if isinstance(whole, dict) else whole)
        ]
        if not frontier:
            return False
    return True


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "nothing"}
    return names.get(type(value), "a number")


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) and error.strerror else _one_line(str(error))).lower()


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300]
