"""What a given order has where the scenario does not say."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pedido import Order, PaymentStatus, ReservationStatus, Status, decide
from pedido.machines import DEFINITIONS
from pedido.order.commands import PassTime
from pedido.order.status import ModificationStatus, Party
from pedido.scenario import parse_scenario
from pedido.scenario.format import STORE

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def order(fields: str) -> Order:
    text = f"title: T\nsource: S1\nsteps: [{{after: PT1H}}]\ngiven: {{order: {{{fields}}}}}"
    return parse_scenario(text, "f.yaml", folder=Path()).given


def test_flow_status_and_value_are_enough() -> None:
    found = order("flow: complete, status: handling, value: 10000")
    assert (found.order_id, found.items[0].unit_price, found.created_at, found.changed_at) == (
        "order-1",
        10000,
        NOON,
        NOON,
    )
    assert (found.payment.status, found.payment.value, found.payment.settled) == (PaymentStatus.APPROVED, 10000, 0)
    assert found.reservation is ReservationStatus.ACKNOWLEDGED


@pytest.mark.parametrize(
    "status, payment, settled",
    [
        ("payment-pending", PaymentStatus.AUTHORIZING, 0),
        ("payment-approved", PaymentStatus.APPROVED, 0),
        ("canceled", PaymentStatus.CANCELED, 0),
        ("invoiced", PaymentStatus.FINISHED, 500),
    ],
)
def test_the_payment_fits_the_status(status: str, payment: PaymentStatus, settled: int) -> None:
    found = order(f"flow: complete, status: {status}, value: 500").payment
    assert (found.status, found.settled) == (payment, settled)


def test_what_is_said_of_the_payment_counts_and_the_rest_is_completed() -> None:
    found = order("flow: complete, status: handling, value: 500, payment: {status: settled, method: pix}").payment
    assert (found.status, found.value, found.settled, found.method) == (PaymentStatus.SETTLED, 500, 500, "pix")
    assert order("flow: complete, status: handling, value: 500, payment: {settled: 100}").payment.settled == 100


def test_an_invoiced_order_is_invoiced_for_its_whole_value() -> None:
    assert order("flow: complete, status: invoiced, value: 500").invoiced == 500
    assert order("flow: complete, status: invoice, value: 500, invoices: []").invoiced == 0


def test_where_a_request_is_decided_there_is_one() -> None:
    request = order("flow: seller, status: cancellation-requested, value: 1").open_request
    assert request is not None
    assert (request.id, request.requested_from) == ("request-1", Status.HANDLING)


def test_of_a_modification_its_status_is_enough() -> None:
    first, second = order(
        "order_id: o, flow: complete, status: handling, value: 500, "
        "modifications: [{status: done}, {status: waiting-acknowledgement, awaited: [seller], value: 400}]"
    ).modifications
    assert (first.id, first.number, first.status, first.value) == ("o-modification-1", 1, ModificationStatus.DONE, 500)
    assert (first.requested_by, first.requested_at) == ("store", NOON)
    assert (second.id, second.number, second.awaited, second.value) == ("o-modification-2", 2, (Party.SELLER,), 400)
    assert len(order("flow: complete, status: handling, value: 500").modifications) == 0


@pytest.mark.parametrize("flow", ["complete", "seller", "marketplace", "chain"])
def test_nothing_is_due_at_once_whatever_the_status(flow: str) -> None:
    for state in DEFINITIONS[flow].states:
        given = order(f"flow: {flow}, status: {state.name}, value: 500, settings: {{change_of_payment: P1D}}")
        assert given.status.value == state.name
        assert decide(given, PassTime(actor=STORE, at=NOON)).order == given
