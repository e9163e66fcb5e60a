"""Values are compared by what they are and say."""

from unittest.mock import ANY

from pedido.order.parts import Marketplace
from pedido.order.value import Value


class Weight(Value):
    """As much as a `Length`, and something else."""

    amount: int


class Length(Value):
    """As much as a `Weight`, and something else."""

    amount: int


def test_values_that_say_the_same_are_the_same() -> None:
    assert Weight(amount=1) == Weight(amount=1)
    assert hash(Weight(amount=1)) == hash(Weight(amount=1))
    assert Weight(amount=1) != Weight(amount=2)


def test_values_of_different_kinds_are_never_the_same() -> None:
    assert Weight(amount=1) != Length(amount=1)
    assert Weight(amount=1) != 1


def test_what_is_the_same_as_anything_is_the_same_as_a_value() -> None:
    assert Weight(amount=1) == ANY


def test_whether_a_field_was_given_or_is_the_default_makes_no_difference() -> None:
    assert Marketplace.model_validate({"name": ""}) == Marketplace()
