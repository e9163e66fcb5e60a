"""The public names of `pedido.pair` are there, and imported only when they are used."""

import subprocess
import sys

import pytest

import pedido.pair


def test_every_public_name_is_there() -> None:
    assert dir(pedido.pair) == sorted(pedido.pair.__all__)
    for name in pedido.pair.__all__:
        assert getattr(pedido.pair, name) is not None


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        getattr(pedido.pair, "nothing")  # noqa: B009 - the type checker would refuse the plain attribute


def test_the_protocol_does_not_bring_the_exploration_with_it() -> None:
    program = (
        "import sys; from pedido.pair import PROTOCOL, Sale; print([n for n in {heavy} if n in sys.modules])".format(
            heavy=("networkx", "rich", "babel", "graphviz", "ruamel", "pedido.verify", "pedido.pair.exploration")
        )
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
