"""What a fact is."""

from dataclasses import dataclass

from pedido.machine import Source


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the sources state. `note` says how it is read here, where there is more than one reading.

    `place` is the dotted name of what stands for it where that is no part of a machine.
    """

    id: str
    statement: str
    sources: tuple[Source, ...]
    note: str = ""
    place: str = ""
