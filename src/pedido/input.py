"""What comes from outside: files, JSON, orders and commands. Bad input is refused with its place and what was expected."""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final, Never, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pedido.machines import DEFINITIONS
from pedido.messages.printable import printable
from pedido.order.actor import Actor
from pedido.order.commands import COMMANDS, Command
from pedido.order.modification import ModificationRequest
from pedido.order.order import Order
from pedido.order.parts import Settings

DEFAULT_LIMIT: Final = 20_000_000
"""How large an input may be, in bytes, unless the caller allows more."""

_DEPTH: Final = 200
_SHOWN_PROBLEMS: Final = 10
_SHOWN_CHARACTERS: Final = 60
_LARGE: Final = 10**18

_T = TypeVar("_T")


class BadInputError(ValueError):
    """Input that cannot be used: where (`place`), and what is wrong with it or was expected there (`problem`)."""

    def __init__(self, place: str, problem: str) -> None:
        """Name the place and the problem, on one line that every terminal can show."""
        self.place = _in_a_line(place)
        self.problem = _in_a_line(problem)
        super().__init__(f"{self.place}: {self.problem}")


def read_text(path: str, *, limit: int = DEFAULT_LIMIT) -> str:
    """Read a text file in UTF-8, or standard input where the path is `-`. No more than `limit` bytes are taken in.

    Raises:
        BadInputError: there is no such file, it is a directory, too large, unreadable, or not UTF-8.
    """
    place = "standard input" if path == "-" else path
    if path == "-" and sys.stdin is None:
        raise BadInputError(place, "is closed")
    try:
        if path == "-":
            data = _read_up_to(sys.stdin.buffer, limit + 1)
        else:
            with Path(path).open("rb") as file:
                data = _read_up_to(file, limit + 1)
    except IsADirectoryError:
        raise BadInputError(place, "is a directory; expected a file") from None
    except OSError as error:
        raise BadInputError(place, f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    except ValueError as error:
        raise BadInputError(place, f"cannot be read: {error}") from None
    if len(data) > limit:
        raise BadInputError(place, f"is larger than {limit:,} bytes; a larger limit can be set")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(place, f"is not UTF-8 text: byte {error.start} cannot be read") from None


def _read_up_to(file: BinaryIO, count: int) -> bytes:
    # In pieces: asked for all at once, Python makes room for the whole count first, however large it is.
    pieces: list[bytes] = []
    while count > 0 and (piece := file.read(min(count, 1_000_000))):
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def parse_json(text: str, place: str) -> Any:
    """Parse JSON strictly: no duplicate keys, no NaN or Infinity, no halved characters, no absurd depth or number.

    Raises:
        BadInputError: it is not such JSON; the place names line and column where they are known.
    """
    try:
        value = json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadInputError(f"{place}, line {error.lineno}, column {error.colno}", f"not JSON: {error.msg}") from None
    except RecursionError:
        raise BadInputError(place, f"is nested more than {_DEPTH} levels deep") from None
    except _StrictnessError as error:
        raise BadInputError(place, str(error)) from None
    except ValueError:  # the only other one: int() takes no more than some thousand digits
        raise BadInputError(place, "a number in it has too many digits") from None
    if _deeper_than(value, _DEPTH):
        raise BadInputError(place, f"is nested more than {_DEPTH} levels deep")
    if _has_half_character(text, value):
        raise BadInputError(place, r"a \u escape in it stands for half a character")
    return value


def order_of(document: Any, place: str, *, settings: Settings | None = None) -> Order:
    """Read an order from parsed JSON or YAML: a VTEX "Get order" response, or the order's own shape.

    `settings` are its store's, which a VTEX document does not tell; given, they overrule those of an order that has its own.

    Raises:
        BadInputError: the document is neither.
    """
    if not isinstance(document, Mapping):
        raise BadInputError(place, f"expected an order as an object, found {_shown(document)}")
    if "orderId" in document:
        return in_its_flow(_within(place, partial(Order.from_vtex, settings=settings), document), place)
    if "order_id" in document:
        order = in_its_flow(valid(Order.model_validate, document, place), place)
        return order if settings is None else order.but(settings=settings)
    raise BadInputError(place, "expected an order: orderId (as VTEX writes orders) or order_id is missing")


def request_of(body: Any, place: str) -> ModificationRequest:
    """Read the body of "Create order modifications", parsed from JSON, in VTEX's shape. See `pedido.vtex.read_request`.

    Raises:
        BadInputError: it cannot be read.
    """
    from pedido.vtex import read_request  # noqa: PLC0415 - a face above, as for orders

    return _within(place, read_request, body)


def _within(place: str, read: Callable[[Any], _T], document: Any) -> _T:
    """Read a document; its problems are named with the place it is from."""
    try:
        return read(document)
    except BadInputError as error:
        raise BadInputError(f"{place}, {error.place}", error.problem) from None


def in_its_flow(order: Order, place: str) -> Order:
    """Return an order whose status belongs to its flow.

    Raises:
        BadInputError: the flow has no such status.
    """
    known = DEFINITIONS[order.flow.value].state_names
    if order.status.value in known:
        return order
    expected = ", ".join(sorted(known))
    raise BadInputError(
        f"{place}, $.status",
        f"{order.status.value!r} is not a status of the {order.flow.value} flow: expected one of {expected}",
    )


def command_of(name: str, fields: Any, *, actor: Actor, at: datetime, place: str) -> Command:
    """Make a command of its trigger and its fields; `actor` and `at` are used where the fields do not say otherwise.

    Raises:
        BadInputError: there is no such command, the fields are no object, or one is unknown, missing or wrong.
    """
    if name not in COMMANDS:
        raise BadInputError(place, f"unknown command {_shown(name)}; expected one of {', '.join(sorted(COMMANDS))}")
    if not isinstance(fields, Mapping):
        raise BadInputError(f"{place}, {name}", f"expected its fields as an object, found {_shown(fields)}")
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
    """Write what a validation found on one line: JSON path and what was expected, for every problem up to ten."""
    return in_line([f"{path}: {problem}" for path, problem in located(error)])


def in_line(found: Sequence[str]) -> str:
    """Write problems on one line: the first ten, and how many more there are."""
    more = [f"and {len(found) - _SHOWN_PROBLEMS:,} more"] if len(found) > _SHOWN_PROBLEMS else []
    return "; ".join([*found[:_SHOWN_PROBLEMS], *more])


def located(error: ValidationError) -> list[tuple[str, str]]:
    """List the problems that a validation found, each as its JSON path and what was expected there."""
    found = [(json_path(part["loc"]), problem_of(part)) for part in error.errors(include_url=False)]
    return list(dict.fromkeys(found))


def json_path(location: Sequence[str | int]) -> str:
    """Write a location as a JSON path, such as `$.items[0].quantity`."""
    return "$" + "".join(_step(part) for part in location if part != "[key]")  # as pydantic marks a key itself


def _step(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if re.fullmatch(r"\w+", part) else f"[{_shown(part)}]"


_EXPECTED: Final = {
    "int": "a whole number",
    "datetime": "a date and time with its time zone, such as 2026-11-22T10:00:00-03:00",
    "timezone": "a date and time with its time zone, such as 2026-11-22T10:00:00-03:00",
    "model": "an object",
    "dict": "an object",
    "list": "a list",
    "tuple": "a list",
    "string": "a text",
    "bool": "true or false",
    "decimal": "a number",
    "decimal_max_places": "a number with at most {decimal_places} decimal places",
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} or less",
    "string_pattern_mismatch": "a text of the form {pattern}",
}
"""What was expected, by pydantic's name for the kind of problem, or by the first word of it."""


def problem_of(part: ErrorDetails) -> str:
    """Say what is wrong with one part, and what was expected there."""
    kind, message = part["type"], part["msg"]
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return "unknown field"
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    expected = _EXPECTED.get(kind) or _EXPECTED.get(kind.partition("_")[0])
    if expected is not None:
        message = f"expected {expected.format(**part.get('ctx', {}))}"
    # A text in the place of something larger may be anything, a name or an address: only its kind is told.
    is_text = isinstance(part["input"], str) and expected in {"an object", "a list"}
    found = "a text" if is_text else _shown(part["input"])
    return f"{message.replace('Input should be', 'expected')}, found {found}"


def _shown(value: Any) -> str:
    """Show a value in a message: a short one as JSON writes it, anything else by its kind."""
    if isinstance(value, datetime):
        value = value.isoformat().replace("+00:00", "Z")
    if isinstance(value, str):
        text = value if len(value) <= _SHOWN_CHARACTERS else f"{value[:_SHOWN_CHARACTERS]}…"
        return json.dumps(text, ensure_ascii=False)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int | float):
        return str(value) if abs(value) < _LARGE or value != value else "a very large number"  # noqa: PLR0124 - NaN
    kinds: dict[type, str] = {dict: "an object", list: "a list"}
    return next(
        (name for kind, name in kinds.items() if isinstance(value, kind)), f"a value of type {type(value).__name__}"
    )


class _StrictnessError(ValueError):
    """JSON that Python's parser lets pass, and this one does not."""


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise _StrictnessError(f"the key {_shown(twice)} stands twice in one object")
    return found


def _no_constant(name: str) -> Never:
    raise _StrictnessError(f"{name} is not a JSON number")


def _deeper_than(value: Any, depth: int) -> bool:
    containers = [value] if isinstance(value, dict | list) else []
    for _ in range(depth):
        if not containers:
            return False
        containers = [
            part
            for whole in containers
            for part in (whole.values() if isinstance(whole, dict) else whole)
            if isinstance(part, dict | list)
        ]
    return bool(containers)


def _has_half_character(text: str, value: Any) -> bool:
    """Tell whether an escape stands for half of a surrogate pair, and the other half is not there: no file can hold it."""
    if r"\ud" not in text.lower():
        return False
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _in_a_line(text: str) -> str:
    return printable(" ".join(text.split()))


def parse_command(written: str) -> tuple[str, dict[str, Any]]:
    """Read a command as a person writes it: `cancel`, or `invoice: {number: NF-1, value: 500}` (YAML).

    Raises:
        BadInputError: it is neither a name nor a name with fields.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415 - only who gives a command with fields needs it

    try:
        value = YAML(typ="safe", pure=True).load(written)
    except Exception:  # noqa: BLE001 - the parser's constructors raise whatever comes to hand; none of it is a command
        value = None
    match value:
        case str():
            return value, {}
        case dict() if len(value) == 1:
            [(name, fields)] = value.items()
            if isinstance(name, str) and (fields is None or isinstance(fields, dict)):
                return name, fields or {}
    raise BadInputError(
        "COMMAND",
        f"{_shown(written)} is neither a name (cancel) nor a name with fields (invoice: {{number: NF-1}})",
    )
