"""Making a path plainer: an order that is given has no more in it than the path needs."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pedido.covering.aims import Aim, Memory, Thing
from pedido.covering.paths import Path
from pedido.covering.steps import replayed
from pedido.scenario.format import START

_NEEDED: Final = frozenset({"flow", "status", "value"})


def plainest(path: Path, aim: Aim) -> Path:
    """Leave out of the order that is given whatever makes no difference to what the path covers."""
    wanted = _covered(path, aim)
    for smaller in _smaller(path.given):
        plainer = path._replace(given=smaller)
        if _covered(plainer, aim) == wanted:
            return plainest(plainer, aim)
    return path


def _smaller(given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Leave out one field, or one field of a field."""
    for name, part in given.items():
        if name in _NEEDED:
            continue
        yield {other: said for other, said in given.items() if other != name}
        if isinstance(part, Mapping) and len(part) > 1:
            for field in part:
                yield {**given, name: {other: said for other, said in part.items() if other != field}}


def _covered(path: Path, aim: Aim) -> list[frozenset[Thing]]:
    covered, memory = [], Memory()
    for told in replayed(path.given, path.commands, START):
        covers, memory = aim.covered(memory, aim.trace_of(told.before, told.command, told.decision))
        covered.append(covers)
    return covered
