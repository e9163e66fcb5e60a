"""Exact amounts: weights as decimals, money in integer cents, rounded in one way and in one place."""

from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter
from pydantic_core import PydanticKnownError


def half_even(numerator: int, denominator: int) -> int:
    """Divide, and round to the nearest integer; a half goes to the even one. `denominator` is positive."""
    quotient, rest = divmod(numerator, denominator)
    half = 2 * rest - denominator
    return quotient + 1 if half > 0 or (half == 0 and quotient % 2) else quotient


def line_value(unit_price: int, quantity: int, unit_multiplier: Decimal) -> int:
    """Return what a line is worth in cents: price by quantity by multiplier, exact, and rounded once at the end (M16)."""
    numerator, denominator = unit_multiplier.as_integer_ratio()
    return half_even(unit_price * quantity * numerator, denominator)


def _number(value: Any) -> Decimal:
    if isinstance(value, bool):
        raise PydanticKnownError("decimal_type")
    return _DECIMAL.validate_python(value)


_DECIMAL: Final = TypeAdapter(Decimal)

ONE: Final = Decimal(1)
"""The multiplier of what is not weighed; always this very object."""


def _plain(value: Decimal) -> Decimal:
    return ONE if value == ONE else Decimal(f"{value.normalize():f}")


Multiplier = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(gt=0, le=10**6, decimal_places=6),
    AfterValidator(_plain),
]
"""How many units of measurement one unit of an item is, such as 0.35 kilograms: six places at most."""
