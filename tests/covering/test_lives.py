"""The lives of an order: where they begin, where they lead, and what their steps cover."""

from dataclasses import replace

import networkx as nx
import pytest

from pedido.covering import lives
from pedido.covering.aims import AIMS, Thing
from pedido.covering.lives import BEGIN, BEGINNING, Lives, lives_from
from pedido.covering.worlds import BORN
from pedido.engine import decide
from pedido.machine import NoAlternativeError
from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.verify.exploration import Graph
from tests.covering.small import SMALL

CHAIN = SMALL[0].starts[0]


@pytest.fixture(scope="module")
def chain() -> Lives:
    return lives_from(SMALL[0], CHAIN, AIMS["pairs"])


def covers_of(lives: Lives) -> list[frozenset[Thing]]:
    return [lives.graph.edges[edge]["covers"] for edge in lives.graph.edges]


def test_a_life_begins_at_the_start(chain: Lives) -> None:
    assert chain.given[0]["status"] == "incomplete"
    assert chain.given[0]["settings"] == {"automatic_settlement": True}


def test_a_life_may_begin_in_the_middle_with_an_order_that_is_given_there(chain: Lives) -> None:
    begun = [given["status"] for given in chain.given.values()]
    assert begun == ["incomplete", "waiting-for-authorization", "waiting-for-mkt-authorization", "payment-approved"]
    assert all({**given, "status": "incomplete"} == chain.given[0] for given in chain.given.values())


def test_before_every_life_nothing_is_known_and_nothing_covered(chain: Lives) -> None:
    beginnings = list(chain.graph.out_edges(BEGIN, keys=True))
    assert beginnings == [(BEGIN, (state, ()), BEGINNING) for state in chain.given]
    assert not any(chain.graph.edges[edge]["covers"] for edge in beginnings)


def test_all_that_can_happen_can_be_reached_from_a_beginning(chain: Lives) -> None:
    assert nx.descendants(chain.graph, BEGIN) == set(chain.graph) - {BEGIN}


def test_the_things_are_what_the_steps_cover(chain: Lives) -> None:
    assert chain.things == frozenset[Thing]().union(*covers_of(chain))


def test_what_leads_nowhere_is_kept_where_it_first_covers_something() -> None:
    graph = lives_from(SMALL[0], CHAIN, AIMS["rules"]).graph
    in_place: list[frozenset[Thing]] = [graph.edges[edge]["covers"] for edge in graph.edges if edge[0] == edge[1]]
    known: set[Thing] = set()
    for covers in in_place:
        assert covers - known
        known |= covers
    assert known


def test_no_farther_than_the_world_looks() -> None:
    near = lives_from(replace(SMALL[0], depth=1), CHAIN, AIMS["transitions"])
    assert near.things < lives_from(SMALL[0], CHAIN, AIMS["transitions"]).things


def test_a_machine_that_fails_is_left_to_verification(monkeypatch: pytest.MonkeyPatch, chain: Lives) -> None:
    def fails_to_cancel(order: Order, command: Command) -> object:
        if command.trigger == "cancel":
            raise NoAlternativeError
        return decide(order, command)

    monkeypatch.setattr("pedido.verify.exploration.decide", fails_to_cancel)
    assert lives_from(SMALL[0], CHAIN, AIMS["pairs"]).things < chain.things


def test_half_an_exploration_is_of_no_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lives, "explore", lambda *_, **__: Graph(interrupted=True, complete=False))
    with pytest.raises(KeyboardInterrupt):
        lives_from(BORN, BORN.starts[0], AIMS["pairs"])
