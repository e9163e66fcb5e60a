"""Pictures of the machines: a definition becomes a small neutral graph, and each format is a renderer of it.

`draw` is the door. Over a machine it paints where an order is (`order=`), or what a run reached (`coverage=`). Names are
imported on first use: the formats can be listed without any of it.
"""

from typing import TYPE_CHECKING, Final

from pedido.lazy import on_first_use

if TYPE_CHECKING:
    from pedido.diagram.drawing import draw
    from pedido.diagram.overlay import Coverage

FORMATS: Final = ("dot", "svg", "png", "mermaid", "plantuml", "scxml")
"""Every format that `draw` knows."""

if not TYPE_CHECKING:
    __getattr__ = on_first_use(__name__, {"Coverage": "pedido.diagram.overlay", "draw": "pedido.diagram.drawing"})

__all__ = ["FORMATS", "Coverage", "draw"]
