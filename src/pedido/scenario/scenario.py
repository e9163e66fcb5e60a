"""A scenario as it is run: everything read, checked and dated."""

from dataclasses import dataclass
from datetime import datetime

from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.scenario.format import Then


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the command, dated by the virtual clock, or None where only time passes.

    `line` is where the step stands. `given` is another order to go on with, or None.
    """

    line: int
    at: datetime
    given: Order | None
    command: Command | None
    then: Then


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scripted run of an order. `place` is the file it was read from."""

    place: str
    title: str
    source: str
    facts: tuple[str, ...]
    given: Order
    steps: tuple[Step, ...]
