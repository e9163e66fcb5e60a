"""What a modification does to the amounts and the lines of an order adds up to the cent (M1, M16)."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pedido import (
    CreateModification,
    Decision,
    Item,
    Modification,
    ModificationRequest,
    ModificationStatus,
    Offer,
    Order,
    Status,
    Totals,
    decide,
)
from pedido.order.amount import ONE
from tests.orders import NOW, STORE, able, order_in
from tests.random_orders import creations, modifiable_orders
from tests.random_requests import EVERYDAY, EXTREME, Scale

LAW = settings(max_examples=30)
SCALES = pytest.mark.parametrize("scale", [EVERYDAY, EXTREME], ids=["everyday", "extreme"])


def modified(data: st.DataObject, scale: Scale = EVERYDAY) -> tuple[Order, Order, Modification]:
    """Draw an order and a request that it allows and carries out: before, after, and the modification."""
    before = data.draw(modifiable_orders(scale))
    decision: Decision = decide(before, data.draw(creations(before, data.draw(st.sampled_from([EVERYDAY, scale])))))
    modification = decision.order.modifications.latest
    assume(decision.allowed and modification is not None and modification.status is ModificationStatus.DONE)
    assert modification is not None
    return before, decision.order, modification


def units(items: Iterable[Item]) -> Counter[str]:
    """Count the units of every SKU."""
    counted: Counter[str] = Counter()
    for item in items:
        counted[item.sku] += item.quantity
    return counted


@SCALES
@LAW
@given(data=st.data())
def test_the_new_total_is_the_old_one_and_the_change(scale: Scale, data: st.DataObject) -> None:
    before, after, modification = modified(data, scale)
    assert after.value == modification.value == before.value + modification.totals.value
    assert after.value >= max(after.invoiced, 1)


@SCALES
@LAW
@given(data=st.data())
def test_the_change_is_that_of_the_lines(scale: Scale, data: st.DataObject) -> None:
    before, after, modification = modified(data, scale)
    totals = modification.totals
    assert totals.items == sum(line.value for line in after.items) - sum(line.value for line in before.items)
    assert totals.discounts == sum(line.discount for line in after.items) - sum(line.discount for line in before.items)
    assert totals.tax == sum(line.tax for line in after.items) - sum(line.tax for line in before.items)
    assert totals.manual_values == modification.manual_increment_value - modification.manual_discount_value


@LAW
@given(data=st.data())
def test_totals_that_made_up_the_value_still_do(data: st.DataObject) -> None:
    before, after, _ = modified(data)
    assert (after.totals is None) == (before.totals is None)
    if before.totals is not None and after.totals is not None:
        assert before.totals.value == before.value
        assert after.totals.value == after.value


@SCALES
@LAW
@given(data=st.data())
def test_units_come_and_go_as_the_modification_says(scale: Scale, data: st.DataObject) -> None:
    before, after, modification = modified(data, scale)
    come = units((*modification.added, *(item for pair in modification.replaced for item in pair.to)))
    gone = units((*modification.removed, *(item for pair in modification.replaced for item in pair.from_)))
    kept = units(before.items)
    kept.subtract(gone)
    kept.update(come)
    assert +units(after.items) == +kept


@LAW
@given(data=st.data())
def test_amounts_come_and_go_as_the_modification_says(data: st.DataObject) -> None:
    """Of what is weighed a part is rounded by itself, so that the parts may differ from the whole by a cent each."""
    _, _, modification = modified(data)
    come = [*modification.added, *(item for pair in modification.replaced for item in pair.to)]
    gone = [*modification.removed, *(item for pair in modification.replaced for item in pair.from_)]
    totals = modification.totals
    assert totals.discounts == sum(item.discount for item in come) - sum(item.discount for item in gone)
    assert totals.tax == sum(item.tax for item in come) - sum(item.tax for item in gone)
    weighed = sum(item.unit_multiplier != ONE for item in (*come, *gone))
    assert abs(totals.items - sum(item.value for item in come) + sum(item.value for item in gone)) <= weighed


@LAW
@given(data=st.data())
def test_a_line_can_still_be_told_apart_from_the_others(data: st.DataObject) -> None:
    before, after, _ = modified(data)
    named_before, named_after = (
        Counter((line.sku, line.unique_id) for line in order.items) for order in (before, after)
    )
    assert all(count <= max(1, named_before[name]) for name, count in named_after.items())


@LAW
@given(data=st.data())
def test_an_invoice_still_speaks_of_the_lines_it_spoke_of(data: st.DataObject) -> None:
    before, after, _ = modified(data)
    for old, new in zip(before.invoices, after.invoices, strict=True):
        spoken = [(before.items[item.index].sku, before.items[item.index].unique_id) for item in old.items]
        assert [(after.items[item.index].sku, after.items[item.index].unique_id) for item in new.items] == spoken


@SCALES
@LAW
@given(data=st.data())
def test_what_is_charged_changes_with_the_total(scale: Scale, data: st.DataObject) -> None:
    before, after, modification = modified(data, scale)
    asked = modification.payment
    assert asked.raised + asked.separate - asked.lowered - asked.refunded == modification.totals.value
    change = after.payment.value - after.payment.refunded - before.payment.value + before.payment.refunded
    assert change == asked.raised - asked.lowered - asked.refunded
    assert after.payment.refunded <= after.payment.settled <= after.payment.value
    assert not (asked.raised and asked.separate)


@SCALES
@LAW
@given(data=st.data())
def test_what_comes_of_it_is_a_valid_order_that_survives_json(scale: Scale, data: st.DataObject) -> None:
    order = data.draw(modifiable_orders(scale))
    decided = decide(order, data.draw(creations(order, data.draw(st.sampled_from([EVERYDAY, scale]))))).order
    assert Order.model_validate(decided.model_dump()) == decided
    assert Order.model_validate_json(decided.model_dump_json()) == decided


MOST = 10**15
TAGS = [
    {"name": name, "rawValue": sign * 10**12, "isPercentual": True} for name, sign in (("discount", 1), ("tax", -1))
]
DEAR = Item(sku="1", quantity=1, unit_price=MOST, discount=1000 - MOST)
USUAL = Item(sku="1", quantity=1, unit_price=1000)


@pytest.mark.parametrize(
    "line, totals, body",
    [
        (DEAR, None, {"add": {"items": [{"id": "1", "quantity": 10**9 - 1}]}}),
        (USUAL, None, {"add": {"items": [{"id": "1", "quantity": 1, "priceTags": TAGS * 2}]}}),
        (USUAL, Totals(items=MOST, discounts=1000 - MOST), {"add": {"items": [{"id": "1", "quantity": 1}]}}),
    ],
    ids=["a discount in proportion", "price tags", "the order's totals"],
)
def test_amounts_that_make_up_for_each_other_stay_within_their_bounds(
    line: Item, totals: Totals | None, body: dict[str, Any]
) -> None:
    order = order_in(Status.HANDLING, items=(line,), value=1000, totals=totals, payment=able(value=1000))
    request = ModificationRequest.model_validate({"reason": "a reason", **body})
    command = CreateModification(actor=STORE, at=NOW, request=request, offers={"1": Offer(price=1)})
    decided = decide(order, command).order
    assert Order.model_validate(decided.model_dump()) == decided


@LAW
@given(data=st.data())
def test_the_same_command_again_begins_where_the_first_one_ended(data: st.DataObject) -> None:
    """What was laid out for the first is not used for the second, though both are the same command."""
    before = data.draw(modifiable_orders())
    command = data.draw(creations(before))
    first = decide(before, command)
    again = decide(first.order, command)
    other = decide(first.order.but(), command.but())
    assert again == other
