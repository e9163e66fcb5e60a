"""Orders, decisions and refusals as plain data: whatever JSON can hold, and nothing is lost."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pedido import Cancel, ModificationStatus, Order, Status, available, decide
from pedido.data import (
    availability_data,
    decision_data,
    event_data,
    lifting_data,
    modification_data,
    name_of,
    order_data,
)
from pedido.lifting import liftings
from pedido.order.events import StatusChanged
from tests.facts.modifying import REMOVE_ONE, create, latest, modifiable
from tests.orders import NOW, STORE, STRANGER, order_in
from tests.random_orders import creations, modifiable_orders


def as_json(content: Any) -> Any:
    """Go through JSON and back."""
    return json.loads(json.dumps(content))


def test_events_and_effects_have_the_names_that_scenarios_give_them() -> None:
    assert name_of(StatusChanged) == "status_changed"


def test_a_decision_has_the_order_as_it_is_afterwards() -> None:
    data = as_json(decision_data(decide(order_in(Status.HANDLING), Cancel(actor=STORE, at=NOW)), "en"))
    assert data["allowed"]
    assert data["status"] == data["order"]["status"] == "cancellation-requested"
    assert "status_changed" in [event["event"] for event in data["events"]]
    assert "start_deadline" in [effect["effect"] for effect in data["effects"]]


def test_whether_a_command_is_possible_is_told_with_the_status_it_leads_to() -> None:
    data = {
        answer.command.trigger: availability_data(answer, "pt")
        for answer in available(order_in(Status.HANDLING), STORE, NOW)
    }
    assert (data["cancel"]["allowed"], data["cancel"]["status"]) == (True, "cancellation-requested")
    assert (data["start_handling"]["allowed"], data["start_handling"]["status"]) == (False, None)
    assert data["start_handling"]["refusals"][0]["error"] == "OMS003"


@given(st.data())
def test_an_order_comes_back_from_its_data(data: st.DataObject) -> None:
    order = data.draw(modifiable_orders())
    after = decide(order, data.draw(creations(order))).order
    assert Order.model_validate(as_json(order_data(after))) == after


def test_every_event_of_a_modification_is_data() -> None:
    events = [as_json(event_data(event)) for event in decide(modifiable(), create(REMOVE_ONE)).events]
    assert "modification_requested" in [event["event"] for event in events]


def test_a_modification_is_shown_with_what_it_comes_to() -> None:
    decision = decide(modifiable(), create(REMOVE_ONE))
    data = as_json(modification_data(decision, latest(decision), (), "en"))
    assert data["allowed"]
    assert data["refusals"] == []
    assert data["modification"]["status"] == ModificationStatus.DONE.value
    assert data["modification"]["value"] == data["order"]["value"]


def test_a_refused_modification_is_shown_with_what_lifts_each_refusal() -> None:
    order, command = modifiable(), create(REMOVE_ONE, {"reason": ""}, actor=STRANGER)
    decision = decide(order, command)
    data = as_json(modification_data(decision, None, liftings(order, command, decision.refusals), "en"))
    assert data["modification"] is None
    changes = {refusal["id"]: refusal["changes"] for refusal in data["refusals"]}
    assert changes["modification_reason_given"] == [
        {
            "change": "reason",
            "message": "The request gives a reason",
            "parameters": {},
            "allows": False,
            "remaining": ["may_modify"],
        }
    ]
    assert [change["parameters"] for change in changes["may_modify"]] == [
        {"resource": "Change order"},
        {"resource": "Orders Full Access"},
    ]


def test_where_nothing_lifts_a_refusal_there_are_no_changes() -> None:
    order, command = order_in(Status.CANCELED), create(REMOVE_ONE)
    [found] = liftings(order, command, decide(order, command).refusals)
    assert lifting_data(found, "en")["changes"] == []
