"""Asking every property on the way: who looks on while a world is explored."""

from typing import Any

from pedido.engine import Decision
from pedido.order.order import Order
from pedido.order.status import ModificationStatus
from pedido.verify.exploration import Graph
from pedido.verify.properties import OF_CHANGES, OF_DECISIONS, OF_ERRORS, OF_GRAPHS, OF_SITUATIONS, OF_STATES
from pedido.verify.properties.endings import FINAL
from pedido.verify.properties.property import Complaint, Property
from pedido.verify.usage import Usage
from pedido.verify.world import World

Broken = tuple[int, int | None, str]
"""Where a property is broken: in which state, by which command there if by one, and what is wrong."""


class Asking:
    """Asks the properties, and keeps of each the first place where it is broken: breadth first, that is a nearest one."""

    def __init__(self, world: World) -> None:
        """Begin with nothing broken."""
        self.commands = world.commands
        self._depth = world.depth
        self.usage = Usage()
        self.broken: dict[str, Broken] = {}
        self.ended: set[int] = set()
        self._of_states = [(asked, asked.check) for asked in OF_STATES]
        self._of_changes = [(asked, asked.check) for asked in OF_CHANGES]
        self._of_decisions = [(asked, asked.check) for asked in OF_DECISIONS]
        self._situations: set[tuple[str, ...]] = set()

    def found(self, state: int, order: Order) -> None:
        """Ask about a state."""
        if order.status in FINAL:
            self.ended.add(state)
        for asked, check in self._of_states:
            self.keep(asked, state, None, check(order))
        latest = order.modifications.latest
        modification = ModificationStatus.NONE if latest is None else latest.status
        situation = (order.status, order.payment.status, modification)
        if situation not in self._situations:
            self._situations.add(situation)
            for asked in OF_SITUATIONS:
                self.keep(asked, state, None, asked.check(order))

    def decided(self, state: int, command: int, order: Order, decision: Decision) -> None:
        """Ask about a decision, and about what it changed."""
        given = self.commands[command]
        self.usage.decided(given, order, decision)
        for asked, check in self._of_decisions:
            complaint = check(order, given, decision)
            if complaint is not None:
                self.keep(asked, state, command, complaint)
        if decision.order is not order:
            for asked, check in self._of_changes:
                complaint = check(order, given, decision)
                if complaint is not None:
                    self.keep(asked, state, command, complaint)

    def failed(self, state: int, command: int, error: Exception) -> None:
        """Ask about an error."""
        for asked in OF_ERRORS:
            self.keep(asked, state, command, asked.check(error))

    def ask_about(self, graph: Graph) -> None:
        """Ask about all that was found, once it is complete."""
        if self._depth is not None:
            return  # what follows is not looked at
        ended = frozenset(self.ended)
        for asked in OF_GRAPHS:
            state = asked.check(graph, ended)
            if state is not None:
                self.keep(asked, state, None, "no final status can be reached from here")

    def keep(self, asked: Property[Any], state: int, command: int | None, complaint: Complaint) -> None:
        """Keep where a property is broken first."""
        if complaint is not None:
            self.broken.setdefault(asked.id, (state, command, complaint))
