"""The races of two stores, by name: which messages cross each other on their way. `scenarios/races` has one of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from pedido.order.status import Status
from pedido.pair.graph import PairGraph, PairState
from pedido.pair.message import (
    CancellationDeclined,
    CancellationInsisted,
    CancellationRequested,
    FulfillmentAuthorized,
    Invoiced,
    Message,
    OrderCanceled,
)
from pedido.pair.reach import settled


@dataclass(frozen=True, slots=True)
class Race:
    """Messages that cross each other: exactly these are on their way to the seller, and these to the marketplace.

    `marketplace` are the statuses of its order in which it is this race; without any, all are.
    """

    name: str
    says: str
    facts: tuple[str, ...]
    to_seller: tuple[type[Message], ...]
    to_marketplace: tuple[type[Message], ...]
    marketplace: frozenset[Status] = frozenset()

    def is_on(self, state: PairState) -> bool:
        """Tell whether the race is on in a state of two stores that have no conflict yet."""
        return (
            tuple(map(type, state.to_seller)) == self.to_seller
            and tuple(map(type, state.to_marketplace)) == self.to_marketplace
            and (not self.marketplace or state.marketplace.status in self.marketplace)
            and not state.conflicts
        )


class Ending(NamedTuple):
    """How a race ends once everything is delivered: the statuses, and whether there is a conflict that a person has to see."""

    marketplace: Status
    seller: Status
    conflict: bool


@dataclass(frozen=True, slots=True)
class RaceResult:
    """In how many states a race was on, and the ways in which it ends."""

    race: Race
    states: int
    endings: tuple[Ending, ...]

    @property
    def agrees(self) -> bool:
        """Tell whether no way ends in a conflict."""
        return not any(ending.conflict for ending in self.endings)

    def as_json(self) -> dict[str, Any]:
        """Return the race, in how many states it was on, and its endings."""
        return {
            "race": self.race.name,
            "says": self.race.says,
            "facts": list(self.race.facts),
            "states": self.states,
            "agrees": self.agrees,
            "endings": [ending._asdict() for ending in self.endings],
        }


def run_race(race: Race, graphs: Iterable[PairGraph]) -> RaceResult:
    """Find a race in what was explored, and what comes of it when everything is delivered."""
    states = 0
    endings: set[Ending] = set()
    for graph in graphs:
        starts = [number for number, state in enumerate(graph.states) if race.is_on(state)]
        states += len(starts)
        endings |= {_ending(graph.states[number]) for number in settled(graph, starts)}
    return RaceResult(race, states, tuple(sorted(endings)))


def _ending(state: PairState) -> Ending:
    return Ending(state.marketplace.status, state.seller.status, bool(state.conflicts))


RACES: Final = (
    Race(
        "cancellation-crosses-invoice",
        "The marketplace asks for the cancellation while the seller's invoice is on its way.",
        ("C4", "C5", "C11"),
        (CancellationRequested,),
        (Invoiced,),
    ),
    Race(
        "insistence-crosses-invoice",
        "The marketplace cancels a second time while the seller's invoice, which declined the request, is on its way.",
        ("C1", "C4", "C8"),
        (CancellationInsisted,),
        (CancellationRequested, CancellationDeclined, Invoiced),
    ),
    Race(
        "insistence-crosses-decline",
        "The marketplace cancels a second time while the seller's decline is on its way.",
        ("C1", "C8", "C9"),
        (CancellationInsisted,),
        (CancellationDeclined,),
    ),
    Race(
        "both-stores-ask",
        "Both stores ask for the cancellation at once.",
        ("C3", "C8"),
        (CancellationRequested,),
        (CancellationRequested,),
    ),
    Race(
        "seller-declines-its-own-request",
        "The seller asks for the cancellation, and declines it itself.",
        ("C3", "C9"),
        (),
        (CancellationRequested, CancellationDeclined),
    ),
    Race(
        "cancellation-crosses-decline",
        "The marketplace asks for the cancellation while the seller's decline of its own request is on its way.",
        ("C3", "C8", "C9"),
        (CancellationRequested,),
        (CancellationRequested, CancellationDeclined),
    ),
    Race(
        "cancellation-crosses-cancellation",
        "The marketplace asks for the cancellation of what the seller has just canceled.",
        ("C2", "C8"),
        (CancellationRequested,),
        (OrderCanceled,),
    ),
    Race(
        "authorization-crosses-cancellation",
        "The seller cancels for want of the authorization, which is on its way.",
        ("F4", "F5"),
        (FulfillmentAuthorized,),
        (OrderCanceled,),
    ),
    Race(
        "both-stores-cancel",
        "The marketplace loses the payment while the seller cancels.",
        ("C2", "F9"),
        (OrderCanceled,),
        (OrderCanceled,),
    ),
    Race(
        "lost-payment-crosses-decline",
        "The marketplace loses the payment while the seller's decline is on its way.",
        ("C9", "F9"),
        (CancellationRequested, OrderCanceled),
        (CancellationRequested, CancellationDeclined),
    ),
    Race(
        "lost-payment-crosses-invoice",
        "The marketplace has no payment, not yet or no longer, and cancels while the seller's invoice is on its way.",
        ("C2", "C5", "F9"),
        (OrderCanceled,),
        (Invoiced,),
    ),
    Race(
        "invoice-before-payment",
        "The seller authorized the order by hand, and invoices before the marketplace has the payment.",
        ("F4", "F9"),
        (),
        (Invoiced,),
        frozenset({Status.PAYMENT_PENDING, Status.WINDOW_TO_CHANGE_PAYMENT}),
    ),
)
