"""The tables: the statuses that each flow has, and that exactly one alternative holds for every order."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pedido import (
    COMMANDS,
    Command,
    Flow,
    Invoice,
    InvoiceType,
    ModificationStatus,
    Order,
    Party,
    PaymentChange,
    PaymentStatus,
    Status,
    decide,
)
from pedido.machine import AUTOMATIC, Prohibition, Rule
from pedido.machines import DEFINITIONS, machine
from pedido.messages import LANGUAGES, text
from pedido.order.commands import AdjustPayment
from pedido.order.status import AUTOMATIC_STATUSES
from pedido.rules.facts import FACTS
from tests.orders import NOW, STORE, order_in, reasons, with_modification
from tests.random_orders import ORDERS, VALUES, commands

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


def test_the_modification_has_the_statuses_of_the_documentation() -> None:
    assert DEFINITIONS["modification"].state_names == {status.value for status in ModificationStatus}


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
    for status in (*Status, *PaymentStatus, *ModificationStatus):
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


SEVERAL = [
    pytest.param(name, trigger, source, id=f"{name}: {trigger} in {source}")
    for name, definition in DEFINITIONS.items()
    for trigger, source in dict.fromkeys((row.trigger, row.source) for row in definition.transitions if row.when)
]


ASKED = st.builds(PaymentChange, raised=st.sampled_from([0, 500]), lowered=st.sampled_from([0, 500]))


def placed(name: str, source: str, order: Order, data: st.DataObject) -> Order:
    """Put a random order where one of its machines is in the state."""
    if name == "payment":
        return order.but(payment=order.payment.but(status=PaymentStatus(source)))
    if name == "modification":
        return with_modification(
            order,
            ModificationStatus(source),
            awaited=data.draw(st.sampled_from([(), (Party.SELLER,)])),
            failures=data.draw(st.integers(0, 4)),
            payment=data.draw(ASKED),
        )
    return order.but(flow=Flow(name), status=Status(source))


def given_to(order: Order, trigger: str) -> st.SearchStrategy[Command]:
    """Draw a command that has the trigger; an automatic transition follows any command."""
    if trigger == AdjustPayment.trigger:
        return st.builds(AdjustPayment, actor=st.just(STORE), at=st.just(NOW), raised=VALUES, lowered=VALUES)
    return commands(order, None if trigger == AUTOMATIC else trigger)


@pytest.mark.slow
@pytest.mark.parametrize("name, trigger, source", SEVERAL)
@settings(max_examples=25)
@given(data=st.data(), order=ORDERS)
def test_one_alternative_holds_for_every_order(
    name: str, trigger: str, source: str, data: st.DataObject, order: Order
) -> None:
    subject = placed(name, source, order, data)
    command = data.draw(given_to(subject, trigger))
    event = machine(name).events[trigger]
    when = [
        *(found.definition.when for found in event.transitions[source]),
        *(prohibition.when for prohibition in event.prohibitions.get(source, ())),
    ]
    holding = [all(choice(subject, command) for choice in choices) for choices in when].count(True)
    assert holding <= 1 if trigger == AUTOMATIC else holding == 1


PROHIBITIONS = [
    pytest.param(name, prohibition, id=f"{name}: {prohibition.trigger} in {prohibition.source}: {prohibition.rule.id}")
    for name, definition in DEFINITIONS.items()
    for prohibition in definition.prohibitions
]


@pytest.mark.parametrize("name, prohibition", PROHIBITIONS)
def test_a_prohibition_really_says_why(name: str, prohibition: Prohibition) -> None:
    if name != "modification":
        order = order_in(Status(prohibition.source), Flow(name), invoices=())
    elif prohibition.source == ModificationStatus.NONE:
        order = order_in(Status.HANDLING)
    else:
        order = with_modification(order_in(Status.HANDLING), ModificationStatus(prohibition.source))
    command = COMMANDS[prohibition.trigger].typical(order, STORE, NOW)
    sale = command.but(type=InvoiceType.OUTPUT) if isinstance(command, Invoice) else command
    fitting = sale if all(choice(order, sale) for choice in prohibition.when) else sale.but(type=InvoiceType.INPUT)
    assert reasons(decide(order, fitting)) == {prohibition.rule.id}


@pytest.mark.parametrize("rule", {rule.id: rule for d in DEFINITIONS.values() for rule in d.rules}.values())
def test_a_rule_s_sources_are_among_those_of_its_facts(rule: Rule) -> None:
    documented = {source.key for fact in rule.facts for source in FACTS[fact].sources}
    assert {source.key for source in rule.sources} <= documented


def test_every_command_of_the_tables_is_known() -> None:
    for definition in DEFINITIONS.values():
        assert set(definition.triggers) <= {*COMMANDS, AdjustPayment.trigger}


def test_a_command_is_known_to_one_machine_of_an_order_but_for_the_request_that_is_handed_on() -> None:
    payment, modification = (set(DEFINITIONS[name].triggers) for name in ("payment", "modification"))
    assert not payment & modification
    for flow in Flow:
        own = set(DEFINITIONS[flow.value].triggers)
        assert not own & payment
        assert own & modification == {"create_modification"}
