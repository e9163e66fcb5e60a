"""What `from pedido import ...` gives."""

import ast
from pathlib import Path
from typing import get_args

import pytest

import pedido


def test_every_public_name_is_there() -> None:
    for name in pedido.__all__:
        assert getattr(pedido, name) is not None
    assert dir(pedido) == sorted(pedido.__all__)


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(pedido.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    imported = [
        (alias.name, alias.asname) for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    ]
    assert all(name == handed_on for name, handed_on in imported)
    assert sorted(name for name, _ in imported) == sorted(pedido.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        getattr(pedido, "nonsense")  # noqa: B009 - the type checker would refuse the plain attribute


def test_every_event_and_effect_can_be_named() -> None:
    for kind in get_args(pedido.Event):
        assert getattr(pedido.events, kind.__name__) is kind
        assert kind.__name__ in pedido.__all__
    for kind in get_args(pedido.Effect):
        assert getattr(pedido.effects, kind.__name__) is kind
