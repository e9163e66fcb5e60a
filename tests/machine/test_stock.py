"""The same machine under stock `transitions` calls: same statuses, same refusals, and its tools work."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from transitions import MachineError
from transitions.extensions import GraphMachine
from transitions.extensions.diagrams import TransitionGraphSupport

from pedido import COMMANDS, Actor, Command, Invoice, Order, Resource, decide
from pedido.machine import AUTOMATIC, EventData, Machine, Refusal, RefusalKind, Transition, never
from pedido.machines import DEFINITIONS, machine, missing_texts
from tests.machine.six import SIX, Prepare, Thing, is_slow, not_done

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Model:
    """What code written for `transitions` registers: an object whose `state` the machine keeps."""

    state: str


@pytest.fixture
def six() -> tuple[Machine, Any]:
    machine, model = Machine(SIX), Model()
    machine.add_model(model)
    return machine, model


def test_triggers_and_may_methods_work_on_a_registered_model(six: tuple[Machine, Any]) -> None:
    machine, model = six
    assert model.state == "created"
    assert model.may_approve(Thing(), None)
    assert not model.may_approve(Thing(value=0), None)
    assert not model.may_handle(Thing(), None)
    assert model.approve(Thing(), None)
    assert model.state == "approved"
    assert machine.get_triggers("approved") == ["prepare", "cancel"]
    assert model.trigger("prepare", Thing(express=True), None)
    assert model.is_ready()


def test_a_refused_trigger_returns_false_and_leaves_the_refusals_in_the_event_data(six: tuple[Machine, Any]) -> None:
    machine, model = six
    seen: list[tuple[Refusal, ...]] = []
    machine.finalize_event = [lambda event: seen.append(event.refusals)]
    assert not model.approve(Thing(value=0, paid=False), None)
    assert model.state == "created"
    assert [refusal.id for refusal in seen[0]] == ["has_value", "is_paid"]


def test_an_internal_transition_is_taken_without_a_change_of_state(six: tuple[Machine, Any]) -> None:
    machine, model = six
    machine.set_state("ready", model)
    assert model.note(Thing(), None)
    assert model.state == "ready"


def test_an_unavailable_trigger_is_a_machine_error_and_an_unknown_one_an_attribute_error(
    six: tuple[Machine, Any],
) -> None:
    _, model = six
    with pytest.raises(MachineError, match="handle"):
        model.handle(Thing(), None)
    with pytest.raises(AttributeError, match="fly"):
        model.trigger("fly", Thing(), None)


def test_transitions_are_listed_with_their_definitions() -> None:
    found = machine("complete").get_transitions("cancel", "handling")
    assert [transition.dest for transition in found] == ["cancellation-requested"]
    assert isinstance(found[0], Transition)
    assert found[0].definition.facts == ("C3",)


def test_no_transition_leads_to_a_state_by_name_alone() -> None:
    assert not [name for name in machine("complete").events if name.startswith("to_")]


class DrawnTransition(Transition, TransitionGraphSupport):
    """A transition that marks the picture of `transitions` when it is taken."""


class DrawnMachine(Machine, GraphMachine):
    """The machine with the diagram mix-in of `transitions`."""

    transition_cls = DrawnTransition


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_diagram_mix_in_draws_every_machine(name: str) -> None:
    drawn = DrawnMachine(DEFINITIONS[name], missing_texts=missing_texts, graph_engine="mermaid", show_conditions=True)
    model: Any = Model()
    drawn.add_model(model)
    picture = model.get_graph().source
    for state in DEFINITIONS[name].states:
        assert state.name.replace("-", "_") in picture.replace("-", "_")
    for rule in {rule.id for row in DEFINITIONS[name].transitions for rule in row.guards}:
        assert rule in picture


def test_the_diagram_mix_in_follows_the_model() -> None:
    drawn = DrawnMachine(SIX, graph_engine="mermaid")
    model: Any = Model()
    drawn.add_model(model)
    assert model.approve(Thing(), None)
    assert "class approved s_active" in model.get_graph().source.lower()


@pytest.mark.slow
def test_thousands_of_random_sequences_come_to_the_same_statuses_and_refusals() -> None:
    steps = sum(_compare(seed) for seed in range(2000))
    assert steps > 10_000


def _compare(seed: int) -> int:
    """Drive one random order down both ways at once; return how many commands were compared."""
    chance = random.Random(seed)
    order = _random_order(chance)
    for step in range(8):
        command = _random_command(chance, order, step)
        flow, payment = _Stock(order.flow.value, order.status.value), _Stock("payment", order.payment.status.value)
        stock = payment if command.trigger not in flow.machine.events else flow
        place = (seed, step, command.trigger, order.status.value, order.payment.status.value)
        expected = _own_answer(stock.machine, stock.model.state, order, command)
        assert stock.answer(command, order) == expected, place
        decision = decide(order, command)
        if decision.allowed:
            assert flow.rest(command, decision.order) == decision.order.status, place
        order = decision.order
    return 8


class _Stock:
    """A machine driven by nothing but calls of `transitions`."""

    def __init__(self, name: str, state: str) -> None:
        self.machine = Machine(DEFINITIONS[name]) if name not in _BUILT else _BUILT[name]
        _BUILT[name] = self.machine
        self.model: Any = Model()
        self.machine.models.clear()
        self.machine.add_model(self.model, initial=state)

    def answer(self, command: Command, order: Order) -> list[str] | type[Exception]:
        """Pull the trigger; name what refused it, or the error of `transitions` where there is nothing to pull."""
        seen: list[EventData] = []
        self.machine.finalize_event = [seen.append]
        try:
            self.model.trigger(command.trigger, order, command)
        except (MachineError, AttributeError) as error:
            return type(error)
        return [refusal.id for refusal in seen[0].refusals]

    def rest(self, command: Command, order: Order) -> str:
        """Pull the automatic trigger until nothing moves."""
        while AUTOMATIC in self.machine.get_triggers(self.model.state) and self.model.trigger(
            AUTOMATIC, order, command
        ):
            pass
        return str(self.model.state)


_BUILT: dict[str, Machine] = {}


def _own_answer(machine: Machine, state: str, order: Order, command: Command) -> list[str] | type[Exception]:
    """Pull the trigger the project's own way, and say what `transitions` must answer to it."""
    refusals = machine.attempt(state, command.trigger, order, command).refusals
    kinds = {refusal.kind for refusal in refusals}
    if command.trigger not in machine.events:
        assert kinds == {RefusalKind.UNKNOWN_TRIGGER}
        return AttributeError
    if state not in machine.events[command.trigger].transitions:
        assert kinds == {RefusalKind.UNAVAILABLE}
        return MachineError
    return [refusal.id for refusal in refusals]


def _random_order(chance: random.Random) -> Order:
    name = chance.choice(["complete", "seller", "marketplace", "chain"])
    return Order.model_validate(
        {
            "order_id": "1",
            "flow": name,
            "status": DEFINITIONS[name].initial,
            "value": 1000,
            "items": [{"sku": "1", "quantity": 1, "unit_price": 1000}] * chance.randint(0, 3),
            "payment": {"value": 1000, "risk_analysis": chance.random() < 0.1},
            "settings": {
                "order_authorization": chance.random() < 0.2,
                "manual_authorization": chance.random() < 0.5,
                "change_of_payment": chance.choice([None, timedelta(days=1)]),
            },
        }
    )


def _random_command(chance: random.Random, order: Order, step: int) -> Command:
    actor = Actor(id="somebody", resources=frozenset(chance.choices(list(Resource), k=6)))
    possible = machine(order.flow.value).get_triggers(order.status.value)
    paying = machine("payment").get_triggers(order.payment.status.value)
    trigger = chance.choice([name for name in [*possible, *possible, *paying] if name in COMMANDS] or [*COMMANDS])
    trigger = chance.choice(list(COMMANDS)) if chance.random() < 0.1 else trigger
    at = NOW + timedelta(days=step * chance.choice([0, 1, 31]))
    command = COMMANDS[trigger].typical(order, actor, at)
    if isinstance(command, Invoice):
        return command.model_copy(
            update={"value": chance.choice([0, 300, 1000, 1500]), "number": str(chance.randint(0, 3))}
        )
    return command


def test_a_prohibition_beside_alternatives_is_in_the_event_data_too() -> None:
    definition = SIX.model_copy(
        update={
            "states": tuple(state for state in SIX.states if state.name != "packing"),
            "transitions": tuple(row for row in SIX.transitions if "packing" not in {row.source, row.dest}),
            "prohibitions": never(Prepare, "approved", because=not_done, when=[is_slow]),
            "main_line": (),
        }
    )
    machine, model = Machine(definition), Model()
    machine.add_model(model, initial="approved")
    seen: list[tuple[Refusal, ...]] = []
    machine.finalize_event = [lambda event: seen.append(event.refusals)]
    assert not machine.events["prepare"].trigger(model, Thing(express=False), None)
    assert [refusal.id for refusal in seen[0]] == ["not_done"]
