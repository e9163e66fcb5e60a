"""Putting another table in place of one, for everything that decides by it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from pedido import engine, machines
from pedido.lifting import circumstances
from pedido.machine import MachineDefinition
from pedido.machines import DEFINITIONS
from pedido.scenario import coverage
from pedido.verify.properties import deciding

_TABLES: Final[dict[str, MachineDefinition]] = gc.get_referents(DEFINITIONS)[0]
"""The tables themselves. `DEFINITIONS` shows them read-only, and every module that has imported it sees what changes here."""

_MADE_OF_TABLES: Final[tuple[Any, ...]] = (
    machines.machine,
    engine._hosting,
    deciding._alternatives,
    coverage._rules_of,
    circumstances._still_to_come,
)
"""What keeps what it once made of the tables."""


@contextmanager
def in_place(definition: MachineDefinition) -> Iterator[None]:
    """Have the table of that name be this one, until the end of the block."""
    original = _TABLES[definition.name]
    _put(definition)
    try:
        yield
    finally:
        _put(original)


def _put(definition: MachineDefinition) -> None:
    _TABLES[definition.name] = definition
    for kept in _MADE_OF_TABLES:
        kept.cache_clear()
