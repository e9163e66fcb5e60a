"""The races: each is found by exploring, ends as the facts allow, and is kept as a scenario that runs into it."""

from pathlib import Path

import pytest

from pedido import Status
from pedido.pair import Sale, Store
from pedido.pair.graph import PairGraph, PairState
from pedido.pair.races import RACES, Ending, Race, RaceResult, run_race
from pedido.rules.facts import FACTS
from pedido.scenario import Scenario, read_scenario

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parents[2] / "scenarios" / "races"
NAMES = [race.name for race in RACES]
GOING_ON = {Status.READY_FOR_HANDLING, Status.HANDLING, Status.WAITING_FOR_FULFILLMENT, Status.READY_FOR_INVOICING}
INVOICED = {Status.INVOICE, Status.INVOICED}
CANCELED = {Status.CANCEL, Status.CANCELED}

Results = dict[str, RaceResult]


@pytest.fixture(scope="module")
def results(graphs: list[PairGraph]) -> Results:
    return {race.name: run_race(race, graphs) for race in RACES}


@pytest.mark.parametrize("name", NAMES)
def test_each_is_found_and_ends(name: str, results: Results) -> None:
    result = results[name]
    assert result.states > 0
    assert result.endings
    assert result.race.says.endswith(".")
    assert set(result.race.facts) <= set(FACTS)


@pytest.mark.parametrize("name", sorted({*NAMES} - {"lost-payment-crosses-invoice", "invoice-before-payment"}))
def test_where_the_marketplace_has_the_payment_none_ends_in_a_conflict(name: str, results: Results) -> None:
    assert results[name].agrees


def test_without_the_payment_the_facts_leave_an_invoice_that_the_marketplace_has_canceled(results: Results) -> None:
    result = results["lost-payment-crosses-invoice"]
    assert marketplaces(result) == {Status.CANCELED}
    assert all(ending.conflict for ending in result.endings)


def test_an_invoice_ahead_of_the_payment_ends_as_the_payment_does(results: Results) -> None:
    endings = results["invoice-before-payment"].endings
    assert {ending.marketplace for ending in endings if ending.conflict} == {Status.CANCELED}
    assert {ending.marketplace for ending in endings if not ending.conflict} == {
        Status.INVOICED,
        Status.PAYMENT_APPROVED,
    }


@pytest.mark.parametrize("name", ["cancellation-crosses-invoice", "insistence-crosses-invoice"])
def test_a_cancellation_that_races_an_invoice_gives_way_to_it(name: str, results: Results) -> None:
    assert sellers(results[name]) <= GOING_ON | INVOICED
    assert marketplaces(results[name]) & CANCELED == set()


@pytest.mark.parametrize("name", ["both-stores-ask", "both-stores-cancel", "cancellation-crosses-cancellation"])
def test_two_stores_that_both_want_the_cancellation_get_it(name: str, results: Results) -> None:
    assert sellers(results[name]) <= CANCELED


def test_a_seller_that_declines_its_own_request_leaves_both_orders_as_they_were(results: Results) -> None:
    result = results["seller-declines-its-own-request"]
    assert sellers(result) == GOING_ON
    assert Status.WAITING_FOR_SELLER_DECISION not in marketplaces(result)


def test_a_decline_of_the_sellers_own_request_is_no_answer_to_the_marketplaces(results: Results) -> None:
    waiting = Ending(Status.WAITING_FOR_SELLER_DECISION, Status.CANCELLATION_REQUESTED, conflict=False)
    assert results["cancellation-crosses-decline"].endings == (waiting,)


def test_the_result_is_data(results: Results) -> None:
    found = results["authorization-crosses-cancellation"].as_json()
    assert found["race"] == "authorization-crosses-cancellation"
    assert found["agrees"] is True
    assert {"marketplace": "window-to-change-seller", "seller": "canceled", "conflict": False} in found["endings"]


@pytest.mark.parametrize("race", RACES, ids=NAMES)
def test_a_scenario_of_its_name_runs_into_it(race: Race) -> None:
    scenario = read_scenario(str(FOLDER / f"{race.name}.yaml"))
    assert any(race.is_on(state) for state in states_of(scenario))


def states_of(scenario: Scenario) -> list[PairState]:
    """Return the states that a scenario of two stores passes."""
    assert scenario.seller is not None
    sale = Sale({Store.MARKETPLACE: scenario.given, Store.SELLER: scenario.seller})
    states = []
    for step in scenario.steps:
        assert step.store is not None
        if step.command is not None:
            sale.give(step.store, step.command)
        else:
            sale.deliver(step.store, step.at)
        to_marketplace, to_seller = (tuple(sale.queues[store]) for store in Store)
        orders = sale.orders[Store.MARKETPLACE], sale.orders[Store.SELLER]
        states.append(PairState(*orders, to_marketplace, to_seller))
    return states


def sellers(result: RaceResult) -> set[Status]:
    return {ending.seller for ending in result.endings}


def marketplaces(result: RaceResult) -> set[Status]:
    return {ending.marketplace for ending in result.endings}
