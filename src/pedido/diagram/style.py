"""How the signs of the picture look in DOT.

Shape and line carry the meaning and colour only supports it, so that the picture survives a grey printer. Colours have six
digits: some versions of Graphviz paint a shape of any other colour black.
"""

from collections.abc import Mapping
from typing import Final

from pedido.diagram.graph import Edge, Mark, Node

Attributes = Mapping[str, str]

INK: Final = "#1f2933"
_LINE: Final = "#52606d"
_SPINE: Final = "#1b4b82"
_FADED: Final = "#9aa5b1"
_FADED_INK: Final = "#66717e"

GRAPH: Final[Attributes] = {
    "rankdir": "TB",
    "newrank": "true",
    "fontname": "Helvetica",
    "fontsize": "22",
    "fontcolor": INK,
    "labelloc": "t",
    "nodesep": "0.3",
    "ranksep": "0.35",
    "bgcolor": "#ffffff",
}
NODES: Final[Attributes] = {
    "shape": "box",
    "fontname": "Helvetica",
    "fontsize": "12",
    "fontcolor": INK,
    "color": INK,
    "style": "filled",
    "fillcolor": "#ffffff",
    "margin": "0.12,0.06",
}
EDGES: Final[Attributes] = {
    "fontname": "Helvetica",
    "fontsize": "10",
    "fontcolor": INK,
    "color": _LINE,
    "arrowsize": "0.8",
}
BRANCH: Final[Attributes] = {
    "style": "dashed",
    "color": "#a5513f",
    "bgcolor": "#fdf5f2",
    "fontsize": "14",
    "labeljust": "l",
}
LEGEND: Final[Attributes] = {
    "style": "dotted",
    "color": _LINE,
    "bgcolor": "#f7f9fb",
    "fontsize": "14",
    "labeljust": "l",
}
START_NODE: Final[Attributes] = {"shape": "circle", "width": "0.18", "fillcolor": INK, "group": "main"}
START_EDGE: Final[Attributes] = {"weight": "100", "penwidth": "3", "color": _SPINE}

_MAIN_NODE: Final[Attributes] = {"group": "main", "penwidth": "2.4", "fillcolor": "#d9e6f5"}
_MAIN_EDGE: Final[Attributes] = {"weight": "100", "penwidth": "3", "color": _SPINE}
_AUTOMATIC_NODE: Final[Attributes] = {"style": "filled,rounded,dashed"}
_AUTOMATIC_EDGE: Final[Attributes] = {"arrowhead": "empty"}
_FINAL_NODE: Final[Attributes] = {"peripheries": "2"}
_MARKED_NODES: Final[Mapping[Mark, Attributes]] = {
    Mark.PLAIN: {},
    Mark.CURRENT: {"fillcolor": "#0b3d70", "fontcolor": "#ffffff", "color": "#0b3d70", "penwidth": "5"},
    Mark.CAME: {"fillcolor": "#b6d0ee", "penwidth": "3.5"},
    Mark.OTHER: {"fillcolor": "#ffffff", "fontcolor": _FADED_INK, "color": _FADED, "penwidth": "1"},
    Mark.COVERED: {"fillcolor": "#bfe3c4", "penwidth": "2.4", "color": "#14532d"},
    Mark.UNCOVERED: {"fillcolor": "#ffffff", "fontcolor": _FADED_INK, "color": _FADED, "penwidth": "1"},
}
_MARKED_EDGES: Final[Mapping[Mark, Attributes]] = {
    Mark.PLAIN: {},
    Mark.CAME: {"color": "#0b3d70", "penwidth": "5"},
    Mark.POSSIBLE: {"color": "#177245", "fontcolor": "#0f4d2f", "penwidth": "2.6"},
    Mark.BLOCKED: {"color": "#c0271b", "fontcolor": "#8f1d14", "penwidth": "2", "style": "dashed"},
    Mark.OTHER: {"color": "#c3cad2", "fontcolor": "#7b8794", "penwidth": "1"},
    Mark.COVERED: {"color": "#177245", "penwidth": "2.6"},
    Mark.UNCOVERED: {"color": _FADED, "fontcolor": _FADED_INK, "penwidth": "1", "style": "dashed"},
}


def of_node(node: Node) -> Attributes:
    """Return how a status looks."""
    return {
        **(_MAIN_NODE if node.main else {}),
        **(_AUTOMATIC_NODE if node.automatic else {}),
        **(_FINAL_NODE if node.final else {}),
        **_MARKED_NODES[node.mark],
    }


def of_edge(edge: Edge) -> Attributes:
    """Return how an edge looks."""
    return {
        **(_MAIN_EDGE if edge.main else {}),
        **(_AUTOMATIC_EDGE if edge.automatic else {}),
        **_MARKED_EDGES[edge.mark],
    }


def of_junction(edge: Edge) -> Attributes:
    """Return how the point looks in which an edge gathers its sources."""
    colour = _MARKED_EDGES[edge.mark].get("color", _LINE)
    return {"shape": "point", "width": "0.09", "color": colour, "fillcolor": colour}
