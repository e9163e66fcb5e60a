"""Pictures of the machines: a definition becomes a small neutral graph, and each format is a renderer of it.

`draw` is the door. Over a machine it paints where an order is (`order=`), or what a run reached (`coverage=`). Names are
imported on first use: the formats can be listed without any of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pedido.diagram.drawing import draw
    from pedido.diagram.overlay import Coverage

FORMATS: Final = ("dot", "svg", "png", "mermaid", "plantuml", "scxml")
"""Every format that `draw` knows."""

_HOMES: Final = {"Coverage": "pedido.diagram.overlay", "draw": "pedido.diagram.drawing"}


def __getattr__(name: str) -> Any:
    """Import a name from its home."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)


__all__ = ["FORMATS", "Coverage", "draw"]
