"""What is read equals what was written: orders, events, effects, refusals and notices, whatever is in them."""

import json
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import AwareDatetime

from pedido import (
    Cancel,
    Decision,
    Effect,
    Event,
    Item,
    Modification,
    ModificationSettings,
    ModificationStatus,
    Order,
    PaymentChange,
    Status,
    Totals,
    decide,
)
from pedido.data import effect_data, name_of
from pedido.order import effects, events
from pedido.order.effects import ConfirmReservation, Notice, SkuQuantity
from pedido.order.modification import ModificationCancellation
from pedido.order.parts import Cancellation, CancellationRequest, Invoice
from pedido.order.status import DeadlineKind
from pedido.store.documents import (
    OrderReceived,
    effect_from,
    effect_text,
    events_from,
    events_text,
    json_text,
    notice_data,
    notice_from,
    order_from,
    order_of,
    order_text,
    received_text,
    refusal_data,
    refusal_from,
)
from tests.orders import NOW, STORE, modification, order_in
from tests.random_orders import CHANGES, INVOICES, MODIFICATIONS, MOMENTS, ORDERS, REQUESTS, commands, lines
from tests.random_requests import SETTINGS

LAW = settings(max_examples=40)

REASONS = st.text(max_size=20)
KNOWN: dict[Any, st.SearchStrategy[Any]] = {
    int: st.integers(0, 10**9),
    AwareDatetime: MOMENTS,
    Cancellation: st.builds(Cancellation, requested_by=REASONS, reason=REASONS, at=MOMENTS),
    CancellationRequest: REQUESTS,
    Invoice: INVOICES,
    Modification: MODIFICATIONS.map(lambda drawn: drawn[0] if drawn else modification(ModificationStatus.DONE)),
    ModificationCancellation: st.builds(ModificationCancellation, requested_by=REASONS, reason=REASONS, at=MOMENTS),
    ModificationSettings: SETTINGS,
    PaymentChange: CHANGES,
    Totals | None: st.none() | st.builds(Totals, items=st.integers(-(10**9), 10**9)),
    tuple[Item, ...]: st.lists(lines(), max_size=2).map(tuple),
    tuple[SkuQuantity, ...]: st.lists(st.builds(SkuQuantity, REASONS, st.integers(0, 10**9)), max_size=2).map(tuple),
    tuple[Modification, ...]: MODIFICATIONS.map(tuple),
}
"""How to draw what has more to it than its type says."""


def of(kind: type) -> st.SearchStrategy[Any]:
    """Draw an event or effect of a kind."""
    hints = get_type_hints(kind, include_extras=False)
    return st.builds(kind, **{name: KNOWN[hint] for name, hint in hints.items() if hint in KNOWN})


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    """Draw what a command comes to for an order; neither need make sense."""
    order = draw(ORDERS)
    return decide(order, draw(commands(order)))


@LAW
@given(ORDERS)
def test_an_order_reads_as_it_was_written(order: Order) -> None:
    assert order_of(order_text(order)) == order_from(json.loads(order_text(order))) == order


@LAW
@given(decisions())
def test_an_order_reads_as_it_was_decided(decision: Decision) -> None:
    assert order_of(order_text(decision.order)) == decision.order


@LAW
@given(decisions())
def test_what_was_decided_reads_as_it_was_written(decision: Decision) -> None:
    assert events_from(json.loads(events_text(decision.events))) == decision.events
    assert tuple(effect_from(effect_data(effect)) for effect in decision.effects) == decision.effects
    assert tuple(notice_from(notice_data(notice)) for notice in decision.notices) == decision.notices


@LAW
@given(decisions())
def test_a_refusal_reads_as_it_was_written_and_says_the_same(decision: Decision) -> None:
    read = [refusal_from(json.loads(json_text(refusal_data(refusal)))) for refusal in decision.refusals]
    assert read == list(decision.refusals)
    assert [refusal.message("pt") for refusal in read] == [refusal.message("pt") for refusal in decision.refusals]


@LAW
@given(ORDERS)
def test_the_order_that_was_received_reads_as_it_was(order: Order) -> None:
    assert events_from(json.loads(received_text(order))) == (OrderReceived(order),)


@pytest.mark.parametrize("kind", get_args(Event), ids=name_of)
@given(data=st.data())
@settings(max_examples=10)
def test_every_event_reads_as_it_was_written(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(of(kind))
    [written] = json.loads(events_text([event]))
    assert written["event"] == name_of(kind)
    assert events_from([written]) == (event,)


@pytest.mark.parametrize("kind", get_args(Effect), ids=name_of)
@given(data=st.data())
@settings(max_examples=10)
def test_every_effect_reads_as_it_was_written(kind: type[Effect], data: st.DataObject) -> None:
    effect = data.draw(of(kind))
    assert effect_from(json.loads(json_text(effect_data(effect)))) == effect
    assert effect_data(effect) == {"effect": name_of(kind), **json.loads(effect_text(effect))}


def test_no_two_events_and_no_two_effects_share_a_name() -> None:
    for union in (Event, Effect):
        assert len({name_of(kind) for kind in get_args(union)}) == len(get_args(union))


def test_no_event_and_no_effect_has_a_field_that_its_name_stands_under() -> None:
    assert not [kind for kind in get_args(events.Event) if "event" in get_type_hints(kind)]
    assert not [kind for kind in get_args(effects.Effect) if "effect" in get_type_hints(kind)]


@LAW
@given(decisions())
def test_what_is_read_is_written_alike(decision: Decision) -> None:
    order = order_text(order_of(order_text(decision.order)))
    assert order_text(order_of(order)) == order
    assert json.loads(order) == json.loads(order_text(decision.order))


def test_an_order_is_written_on_one_line_without_what_goes_without_saying() -> None:
    written = order_text(Order(**{**dict(order_in(Status.HANDLING)), "seller": "1\n2", "changed_at": None}))
    assert "\n" not in written
    assert set(json.loads(written)) == {
        "order_id",
        "flow",
        "status",
        "value",
        "items",
        "payment",
        "seller",
        "reservation",
    }


def test_events_are_written_on_one_line() -> None:
    deadline = events.DeadlineCleared(DeadlineKind.CANCELLATION_WINDOW)
    assert events_text([]) == "[]"
    assert events_text([deadline, deadline]) == (
        '[{"event":"deadline_cleared","kind":"cancellation_window"},'
        '{"event":"deadline_cleared","kind":"cancellation_window"}]'
    )


def test_an_effect_that_says_nothing_has_its_name_and_nothing_else() -> None:
    assert effect_text(ConfirmReservation()) == "{}"
    assert effect_data(ConfirmReservation()) == {"effect": "confirm_reservation"}


def test_a_notice_is_written_without_its_text() -> None:
    assert notice_data(Notice("a_notice", ("C1",))) == {"id": "a_notice", "facts": ["C1"]}


@pytest.mark.parametrize("reason", ["\x00", "a\x00b", "\U0001f600", '"\\', "\u2028", "\x7f", "é"])
def test_any_character_in_a_reason_reads_as_it_was_written(reason: str) -> None:
    order = order_in(Status.HANDLING)
    decision = decide(order, Cancel(actor=STORE, at=NOW, reason=reason))
    assert events_from(json.loads(events_text(decision.events))) == decision.events
    assert order_of(order_text(decision.order)) == decision.order
