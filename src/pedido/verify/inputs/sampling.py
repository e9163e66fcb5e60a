"""States of worlds, far apart: a sample that takes seconds where exploring takes minutes."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from pedido.order.commands import CreateModification
from pedido.order.order import Order
from pedido.verify.canonical import Abstraction, Key
from pedido.verify.inputs.novelty import Asked
from pedido.verify.inputs.observing import Observer
from pedido.verify.world import World

DECISIONS: Final = 12_000
"""How many commands are decided in each world, or in every start as many as the world has."""

Situation = tuple[str, ...]


class Sampling:
    """Looks at some states of every start: next at one in whose situation the fewest were looked at before, from any start."""

    def __init__(self, observer: Observer) -> None:
        """Begin with nothing looked at."""
        self._observer = observer
        self._looked_at: Counter[Situation] = Counter()

    def sample(self, world: World, start: int) -> None:
        """Look at states that are reached from a start."""
        abstraction = Abstraction()
        found: set[Key] = set()
        waiting: list[tuple[Order, int]] = []

        def reach(order: Order, depth: int) -> None:
            key, state = abstraction.state_of(order)
            if key not in found and world.follows(state) and depth != world.depth:
                found.add(key)
                waiting.append((state, depth))

        reach(world.starts[start], 0)
        for _ in range(max(DECISIONS // (len(world.starts) * len(world.commands)), 1)):
            if not waiting:
                return
            place = min(range(len(waiting)), key=lambda place: self._looked_at[_situation(waiting[place][0])])
            order, depth = waiting.pop(place)
            self._looked_at[_situation(order)] += 1
            for after in self._followers(world, start, order):
                reach(after, depth + 1)

    def _followers(self, world: World, start: int, order: Order) -> Iterator[Order]:
        """Give every command in a state."""
        for number, command in enumerate(world.commands):
            if type(command) is CreateModification and not world.modifies(order):
                continue
            try:
                decision = self._observer.decide(Asked(world.name, start, number), order, command)
            except Exception:  # noqa: BLE001, S112 - what a machine cannot decide is told by the properties
                continue
            if decision.order is not order:
                yield decision.order


def _situation(order: Order) -> Situation:
    latest = order.modifications.latest
    return order.flow, order.status, order.payment.status, "" if latest is None else latest.status
