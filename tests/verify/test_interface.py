"""The public names of the room, which are imported on first use."""

from pkgutil import iter_modules

import pytest

from pedido import verify as room


@pytest.mark.parametrize("name", room.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(room, name).__doc__


def test_no_public_name_is_that_of_a_module() -> None:
    assert {found.name for found in iter_modules(room.__path__)}.isdisjoint(room.__all__)


def test_the_names_are_listed_and_others_are_unknown() -> None:
    assert dir(room) == sorted(room.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        getattr(room, "nothing")  # noqa: B009 - the type checker would refuse the plain attribute
