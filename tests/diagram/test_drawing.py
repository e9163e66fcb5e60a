"""The door: what can be drawn, and what is refused."""

import subprocess
import sys
from typing import Any

import pytest

import pedido.diagram
from pedido import Status
from pedido.diagram import FORMATS, Coverage, draw
from pedido.diagram.drawing import _RENDERERS
from pedido.input import BadInputError
from pedido.machines import DEFINITIONS
from tests.orders import order_in


def test_every_format_has_a_renderer() -> None:
    assert tuple(_RENDERERS) == FORMATS


def test_a_machine_is_drawn_by_its_name_as_by_its_definition() -> None:
    assert draw("payment") == draw(DEFINITIONS["payment"])


@pytest.mark.parametrize(
    "options, problem",
    [
        ({"machine": "nothing"}, "machine: unknown machine 'nothing'; expected one of complete, seller"),
        ({"machine": "chain", "format": "gif"}, "format: unknown format 'gif'; expected one of dot, svg"),
        (
            {"machine": "complete", "order": order_in(Status.HANDLING), "coverage": Coverage()},
            "diagram: an order and a coverage cannot be painted over each other",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(options: dict[str, Any], problem: str) -> None:
    with pytest.raises(BadInputError, match=f"^{problem}"):
        draw(**options)


def test_an_unknown_name_of_the_package_is_reported_as_one() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'paint'"):
        getattr(pedido.diagram, "paint")  # noqa: B009 - the type checker would refuse the plain attribute


def test_the_formats_can_be_listed_without_loading_a_renderer() -> None:
    code = "import sys, pedido.diagram as d; assert d.FORMATS; sys.exit('graphviz' in sys.modules or 'babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
