"""A scenario as it is run: everything read, checked and dated."""

from dataclasses import dataclass
from datetime import datetime

from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.pair.store import Store
from pedido.scenario.format import Then


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the command, dated by the virtual clock, or None where only time passes or a message is delivered.

    `line` is where the step stands. `given` is another order to go on with, or None. `store` is the one of two stores that the
    step is about, and `delivers` tells whether the first message on its way to that store is delivered there.
    """

    line: int
    at: datetime
    given: Order | None
    command: Command | None
    then: Then
    store: Store | None = None
    delivers: bool = False


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scripted run of an order, or of the two orders of one sale. `place` is the file it was read from.

    `given` is the order, of a sale the marketplace's; `seller` is then the seller's, and None otherwise.
    """

    place: str
    title: str
    source: str
    facts: tuple[str, ...]
    given: Order
    steps: tuple[Step, ...]
    seller: Order | None = None
