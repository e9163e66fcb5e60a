"""YAML text as plain data, with the line and column of every part.

Read from the parser's events, one by one, rather than from a composed tree: depth is bounded while reading, and a key
that stands twice is seen. Anchors, aliases and tags are refused: a scenario says everything where it is needed.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from pedido.input import BadInputError

Location = tuple[str | int, ...]
"""Where a part is in the data: keys and positions from the top."""

DEPTH: Final = 20
"""How deep mappings and lists may be nested; a scenario needs less than half of it."""


class Mark(NamedTuple):
    """A place in the text, both counted from 1."""

    line: int
    column: int


class Document(NamedTuple):
    """The data of a YAML text: mappings, lists, texts, numbers, true, false and null; and where each part stands."""

    data: Any
    values: Mapping[Location, Mark]
    keys: Mapping[Location, Mark]

    def mark(self, location: Location) -> Mark:
        """Return where a value stands; where it is missing, where the nearest part around it stands."""
        while location not in self.values:
            location = location[:-1]
        return self.values[location]


def parse_yaml(text: str, place: str) -> Document:
    """Parse one YAML 1.2 document.

    Raises:
        BadInputError: it is not such a document; the place names line and column.
    """
    reading = _Reading(place)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reading.take(event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadInputError(_at(place, mark), f"not YAML: {error.problem or error.context}") from None
    except BadInputError:
        raise
    except Exception as error:  # noqa: BLE001 - on some texts the parser fails without an error of its own
        raise BadInputError(place, f"not YAML: {' '.join(str(error).split())[:200]}") from None
    return reading.document()


class _Open(NamedTuple):
    """A mapping or list that is being read."""

    location: Location
    whole: dict[str, Any] | list[Any]


class _Reading:
    """What has been read so far."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.documents = 0
        self.top: list[Any] = []
        self.opened: list[_Open] = [_Open((), self.top)]
        self.key: str | None = None
        self.values: dict[Location, Mark] = {}
        self.keys: dict[Location, Mark] = {}

    def document(self) -> Document:
        """Return the document; its location is `()`, without the list that held it while reading."""
        if not self.top:
            raise BadInputError(self.place, "is empty; expected a mapping")
        return Document(
            self.top[0],
            {location[1:]: mark for location, mark in self.values.items()},
            {location[1:]: mark for location, mark in self.keys.items()},
        )

    def take(self, event: Event) -> None:
        """Go on by one event; events that carry nothing are passed over."""
        act = _ACTS.get(type(event))
        if act is not None:
            act(self, event)

    def start_document(self, event: Event) -> None:
        """Allow one document only."""
        self.documents += 1
        if self.documents > 1:
            raise self.problem(event, "a second document begins; expected one")

    def refuse_alias(self, event: Event) -> None:
        """Refuse `*name`."""
        raise self.problem(event, "aliases are not read here; expected the value itself")

    def scalar(self, event: ScalarEvent) -> None:
        """Take a key, or a value."""
        self.refuse_properties(event)
        text = str(event.value)
        if not _is_encodable(text):
            raise self.problem(event, "a text holds half a character (a lone surrogate)")
        if self.expects_key:
            self.take_key(event, text)
        else:
            self.put(event, _resolved(text) if event.style is None else text)

    def start(self, event: SequenceStartEvent | MappingStartEvent) -> None:
        """Begin a mapping or list."""
        self.refuse_properties(event)
        if self.expects_key:
            raise self.problem(event, "expected a text as the key")
        if len(self.opened) > DEPTH:
            raise self.problem(event, f"is nested more than {DEPTH} levels deep")
        whole: dict[str, Any] | list[Any] = {} if isinstance(event, MappingStartEvent) else []
        location = self.put(event, whole)
        self.opened.append(_Open(location, whole))

    def end(self, _event: Event) -> None:
        """End the mapping or list."""
        self.opened.pop()

    @property
    def expects_key(self) -> bool:
        """Tell whether a mapping is open and its next part is a key."""
        return isinstance(self.opened[-1].whole, dict) and self.key is None

    def take_key(self, event: Event, key: str) -> None:
        """Keep the key until its value comes."""
        location, whole = self.opened[-1]
        if key in whole:
            raise self.problem(event, f"the key {key!r} stands twice in one mapping")
        self.keys[*location, key] = _mark(event.start_mark)
        self.key = key

    def put(self, event: Event, value: Any) -> Location:
        """Put a value where it belongs, and keep where it stands."""
        location, whole = self.opened[-1]
        if isinstance(whole, list):
            location = (*location, len(whole))
            whole.append(value)
        else:
            key, self.key = str(self.key), None
            location = (*location, key)
            whole[key] = value
        self.values[location] = _mark(event.start_mark)
        return location

    def refuse_properties(self, event: Any) -> None:
        """Refuse `&name` and `!name`."""
        if event.anchor is not None:
            raise self.problem(event, "anchors are not read here; expected a plain value")
        if event.ctag is not None:
            raise self.problem(event, "tags are not read here; expected a plain value")

    def problem(self, event: Event, text: str) -> BadInputError:
        """Make the error that something is wrong at an event."""
        return BadInputError(_at(self.place, event.start_mark), text)


_ACTS: Final[Mapping[type[Event], Callable[[_Reading, Any], None]]] = {
    DocumentStartEvent: _Reading.start_document,
    AliasEvent: _Reading.refuse_alias,
    ScalarEvent: _Reading.scalar,
    SequenceStartEvent: _Reading.start,
    MappingStartEvent: _Reading.start,
    SequenceEndEvent: _Reading.end,
    MappingEndEvent: _Reading.end,
}

_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,20}", re.ASCII)
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?", re.ASCII)
_WORDS: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def _resolved(text: str) -> Any:
    """Tell what a plain scalar stands for, as the core schema of YAML 1.2 does; moments and durations stay texts."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def _is_encodable(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _mark(mark: Any) -> Mark:
    return Mark(mark.line + 1, mark.column + 1)


def _at(place: str, mark: Any) -> str:
    return place if mark is None else f"{place}, line {mark.line + 1}, column {mark.column + 1}"
