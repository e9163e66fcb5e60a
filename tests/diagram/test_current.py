"""`diagrams/` is current: drawing the machines again gives the same DOT and Mermaid, byte for byte.

The layout of an SVG depends on the Graphviz that drew it; its source, the DOT, does not.
"""

from pathlib import Path

import pytest

from pedido.diagram import draw
from pedido.diagram.publish import FORMATS
from pedido.machines import DEFINITIONS

DIAGRAMS = Path(__file__).parents[2] / "diagrams"


@pytest.mark.parametrize("ending", [".dot", ".mmd"])
@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_diagram_is_current(name: str, ending: str) -> None:
    drawn = draw(name, format=FORMATS[ending])
    assert isinstance(drawn, str)
    published = (DIAGRAMS / f"{name}{ending}").read_bytes()
    assert published == drawn.encode(), f"diagrams/{name}{ending} is stale: run `make diagrams`"


def test_every_machine_is_there_in_every_format_and_nothing_else() -> None:
    expected = {f"{name}{ending}" for name in DEFINITIONS for ending in FORMATS}
    assert {path.name for path in DIAGRAMS.iterdir()} == expected
