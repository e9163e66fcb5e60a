"""Exact amounts: one way of rounding, exact for any size, and the multipliers of what is weighed."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pedido.order.amount import ONE, Multiplier, half_even, line_value

NUMERATORS = st.integers() | st.integers(-(10**60), 10**60)
DENOMINATORS = st.integers(1, 10**6) | st.integers(1, 10**40)

MULTIPLIER: TypeAdapter[Decimal] = TypeAdapter(Multiplier)


@pytest.mark.parametrize(
    "numerator, denominator, rounded",
    [
        (1, 2, 0),
        (3, 2, 2),
        (5, 2, 2),
        (-1, 2, 0),
        (-3, 2, -2),
        (-5, 2, -2),
        (7, 3, 2),
        (8, 3, 3),
        (-7, 3, -2),
        (0, 9, 0),
    ],
)
def test_a_half_goes_to_the_even_neighbour(numerator: int, denominator: int, rounded: int) -> None:
    assert half_even(numerator, denominator) == rounded


@given(numerator=NUMERATORS, denominator=DENOMINATORS)
@example(numerator=10**60 + 5, denominator=10)
def test_it_is_how_fractions_are_rounded(numerator: int, denominator: int) -> None:
    assert half_even(numerator, denominator) == round(Fraction(numerator, denominator))


@given(numerator=NUMERATORS, places=st.integers(0, 12))
def test_it_is_how_decimals_are_rounded_half_to_even(numerator: int, places: int) -> None:
    with localcontext(prec=100):
        exact = Decimal(numerator).scaleb(-places)
        assert half_even(numerator, 10**places) == exact.quantize(ONE, ROUND_HALF_EVEN)


@given(numerator=NUMERATORS, denominator=DENOMINATORS)
def test_what_is_given_and_what_is_taken_are_rounded_alike(numerator: int, denominator: int) -> None:
    assert half_even(-numerator, denominator) == -half_even(numerator, denominator)


@given(st.integers(0, 10**15), st.integers(0, 10**9), st.decimals("0.000001", 10**6, places=6))
def test_a_line_is_worth_price_by_quantity_by_multiplier_rounded_once(
    unit_price: int, quantity: int, multiplier: Decimal
) -> None:
    exact = unit_price * quantity * Fraction(multiplier)
    assert line_value(unit_price, quantity, multiplier) == round(exact)


def test_a_line_is_not_rounded_unit_by_unit() -> None:
    """Three times 0.5 cents are 1.5, which is 2; rounded one by one they would be nothing."""
    assert line_value(1, 3, Decimal("0.5")) == 2


@pytest.mark.parametrize(
    "given_, read",
    [
        (1, "1"),
        ("1.000", "1"),
        (0.35, "0.35"),
        ("0.350", "0.35"),
        ("1E+3", "1000"),
        (10**6, "1000000"),
        ("1e-6", "0.000001"),
    ],
)
def test_a_multiplier_is_kept_without_needless_digits(given_: object, read: str) -> None:
    assert str(MULTIPLIER.validate_python(given_)) == read


@pytest.mark.parametrize("given_", [1, 1.0, "1", "1.00", Decimal("1.0")])
def test_what_is_not_weighed_always_has_the_same_multiplier(given_: object) -> None:
    assert MULTIPLIER.validate_python(given_) is ONE


@pytest.mark.parametrize(
    "given_",
    [0, -1, "0.0000001", 1_000_001, "NaN", "Infinity", float("nan"), float("inf"), True, False, None, "", "a", []],
)
def test_a_multiplier_is_a_positive_number_of_six_places(given_: object) -> None:
    with pytest.raises(ValidationError):
        MULTIPLIER.validate_python(given_)


@given(st.decimals("0.000001", 10**6, places=6))
def test_a_multiplier_survives_json(multiplier: Decimal) -> None:
    read = MULTIPLIER.validate_python(multiplier)
    assert read == multiplier
    assert MULTIPLIER.validate_json(MULTIPLIER.dump_json(read)) == read
