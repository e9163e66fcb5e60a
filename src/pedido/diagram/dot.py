"""DOT, for Graphviz: the happy path as a straight spine, and the cancellation in a lane of its own beside it."""

from collections.abc import Iterable
from typing import Final

import graphviz

from pedido.diagram import style
from pedido.diagram.escape import html, quoted
from pedido.diagram.graph import LANE, Edge, Graph, Node, Row, together
from pedido.diagram.legend import legend
from pedido.messages import text

_SMALL: Final = "9"


def dot(graph: Graph) -> str:
    """Write the picture in DOT. The same picture always gives the same text."""
    drawing = graphviz.Digraph(_literal(graph.name), node_attr=dict(style.NODES), edge_attr=dict(style.EDGES))
    drawing.attr(**style.GRAPH, label=f"<<B>{html(graph.title)}</B>>", tooltip=_literal(graph.title))
    start = _literal(text("diagram.initial", graph.language))
    drawing.node("start", "", tooltip=start, **style.START_NODE)
    drawing.edge("start", graph.initial.id, tooltip=start, **style.START_EDGE)
    _draw_statuses(drawing, graph)
    for number, edge in enumerate(graph.edges, start=1):
        _draw_edge(drawing, edge, graph, f"shared_{number}")
    _draw_legend(drawing, legend(graph))
    return str(drawing.source)


def _draw_statuses(drawing: graphviz.Digraph, graph: Graph) -> None:
    for node in graph.open:
        _draw_node(drawing, node, graph)
    if graph.lane:
        with drawing.subgraph(name=f"cluster_{LANE}") as lane:
            lane.attr(**style.BRANCH, label=_literal(text(f"diagram.branch.{LANE}", graph.language)))
            for node in graph.lane:
                _draw_node(lane, node, graph)


def _draw_legend(drawing: graphviz.Digraph, signs: Graph) -> None:
    with drawing.subgraph(name="cluster_legend") as corner:
        corner.attr(**style.LEGEND, label=_literal(signs.title))
        for node in signs.nodes:
            _draw_node(corner, node, signs)
        for number, edge in enumerate(signs.edges, start=1):
            _draw_edge(corner, edge, signs, f"legend_shared_{number}")


def _draw_node(drawing: graphviz.Digraph, node: Node, graph: Graph) -> None:
    # The name of the status is centred below its label; what happens inside it is a list.
    label = f"<B>{html(node.heading)}</B>"
    if node.lines:
        first, *rest = node.lines
        label += f"<BR/>{_small(first)}<BR/>" + "".join(f'{_small(line)}<BR ALIGN="LEFT"/>' for line in rest)
    drawing.node(node.id, f"<{label}>", tooltip=_literal(_tooltip(node, graph)), **style.of_node(node))


def _tooltip(node: Node, graph: Graph) -> str:
    lines = [" ".join((node.label, *((f"({node.name})",) if node.name else ()), *node.facts))]
    lines += [part for row in together(node.internal) for part in (row.heading, row.tooltip) if part]
    if node.refused:
        lines.append(f"{text('diagram.refused', graph.language)}:")
        lines += [f"{row.heading}: {row.tooltip}" for row in together(node.refused)]
    return "\n".join(lines)


def _draw_edge(drawing: graphviz.Digraph, edge: Edge, graph: Graph, junction: str) -> None:
    """Draw an edge; where several sources share it they meet in a junction, and what they share is written once."""
    tooltip = _literal(edge.tooltip or graph.node(edge.dest).label)
    attributes = {**style.of_edge(edge), "tooltip": tooltip}
    if _returns(edge, graph):
        attributes["constraint"] = "false"
    label = f"<{_label(edge.rows)}>" if edge.lines else ""
    if len(edge.sources) == 1:
        drawing.edge(edge.sources[0], edge.dest, label, labeltooltip=tooltip, **attributes)
        return
    drawing.node(junction, "", tooltip=tooltip, **style.of_junction(edge))
    for source in edge.sources:
        drawing.edge(source, junction, **{**attributes, "arrowhead": "none"})
    drawing.edge(junction, edge.dest, label, labeltooltip=tooltip, **attributes)


def _returns(edge: Edge, graph: Graph) -> bool:
    """Tell whether an edge leads from the lane back to the happy path: it has no say in what stands above what."""
    return graph.node(edge.dest).main and graph.node(edge.sources[0]).branch == LANE


def _label(rows: Iterable[Row]) -> str:
    parts = []
    for row in rows:
        if row.heading:
            parts.append(f"<B>{html(row.heading)}</B>")
        parts += [_small(line) for line in row.conditions]
    return "".join(f'&#160;&#160;{part}&#160;<BR ALIGN="LEFT"/>' for part in parts)


def _small(line: str) -> str:
    return f'<FONT POINT-SIZE="{_SMALL}">{html(line)}</FONT>'


def _literal(line: str) -> str:
    # Without nohtml a text between < and > would be taken for an HTML-like label.
    return graphviz.nohtml(quoted(line))
