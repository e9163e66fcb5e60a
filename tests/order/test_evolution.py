"""How an order changes by what happens to its modifications: exactly the fields that the event is about."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import (
    AmountRefunded,
    AmountSettled,
    Event,
    InvoiceItem,
    Item,
    ModificationAcknowledged,
    ModificationCanceled,
    ModificationCancellation,
    ModificationFailed,
    ModificationRequested,
    ModificationRestarted,
    ModificationSettings,
    ModificationSettingsUpdated,
    ModificationStatus,
    ModificationStatusChanged,
    Order,
    OrderModified,
    Party,
    PaymentChange,
    PaymentChangeAsked,
    PaymentValueChanged,
    Settings,
    Status,
    Totals,
    evolve,
    parts,
)
from pedido.order.events import RefundAsked, SettlementAsked
from tests.orders import MODIFICATION, NOW, VALUE, modification, order_in, with_modification

WAITING = ModificationStatus.WAITING_CONFIRMATION


def waiting(**changes: Any) -> Order:
    """Make an order with a modification that waits."""
    return with_modification(order_in(Status.HANDLING), WAITING, **changes)


def changed(dest: ModificationStatus, source: ModificationStatus = WAITING) -> ModificationStatusChanged:
    """Make the event that the modification went to a status."""
    return ModificationStatusChanged(MODIFICATION, source, dest, "proceed", NOW, "store", "modification@1")


def of_modification(event: Event, order: Order | None = None) -> dict[str, Any]:
    """Return the fields of the modification that an event changes; nothing else of the order may change."""
    before = order or waiting()
    after = evolve(before, event)
    assert after.but(modifications=before.modifications) == before
    old, new = before.modifications.latest, after.modifications.latest
    assert old is not None
    assert new is not None
    return {name: value for name, value in new if value != getattr(old, name)}


def of_order(event: Event, before: Order) -> dict[str, Any]:
    """Return the fields of the order that an event changes."""
    return {name: value for name, value in evolve(before, event) if value != getattr(before, name)}


def test_a_request_is_kept_as_the_latest_modification() -> None:
    order, new = order_in(Status.HANDLING), modification(ModificationStatus.NONE)
    after = evolve(order, ModificationRequested(new, NOW))
    assert after.modifications.latest is new
    assert after.but(modifications=order.modifications) == order


def test_a_change_of_status_is_kept_in_its_history() -> None:
    event = changed(ModificationStatus.PREPARING)
    assert of_modification(event) == {"status": ModificationStatus.PREPARING, "history": (event,)}


@pytest.mark.parametrize("dest", [ModificationStatus.DONE, ModificationStatus.CANCELED])
def test_what_it_leads_to_is_kept_while_it_is_in_progress(dest: ModificationStatus) -> None:
    assert of_modification(changed(dest)) == {"status": dest, "history": (changed(dest),), "items": (), "kept": ()}


def test_a_participant_that_has_acknowledged_is_no_longer_awaited() -> None:
    order = waiting(awaited=(Party.SELLER, Party.MARKETPLACE))
    event = ModificationAcknowledged(MODIFICATION, Party.SELLER, NOW)
    assert of_modification(event, order) == {"awaited": (Party.MARKETPLACE,)}


def test_a_failure_is_counted() -> None:
    assert of_modification(ModificationFailed(MODIFICATION, "Timeout", NOW), waiting(failures=2)) == {"failures": 3}


def test_one_that_starts_over_awaits_its_participants_again() -> None:
    event = ModificationRestarted(MODIFICATION, (Party.SELLER,), 2, NOW)
    assert of_modification(event, waiting(failures=2)) == {"awaited": (Party.SELLER,)}


def test_one_that_starts_over_counts_the_failures_that_still_count() -> None:
    event = ModificationRestarted(MODIFICATION, (), 0, NOW)
    assert of_modification(event, waiting(failures=2)) == {"failures": 0}


def test_what_is_asked_of_payments_is_kept() -> None:
    change = PaymentChange(refunded=500)
    assert of_modification(PaymentChangeAsked(MODIFICATION, change, NOW)) == {"payment": change}


def test_its_cancellation_is_kept() -> None:
    cancellation = ModificationCancellation(requested_by="store", reason="-", at=NOW)
    assert of_modification(ModificationCanceled(MODIFICATION, cancellation)) == {"cancellation": cancellation}


@pytest.mark.parametrize(
    "order", [order_in(Status.HANDLING), with_modification(order_in(Status.HANDLING), ModificationStatus.DONE)]
)
def test_where_none_is_in_progress_nothing_can_happen_to_it(order: Order) -> None:
    with pytest.raises(ValueError, match="no modification is in progress"):
        evolve(order, ModificationFailed(MODIFICATION, "Timeout", NOW))


def of_payment(event: Event, **payment: int) -> dict[str, Any]:
    """Return the fields of a payment of these amounts that an event changes; nothing else of the order may change."""
    order = order_in(Status.HANDLING)
    before = order.but(payment=order.payment.but(**payment))
    after = evolve(before, event)
    assert after.but(payment=before.payment) == before
    return {name: value for name, value in after.payment if value != getattr(before.payment, name)}


def test_what_payments_is_asked_for_adds_up() -> None:
    assert of_payment(SettlementAsked(30, NOW), settlement_asked=10) == {"settlement_asked": 40}
    assert of_payment(RefundAsked(30, NOW), refund_asked=10) == {"refund_asked": 40}


@pytest.mark.parametrize("value, still_asked", [(30, 70), (100, 0), (120, 0)])
def test_what_payments_does_is_no_longer_asked_for(value: int, still_asked: int) -> None:
    settled = of_payment(AmountSettled(value, NOW), settled=1, settlement_asked=100)
    assert settled == {"settled": 1 + value, "settlement_asked": still_asked}
    refunded = of_payment(AmountRefunded(value, NOW), refunded=1, refund_asked=100)
    assert refunded == {"refunded": 1 + value, "refund_asked": still_asked}


@pytest.mark.parametrize("value, still_asked", [(VALUE + 7, 40), (100, 40), (99, 39), (50, 0)])
def test_no_more_is_asked_to_be_settled_than_the_payment_charges(value: int, still_asked: int) -> None:
    changes = of_payment(PaymentValueChanged(value, NOW), settled=60, settlement_asked=40)
    assert changes == {"value": value} | ({"settlement_asked": still_asked} if still_asked != 40 else {})


@pytest.mark.parametrize(
    "event", [PaymentValueChanged(VALUE + 30, NOW), AmountRefunded(30, NOW), AmountSettled(30, NOW)]
)
def test_what_becomes_of_the_payment_leaves_what_a_modification_asks_of_it(event: Event) -> None:
    before = waiting(payment=PaymentChange(lowered=30, refunded=30))
    assert evolve(before, event).modifications == before.modifications


def test_the_store_s_settings_are_replaced() -> None:
    settings = ModificationSettings.model_validate({"rolloutConfiguration": {"enableApi": False}})
    order = order_in(Status.HANDLING, settings=Settings(modification_retries=1))
    event = ModificationSettingsUpdated(settings, NOW)
    assert of_order(event, order) == {"settings": Settings(modification_retries=1, modifications=settings)}


LINES = tuple(Item(sku=sku, quantity=1, unit_price=100) for sku in "abcd")


def modified(kept: tuple[int, ...], fresh: int = 0) -> OrderModified:
    """Make the event that the order keeps these lines, and gets fresh ones."""
    items = (*(LINES[position] for position in kept), *(Item(sku="new", quantity=1, unit_price=1),) * fresh)
    return OrderModified(MODIFICATION, items, kept, VALUE - 100, Totals(items=-100), NOW)


def invoiced(*indexes: int) -> parts.Invoice:
    """Make an invoice that speaks of the lines at these positions."""
    named = tuple(InvoiceItem(index=index, quantity=1, unit_price=100) for index in indexes)
    return parts.Invoice(number="1", value=100, items=named)


def test_a_modified_order_has_its_new_lines_total_and_amounts() -> None:
    event = modified((0, 2), fresh=1)
    after = of_order(event, order_in(Status.HANDLING, items=LINES, totals=Totals(items=400)))
    assert after == {"items": event.items, "value": VALUE - 100, "totals": Totals(items=-100)}


def test_an_invoice_keeps_to_its_lines_when_others_go() -> None:
    order = order_in(Status.HANDLING, items=LINES, invoices=(invoiced(1, 3), invoiced()))
    after = evolve(order, modified((1, 3), fresh=2))
    assert [[item.index for item in invoice.items] for invoice in after.invoices] == [[0, 1], []]


@pytest.mark.parametrize("fresh", [0, 2])
def test_invoices_stay_as_they_are_where_no_line_goes(fresh: int) -> None:
    order = order_in(Status.HANDLING, items=LINES, invoices=(invoiced(1, 3),))
    assert evolve(order, modified((0, 1, 2, 3), fresh)).invoices is order.invoices


@given(kept=st.sets(st.integers(0, 3), min_size=1), data=st.data())
def test_an_invoice_speaks_of_the_same_product_afterwards(kept: set[int], data: st.DataObject) -> None:
    positions = tuple(sorted(kept))
    named = data.draw(st.lists(st.sampled_from(positions), max_size=3))
    order = order_in(Status.HANDLING, items=LINES, invoices=(invoiced(*named),))
    after = evolve(order, modified(positions, data.draw(st.integers(0, 2))))
    assert [after.items[item.index].sku for item in after.invoices[0].items] == [LINES[index].sku for index in named]
