"""Plain data as YAML that people read: on one line where it fits, else one part below the other."""

import json
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

WIDTH: Final = 120
"""How long a line is at most, where it can be broken."""

_STEP: Final = 2
"""By how many columns a part stands further in than what it is a part of."""


def block(data: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """Write a mapping, a line or more for each key."""
    return (f"{indent}{line}" for line in _written(_mapping(data, WIDTH - len(indent))))


def element(part: Any, indent: str) -> Iterator[str]:
    """Write an element of a list, on a line or more."""
    elements = CommentedSeq([_styled(part, WIDTH - len(indent) - _STEP)])
    return (f"{indent}{line[_STEP:]}" for line in _written(elements))


def _styled(data: Any, room: int) -> Any:
    """Say of every part whether it stands on one line: where the room, in columns, is enough for it."""
    if isinstance(data, str):
        return data if data.isprintable() else DoubleQuotedScalarString(data)
    if not isinstance(data, Mapping | list):
        return data
    styled = _mapping(data, room) if isinstance(data, Mapping) else _sequence(data, room)
    if _length(data) <= room:
        styled.fa.set_flow_style()
    return styled


def _mapping(data: Mapping[str, Any], room: int) -> CommentedMap:
    return CommentedMap((name, _styled(part, _room_beside(name, part, room))) for name, part in data.items())


def _sequence(data: list[Any], room: int) -> CommentedSeq:
    return CommentedSeq(_styled(part, room - 2 * _STEP) for part in data)


def _room_beside(name: str, part: Any, room: int) -> int:
    """Return the room beside a key, or below it where what belongs to it does not fit there."""
    beside = room - len(f"{name}: ")
    return beside if _length(part) <= beside else room - _STEP


def _length(data: Any) -> int:
    """Return about how many columns data takes on one line: as JSON, whose quotes YAML seldom needs."""
    text = json.dumps(data, ensure_ascii=False)
    return len(text) - text.count('"')


def _written(data: CommentedMap | CommentedSeq) -> list[str]:
    yaml = YAML()
    yaml.width = 10**6  # what is too long for a line was told apart before
    yaml.indent(mapping=_STEP, sequence=2 * _STEP, offset=_STEP)
    text = StringIO()
    yaml.dump(data, text)
    return text.getvalue().splitlines()
