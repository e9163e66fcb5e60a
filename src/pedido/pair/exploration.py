"""Exploring two stores: every interleaving of what they do and of what is delivered, breadth first, by the real `decide`.

A state is the state of each order, as `pedido.verify.canonical` tells orders apart, the messages in both queues, and the
conflicts recorded so far. What a command or a message comes to depends on one order only, so that it is decided once for
each of the few states that an order can be in, and looked up for all the pairs that have it.
"""

import time
from collections.abc import Callable
from typing import Final, NamedTuple

from pedido.pair.conflict import ConflictKind
from pedido.pair.graph import PairGraph, PairState, PairStep
from pedido.pair.message import Message
from pedido.pair.protocol import PROTOCOL, Protocol
from pedido.pair.side import Move, Side
from pedido.pair.store import Store
from pedido.pair.world import PairWorld
from pedido.verify.exploration import Progress

ROOM: Final = 3
"""How many messages may wait in a queue for a store still to give commands that send one."""

LIMIT: Final = 8
"""How long a queue may grow: a state with a longer one is found, and nothing follows it."""

_STATES_BETWEEN_REPORTS: Final = 1000


def explore_pair(
    world: PairWorld,
    protocol: Protocol = PROTOCOL,
    *,
    depth: int | None = None,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
) -> PairGraph:
    """Explore a world of two stores; Ctrl-C ends it early, and the graph says so.

    `depth` is how many steps are taken in a row at most; without it, as many as lead to something new.
    """
    exploration = _Exploration(world, protocol, on_progress)
    began = time.perf_counter()
    try:
        exploration.run(depth)
    except KeyboardInterrupt:
        exploration.graph.interrupted = True
        exploration.graph.unexplored.update(range(exploration.looking_at, len(exploration.graph.states)))
    exploration.graph.seconds = time.perf_counter() - began
    return exploration.graph


class _Numbers(NamedTuple):
    """A state by the numbers of its orders."""

    marketplace: int
    seller: int
    to_marketplace: tuple[Message, ...] = ()
    to_seller: tuple[Message, ...] = ()
    conflicts: frozenset[tuple[Store, ConflictKind]] = frozenset()


class _Exploration:
    """The work on one graph."""

    def __init__(self, world: PairWorld, protocol: Protocol, on_progress: Callable[[Progress], None]) -> None:
        given = [PairStep(store, command) for store in Store for command in world.commands[store]]
        steps = (*given, *(PairStep(store) for store in Store))
        self.marketplace = Side(Store.MARKETPLACE, world, protocol, steps)
        self.seller = Side(Store.SELLER, world, protocol, steps)
        self.on_progress = on_progress
        self.graph = PairGraph(steps)
        self.known: dict[_Numbers, int] = {}
        self.looking_at = 0

    def run(self, depth: int | None) -> None:
        """Look at the states one layer after the other."""
        graph = self.graph
        start = _Numbers(self.marketplace.start, self.seller.start)
        self.find(start, -1, -1)
        layer = [start]
        while layer and (depth is None or graph.depth < depth):
            layer = self.next_layer(layer)
            graph.depth += bool(layer)
        graph.unexplored.update(self.known[state] for state in layer)

    def next_layer(self, layer: list[_Numbers]) -> list[_Numbers]:
        """Take every step in every state of a layer, and return the states that are new."""
        following: list[_Numbers] = []
        for looked_at, state in enumerate(layer):
            number = self.looking_at = self.known[state]
            if looked_at % _STATES_BETWEEN_REPORTS == 0:
                self.report(len(layer) - looked_at + len(following))
            if max(len(state.to_marketplace), len(state.to_seller)) > LIMIT:
                self.graph.unexplored.add(number)
                continue
            for step, dest in (*self.at_marketplace(state), *self.at_seller(state)):
                if dest not in self.known:
                    self.find(dest, number, step)
                    following.append(dest)
                self.graph.sources.append(number)
                self.graph.by.append(step)
                self.graph.dests.append(self.known[dest])
        return following

    def at_marketplace(self, state: _Numbers) -> list[tuple[int, _Numbers]]:
        """Return where every step at the marketplace leads."""
        return [
            (
                move.step,
                _Numbers(
                    move.order,
                    state.seller,
                    to_marketplace=rest,
                    to_seller=state.to_seller + move.messages,
                    conflicts=_with(state.conflicts, Store.MARKETPLACE, move),
                ),
            )
            for move, rest in _enabled(self.marketplace, state.marketplace, state.to_marketplace, state.to_seller)
        ]

    def at_seller(self, state: _Numbers) -> list[tuple[int, _Numbers]]:
        """Return where every step at the seller leads."""
        return [
            (
                move.step,
                _Numbers(
                    state.marketplace,
                    move.order,
                    to_marketplace=state.to_marketplace + move.messages,
                    to_seller=rest,
                    conflicts=_with(state.conflicts, Store.SELLER, move),
                ),
            )
            for move, rest in _enabled(self.seller, state.seller, state.to_seller, state.to_marketplace)
        ]

    def find(self, state: _Numbers, parent: int, via: int) -> None:
        """Keep a state that is new."""
        graph = self.graph
        self.known[state] = len(graph.states)
        orders = self.marketplace.orders[state.marketplace], self.seller.orders[state.seller]
        graph.states.append(PairState(*orders, state.to_marketplace, state.to_seller, state.conflicts))
        graph.parents.append(parent)
        graph.via.append(via)

    def report(self, waiting: int) -> None:
        """Tell how far it is."""
        states, transitions = len(self.graph.states), len(self.graph.sources)
        self.on_progress(Progress(states, transitions, transitions, self.graph.depth, waiting))


def _enabled(
    side: Side, order: int, arriving: tuple[Message, ...], leaving: tuple[Message, ...]
) -> list[tuple[Move, tuple[Message, ...]]]:
    """Return what can happen at a store now, each with what is left to arrive there."""
    moves = [
        (move, arriving)
        for move in side.moves_from(order)
        if not move.messages or len(leaving) + len(move.messages) <= ROOM
    ]
    delivery = side.receive(order, arriving[0]) if arriving else None
    return moves if delivery is None else [*moves, (delivery, arriving[1:])]


def _with(
    conflicts: frozenset[tuple[Store, ConflictKind]], store: Store, move: Move
) -> frozenset[tuple[Store, ConflictKind]]:
    return conflicts if move.conflict is None else conflicts | {(store, move.conflict)}
