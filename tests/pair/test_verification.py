"""Verifying two stores: everything holds, and what does not is shown by the shortest way, which `pedido run` reproduces."""

import json
from pathlib import Path

import pytest

from pedido import Flow, Status
from pedido.pair import ConflictKind, FulfillmentAuthorized, PairVerification, Protocol, at_seller, verify_pair
from pedido.pair.properties import PAIR_PROPERTIES
from pedido.pair.races import RACES
from pedido.pair.reception import comes_to
from pedido.pair.verification import Interleaving
from pedido.pair.world import PAIR_WORLDS
from pedido.scenario import parse_scenario, run_scenario
from pedido.verify.exploration import Progress
from tests.pair.breaking import TABLES, broken, only
from tests.pair.naive import NAIVE


@pytest.fixture(scope="module")
def verified() -> PairVerification:
    return verify_pair(worlds=PAIR_WORLDS[-1:])


def test_a_world_is_explored_to_its_end_and_every_property_is_asked(verified: PairVerification) -> None:
    assert verified.holds
    assert not verified.interrupted
    assert [result.checked for result in verified.properties] == list(PAIR_PROPERTIES)
    (explored,) = verified.explored
    assert (explored.world, explored.complete) == (PAIR_WORLDS[-1], True)
    assert (verified.states, verified.transitions) == (explored.states, explored.transitions)
    assert verified.seconds == explored.seconds > 0


def test_a_depth_is_enough_for_a_quick_look_at_every_world() -> None:
    quick = verify_pair(5)
    assert quick.holds
    assert [(explored.world, explored.depth, explored.complete) for explored in quick.explored] == [
        (world, 5, False) for world in PAIR_WORLDS
    ]


def test_the_result_is_data(verified: PairVerification) -> None:
    found = verified.as_json()
    assert json.loads(json.dumps(found)) == found
    assert found["holds"] is True
    assert [world["world"] for world in found["worlds"]] == [PAIR_WORLDS[-1].name]
    assert {each["holds"] for each in found["properties"]} == {True}
    assert [race["race"] for race in found["races"]] == [race.name for race in RACES]


def test_an_interruption_ends_it_with_what_was_found() -> None:
    def interrupt(_progress: Progress) -> None:
        raise KeyboardInterrupt

    found = verify_pair(on_progress=interrupt)
    assert found.interrupted
    assert found.holds
    assert len(found.explored) == 1
    assert not found.explored[0].complete


class TestCounterexamples:
    def shown(self, property_id: str, protocol: Protocol, *triggers: str) -> Interleaving:
        found = verify_pair(protocol=protocol, worlds=[only(*triggers), only(*triggers, "pass_time")])
        assert not found.holds
        shown = next(result for result in found.properties if result.checked.id == property_id).counterexample
        assert shown is not None
        return shown

    def test_it_is_a_story_of_the_shortest_way(self) -> None:
        shown = self.shown(
            "the_seller_cancels_first", Protocol(TABLES), "authorize_payment", "customer_cancel", "cancel"
        )
        assert shown.complaint == "the marketplace's order is canceled, the seller's waiting-ffmt-authorization"
        assert shown.story == (
            "marketplace: authorize_payment -> payment-approved",
            "marketplace: customer_cancel -> waiting-for-seller-decision",
            "marketplace: cancel -> canceled",
        )
        assert shown.as_json()["story"] == list(shown.story)

    def test_it_is_a_scenario_that_expects_what_is_wrong(self) -> None:
        shown = self.shown(
            "every_request_is_with_the_seller", NAIVE, "authorize_payment", "close_cancellation_window", "cancel"
        )
        result = run_scenario(parse_scenario(shown.scenario, "f.yaml", folder=Path()))
        assert result.scenario.title.startswith("every_request_is_with_the_seller is broken")
        assert len(result.scenario.steps) == len(shown.steps)
        # The scenario is run by our protocol, which is not broken: it goes another way where the obvious one went wrong.
        assert [step.passed for step in result.steps] == [True, True, False]

    def test_of_a_refusal_it_expects_the_rules_that_refused(self) -> None:
        hasty = broken(Flow.SELLER, comes_to(FulfillmentAuthorized, Status, "F4", gives=[at_seller.authorize]))
        shown = self.shown("no_message_is_refused", hasty, "authorize_payment", "cancel")
        assert shown.story[-1] == "delivered to the seller: fulfillment_authorized -> canceled, conflict"
        last = parse_scenario(shown.scenario, "f.yaml", folder=Path()).steps[-1].then
        assert (last.conflict, last.refused) == (ConflictKind.REFUSED, ("not_available_here",))
