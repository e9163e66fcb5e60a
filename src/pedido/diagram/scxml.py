"""SCXML (State Chart XML, W3C): statuses as states, commands as events, choices and guards as conditions.

Automatic transitions have no event; a condition names what the host of the machine has to provide. SCXML gives a final state no transitions; what a final status still accepts, and
labels and facts, are in a namespace of their own, which every processor ignores.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from pedido.diagram.escape import drawable
from pedido.diagram.graph import Graph, Node, Row

SCXML: Final = "http://www.w3.org/2005/07/scxml"
PEDIDO: Final = "urn:pedido"

_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*", flags=re.ASCII)


def scxml(graph: Graph) -> str:
    """Write the machine in SCXML. The same machine always gives the same text."""
    register_namespace("", SCXML)
    register_namespace("pedido", PEDIDO)
    ids = _ids(graph)
    document = Element(
        f"{{{SCXML}}}scxml",
        {"version": "1.0", "datamodel": "ecmascript", "name": drawable(graph.name), "initial": ids[graph.initial.id]},
    )
    for node in graph.nodes:
        element = SubElement(document, f"{{{SCXML}}}{'final' if node.final else 'state'}", _attributes(node, ids))
        for row, dest in _leaving(graph, node):
            SubElement(element, f"{{{SCXML}}}transition", _conditions(row) | {"target": ids[dest]})
        tag = f"{{{PEDIDO}}}accepts" if node.final else f"{{{SCXML}}}transition"
        for row in node.internal:
            SubElement(element, tag, _conditions(row))
    indent(document)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(document, encoding="unicode") + "\n"


def _ids(graph: Graph) -> Mapping[str, str]:
    """The API's names, wherever all of them are names in XML."""
    named = all(_NAME.fullmatch(node.name) for node in graph.nodes)
    return {node.id: node.name if named else node.id for node in graph.nodes}


def _attributes(node: Node, ids: Mapping[str, str]) -> dict[str, str]:
    return {
        "id": ids[node.id],
        f"{{{PEDIDO}}}label": drawable(node.label),
        **({f"{{{PEDIDO}}}automatic": "true"} if node.automatic else {}),
        **({f"{{{PEDIDO}}}facts": drawable(" ".join(node.facts))} if node.facts else {}),
    }


def _leaving(graph: Graph, node: Node) -> Iterator[tuple[Row, str]]:
    return ((row, edge.dest) for edge in graph.edges if node.id in edge.sources for row in edge.rows)


def _conditions(row: Row) -> dict[str, str]:
    conditions = (*row.choices, *row.guards)
    facts = (*row.facts, *dict.fromkeys(fact for condition in conditions for fact in condition.facts))
    return {
        **({} if row.automatic else {"event": drawable(row.trigger)}),
        **({"cond": drawable(" && ".join(condition.id for condition in conditions))} if conditions else {}),
        **({f"{{{PEDIDO}}}facts": drawable(" ".join(facts))} if facts else {}),
    }
