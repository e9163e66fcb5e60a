"""Mermaid, as a flowchart: of its diagrams the one that takes styles on lines and any text in labels."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from pedido.diagram.escape import drawable
from pedido.diagram.escape import mermaid as escaped
from pedido.diagram.graph import LANE, Edge, Graph, Mark, Node
from pedido.diagram.legend import legend
from pedido.messages import text

_START: Final = "fill:#1f2933,stroke:#1f2933,color:#1f2933"
_CLASSES: Final[Mapping[str, str]] = {
    "status": "fill:#ffffff,stroke:#1f2933,color:#1f2933",
    "main": "fill:#d9e6f5,stroke-width:3px",
    "automatic": "stroke-dasharray:5 3",
    Mark.CURRENT: "fill:#0b3d70,stroke:#0b3d70,stroke-width:5px,color:#ffffff",
    Mark.CAME: "fill:#b6d0ee,stroke-width:4px",
    Mark.OTHER: "fill:#ffffff,stroke:#9aa5b1,stroke-width:1px,color:#66717e",
    Mark.COVERED: "fill:#bfe3c4,stroke:#14532d,stroke-width:3px",
    Mark.UNCOVERED: "fill:#ffffff,stroke:#9aa5b1,stroke-width:1px,color:#66717e",
}
_LINES: Final[Mapping[Mark, str]] = {
    Mark.CAME: "stroke:#0b3d70,stroke-width:5px",
    Mark.POSSIBLE: "stroke:#177245,stroke-width:3px",
    Mark.BLOCKED: "stroke:#c0271b,stroke-width:2px",
    Mark.OTHER: "stroke:#c3cad2,stroke-width:1px",
    Mark.COVERED: "stroke:#177245,stroke-width:3px",
    Mark.UNCOVERED: "stroke:#9aa5b1,stroke-width:1px",
}
_ARROWS: Final[Mapping[str, tuple[str, str]]] = {
    "plain": ("---", "-->"),
    "main": ("===", "==>"),
    "dashed": ("-.-", "-.->"),
}
"""How a link to a junction and how one to a status is drawn."""

_DASHED: Final = frozenset({Mark.BLOCKED, Mark.UNCOVERED})


def mermaid(graph: Graph) -> str:
    """Write the picture in Mermaid. The same picture always gives the same text."""
    return "\n".join(_Writing(graph).lines()) + "\n"


class _Writing:
    """The work on one text: links are styled by their number, so they are counted."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.links = 0
        self.styled: dict[Mark, list[int]] = {}

    def lines(self) -> Iterator[str]:
        graph = self.graph
        yield from ("---", f"title: {json.dumps(drawable(graph.title), ensure_ascii=False)}", "---")
        yield "flowchart TB"
        yield f'  start(("{escaped(text("diagram.initial", graph.language))}")):::start'
        yield from (f"  {_status(node)}" for node in graph.open)
        yield from _group("lane", text(f"diagram.branch.{LANE}", graph.language), graph.lane)
        yield f"  {self.link('start', '==>', graph.initial.id)}"
        for number, edge in enumerate(graph.edges, start=1):
            yield from self.edge(edge, f"shared_{number}")
        signs = legend(graph)
        yield from _group("legend", signs.title, signs.nodes)
        for number, edge in enumerate(signs.edges, start=1):
            yield from self.edge(edge, f"legend_shared_{number}")
        yield f"  classDef start {_START}"
        yield from _classes((*graph.nodes, *signs.nodes))
        for mark, numbers in self.styled.items():
            yield f"  linkStyle {','.join(map(str, numbers))} {_LINES[mark]}"

    def edge(self, edge: Edge, junction: str) -> Iterator[str]:
        """Write an edge; sources that share it meet in a junction, as in DOT."""
        line, arrow = _ARROWS["dashed" if edge.mark in _DASHED else "main" if edge.main else "plain"]
        label = f'|"{"<br/>".join(map(escaped, edge.lines))}"|' if edge.lines else ""
        source = edge.sources[0]
        if len(edge.sources) > 1:
            source = junction
            yield f'  {junction}((" ")):::start'
            for shared in edge.sources:
                yield f"  {self.link(shared, line, junction, edge.mark)}"
        yield f"  {self.link(source, f'{arrow}{label}', edge.dest, edge.mark)}"

    def link(self, source: str, arrow: str, dest: str, mark: Mark = Mark.PLAIN) -> str:
        if mark in _LINES:
            self.styled.setdefault(mark, []).append(self.links)
        self.links += 1
        return f"{source} {arrow} {dest}"


def _group(name: str, title: str, nodes: tuple[Node, ...]) -> Iterator[str]:
    if nodes:
        yield f'  subgraph {name} ["{escaped(title)}"]'
        yield from (f"    {_status(node)}" for node in nodes)
        yield "  end"


def _status(node: Node) -> str:
    lines = [f"<b>{escaped(node.heading)}</b>", *(f"<small>{escaped(line)}</small>" for line in node.lines)]
    opening, closing = ("[[", "]]") if node.final else ("(", ")") if node.automatic else ("[", "]")
    return f'{node.id}{opening}"{"<br/>".join(lines)}"{closing}'


def _classes(nodes: tuple[Node, ...]) -> Iterator[str]:
    for name, look in _CLASSES.items():
        members = [node.id for node in nodes if name in _kinds(node)]
        if members:
            yield f"  classDef {name} {look}"
            yield f"  class {','.join(members)} {name}"


def _kinds(node: Node) -> set[str]:
    kinds = {"main": node.main, "automatic": node.automatic}
    return {"status", node.mark.value, *(kind for kind, holds in kinds.items() if holds)}
