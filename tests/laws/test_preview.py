"""A preview is the same decision as the creation, with nothing kept (M11)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pedido import (
    CreateModification,
    Decision,
    Modification,
    ModificationStatus,
    Order,
    PreviewModification,
    ShowModification,
    decide,
)
from tests.random_orders import ORDERS, commands, creations, modifiable_orders
from tests.random_requests import EVERYDAY, EXTREME, Scale

LAW = settings(max_examples=40)

COURSE = {"status", "awaited", "history", "items", "kept"}
"""What a modification has of its course, which a preview is without: the lines it leads to are kept while it is in progress."""


def previewed(order: Order, command: CreateModification) -> Decision:
    """Decide the preview of the same."""
    return decide(order, PreviewModification(**dict(command)))


def shown(decision: Decision) -> Modification:
    """Return what a preview answers."""
    [effect] = [effect for effect in decision.effects if isinstance(effect, ShowModification)]
    return effect.modification


def modified_before(order: Order, data: st.DataObject) -> Order:
    """Have the order modified now and then, so that what was charged and given back before counts."""
    for _ in range(data.draw(st.integers(0, 2))):
        order = decide(order, data.draw(creations(order))).order
    return order


@pytest.mark.parametrize("scale", [EVERYDAY, EXTREME], ids=["everyday", "extreme"])
@LAW
@given(data=st.data())
def test_what_is_created_is_what_was_previewed_on_every_field(scale: Scale, data: st.DataObject) -> None:
    order = modified_before(data.draw(modifiable_orders(scale)), data)
    command = data.draw(creations(order, data.draw(st.sampled_from([EVERYDAY, scale]))))
    preview, created = previewed(order, command), decide(order, command)
    assert preview.refusals == created.refusals
    if created.allowed:
        modification = created.order.modifications.latest
        assert modification is not None
        assert modification.model_dump(exclude=COURSE) == shown(preview).model_dump(exclude=COURSE)
        assert preview.notices == created.notices
        if modification.status is ModificationStatus.DONE:
            assert created.order.items == shown(preview).items
            assert created.order.value == shown(preview).value
        else:
            assert (modification.items, modification.kept) == (shown(preview).items, shown(preview).kept)


@LAW
@given(data=st.data(), order=ORDERS)
def test_any_order_refuses_a_preview_for_the_reasons_for_which_it_refuses_the_creation(
    data: st.DataObject, order: Order
) -> None:
    command = data.draw(commands(order, "create_modification"))
    assert isinstance(command, CreateModification)
    preview, created = previewed(order, command), decide(order, command)
    alike = [
        (refusal.kind, refusal.id, refusal.error, {**refusal.parameters, "command": None})
        for refusal in preview.refusals
    ]
    assert alike == [
        (refusal.kind, refusal.id, refusal.error, {**refusal.parameters, "command": None})
        for refusal in created.refusals
    ]


@LAW
@given(data=st.data())
def test_a_preview_keeps_nothing(data: st.DataObject) -> None:
    order = data.draw(modifiable_orders())
    before = order.model_dump_json()
    decision = previewed(order, data.draw(creations(order)))
    assert decision.order is order
    assert decision.events == ()
    assert order.model_dump_json() == before


@LAW
@given(data=st.data())
def test_previewing_before_does_not_change_what_is_created(data: st.DataObject) -> None:
    order = data.draw(modifiable_orders())
    command = data.draw(creations(order))
    created = decide(order, command)
    previewed(order, command)
    assert decide(order, command) == created
