"""A world: what exploring starts from, what is tried in every state, and where it ends."""

from dataclasses import dataclass
from typing import Final

from pedido.order.commands import Command
from pedido.order.order import Order

_MOST_TURNS: Final = 5
"""How often all that an order may be worth is settled and given back at most: more than any way of the real machine does."""


@dataclass(frozen=True, slots=True)
class World:
    """A small world. In every state every one of the commands is given.

    `starts` are orders that differ in what the rules can see. The world ends where an order would be modified more than
    `modifications` times, or is worth more than `highest` cents: such an order is a state, and nothing follows it. `depth`
    is how many commands are given in a row; without it, as many as lead to something new.
    """

    name: str
    about: str
    starts: tuple[Order, ...]
    commands: tuple[Command, ...]
    modifications: int
    highest: int
    depth: int | None = None

    def follows(self, order: Order) -> bool:
        """Tell whether what follows an order belongs to the world: one in which money grows without bound ends somewhere."""
        paid = order.payment
        return order.value <= self.highest and max(paid.settled, paid.refunded) <= _MOST_TURNS * self.highest

    def modifies(self, order: Order) -> bool:
        """Tell whether one more modification of an order belongs to the world; while one is in progress, it is refused."""
        latest = order.modifications.latest
        number = 0 if latest is None else latest.number
        return (latest is not None and latest.in_progress) or number < self.modifications
