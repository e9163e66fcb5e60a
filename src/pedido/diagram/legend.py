"""The legend: a small machine of its own, drawn as the picture that it explains."""

from pedido.diagram.graph import Condition, Edge, Graph, Mark, Node, Row
from pedido.messages import Language, text

_OF_ORDER = frozenset({Mark.CURRENT})
_OF_COVERAGE = frozenset({Mark.COVERED, Mark.UNCOVERED})


def legend(graph: Graph) -> Graph:
    """Explain every sign that the picture uses, in its language."""
    language = graph.language
    nodes, edges = _signs(language)
    if graph.marks & _OF_ORDER:
        more_nodes, more_edges = _order_marks(language)
    elif graph.marks & _OF_COVERAGE:
        more_nodes, more_edges = _coverage_marks(language)
    else:
        more_nodes, more_edges = (), ()
    return Graph(
        name="legend",
        title=text("diagram.legend", language),
        language=language,
        nodes=nodes + more_nodes,
        edges=edges + more_edges,
    )


def _signs(language: Language) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    command = Row(
        "command",
        _word("main", language),
        choices=(Condition("choice", (), _word("choice", language)),),
        guards=(Condition("guard", (), _word("guard", language)),),
    )
    keeps = Row("internal", _word("internal", language))
    nodes = (
        Node("l_status", _word("name", language), _word("status", language), main=True, internal=(keeps,)),
        _node("automatic", language, automatic=True),
        _node("branch", language),
        _node("final", language, final=True),
    )
    edges = (
        Edge(("l_status",), "l_automatic", (command,), main=True),
        Edge(("l_automatic",), "l_branch", (Row("proceed", _word("by_itself", language), automatic=True),)),
        Edge(("l_branch", "l_automatic"), "l_final", (Row("command", _word("shared", language)),)),
    )
    return nodes, edges


def _order_marks(language: Language) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    nodes = tuple(_node(mark, language, mark=mark) for mark in (Mark.CAME, Mark.CURRENT, Mark.OTHER))
    failed = Condition("guard", (), _word("guard", language), failed=True)
    edges = (
        Edge(("l_came",), "l_current", (_row(Mark.CAME, language, steps=(1,)),)),
        Edge(("l_current",), "l_other", (_row(Mark.POSSIBLE, language),)),
        Edge(("l_current",), "l_other", (_row(Mark.BLOCKED, language, guards=(failed,)),)),
    )
    return nodes, edges


def _coverage_marks(language: Language) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    nodes = tuple(_node(mark, language, mark=mark) for mark in (Mark.COVERED, Mark.UNCOVERED))
    edges = tuple(
        Edge(("l_covered",), "l_uncovered", (_row(mark, language),)) for mark in (Mark.COVERED, Mark.UNCOVERED)
    )
    return nodes, edges


def _node(
    name: str, language: Language, *, automatic: bool = False, final: bool = False, mark: Mark = Mark.PLAIN
) -> Node:
    return Node(f"l_{name}", "", _word(name, language), automatic=automatic, final=final, mark=mark)


def _row(mark: Mark, language: Language, *, steps: tuple[int, ...] = (), guards: tuple[Condition, ...] = ()) -> Row:
    return Row(mark, _word(mark, language), mark=mark, steps=steps, guards=guards)


def _word(name: str, language: Language) -> str:
    return text(f"diagram.legend.{name}", language)
