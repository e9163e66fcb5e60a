"""What holds of two stores, whatever they do and however long their messages take.

A property looks at the graph that was explored, and returns the first state or transition with which something is wrong.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from pedido.order.commands import ConfirmPaymentCancellation, DenyPayment
from pedido.order.order import Order
from pedido.order.status import Status
from pedido.pair.conflict import ConflictKind
from pedido.pair.exploration import LIMIT
from pedido.pair.graph import PairGraph, PairState
from pedido.pair.reach import endless, reaching
from pedido.pair.store import Store
from pedido.verify.properties.money import canceled_orders_keep_no_money, invoiced_orders_are_settled
from pedido.verify.properties.property import Complaint, Property, always


class Fault(NamedTuple):
    """Something is wrong: with which state, or with which transition from it, and what."""

    state: int
    complaint: str
    transition: int | None = None


OfPair = Callable[[PairGraph], Fault | None]

SEEN_BY_BOTH: Final = frozenset(
    {
        (Store.MARKETPLACE, ConflictKind.INVOICED_AFTER_CANCELLATION),
        (Store.SELLER, ConflictKind.CANCELED_AFTER_INVOICE),
    }
)
"""The conflicts of a marketplace that canceled and a seller that invoiced."""

_CANCELED: Final = frozenset({Status.CANCEL, Status.CANCELED})
_UNAUTHORIZED: Final = frozenset({Status.WAITING_FFMT_AUTHORIZATION, Status.WAITING_FOR_MANUAL_AUTHORIZATION})
_WITH_SELLER: Final = frozenset(
    {
        Status.PAYMENT_APPROVED,
        Status.WAITING_SELLER_HANDLING,
        Status.READY_FOR_INVOICING,
        Status.WAITING_FOR_SELLER_DECISION,
        Status.WINDOW_TO_CHANGE_SELLER,
    }
)


def in_every_state(*facts: str) -> Callable[[Callable[[PairState], Complaint]], Property[OfPair]]:
    """Make a property of what holds in every state, by itself."""

    def named(complain: Callable[[PairState], Complaint]) -> Property[OfPair]:
        def first(graph: PairGraph) -> Fault | None:
            for number, state in enumerate(graph.states):
                complaint = complain(state)
                if complaint is not None:
                    return Fault(number, complaint)
            return None

        return Property(complain.__name__, facts, (complain.__doc__ or "").strip(), first)

    return named


@in_every_state("C2", "C5")
def ends_match(state: PairState) -> Complaint:
    """Two orders that have ended are both canceled or both invoiced; if not, both stores have recorded the conflict."""
    return _statuses(state) if state.ended and not (state.agrees or state.conflicts == SEEN_BY_BOTH) else None


@always("C4", "C8", "F9")
def the_seller_cancels_first(graph: PairGraph) -> Fault | None:
    """Once the seller may fulfill the order, the marketplace cancels only after the seller, unless the payment is lost."""
    for transition, (source, step, dest) in enumerate(zip(graph.sources, graph.by, graph.dests, strict=True)):
        before, after = graph.states[source], graph.states[dest]
        if before.marketplace.status not in _WITH_SELLER or after.marketplace.status not in _CANCELED:
            continue
        lost = isinstance(graph.steps[step].command, DenyPayment | ConfirmPaymentCancellation)
        if not lost and before.seller.status not in _CANCELED:
            return Fault(source, _statuses(after), transition)
    return None


@always("C2", "C5")
def an_agreement_can_be_reached(graph: PairGraph) -> Fault | None:
    """From every state both orders can end alike; or both stores know that they cannot."""
    ends = {
        number
        for number, state in enumerate(graph.states)
        if state.agrees or (state.ended and state.conflicts == SEEN_BY_BOTH)
    }
    stuck = set(range(len(graph.states))) - reaching(graph, ends | graph.unexplored)
    if not stuck:
        return None
    return Fault(min(stuck), f"{_statuses(graph.states[min(stuck)])}, and they cannot go on to agree")


@in_every_state("C8", "C9")
def no_message_is_refused(state: PairState) -> Complaint:
    """Every message comes to something that the order accepts, to an answer, or to a conflict that is known beforehand."""
    refusing = [store for store, kind in state.conflicts if kind is ConflictKind.REFUSED]
    return f"the {refusing[0]} was told something that its order refuses" if refusing else None


@always("C8", "C9")
def exchanges_end(graph: PairGraph) -> Fault | None:
    """Once no store gives a command, the messages come to an end: none answers another for ever."""
    cycle = endless(graph)
    return Fault(min(cycle), "the messages go on for ever") if cycle else None


@in_every_state("C8")
def queues_stay_short(state: PairState) -> Complaint:
    """No queue grows without bound."""
    longest = max(len(state.to_marketplace), len(state.to_seller))
    return f"{longest} messages are under way to one store" if longest > LIMIT else None


@in_every_state("C8", "C9", "C10")
def every_request_is_with_the_seller(state: PairState) -> Complaint:
    """Where nothing is under way, the marketplace waits for a decision only while the seller has its request, or cancels."""
    waits = state.marketplace.status is Status.WAITING_FOR_SELLER_DECISION
    if not (waits and state.delivered) or state.seller.status is Status.CANCEL:
        return None
    asked, known = state.marketplace.open_request, state.seller.open_request
    if asked is not None and known is not None and asked.id == known.id:
        return None
    return f"{_statuses(state)}, and the request is not with the seller"


@in_every_state("F4", "F9")
def authorizations_arrive(state: PairState) -> Complaint:
    """Where nothing is under way and the marketplace has left the order to the seller, the seller may fulfill it."""
    if state.delivered and state.marketplace.status in _WITH_SELLER and state.seller.status in _UNAUTHORIZED:
        return _statuses(state)
    return None


@in_every_state("C2", "C8", "F5")
def cancellations_arrive(state: PairState) -> Complaint:
    """Where nothing is under way and no conflict is recorded, both orders are canceled, or neither, or another seller is looked for."""
    if not state.delivered or state.conflicts or state.marketplace.status is Status.WINDOW_TO_CHANGE_SELLER:
        return None
    here, there = (order.status in _CANCELED for order in (state.marketplace, state.seller))
    waits = state.seller.status is Status.CANCEL  # for Payments, before it tells the marketplace
    return None if here is there or waits else _statuses(state)


@in_every_state("I4", "C4")
def invoices_arrive(state: PairState) -> Complaint:
    """Where nothing is under way and no conflict is recorded, the marketplace has every invoice of the seller's."""
    entered, arrived = state.seller.invoiced, state.marketplace.invoiced
    if not state.delivered or state.conflicts or entered == arrived:
        return None
    return f"the seller has invoiced {entered}, the marketplace {arrived}"


@in_every_state("C17", "I4")
def the_money_fits(state: PairState) -> Complaint:
    """A canceled order keeps no money, and an invoiced one is settled: at the marketplace and at the seller."""
    return _money(state.marketplace) or _money(state.seller)


def _money(order: Order) -> Complaint:
    return canceled_orders_keep_no_money.check(order) or invoiced_orders_are_settled.check(order)


def _statuses(state: PairState) -> str:
    return f"the marketplace's order is {state.marketplace.status}, the seller's {state.seller.status}"


PAIR_PROPERTIES: Final[tuple[Property[OfPair], ...]] = (
    ends_match,
    the_seller_cancels_first,
    an_agreement_can_be_reached,
    no_message_is_refused,
    exchanges_end,
    queues_stay_short,
    every_request_is_with_the_seller,
    authorizations_arrive,
    cancellations_arrive,
    invoices_arrive,
    the_money_fits,
)
