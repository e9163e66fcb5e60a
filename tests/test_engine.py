"""`decide`, `apply`, `available`, `evolve`: the laws that hold for every order and every command."""

import gc
import tracemalloc
from datetime import timedelta
from functools import reduce
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pedido import (
    COMMANDS,
    AuthorizeFulfillment,
    AutomaticCycleError,
    Cancel,
    Channel,
    Flow,
    Invoice,
    Order,
    PaymentStatus,
    Refused,
    Settings,
    StartHandling,
    Status,
    apply,
    available,
    decide,
    engine,
    evolve,
)
from pedido.machines import DEFINITIONS, machine
from pedido.order.commands import AdjustPayment
from pedido.order.events import StatusChanged
from tests.orders import NOW, STORE, STRANGER, VALUE, order_in, payment
from tests.random_orders import ORDERS, commands

LAW = settings(max_examples=200)


@LAW
@given(data=st.data(), order=ORDERS)
def test_deciding_raises_nothing_and_changes_nothing(data: st.DataObject, order: Order) -> None:
    command = data.draw(commands(order))
    before = order.model_dump_json()
    decision = decide(order, command)
    assert order.model_dump_json() == before
    if decision.refusals:
        assert decision.order is order
        assert (decision.events, decision.effects, decision.notices) == ((), (), ())


@LAW
@given(data=st.data(), order=ORDERS)
def test_the_next_order_is_the_fold_of_the_events(data: st.DataObject, order: Order) -> None:
    decision = decide(order, data.draw(commands(order)))
    assert reduce(evolve, decision.events, order) == decision.order


@LAW
@given(data=st.data(), order=ORDERS)
def test_deciding_twice_gives_the_same_decision(data: st.DataObject, order: Order) -> None:
    command = data.draw(commands(order))
    assert decide(order, command) == decide(order, command)


@LAW
@given(data=st.data(), order=ORDERS)
def test_what_a_decision_makes_is_a_valid_order_that_survives_json(data: st.DataObject, order: Order) -> None:
    decided = decide(order, data.draw(commands(order))).order
    assert Order.model_validate_json(decided.model_dump_json()) == decided


@LAW
@given(data=st.data(), order=ORDERS)
def test_history_only_grows_and_ends_in_the_status(data: st.DataObject, order: Order) -> None:
    decision = decide(order, data.draw(commands(order)))
    history = decision.order.history
    assert history[: len(order.history)] == order.history
    if len(history) > len(order.history):
        assert history[-1].dest is decision.order.status


@LAW
@given(order=ORDERS)
def test_availability_gives_the_same_answers_as_doing_it(order: Order) -> None:
    answers = {answer.command.trigger: answer for answer in available(order, STORE, NOW)}
    for trigger in ("cancel", "start_handling", "pass_time", "authorize_payment"):
        if trigger in answers:
            decision = decide(order, COMMANDS[trigger](actor=STORE, at=NOW))
            assert answers[trigger].allowed == decision.allowed
            assert answers[trigger].refusals == decision.refusals


def test_availability_asks_for_the_channel_s_own_cancellation_and_modification() -> None:
    answers = available(order_in(Status.READY_FOR_INVOICING), STORE, NOW, channel=Channel.ADMIN)
    refused = {answer.command.trigger: [refusal.id for refusal in answer.refusals] for answer in answers}
    assert refused["cancel"] == ["acknowledged"]
    assert refused["create_modification"] == refused["preview_modification"] == ["in_handling_unless_by_api"]


@LAW
@given(data=st.data(), order=ORDERS)
def test_every_refusal_can_be_told_in_every_language(data: st.DataObject, order: Order) -> None:
    for refusal in decide(order, data.draw(commands(order))).refusals:
        for language in ("pt", "en", "es"):
            assert refusal.message(language)
            assert refusal.lift(language)


@pytest.mark.parametrize("flow", Flow)
def test_availability_lists_every_command_of_the_three_machines_once(flow: Flow) -> None:
    answers = available(order_in(Status.INCOMPLETE, flow), STORE, NOW)
    machines = (flow.value, "payment", "modification")
    known = dict.fromkeys(trigger for name in machines for trigger in DEFINITIONS[name].triggers)
    assert [answer.command.trigger for answer in answers] == [trigger for trigger in known if trigger in COMMANDS]


def test_every_command_is_in_some_machine() -> None:
    triggers = {trigger for definition in DEFINITIONS.values() for trigger in definition.triggers}
    assert triggers - set(COMMANDS) == {AdjustPayment.trigger}
    assert set(COMMANDS) <= triggers


@pytest.mark.parametrize("flow", Flow)
def test_a_command_that_one_machine_gives_another_is_unknown_from_outside(flow: Flow) -> None:
    given = AdjustPayment(actor=STORE, at=NOW, lowered=1)
    for status in (Status.HANDLING, Status.CANCELED):
        order = order_in(status, flow, payment=payment(PaymentStatus.APPROVED))
        [refusal] = decide(order, given).refusals
        assert refusal.id == "unknown_trigger"


def test_apply_returns_the_next_order_or_raises_with_every_reason() -> None:
    order = order_in(Status.HANDLING)
    assert apply(order, Cancel(actor=STORE, at=NOW)).status is Status.CANCELLATION_REQUESTED
    with pytest.raises(Refused) as caught:
        apply(order, Invoice(actor=STRANGER, at=NOW, number=" ", value=VALUE + 1))
    assert [refusal.id for refusal in caught.value.refusals] == ["number_given", "within_value", "may_notify_invoice"]
    assert len(caught.value.messages("pt")) == 3
    assert caught.value.messages("en")[0] in str(caught.value)


def test_a_change_of_status_says_who_when_and_by_which_machine() -> None:
    [change] = [
        event
        for event in decide(order_in(Status.HANDLING), Cancel(actor=STORE, at=NOW)).events
        if isinstance(event, StatusChanged)
    ]
    assert change == StatusChanged(
        source=Status.HANDLING,
        dest=Status.CANCELLATION_REQUESTED,
        trigger="cancel",
        at=NOW,
        actor="store",
        machine="complete@1",
    )


def test_a_refused_command_names_the_transition_it_was_refused_at() -> None:
    decision = decide(order_in(Status.READY_FOR_HANDLING), StartHandling(actor=STRANGER, at=NOW))
    assert [step.transition.trigger for step in decision.steps] == ["start_handling"]


def test_what_the_payment_refuses_refuses_the_whole_command() -> None:
    order = order_in(Status.WINDOW_TO_CANCEL)
    settled_too_early = order.but(payment=order.payment.but(status=PaymentStatus.AUTHORIZING, settled=1))
    decision = decide(settled_too_early, Cancel(actor=STORE, at=NOW))
    assert [refusal.id for refusal in decision.refusals] == ["not_available_here"]
    assert decision.order is settled_too_early


def test_a_deadline_of_the_store_counts_from_the_command() -> None:
    order = order_in(Status.PAYMENT_APPROVED, settings=Settings(cancellation_window=timedelta(hours=2)))
    decided = apply(order, AuthorizeFulfillment(actor=STORE, at=NOW))
    assert decided.deadline is not None
    assert decided.deadline.due == NOW + timedelta(hours=2)


@pytest.mark.parametrize("money", [-1, 1.5, "10", True])
def test_money_is_whole_cents_and_never_negative(money: object) -> None:
    with pytest.raises(ValidationError):
        Invoice.model_validate({"actor": STORE, "at": NOW, "number": "1", "value": money})


def test_moments_have_a_time_zone() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        Cancel(actor=STORE, at=NOW.replace(tzinfo=None))


def test_nothing_is_kept_of_an_order_that_was_decided() -> None:
    order, command = order_in(Status.HANDLING), Cancel(actor=STORE, at=NOW)
    decide(order, command)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for number in range(2000):
        decide(order.but(order_id=str(number)), command)
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 10_000


def test_a_machine_that_does_not_come_to_rest_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    host, *_ = engine._hosting(Flow.COMPLETE).hosts
    [again] = machine("complete").get_transitions("proceed", "start-handling")
    monkeypatch.setitem(cast("dict[str, object]", host.automatic), "handling", (again,))
    with pytest.raises(AutomaticCycleError, match="complete passes handling again and again"):
        decide(order_in(Status.READY_FOR_HANDLING), StartHandling(actor=STORE, at=NOW))
