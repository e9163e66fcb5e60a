"""A table becomes a picture: each row in words, equal rows drawn once."""

from datetime import timedelta

import pytest

from pedido.diagram.build import graph_of
from pedido.diagram.graph import WIDTH, Condition, Edge, Graph, Mark, Node, Row
from pedido.machines import DEFINITIONS
from pedido.messages import LANGUAGES, Language
from pedido.order.parts import Settings
from tests.diagram.small import AWKWARD, SMALL, named

SMALL_GRAPH = graph_of(SMALL, "en")


def edge(graph: Graph, source: str, dest: str) -> Edge:
    return next(edge for edge in graph.edges if source in edge.sources and edge.dest == dest)


def test_a_row_from_several_statuses_is_one_edge() -> None:
    assert edge(SMALL_GRAPH, "s_handling", "s_cancellation_requested").sources == ("s_ready_for_handling", "s_handling")


def test_rows_between_the_same_statuses_are_one_edge() -> None:
    lines = edge(SMALL_GRAPH, "s_cancellation_requested", "s_canceled").lines
    assert lines == ("Cancel the order C3", "after 30 days C10")


def test_guards_and_choices_are_named_with_their_facts() -> None:
    assert edge(SMALL_GRAPH, "s_handling", "s_cancellation_requested").lines == (
        "Cancel the order C3",
        "[C11 not partly invoiced]",
    )
    assert edge(SMALL_GRAPH, "s_handling", "s_invoice").lines == ("Enter an invoice I3", "? I4 completes the value")


def test_the_tooltip_says_what_a_refusal_says_and_what_would_lift_it() -> None:
    tooltip = edge(SMALL_GRAPH, "s_handling", "s_cancellation_requested").tooltip
    assert "C11 not partly invoiced: The order is already partly invoiced (… of …) and cannot be canceled." in tooltip


def test_the_happy_path_is_marked() -> None:
    main = [(edge.sources, edge.dest) for edge in SMALL_GRAPH.edges if edge.main]
    assert main == [
        (("s_ready_for_handling",), "s_handling"),
        (("s_handling",), "s_invoice"),
        (("s_invoice",), "s_invoiced"),
    ]


def test_a_step_of_the_happy_path_is_taken_as_the_first_row_for_it_says() -> None:
    confirmed, assumed = (
        edge for edge in graph_of(DEFINITIONS["modification"], "en").edges if edge.dest == "s_done" and edge.sources
    )
    assert (confirmed.automatic, confirmed.main) == (False, True)
    assert (assumed.automatic, assumed.main) == (True, False)


def test_what_changes_no_status_is_inside_the_node() -> None:
    node = SMALL_GRAPH.node("s_handling")
    assert node.lines[:2] == ("handling", "+ Add tracking I9")
    assert all(edge.dest != "s_handling" or "s_handling" not in edge.sources for edge in SMALL_GRAPH.edges)


class TestMoreGuardsThanCanBeRead:
    ROW = SMALL_GRAPH.node("s_handling").internal[1]
    SUMMARY = "[9 requirements: M9 M10 M11 M12 M13 M14 M15 M16 M17]"

    def test_they_are_counted_with_their_facts_in_the_order_of_their_numbers(self) -> None:
        assert self.ROW.lines[1:] == (self.SUMMARY,)

    @pytest.mark.parametrize("language, word", [("pt", "exigências"), ("en", "requirements"), ("es", "requisitos")])
    def test_in_every_language(self, language: Language, word: str) -> None:
        assert f"[9 {word}: M9 " in graph_of(SMALL, language).node("s_handling").internal[1].lines[1]

    def test_each_of_them_is_in_the_tooltip(self) -> None:
        assert [line.split()[0] for line in self.ROW.tooltip.splitlines()] == [f"M{number}" for number in range(9, 18)]

    def test_commands_that_need_the_same_are_named_together(self) -> None:
        create, preview = (row.title for row in SMALL_GRAPH.node("s_handling").internal[1:])
        assert f"+ {create}, {preview} M2" in " ".join(SMALL_GRAPH.node("s_handling").lines)


def test_a_line_inside_a_node_has_an_end() -> None:
    def inside(*names: str) -> tuple[str, ...]:
        guards = tuple(Condition(name, (), name) for name in names)
        return Node("n", "", "", internal=(Row("t", "t", guards=guards),)).lines

    assert inside("a" * 35, "b" * 34) == (f"+ t [{'a' * 35}] [{'b' * 34}]",)
    assert len(inside("a" * 35, "b" * 34)[0]) == WIDTH
    indent = "\N{NO-BREAK SPACE}" * 3
    assert inside("a" * 35, "b" * 35) == (f"+ t [{'a' * 35}]", f"{indent}[{'b' * 35}]")
    assert inside("one word " * 9) == (f"+ t [{'one word ' * 8}".rstrip(), f"{indent}one word ]")


def test_what_a_status_refuses_is_known_to_its_node() -> None:
    (row,) = SMALL_GRAPH.node("s_invoiced").refused
    assert row.lines == ("Cancel the order", "[C5 not invoiced]")


def test_nodes_say_what_kind_of_status_they_are() -> None:
    nodes = {node.name: node for node in SMALL_GRAPH.nodes}
    assert [node.name for node in nodes.values() if node.initial] == ["ready-for-handling"]
    assert [node.name for node in nodes.values() if node.automatic] == ["invoice"]
    assert [node.name for node in nodes.values() if node.final] == ["invoiced", "canceled"]
    assert [node.name for node in nodes.values() if node.branch] == ["cancellation-requested", "canceled"]
    assert nodes["invoice"].heading == "Verifying invoice *"


@pytest.mark.parametrize(
    "language, label, after",
    [("pt", "Preparando Entrega", "após 30 dias"), ("en", "Handling shipping", "after 30 days"), ("es", "", "después")],
)
def test_labels_are_in_the_language(language: Language, label: str, after: str) -> None:
    graph = graph_of(SMALL, language)
    assert label in graph.node("s_handling").label
    assert any(after in line for edge in graph.edges for line in edge.lines)


def test_a_deadline_is_named_by_the_period_of_the_store() -> None:
    settings = Settings(undecided_cancellation=timedelta(hours=36))
    graph = graph_of(SMALL, "en", settings=settings)
    assert "after 36 hours C10" in edge(graph, "s_cancellation_requested", "s_canceled").lines


def test_a_deadline_that_the_store_has_to_configure_has_no_period_yet() -> None:
    lines = [line for edge in graph_of(DEFINITIONS["marketplace"], "en").edges for line in edge.lines]
    assert "after the store's period" in lines


@pytest.mark.parametrize("name", AWKWARD)
def test_what_has_no_text_goes_by_its_name(name: str) -> None:
    graph = graph_of(named(name, name + "'s other"), "en")
    assert graph.nodes[0].label == name.replace("_", " ")
    assert graph.nodes[0].id.isidentifier()
    assert graph.nodes[0].id.isascii()


def test_names_that_differ_only_in_signs_keep_apart() -> None:
    graph = graph_of(named("a-b", "a_b"), "en")
    assert [node.id for node in graph.nodes] == ["s_a_b", "s_a_b_"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_row_of_every_machine_is_on_its_picture(name: str, language: Language) -> None:
    definition = DEFINITIONS[name]
    graph = graph_of(definition, language)
    ids = {node.name: node.id for node in graph.nodes}
    for row in definition.transitions:
        if row.dest is None:
            rows = graph.node(ids[row.source]).internal
        else:
            drawn = [edge for edge in graph.edges if ids[row.source] in edge.sources and ids[row.dest] == edge.dest]
            rows = tuple(row for edge in drawn for row in edge.rows)
        words = [(shown.trigger, [c.id for c in shown.choices], [g.id for g in shown.guards]) for shown in rows]
        assert words.count((row.trigger, [c.id for c in row.when], [g.id for g in row.guards])) == 1, row.key


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_fact_of_every_row_is_on_its_picture(name: str) -> None:
    graph = graph_of(DEFINITIONS[name], "en")
    rows = [row for edge in graph.edges for row in edge.rows] + [row for node in graph.nodes for row in node.internal]
    written = {word for row in rows for line in row.lines for word in line.strip("[]? ").split()}
    for row in DEFINITIONS[name].transitions:
        facts = {*row.facts, *(fact for condition in (*row.when, *row.guards) for fact in condition.facts)}
        assert facts <= written, row.key


def test_without_an_overlay_everything_is_plain() -> None:
    assert SMALL_GRAPH.marks == {Mark.PLAIN}
