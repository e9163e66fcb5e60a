"""PlantUML, as a state diagram."""

from collections.abc import Iterator, Mapping
from typing import Final

from pedido.diagram.escape import plantuml as escaped
from pedido.diagram.graph import LANE, Edge, Graph, Mark, Node
from pedido.diagram.legend import legend
from pedido.messages import text

_FILLS: Final[Mapping[Mark, str]] = {
    Mark.CURRENT: "#6f9fd8",
    Mark.CAME: "#b6d0ee",
    Mark.OTHER: "#ffffff",
    Mark.COVERED: "#bfe3c4",
    Mark.UNCOVERED: "#ffffff",
}
_FADED: Final = frozenset({Mark.OTHER, Mark.UNCOVERED})
_ARROWS: Final[Mapping[Mark, str]] = {
    Mark.PLAIN: "#52606d",
    Mark.CAME: "#0b3d70,bold",
    Mark.POSSIBLE: "#177245,bold",
    Mark.BLOCKED: "#c0271b,dashed",
    Mark.OTHER: "#c3cad2",
    Mark.COVERED: "#177245,bold",
    Mark.UNCOVERED: "#9aa5b1,dashed",
}


def plantuml(graph: Graph) -> str:
    """Write the picture in PlantUML. The same picture always gives the same text."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    signs = legend(graph)
    yield "@startuml"
    yield "hide empty description"
    yield f"title {escaped(graph.title)}"
    for node in graph.open:
        yield from _status(node)
    yield from _group("lane", text(f"diagram.branch.{LANE}", graph.language), graph.lane)
    yield f"[*] -[#1b4b82,bold]-> {graph.initial.id}"
    for number, edge in enumerate(graph.edges, start=1):
        yield from _edge(edge, f"shared_{number}")
    yield from _group("legend_box", signs.title, signs.nodes)
    for number, edge in enumerate(signs.edges, start=1):
        yield from _edge(edge, f"legend_shared_{number}")
    yield "@enduml"


def _group(name: str, title: str, nodes: tuple[Node, ...]) -> Iterator[str]:
    if nodes:
        yield f'state "{escaped(title)}" as {name} {{'
        yield from (f"  {line}" for node in nodes for line in _status(node))
        yield "}"


def _status(node: Node) -> Iterator[str]:
    """A status and what is written in it; a final one has the stereotype, since an arrow to the end would hide its name."""
    fill = _FILLS.get(node.mark, "#d9e6f5" if node.main else "#ffffff")
    border = "dashed" if node.automatic else "bold" if node.main or node.final else "dotted" if node.branch else ""
    line = "9aa5b1" if node.mark in _FADED else "1f2933"
    stereotype = " <<final>>" if node.final else ""
    style = f"##[{border}]{line}" if border else f"##{line}"
    yield f'state "{escaped(node.heading)}" as {node.id}{stereotype} {fill} {style}'
    yield from (f"{node.id} : {escaped(inside)}" for inside in node.lines)


def _edge(edge: Edge, junction: str) -> Iterator[str]:
    """An edge; sources that share it meet in a junction, as in DOT."""
    style = "#1b4b82,bold" if edge.main and edge.mark is Mark.PLAIN else _ARROWS[edge.mark]
    label = " : " + "\\n".join(map(escaped, edge.lines)) if edge.lines else ""
    source = edge.sources[0]
    if len(edge.sources) > 1:
        source = junction
        yield f"state {junction} <<choice>>"
        yield from (f"{shared} -[{style}]-> {junction}" for shared in edge.sources)
    yield f"{source} -[{style}]-> {edge.dest}{label}"
