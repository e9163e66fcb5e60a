"""A scenario that is written of what was decided passes, and says what was decided."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pedido.engine import decide
from pedido.machines import DEFINITIONS
from pedido.order.actor import Actor
from pedido.order.commands import Cancel, Command, CreateModification, PassTime
from pedido.order.modification import AskedItem, AskedItems, ModificationRequest
from pedido.order.offer import Offer
from pedido.order.order import Order
from pedido.scenario.format import START, STORE
from pedido.scenario.given import given_of, order_of
from pedido.scenario.reader import parse_scenario
from pedido.scenario.runner import run_scenario
from pedido.scenario.writing import WrittenStep, scenario_text, step_data
from tests.random_orders import ORDERS, commands

PLAIN = {"flow": "complete", "status": "handling", "value": 200}


def step(order: Order, command: Command, waits: timedelta = timedelta()) -> WrittenStep:
    return WrittenStep(waits, command, decide(order, command))


def is_in_its_flow(order: Order) -> bool:
    return order.status in DEFINITIONS[order.flow].state_names


@settings(max_examples=40)
@given(st.data())
def test_a_scenario_that_was_written_passes(data: st.DataObject) -> None:
    start = order_of(given_of(data.draw(ORDERS.filter(is_in_its_flow))))
    order = start
    steps: list[WrittenStep] = []
    for _ in range(data.draw(st.integers(1, 3))):
        command = data.draw(commands(order)).but(at=START + timedelta(minutes=len(steps)))
        steps.append(step(order, command, timedelta(minutes=1) if steps else timedelta()))
        order = decide(order, command).order
    text = scenario_text(title="T", source="S", start=start, steps=steps)
    result = run_scenario(parse_scenario(text, "t.yaml", folder=Path()))
    assert result.passed, text
    assert result.steps[-1].after == order


def test_only_what_matters_is_written() -> None:
    assert step_data(step(order_of(PLAIN), Cancel(actor=STORE, at=START))) == {
        "when": "cancel",
        "then": {
            "status": "cancellation-requested",
            "payment": "approved",
            "effects": [{"start_deadline": {"kind": "undecided_cancellation"}}],
        },
    }


def test_notices_and_the_fields_of_effects_that_are_short_are_written() -> None:
    asked = order_of({**PLAIN, "status": "cancellation-requested"})
    assert step_data(step(asked, Cancel(actor=STORE, at=START)))["then"] == {
        "status": "canceled",
        "payment": "canceled",
        "effects": [{"cancel_payment": {"value": 200}}, {"notify": {"party": "customer", "subject": "canceled"}}],
        "notices": ["restock_by_hand"],
    }


def test_what_is_refused_is_written_with_its_rules() -> None:
    command = Cancel(actor=Actor(id="stranger"), at=START, reason="Sold out")
    assert step_data(step(order_of(PLAIN), command, timedelta(days=1, minutes=5))) == {
        "after": "P1DT5M",
        "when": {"cancel": {"reason": "Sold out"}},
        "actor": {"id": "stranger"},
        "then": {"status": "handling", "refused": ["may_cancel"]},
    }


def test_offers_are_those_of_what_is_asked_for() -> None:
    asked = ModificationRequest(reason="More", add=AskedItems(items=(AskedItem(id="A", quantity=1),)))
    command = CreateModification(
        actor=STORE, at=START, request=asked, offers={sku: Offer(price=100) for sku in ("A", "B")}
    )
    assert step_data(WrittenStep(timedelta(), command, None)) == {
        "when": {
            "create_modification": {
                "request": {"reason": "More", "add": {"items": [{"id": "A", "quantity": 1}]}},
                "offers": {"A": {"price": 100}},
            }
        }
    }


def test_a_step_that_could_not_be_decided_expects_nothing() -> None:
    assert step_data(WrittenStep(timedelta(), PassTime(actor=STORE, at=START), None)) == {"when": "pass_time"}


def test_the_whole_file_reads_well() -> None:
    start = order_of({**PLAIN, "status": "canceled"})
    text = scenario_text(
        title="Canceled: it stays so",
        source="S1",
        start=start,
        steps=[step(start, Cancel(actor=STORE, at=datetime(2026, 1, 1, 12, tzinfo=UTC)))],
    )
    assert text == (
        "title: 'Canceled: it stays so'\n"
        "source: S1\n"
        "given: {order: {flow: complete, status: canceled, value: 200}}\n"
        "steps:\n"
        "  - {when: cancel, then: {status: canceled, refused: [not_canceled]}}\n"
    )
