"""An order or a run painted over a machine."""

from datetime import timedelta
from typing import Any

import pytest

from pedido import (
    Cancel,
    ConfirmModification,
    CreateModification,
    DeclineCancellation,
    Flow,
    Invoice,
    Marketplace,
    MarketplaceKind,
    ModificationStatus,
    Order,
    PaymentStatus,
    StartHandling,
    Status,
    apply,
)
from pedido.diagram import Coverage, draw
from pedido.diagram.build import graph_of
from pedido.diagram.graph import CROSS, Edge, Graph, Mark, Node, Row
from pedido.diagram.overlay import highlight, paint
from pedido.input import BadInputError
from pedido.machines import DEFINITIONS
from pedido.messages import Language
from tests.diagram.small import SMALL
from tests.orders import AWAITING, NOW, PART, STORE, order_in, partly_invoiced

COMPLETE = DEFINITIONS["complete"]


def picture(order: Order, machine: str = "complete", language: Language = "en") -> Graph:
    definition = DEFINITIONS[machine]
    return graph_of(definition, language, highlight(definition, order, NOW), order.settings)


def node(graph: Graph, name: str) -> Node:
    return next(node for node in graph.nodes if node.name == name)


def edges(graph: Graph, source: str, dest: str, mark: Mark) -> list[Edge]:
    ends = (node(graph, source).id, node(graph, dest).id)
    return [edge for edge in graph.edges if ends[0] in edge.sources and edge.dest == ends[1] and edge.mark is mark]


def headings(found: list[Edge]) -> list[str]:
    return [row.heading for edge in found for row in edge.rows]


def asked_to_cancel() -> Order:
    handled = apply(order_in(Status.READY_FOR_HANDLING), StartHandling(actor=STORE, at=NOW))
    return apply(handled, Cancel(actor=STORE, at=NOW, reason="not wanted"))


class TestWhereAnOrderIs:
    def test_the_current_status_is_lit_and_named(self) -> None:
        current = node(picture(order_in(Status.HANDLING)), "handling")
        assert current.mark is Mark.CURRENT
        assert "handling · current status" in current.lines

    def test_the_way_it_came_is_marked_in_its_order(self) -> None:
        graph = picture(asked_to_cancel())
        assert [node.name for node in graph.nodes if node.mark is Mark.CAME] == [
            "ready-for-handling",
            "start-handling",
            "handling",
        ]
        (third,) = edges(graph, Status.HANDLING, Status.CANCELLATION_REQUESTED, Mark.CAME)
        assert [row.steps for row in third.rows] == [(3,)]
        assert third.lines[0] == "(3) Cancel the order C3"

    def test_a_way_gone_twice_has_both_places_and_is_still_possible(self) -> None:
        order = asked_to_cancel()
        request = order.cancellation_requests[-1].id
        order = apply(order, DeclineCancellation(actor=STORE, at=NOW, request_id=request, reason="already packed"))
        assert order.status is Status.HANDLING
        order = apply(apply(order, Cancel(actor=STORE, at=NOW, reason="again")), Invoice.typical(order, STORE, NOW))
        graph = picture(order)
        (edge,) = edges(graph, Status.HANDLING, Status.CANCELLATION_REQUESTED, Mark.CAME)
        assert edge.rows[0].steps == (3, 5)

    def test_what_may_happen_next_is_marked_until_it_rests(self) -> None:
        graph = picture(order_in(Status.READY_FOR_HANDLING))
        assert edges(graph, Status.READY_FOR_HANDLING, Status.START_HANDLING, Mark.POSSIBLE)
        assert edges(graph, Status.START_HANDLING, Status.HANDLING, Mark.POSSIBLE)

    def test_what_is_blocked_says_by_which_fact_and_why(self) -> None:
        graph = picture(partly_invoiced())
        (edge,) = edges(graph, Status.HANDLING, Status.CANCELLATION_REQUESTED, Mark.BLOCKED)
        assert f"[{CROSS} C11 not partly invoiced]" in edge.lines
        assert "[C14 may cancel]" in edge.lines
        assert "(R$40.00 of R$100.00)" in edge.tooltip

    def test_among_many_requirements_the_ones_that_block_are_named(self) -> None:
        order = order_in(Status.HANDLING, marketplace=Marketplace(kind=MarketplaceKind.PARTNER))
        row = next(row for row in node(picture(order), "handling").internal if row.trigger == "create_modification")
        assert row.mark is Mark.BLOCKED
        assert [guard.id for guard in row.guards if guard.failed] == ["not_from_partner_marketplace"]
        blocking, rest = row.conditions
        assert blocking.startswith(f"[{CROSS} M6 ")
        assert rest.startswith(f"[{len(row.guards) - 1} requirements: ")

    def test_what_the_status_does_not_accept_is_written_in_it(self) -> None:
        current = node(picture(order_in(Status.INVOICED)), "invoiced")
        assert f"{CROSS} Cancel the order, Cancel at the customer's request [{CROSS} C5 not invoiced]" in current.lines
        assert {row.mark for row in current.refused} == {Mark.BLOCKED}

    def test_everything_else_steps_back(self) -> None:
        graph = picture(order_in(Status.HANDLING))
        assert node(graph, "payment-pending").mark is Mark.OTHER
        assert node(graph, "payment-pending").refused != ()

    def test_a_deadline_is_possible_once_it_is_over(self) -> None:
        order = order_in(Status.WINDOW_TO_CANCEL)
        for now, mark in ((NOW, Mark.BLOCKED), (NOW + timedelta(minutes=30), Mark.POSSIBLE)):
            graph = graph_of(COMPLETE, "en", highlight(COMPLETE, order, now), order.settings)
            found = headings(edges(graph, Status.WINDOW_TO_CANCEL, Status.READY_FOR_HANDLING, mark))
            assert "after 30 minutes" in found

    def test_now_is_the_moment_of_the_last_change_unless_given(self) -> None:
        order = order_in(Status.WINDOW_TO_CANCEL)
        assert highlight(COMPLETE, order) == highlight(COMPLETE, order, NOW)

    def test_an_order_without_dates_is_drawn_as_well(self) -> None:
        order = order_in(Status.HANDLING, changed_at=None)
        assert highlight(COMPLETE, order).current == "handling"

    def test_on_the_payment_its_own_status_is_lit(self) -> None:
        graph = picture(order_in(Status.HANDLING), "payment", "es")
        assert node(graph, PaymentStatus.APPROVED).mark is Mark.CURRENT
        assert "approved · estado actual" in node(graph, PaymentStatus.APPROVED).lines

    def test_on_the_modification_the_status_and_the_way_of_the_latest_one_are_shown(self) -> None:
        order = order_in(Status.HANDLING, settings=AWAITING)
        order = apply(order, CreateModification.typical(order, STORE, NOW))
        graph = picture(order, "modification")
        assert node(graph, ModificationStatus.WAITING_CONFIRMATION).mark is Mark.CURRENT
        came = [node.name for node in graph.nodes if node.mark is Mark.CAME]
        assert came == ["none", "preparing", "waiting-acknowledgement"]
        graph = picture(apply(order, ConfirmModification.typical(order, STORE, NOW)), "modification")
        (confirmed,) = edges(graph, ModificationStatus.WAITING_CONFIRMATION, ModificationStatus.DONE, Mark.CAME)
        assert [row.steps for row in confirmed.rows] == [(4,)]

    def test_on_the_modification_an_order_without_one_is_at_the_beginning(self) -> None:
        graph = picture(order_in(Status.HANDLING), "modification")
        assert node(graph, ModificationStatus.NONE).mark is Mark.CURRENT
        assert edges(graph, ModificationStatus.NONE, ModificationStatus.PREPARING, Mark.POSSIBLE)

    def test_a_second_modification_is_blocked_by_the_one_in_progress(self) -> None:
        order = order_in(Status.HANDLING, settings=AWAITING)
        order = apply(order, CreateModification.typical(order, STORE, NOW))
        refused = node(picture(order, "modification"), ModificationStatus.WAITING_CONFIRMATION).refused
        assert [(row.trigger, [guard.facts for guard in row.guards]) for row in refused] == [
            ("create_modification", [("M13",)])
        ]

    def test_an_order_of_another_flow_is_refused(self) -> None:
        with pytest.raises(BadInputError, match="is in the flow seller; expected one in the flow complete"):
            highlight(COMPLETE, order_in(Status.HANDLING, Flow.SELLER))

    @pytest.mark.parametrize("flow", Flow)
    def test_every_status_of_every_flow_can_be_shown(self, flow: Flow) -> None:
        for state in DEFINITIONS[flow.value].states:
            order = order_in(Status(state.name), flow)
            assert node(picture(order, flow.value), state.name).mark is Mark.CURRENT


class TestWhatARunReached:
    TAKEN = "start_handling: ready-for-handling -> handling"
    GRAPH = graph_of(SMALL, "en", paint(Coverage(frozenset({"handling"}), frozenset({TAKEN}))))

    def test_what_was_reached_is_marked(self) -> None:
        assert node(self.GRAPH, "handling").mark is Mark.COVERED
        taken = [edge for edge in self.GRAPH.edges if edge.mark is Mark.COVERED]
        assert [edge.lines for edge in taken] == [("Start handling F6",)]

    def test_the_rest_is_marked_in_words_too(self) -> None:
        assert "invoice · not covered" in node(self.GRAPH, "invoice").lines
        assert all("(not covered)" in line for row in self.rows() for line in row.lines[:1])

    def rows(self) -> list[Row]:
        return [row for edge in self.GRAPH.edges for row in edge.rows if row.mark is Mark.UNCOVERED]

    def test_a_row_that_was_taken_from_one_status_only_is_drawn_twice(self) -> None:
        coverage = Coverage(frozenset(), frozenset({"cancel: handling -> cancellation-requested"}))
        graph = graph_of(SMALL, "en", paint(coverage))
        sources = {edge.sources: edge.mark for edge in graph.edges if edge.dest == "s_cancellation_requested"}
        assert sources == {("s_handling",): Mark.COVERED, ("s_ready_for_handling",): Mark.UNCOVERED}

    def test_in_grey_the_line_style_tells(self) -> None:
        text = str(draw(SMALL, coverage=Coverage(frozenset({"handling"}), frozenset({self.TAKEN}))))
        taken = next(line for line in text.splitlines() if "s_ready_for_handling -> s_handling" in line)
        missed = next(line for line in text.splitlines() if "s_handling -> s_invoice" in line)
        assert "style=dashed" not in taken
        assert "style=dashed" in missed


@pytest.mark.parametrize(
    "overlay, words",
    [
        ({}, {"status of the main line", "automatic", "final", "by itself", "shared by several statuses"}),
        ({"order": order_in(Status.HANDLING)}, {"current status", "possible now", "blocked now", "the way it came"}),
        ({"coverage": Coverage()}, {"covered", "not covered"}),
    ],
)
def test_the_legend_explains_the_signs_that_are_used(overlay: dict[str, Any], words: set[str]) -> None:
    text = str(draw("complete", **overlay))
    legend = text.split("subgraph cluster_legend")[1]
    assert all(word in legend for word in words)


def test_a_partial_invoice_changes_what_is_blocked() -> None:
    order = order_in(Status.HANDLING)
    assert edges(picture(order), Status.HANDLING, Status.CANCELLATION_REQUESTED, Mark.POSSIBLE)
    order = apply(order, Invoice(actor=STORE, at=NOW, number="1", value=PART))
    assert edges(picture(order), Status.HANDLING, Status.CANCELLATION_REQUESTED, Mark.BLOCKED)
