"""A line of the order: what it is worth, and what it is for another quantity."""

import copy
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pedido import Item
from pedido.order.amount import ONE
from pedido.order.value import MAX_CENTS, MAX_QUANTITY
from tests.random_orders import lines
from tests.random_requests import EVERYDAY, EXTREME

LINES = lines(EVERYDAY) | lines(EXTREME)


def test_a_counted_line_is_worth_price_by_quantity() -> None:
    assert Item(sku="1", quantity=3, unit_price=199, discount=-50, tax=7, shipping=900).value == 597


def test_a_weighed_line_is_rounded_once() -> None:
    """1.99 the kilogram: three times 0.35 kilograms are 208.95 cents."""
    assert (
        Item(sku="1", quantity=3, unit_price=199, unit_multiplier=Decimal("0.35"), measurement_unit="kg").value == 209
    )


@given(LINES)
def test_a_line_is_worth_what_it_is_worth_exactly_to_half_a_cent(line: Item) -> None:
    exact = line.unit_price * line.quantity * Fraction(line.unit_multiplier)
    assert line.value == round(exact)


@given(LINES)
def test_a_copy_is_worth_the_same(line: Item) -> None:
    """The multiplier of a copy is another object than `ONE`; only its value counts."""
    for other in (
        pickle.loads(pickle.dumps(line)),
        copy.deepcopy(line),
        Item.model_validate_json(line.model_dump_json()),
    ):
        assert other == line
        assert hash(other) == hash(line)
        assert other.value == line.value


def test_another_quantity_keeps_discount_and_tax_in_proportion() -> None:
    line = Item(sku="1", quantity=4, unit_price=1000, discount=-100, tax=40, shipping=900, unique_id="a")
    assert line.of(3) == line.but(quantity=3, discount=-75, tax=30)
    assert line.of(0) == line.but(quantity=0, discount=0, tax=0)


def test_the_same_quantity_is_the_same_line() -> None:
    line = Item(sku="1", quantity=3, unit_price=1000, discount=-100)
    assert line.of(3) is line


def test_a_share_of_half_a_cent_goes_to_the_even_one() -> None:
    line = Item(sku="1", quantity=2, unit_price=1000, discount=-3, tax=1)
    assert (line.of(1).discount, line.of(1).tax) == (-2, 0)


def test_a_line_of_which_nothing_was_left_can_be_filled_again() -> None:
    assert Item(sku="1", quantity=0, unit_price=1000).of(2) == Item(sku="1", quantity=2, unit_price=1000)


@given(LINES.filter(lambda line: line.quantity > 0), st.integers(0, MAX_QUANTITY))
def test_a_share_is_off_by_half_a_cent_at_most(line: Item, quantity: int) -> None:
    part = line.of(quantity)
    assert abs(part.discount - Fraction(line.discount * quantity, line.quantity)) <= Fraction(1, 2)
    assert abs(part.tax - Fraction(line.tax * quantity, line.quantity)) <= Fraction(1, 2)
    assert part.but(quantity=line.quantity, discount=line.discount, tax=line.tax) == line


@pytest.mark.parametrize(
    "changes",
    [
        {"sku": " "},
        {"quantity": -1},
        {"quantity": MAX_QUANTITY + 1},
        {"quantity": 1.0},
        {"quantity": True},
        {"unit_price": -1},
        {"unit_price": MAX_CENTS + 1},
        {"unit_price": "100"},
        {"discount": -MAX_CENTS - 1},
        {"tax": MAX_CENTS + 1},
        {"shipping": -1},
        {"measurement_unit": ""},
        {"unit_multiplier": 0},
        {"colour": "red"},
    ],
    ids=str,
)
def test_what_is_no_line_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Item.model_validate({"sku": "1", "quantity": 1, "unit_price": 100, **changes})


def test_what_is_not_said_is_usual() -> None:
    line = Item(sku=" 1 ", quantity=1, unit_price=100)
    assert (line.sku, line.measurement_unit, line.unit_multiplier) == ("1", "un", ONE)
    assert (line.unique_id, line.seller, line.address_id) == (None, None, None)
