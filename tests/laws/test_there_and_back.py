"""What can be taken back, and what can be asked for in parts: exactly where nothing is rounded, else to the cents stated."""

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pedido import CreateModification, Item, ModificationRequest, Offer, Order, Status, apply
from pedido.order.amount import ONE
from tests.orders import NOW, STORE, able, order_in
from tests.random_orders import lines

LAW = settings(max_examples=60)

COUNTED = st.builds(Item, sku=st.just("1"), quantity=st.integers(2, 9), unit_price=st.integers(1, 3000))
"""Lines without discount and tax: of them nothing is ever rounded but the value of what is weighed."""

ANY = lines().filter(lambda line: line.quantity > 1 and line.value > 0).map(lambda line: line.but(sku="1"))


def of(*items: Item) -> Order:
    """Make an order of these lines, and of another one that keeps its total above nothing, for which anything can be paid."""
    rest = Item(sku="rest", quantity=1, unit_price=10**6)
    value = rest.value + sum(line.value + line.discount + line.tax + line.shipping for line in items)
    return order_in(Status.HANDLING, items=(*items, rest), value=value, payment=able(value=value))


def after(order: Order, **body: Any) -> Order:
    """Have an order modified."""
    request = ModificationRequest.model_validate({"reason": "a reason", **body})
    offers = {"1": Offer(price=1), "9": Offer(price=777)}
    return apply(order, CreateModification(actor=STORE, at=NOW, request=request, offers=offers))


def some(quantity: int, **fields: Any) -> dict[str, Any]:
    """Speak of so many units of the line."""
    return {"items": [{"id": "1", "quantity": quantity, **fields}]}


@LAW
@given(line=COUNTED, multiplier=st.just(ONE) | st.decimals("0.000001", "3", places=6), data=st.data())
def test_what_is_removed_and_added_back_leaves_the_order_as_it_was(
    line: Item, multiplier: Any, data: st.DataObject
) -> None:
    order = of(Item(**{**dict(line), "unit_multiplier": multiplier}))
    gone = data.draw(st.integers(1, line.quantity - 1))
    back = after(after(order, remove=some(gone)), add=some(gone))
    assert (back.items, back.value) == (order.items, order.value)


@LAW
@given(line=ANY, data=st.data())
def test_discount_and_tax_come_back_but_for_what_was_rounded(line: Item, data: st.DataObject) -> None:
    """Half a cent is lost when units go, and as much for each share that comes back; half a cent more in the end."""
    order = of(line.but(unique_id=None))
    gone = data.draw(st.integers(1, line.quantity - 1))
    left = line.quantity - gone
    back = after(after(order, remove=some(gone)), add=some(gone))
    lost = (line.quantity / left + 1) / 2
    assert abs(back.items[0].discount - line.discount) <= lost
    assert abs(back.items[0].tax - line.tax) <= lost
    assert back.items[0].value == line.value


@LAW
@given(line=ANY, quantity=st.integers(1, 9))
def test_what_is_added_anew_and_removed_leaves_the_order_as_it_was(line: Item, quantity: int) -> None:
    order = of(line)
    added = after(order, add={"items": [{"id": "9", "quantity": quantity}]})
    assert added.value == order.value + 777 * quantity
    back = after(added, remove={"items": [{"id": "9", "quantity": quantity}]})
    assert (back.items, back.value) == (order.items, order.value)


@LAW
@given(line=ANY, cents=st.integers(1, 100_000))
def test_a_manual_discount_is_taken_back_by_an_increment(line: Item, cents: int) -> None:
    order = of(line)
    back = after(after(order, manualDiscountValue=cents), manualIncrementValue=cents)
    assert (back.items, back.value) == (order.items, order.value)


@LAW
@given(line=COUNTED, price=st.integers(1, 3000), data=st.data())
def test_a_price_is_taken_back_by_the_price_that_was(line: Item, price: int, data: st.DataObject) -> None:
    order = of(line)
    changed = after(
        order, replace=[{"from": some(line.quantity), "to": some(line.quantity, price=price)}], manualIncrementValue=1
    )
    back = {"from": some(line.quantity), "to": some(line.quantity, price=line.unit_price)}
    assert after(changed, replace=[back], manualDiscountValue=1).items == order.items


@LAW
@given(line=COUNTED, first=st.integers(1, 9), second=st.integers(1, 9))
def test_adding_in_two_requests_comes_to_adding_at_once(line: Item, first: int, second: int) -> None:
    order = of(line)
    in_two = after(after(order, add=some(first)), add=some(second))
    at_once = after(order, add=some(first + second))
    assert (in_two.items, in_two.value) == (at_once.items, at_once.value)


@LAW
@given(line=ANY, data=st.data())
def test_removing_in_two_requests_comes_to_removing_at_once_but_for_what_is_rounded(
    line: Item, data: st.DataObject
) -> None:
    """Each of discount and tax is rounded once more: by less than a cent, for what is left is a share of what was."""
    assume(line.quantity > 2)
    order = of(line.but(unique_id=None))
    first = data.draw(st.integers(1, line.quantity - 2))
    second = data.draw(st.integers(1, line.quantity - 1 - first))
    in_two = after(after(order, remove=some(first)), remove=some(second))
    at_once = after(order, remove=some(first + second))
    assert abs(in_two.value - at_once.value) <= 2
    assert in_two.items[0].value == at_once.items[0].value


@LAW
@given(line=ANY, cents=st.integers(1, 100_000), data=st.data())
def test_what_one_request_asks_for_can_be_asked_for_in_one_request_each(
    line: Item, cents: int, data: st.DataObject
) -> None:
    order = of(line.but(unique_id=None))
    gone = data.draw(st.integers(1, line.quantity - 1))
    new = {"items": [{"id": "9", "quantity": 1}]}
    at_once = after(order, remove=some(gone), add=new, manualIncrementValue=cents)
    one_each = after(after(after(order, remove=some(gone)), add=new), manualIncrementValue=cents)
    assert one_each.value == at_once.value
    assert [line.but(unique_id=None) for line in one_each.items] == [line.but(unique_id=None) for line in at_once.items]
