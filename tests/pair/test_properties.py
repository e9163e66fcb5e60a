"""Every property of two stores can fail: each is shown a protocol that is broken in one place, or two orders that are."""

import pytest

from pedido import Flow, PaymentStatus, Status
from pedido.pair import CancellationRequested, FulfillmentAuthorized, Invoiced, OrderCanceled, Protocol, at_seller
from pedido.pair.exploration import LIMIT, explore_pair
from pedido.pair.graph import PairGraph, PairState, PairStep
from pedido.pair.properties import PAIR_PROPERTIES, SEEN_BY_BOTH
from pedido.pair.protocol import PROTOCOL
from pedido.pair.reception import answered, comes_to, nothing
from pedido.pair.store import Store
from pedido.pair.world import PairWorld
from pedido.rules.facts import FACTS
from tests.orders import payment
from tests.pair.breaking import TABLES, broken, only
from tests.pair.naive import NAIVE
from tests.pair.telling import CANCELED, marketplace, seller

pytestmark = pytest.mark.slow

BY_ID = {each.id: each for each in PAIR_PROPERTIES}
ALL = only(
    "authorize_payment",
    "customer_cancel",
    "cancel",
    "close_cancellation_window",
    "start_handling",
    "invoice",
    "decline_cancellation",
    "confirm_payment_cancellation",
)


def echo(_order: object, message: CancellationRequested) -> CancellationRequested:
    return message


IMPATIENT = Protocol(TABLES)
HASTY = broken(Flow.SELLER, comes_to(FulfillmentAuthorized, Status, "F4", gives=[at_seller.authorize]))
FORGETFUL = broken(Flow.MARKETPLACE, nothing(Invoiced, Status, "I4"))
DEAF = broken(Flow.SELLER, nothing(CancellationRequested, Status, "C8"))
UNREACHED = broken(Flow.SELLER, nothing(FulfillmentAuthorized, Status, "F4"))
BLIND = broken(Flow.SELLER, nothing(OrderCanceled, Status, "C2"))
ECHOING = Protocol(
    TABLES
    | {
        Flow.MARKETPLACE: answered(CancellationRequested, Status, "C8", answers=echo),
        Flow.SELLER: (
            *answered(CancellationRequested, Status, "C8", answers=echo),
            *nothing(FulfillmentAuthorized, Status, "F4"),
            *nothing(OrderCanceled, Status, "C2"),
        ),
    }
)


@pytest.mark.parametrize("property_id", BY_ID)
def test_each_holds_in_every_world(property_id: str, graphs: list[PairGraph]) -> None:
    assert [BY_ID[property_id].check(graph) for graph in graphs] == [None] * len(graphs)


def test_every_world_is_explored_to_its_end_and_small(graphs: list[PairGraph]) -> None:
    for graph in graphs:
        assert not graph.unexplored
        assert 10_000 < len(graph.states) < 50_000
        assert graph.longest_queue <= 5


@pytest.mark.parametrize(
    "property_id, protocol, world",
    [
        ("ends_match", NAIVE, ALL),
        ("the_seller_cancels_first", IMPATIENT, ALL),
        ("an_agreement_can_be_reached", BLIND, ALL),
        ("no_message_is_refused", HASTY, only("authorize_payment", "cancel")),
        ("exchanges_end", ECHOING, only("authorize_payment", "customer_cancel")),
        (
            "queues_stay_short",
            NAIVE,
            only("authorize_payment", "close_cancellation_window", "cancel", "decline_cancellation"),
        ),
        ("every_request_is_with_the_seller", DEAF, ALL),
        ("authorizations_arrive", UNREACHED, ALL),
        ("cancellations_arrive", BLIND, ALL),
        ("invoices_arrive", FORGETFUL, ALL),
    ],
)
def test_a_broken_protocol_is_found(property_id: str, protocol: Protocol, world: PairWorld) -> None:
    assert BY_ID[property_id].check(explore_pair(world, PROTOCOL)) is None
    fault = BY_ID[property_id].check(explore_pair(world, protocol))
    assert fault is not None
    assert fault.complaint


@pytest.mark.parametrize(
    "state",
    [
        PairState(marketplace(Status.CANCELED, payment=payment(PaymentStatus.SETTLED)), seller(Status.CANCELED)),
        PairState(marketplace(Status.INVOICED), seller(Status.INVOICED, payment=payment(PaymentStatus.APPROVED))),
    ],
)
def test_money_that_is_kept_for_nothing_or_missing_is_found_in_either_order(state: PairState) -> None:
    assert BY_ID["the_money_fits"].check(graph_of(state)) is not None
    assert (
        BY_ID["the_money_fits"].check(graph_of(PairState(marketplace(Status.CANCELED), seller(Status.CANCELED))))
        is None
    )


def test_a_disagreement_that_only_one_store_knows_is_found() -> None:
    canceled, invoiced = marketplace(Status.CANCELED), seller(Status.INVOICED)
    for conflicts in (frozenset(), frozenset(list(SEEN_BY_BOTH)[:1])):
        assert BY_ID["ends_match"].check(graph_of(PairState(canceled, invoiced, conflicts=conflicts))) is not None
    assert BY_ID["ends_match"].check(graph_of(PairState(canceled, invoiced, conflicts=SEEN_BY_BOTH))) is None


def test_a_queue_may_be_long_and_not_longer() -> None:
    orders = marketplace(Status.PAYMENT_APPROVED), seller(Status.HANDLING)
    for length, faulty in ((LIMIT, False), (LIMIT + 1, True)):
        for state in (PairState(*orders, (CANCELED,) * length), PairState(*orders, (), (CANCELED,) * length)):
            assert (BY_ID["queues_stay_short"].check(graph_of(state)) is not None) is faulty


def test_each_has_a_sentence_and_facts_that_there_are() -> None:
    assert len(BY_ID) == len(PAIR_PROPERTIES)
    for each in PAIR_PROPERTIES:
        assert each.says.endswith(".")
        assert set(each.facts) <= set(FACTS)


def graph_of(state: PairState) -> PairGraph:
    return PairGraph((PairStep(Store.MARKETPLACE), PairStep(Store.SELLER)), states=[state], parents=[-1], via=[-1])
