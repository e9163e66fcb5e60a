"""The public names of `pedido.scenario` are there, and imported only when they are used."""

import subprocess
import sys

import pytest

import pedido.scenario


def test_every_public_name_is_there() -> None:
    assert dir(pedido.scenario) == sorted(pedido.scenario.__all__)
    for name in pedido.scenario.__all__:
        assert getattr(pedido.scenario, name).__name__ == name


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        getattr(pedido.scenario, "nothing")  # noqa: B009 - the type checker would refuse the plain attribute


def test_importing_the_package_imports_nothing_else() -> None:
    program = "import sys, pedido.scenario; print([n for n in sys.modules if n.startswith('pedido.scenario.')])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
