"""What exploring two stores finds: states of two orders and two queues, and the steps from one to another."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.order.status import Status
from pedido.pair.conflict import ConflictKind
from pedido.pair.message import Message
from pedido.pair.store import Store

_FINAL: Final = frozenset({Status.CANCELED, Status.INVOICED})


class PairState(NamedTuple):
    """Two orders, what is under way to each of them, and the conflicts that were recorded, by the store that saw them."""

    marketplace: Order
    seller: Order
    to_marketplace: tuple[Message, ...] = ()
    to_seller: tuple[Message, ...] = ()
    conflicts: frozenset[tuple[Store, ConflictKind]] = frozenset()

    @property
    def delivered(self) -> bool:
        """Tell whether nothing is under way."""
        return not self.to_marketplace and not self.to_seller

    @property
    def ended(self) -> bool:
        """Tell whether both orders are in a final status, and nothing is under way."""
        return self.delivered and self.marketplace.status in _FINAL and self.seller.status in _FINAL

    @property
    def agrees(self) -> bool:
        """Tell whether both orders have the same final status, and nothing is under way."""
        return self.ended and self.marketplace.status is self.seller.status


class PairStep(NamedTuple):
    """Something that happens at a store: it gives a command, or, without one, the head of its queue is delivered."""

    store: Store
    command: Command | None = None


@dataclass(eq=False)
class PairGraph:
    """What was found, by numbers: the start is state 0.

    `parents` and `via` are, for every state, the state and the step by which it was found first, and so by one of the
    shortest ways. `sources`, `by` and `dests` are the transitions. `unexplored` are the states that were not looked at.
    """

    steps: tuple[PairStep, ...]
    states: list[PairState] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    via: list[int] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    by: list[int] = field(default_factory=list)
    dests: list[int] = field(default_factory=list)
    unexplored: set[int] = field(default_factory=set)
    depth: int = 0
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def longest_queue(self) -> int:
        """How many messages were under way to one store at most."""
        return max(max(len(state.to_marketplace), len(state.to_seller)) for state in self.states)

    @cached_property
    def deliveries(self) -> Mapping[int, Sequence[int]]:
        """The states to which a delivery leads, by the state in which it is made; asked for once everything is found."""
        dests: defaultdict[int, list[int]] = defaultdict(list)
        for source, step, dest in zip(self.sources, self.by, self.dests, strict=True):
            if self.steps[step].command is None:
                dests[source].append(dest)
        return dests

    @cached_property
    def following(self) -> Mapping[int, Sequence[int]]:
        """The states to which any step leads, by the state in which it is taken; asked for once everything is found."""
        dests: defaultdict[int, list[int]] = defaultdict(list)
        for source, dest in zip(self.sources, self.dests, strict=True):
            dests[source].append(dest)
        return dests

    def way_to(self, state: int) -> list[int]:
        """Return the states of a shortest way from the start to a state, both included."""
        way = [state]
        while self.parents[way[-1]] >= 0:
            way.append(self.parents[way[-1]])
        return way[::-1]
