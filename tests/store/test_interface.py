"""The two front doors are alike, and `from pedido.store import ...` gives what it says."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest

import pedido.store
from pedido.store import AsyncStore, Store

WORKERS = {"claim_messages", "settle_messages", "pass_time", "clock"}
"""What only workers use, which await."""


def methods(door: type) -> dict[str, Callable[..., Any]]:
    """List what a door offers, but for how it is used in a block."""
    return {name: method for name, method in vars(door).items() if not name.startswith("_")}


SHARED = sorted(methods(Store))


def test_both_doors_have_the_same_methods_but_for_those_of_workers() -> None:
    assert set(methods(AsyncStore)) == set(methods(Store)) | WORKERS


@pytest.mark.parametrize("name", [*SHARED, "__init__"])
def test_a_method_takes_and_returns_the_same_at_both(name: str) -> None:
    assert inspect.signature(getattr(Store, name)) == inspect.signature(getattr(AsyncStore, name))


@pytest.mark.parametrize("name", [*SHARED, "__init__"])
def test_a_method_says_the_same_of_itself_at_both(name: str) -> None:
    assert inspect.getdoc(getattr(Store, name)) == inspect.getdoc(getattr(AsyncStore, name))


@pytest.mark.parametrize("name", SHARED)
def test_one_door_waits_and_the_other_is_awaited(name: str) -> None:
    assert not inspect.iscoroutinefunction(getattr(Store, name))
    assert inspect.iscoroutinefunction(getattr(AsyncStore, name))


def test_every_public_name_is_there() -> None:
    for name in pedido.store.__all__:
        assert getattr(pedido.store, name) is not None
    assert dir(pedido.store) == sorted(pedido.store.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        getattr(pedido.store, "nonsense")  # noqa: B009 - the type checker would refuse the plain attribute
