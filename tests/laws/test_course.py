"""Whatever happens to modifications, an order stays one that its events tell, that is valid, and that has one in progress (M3, M13)."""

from functools import partial, reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pedido import COMMANDS, Decision, Modification, Order, OrderModified, Settings, decide, evolve
from pedido.order.commands import CreateModification, OfOneModification
from tests.random_orders import ORDERS, commands, creations, modifiable_orders

LAW = settings(max_examples=40)

TRIGGERS = sorted(trigger for trigger in COMMANDS if "modification" in trigger)
"""The commands that modifications have brought."""

AWAITING = st.builds(
    Settings,
    payment_confirmation=st.sampled_from(["assumed", "awaited"]),
    modification_acknowledgement=st.sampled_from(["assumed", "awaited"]),
    modification_retries=st.sampled_from([0, 1, 3]),
)

NEXT = [trigger for trigger in TRIGGERS if trigger not in {"create_modification", "preview_modification"}]
"""What may happen to a modification that is there."""


@pytest.mark.parametrize("trigger", TRIGGERS)
@settings(max_examples=30)
@given(data=st.data(), order=ORDERS)
def test_deciding_raises_nothing_whatever_the_order_and_the_command(
    trigger: str, data: st.DataObject, order: Order
) -> None:
    decision = decide(order, data.draw(commands(order, trigger)))
    assert decision.allowed or decision.order is order


def some_course(data: st.DataObject) -> list[tuple[Order, Decision]]:
    """Draw an order that awaits something now and then, and a few commands to it: each order, and what was decided."""
    order = data.draw(modifiable_orders()).but(settings=data.draw(AWAITING))
    steps = []
    for _ in range(data.draw(st.integers(1, 5))):
        known = order.modifications.latest is not None
        going_on = known and data.draw(st.sampled_from([True, True, False]))
        command = data.draw(st.sampled_from(NEXT).flatmap(partial(commands, order)) if going_on else creations(order))
        if isinstance(command, OfOneModification) and order.modifications.latest is not None:
            command = command.but(request_id=order.modifications.latest.id)
        decision = decide(order, command)
        steps.append((order, decision))
        order = decision.order
    return steps


@LAW
@given(data=st.data())
def test_the_order_is_the_fold_of_the_events(data: st.DataObject) -> None:
    for before, decision in some_course(data):
        assert reduce(evolve, decision.events, before) == decision.order


@LAW
@given(data=st.data())
def test_every_order_on_the_way_is_valid_and_survives_json(data: st.DataObject) -> None:
    for _, decision in some_course(data):
        assert Order.model_validate(decision.order.model_dump()) == decision.order
        assert Order.model_validate_json(decision.order.model_dump_json()) == decision.order


@LAW
@given(data=st.data())
def test_one_modification_at_most_is_in_progress_and_it_is_the_latest(data: st.DataObject) -> None:
    for _, decision in some_course(data):
        modifications = decision.order.modifications
        going_on = [modification for modification in modifications if modification.in_progress]
        assert going_on in ([], [modifications.latest])
        assert modifications.in_progress == (going_on[0] if going_on else None)


def told(modification: Modification) -> list[str]:
    """List the statuses that a modification has been in, as its history has them."""
    return [modification.history[0].source, *(change.dest for change in modification.history)]


@LAW
@given(data=st.data())
def test_the_history_of_modifications_only_grows(data: st.DataObject) -> None:
    for before, decision in some_course(data):
        after = decision.order.modifications
        assert len(after) - len(before.modifications) in {0, 1}
        for old, new in zip(before.modifications, after, strict=False):
            assert (old.id, old.number, old.requested_at) == (new.id, new.number, new.requested_at)
            assert new.history[: len(old.history)] == old.history
            assert old.in_progress or new == old
        for number, modification in enumerate(after, start=1):
            assert modification.number == number
            assert told(modification)[-1] == modification.status
            sources = [change.source for change in modification.history[1:]]
            assert told(modification)[1:-1] == sources


@LAW
@given(data=st.data())
def test_only_a_modification_that_is_done_touches_the_order(data: st.DataObject) -> None:
    for before, decision in some_course(data):
        if not any(isinstance(event, OrderModified) for event in decision.events):
            assert (decision.order.value, decision.order.items) == (before.value, before.items)
            assert (decision.order.totals, decision.order.invoices) == (before.totals, before.invoices)


@LAW
@given(data=st.data())
def test_a_creation_names_the_modification_that_it_makes(data: st.DataObject) -> None:
    order = data.draw(modifiable_orders())
    command = data.draw(creations(order))
    assert isinstance(command, CreateModification)
    decision = decide(order, command.but(request_id="mine"))
    if decision.allowed:
        assert decision.order.modifications.get("mine") == decision.order.modifications.latest
