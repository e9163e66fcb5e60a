"""The tables: the statuses that each flow has, and that exactly one alternative holds for every order."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pedido import COMMANDS, Flow, Order, PaymentStatus, Status
from pedido.machine import AUTOMATIC
from pedido.machines import DEFINITIONS, machine
from pedido.messages import LANGUAGES, text
from pedido.order.status import AUTOMATIC_STATUSES
from tests.random_orders import ORDERS, commands

FLOWS = {"M": Flow.MARKETPLACE, "S": Flow.SELLER, "C": Flow.COMPLETE, "H": Flow.CHAIN}

# FLOW: which status belongs to which flow (M marketplace, S seller, C complete, H chain).
STATUSES = {
    Status.INCOMPLETE: "MSCH",
    Status.ORDER_CREATED: "MCH",
    Status.ON_ORDER_COMPLETED: "MCH",
    Status.ON_ORDER_COMPLETED_FFM: "S",
    Status.ORDER_ACCEPTED: "S",
    Status.WAITING_FOR_AUTHORIZATION: "MCH",
    Status.WAITING_FOR_ORDER_AUTHORIZATION: "MC",
    Status.PAYMENT_PENDING: "MCH",
    Status.APPROVE_PAYMENT: "MC",
    Status.PAYMENT_APPROVED: "MCH",
    Status.PAYMENT_DENIED: "MCH",
    Status.WINDOW_TO_CHANGE_PAYMENT: "M",
    Status.WINDOW_TO_CHANGE_SELLER: "M",
    Status.WAITING_FFMT_AUTHORIZATION: "S",
    Status.WAITING_FOR_MANUAL_AUTHORIZATION: "S",
    Status.WAITING_FOR_MKT_AUTHORIZATION: "H",
    Status.WAITING_SELLER_HANDLING: "M",
    Status.AUTHORIZE_FULFILLMENT: "SC",
    Status.WINDOW_TO_CANCEL: "SC",
    Status.READY_FOR_HANDLING: "SC",
    Status.START_HANDLING: "SC",
    Status.HANDLING: "SC",
    Status.WAITING_FOR_FULFILLMENT: "SC",
    Status.READY_FOR_INVOICING: "MSC",
    Status.REQUEST_CANCEL: "MC",
    Status.WAITING_FOR_SELLER_DECISION: "MC",
    Status.CANCELLATION_REQUESTED: "SC",
    Status.CANCELLATION_REQUEST_DENIED: "M",
    Status.CANCELLATION_REQUEST_DENIED_FFM: "S",
    Status.INVOICE_AFTER_CANCELLATION_DENY: "SC",
    Status.CANCEL: "MSCH",
    Status.CANCELED: "MSCH",
    Status.INVOICE: "MSCH",
    Status.INVOICED: "MSCH",
    Status.ORDER_CREATE_ERROR: "MC",
    Status.ORDER_CREATION_ERROR: "MC",
    Status.REPLACED: "MC",
}


def test_every_status_is_placed() -> None:
    assert set(STATUSES) == set(Status)


@pytest.mark.parametrize("letter", FLOWS)
def test_a_flow_has_the_statuses_of_the_documentation(letter: str) -> None:
    documented = {status.value for status, flows in STATUSES.items() if letter in flows}
    assert DEFINITIONS[FLOWS[letter].value].state_names == documented


def test_the_payment_has_the_statuses_of_the_documentation() -> None:
    assert DEFINITIONS["payment"].state_names == {status.value for status in PaymentStatus}


@pytest.mark.parametrize("flow", Flow)
def test_the_automatic_statuses_are_the_starred_ones(flow: Flow) -> None:
    definition = DEFINITIONS[flow.value]
    automatic = {state.name for state in definition.states if state.automatic}
    assert automatic == {status.value for status in AUTOMATIC_STATUSES} & definition.state_names


@pytest.mark.parametrize(
    "status, pt",
    [
        (Status.READY_FOR_HANDLING, "Pronto para Manuseio"),
        (Status.HANDLING, "Preparando Entrega"),
        (Status.CANCELLATION_REQUESTED, "Cancelamento Solicitado"),
        (Status.CANCELED, "Cancelado"),
        (Status.INVOICED, "Faturado"),
    ],
)
def test_the_help_center_s_own_labels_are_kept(status: Status, pt: str) -> None:
    assert text(f"status.{status}", "pt") == pt


def test_every_status_has_a_label_in_every_language() -> None:
    for status in (*Status, *PaymentStatus):
        for language in LANGUAGES:
            assert text(f"status.{status}", language)


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_main_line_is_a_way_through_the_table(name: str) -> None:
    definition = DEFINITIONS[name]
    steps = {(row.source, row.dest) for row in definition.transitions}
    line = definition.main_line
    assert line[0] == definition.initial
    assert definition.state(line[-1]).final
    assert set(pairwise(line)) <= steps


@settings(max_examples=500, deadline=None)
@given(data=st.data(), order=ORDERS)
def test_exactly_one_alternative_holds_for_every_order_and_command(data: st.DataObject, order: Order) -> None:
    command = data.draw(commands(order))
    for name, state in ((order.flow.value, order.status), ("payment", order.payment.status)):
        event = machine(name).events.get(command.trigger)
        if event is None or state not in event.transitions:
            continue
        when = [
            *(found.definition.when for found in event.transitions[state]),
            *(prohibition.when for prohibition in event.prohibitions.get(state, ())),
        ]
        assert [all(choice(order, command) for choice in choices) for choices in when].count(True) == 1


@settings(max_examples=500, deadline=None)
@given(data=st.data(), order=ORDERS)
def test_at_most_one_automatic_transition_holds(data: st.DataObject, order: Order) -> None:
    command = data.draw(commands(order))
    for name, state in ((order.flow.value, order.status), ("payment", order.payment.status)):
        alternatives = machine(name).events[AUTOMATIC].transitions.get(state, [])
        assert sum(found.selected_for(order, command) for found in alternatives) <= 1


def test_every_command_of_the_tables_is_known() -> None:
    for definition in DEFINITIONS.values():
        assert set(definition.triggers) <= set(COMMANDS)
