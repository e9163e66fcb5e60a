"""How an order ends: each property with a way of the real machine that keeps it, and with one that is made up and does not."""

import pytest

from pedido import Cancel, CloseCancellationWindow, Decision, Flow, Invoice, Order, Status, decide
from pedido.order.events import StatusChanged
from pedido.verify.properties.endings import (
    FINAL,
    final_statuses_are_final,
    handling_is_canceled_by_request,
    invoiced_orders_are_not_canceled,
)
from tests.orders import DELIVERING, FLOWS, NOW, STORE, VALUE, order_in, partly_invoiced

CANCEL = Cancel(actor=STORE, at=NOW)
INVOICE = Invoice(actor=STORE, at=NOW, number="1", value=VALUE)


def changed(order: Order, *way: Status) -> Decision:
    """Decide that an order goes through these statuses, whatever the tables say."""
    sources = (order.status, *way)
    events = tuple(
        StatusChanged(source, dest, "cancel", NOW, "store", "-") for source, dest in zip(sources, way, strict=False)
    )
    return Decision(order.but(status=sources[-1]), events)


def test_canceled_invoiced_and_replaced_are_the_final_statuses() -> None:
    assert {Status.CANCELED, Status.INVOICED, Status.REPLACED} == FINAL


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("status", [Status.CANCELED, Status.INVOICED])
@pytest.mark.parametrize("command", [CANCEL, INVOICE])
def test_c2_c5_no_command_leads_out_of_a_final_status(flow: Flow, status: Status, command: Cancel | Invoice) -> None:
    order = order_in(status, flow)
    assert final_statuses_are_final.check(order, command, decide(order, command)) is None


@pytest.mark.parametrize("status", sorted(FINAL))
def test_c2_c5_a_way_out_of_a_final_status_is_complained_about(status: Status) -> None:
    order = order_in(status, Flow.COMPLETE)
    complaint = final_statuses_are_final.check(order, CANCEL, changed(order, Status.HANDLING))
    assert complaint == f"{status} became handling"


def test_c2_c5_a_way_out_of_a_final_status_is_complained_about_also_where_it_leads_back() -> None:
    order = order_in(Status.CANCELED)
    back = changed(order, Status.HANDLING, Status.CANCEL, Status.CANCELED)
    assert final_statuses_are_final.check(order, CANCEL, back) == "canceled became handling"


def test_c2_an_order_that_has_not_ended_goes_where_it_will() -> None:
    order = order_in(Status.WINDOW_TO_CANCEL)
    closed = decide(order, CloseCancellationWindow(actor=STORE, at=NOW))
    assert closed.order.status is Status.READY_FOR_HANDLING
    assert final_statuses_are_final.check(order, CANCEL, closed) is None


@pytest.mark.parametrize("flow", FLOWS)
def test_c11_an_order_that_is_invoiced_in_part_may_be_anywhere_but_where_it_is_canceled(flow: Flow) -> None:
    assert invoiced_orders_are_not_canceled.check(partly_invoiced(flow)) is None
    assert invoiced_orders_are_not_canceled.check(order_in(Status.CANCELED, flow)) is None


@pytest.mark.parametrize("status", [Status.CANCEL, Status.CANCELED])
def test_c11_an_order_that_is_canceled_with_an_invoice_is_complained_about(status: Status) -> None:
    order = partly_invoiced().but(status=status)
    assert invoiced_orders_are_not_canceled.check(order) == f"{status} with 4000 invoiced"


@pytest.mark.parametrize("flow", DELIVERING)
@pytest.mark.parametrize("status", [Status.READY_FOR_HANDLING, Status.HANDLING])
def test_c3_the_first_cancel_asks_and_the_second_cancels(flow: Flow, status: Status) -> None:
    order = order_in(status, flow)
    first = decide(order, CANCEL)
    second = decide(first.order, CANCEL)
    assert second.order.status is Status.CANCELED
    assert handling_is_canceled_by_request.check(order, CANCEL, first) is None
    assert handling_is_canceled_by_request.check(first.order, CANCEL, second) is None


@pytest.mark.parametrize("status", [Status.READY_FOR_HANDLING, Status.START_HANDLING, Status.HANDLING])
@pytest.mark.parametrize("dest", [Status.CANCEL, Status.CANCELED])
def test_c3_canceling_in_one_step_is_complained_about(status: Status, dest: Status) -> None:
    order = order_in(status)
    complaint = handling_is_canceled_by_request.check(order, CANCEL, changed(order, dest))
    assert complaint == f"{status} became {dest}"


def test_c3_also_one_step_among_several_of_one_command_is_seen() -> None:
    order = order_in(Status.READY_FOR_HANDLING)
    way = changed(order, Status.START_HANDLING, Status.HANDLING, Status.CANCEL, Status.CANCELED)
    assert handling_is_canceled_by_request.check(order, CANCEL, way) == "handling became cancel"
