"""The standard worlds: that they can be, and that together they have all that the rules can tell apart."""

from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import pytest

from pedido import (
    COMMANDS,
    Acquirer,
    ConfirmRefund,
    ConfirmSettlement,
    Connector,
    CreateModification,
    Flow,
    Invoice,
    InvoiceType,
    MarketplaceKind,
    ModificationStatus,
    Order,
    PaymentStatus,
    Settings,
    Status,
)
from pedido.machines import DEFINITIONS
from pedido.order.actor import Channel, Resource
from pedido.order.modification import DEFAULT_SETTINGS
from pedido.rules.price_change import asked_of, unmet
from pedido.verify import WORLDS, World
from pedido.verify.canonical import SETTLED
from pedido.verify.worlds import flows, prices
from pedido.verify.worlds.commands import STORE, STRANGER, UNIT
from tests.verify.tiny import HANDLING

ORDERS: Final = tuple(order for world in WORLDS for order in world.starts)
GIVEN: Final = tuple(command for world in WORLDS for command in world.commands)
EITHER: Final = {False, True}


def seen(look: Callable[[Order], Any]) -> set[Any]:
    return set(map(look, ORDERS))


def test_the_names_of_the_worlds_are_their_own_and_each_says_what_it_is_about() -> None:
    assert len({world.name for world in WORLDS}) == len(WORLDS)
    for world in WORLDS:
        assert world.name == world.name.lower()
        assert world.about.endswith(".")


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_every_start_is_a_valid_order_in_a_status_of_its_flow(world: World) -> None:
    for order in world.starts:
        assert Order.model_validate_json(order.model_dump_json()) == order
        assert order.status in DEFINITIONS[order.flow].state_names
        assert world.follows(order)


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_every_command_is_valid(world: World) -> None:
    for command in world.commands:
        assert type(command).model_validate_json(command.model_dump_json()) == command


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_no_command_is_in_a_world_twice(world: World) -> None:
    written = Counter(f"{command.trigger} {command.model_dump_json()}" for command in world.commands)
    assert [text for text, times in written.items() if times > 1] == []


def test_every_command_is_tried_in_some_world() -> None:
    assert {command.trigger for command in GIVEN} == set(COMMANDS)


@pytest.mark.parametrize("flow", Flow)
def test_every_flow_begins_in_every_status_and_every_command_is_tried_there(flow: Flow) -> None:
    statuses = {order.status for order in ORDERS if order.flow is flow}
    assert statuses == DEFINITIONS[flow].state_names
    received = next(world for world in WORLDS if world.name == "received")
    assert set(DEFINITIONS[flow].triggers) & set(COMMANDS) <= {command.trigger for command in received.commands}


def test_every_flow_has_every_kind_of_marketplace_with_and_without_multilevel_inventory() -> None:
    found = seen(lambda order: (order.flow, order.marketplace.kind, order.multilevel_inventory))
    assert found == {(flow, kind, moi) for flow in Flow for kind in MarketplaceKind for moi in EITHER}


def test_every_flow_has_every_status_of_the_payment() -> None:
    assert seen(lambda order: (order.flow, order.payment.status)) == {
        (flow, status) for flow in Flow for status in PaymentStatus
    }


def test_every_flow_has_every_status_in_which_a_modification_can_be_met() -> None:
    found = {(order.flow, latest.status) for order in ORDERS if (latest := order.modifications.latest) is not None}
    assert found == {
        (flow, status)
        for flow in Flow
        for status in (
            ModificationStatus.WAITING_ACKNOWLEDGEMENT,
            ModificationStatus.WAITING_CONFIRMATION,
            ModificationStatus.DONE,
            ModificationStatus.CANCELED,
        )
    }


def test_p4_payment_methods_are_there_of_every_kind_that_the_rules_tell_apart() -> None:
    """Accepted where it is settled, accepted until then, accepted where the store says so, not accepted at all, and unknown."""
    assert seen(lambda order: order.payment.method) == {"creditCard", "cash", "custom", "debitCard", None}


def test_p4_p5_p6_connectors_and_acquirers_can_do_everything_and_nothing() -> None:
    assert seen(lambda order: order.payment.connector) == {
        Connector(higher_values=higher, partial_refunds=partial) for higher in EITHER for partial in EITHER
    }
    assert seen(lambda order: order.payment.acquirer) == {
        Acquirer(without_cvv=cvv, second_charge=second) for cvv in EITHER for second in EITHER
    }
    assert seen(lambda order: order.payment.split) == EITHER


def test_i1_i3_i5_orders_are_invoiced_not_at_all_in_part_and_in_full_before_and_after_the_settlement() -> None:
    def invoiced(order: Order) -> str:
        if order.returned:
            return "returned"
        if not order.invoiced:
            return "not at all"
        if order.invoiced == order.value:
            return "in full"
        [first, *_] = order.invoices
        settled = order.payment.settled_at is not None
        later = settled and first.issued_at is not None and first.issued_at >= SETTLED
        return "in part" if not settled else f"in part, {'after' if later else 'before'} the settlement"

    assert seen(invoiced) == {
        "returned",
        "not at all",
        "in full",
        "in part",
        "in part, before the settlement",
        "in part, after the settlement",
    }
    assert {invoice.type for order in ORDERS for invoice in order.invoices} == set(InvoiceType)


@pytest.mark.parametrize(
    "field, values",
    [
        ("payment_confirmation", {"assumed", "awaited"}),
        ("reservation_confirmation", {"assumed", "awaited"}),
        ("modification_acknowledgement", {"assumed", "awaited"}),
        ("automatic_settlement", EITHER),
        ("order_authorization", EITHER),
        ("manual_authorization", EITHER),
    ],
)
def test_stores_are_configured_in_every_way(field: str, values: set[Any]) -> None:
    assert seen(lambda order: getattr(order.settings, field)) == values


def test_f7_a_denied_payment_can_be_changed_or_not() -> None:
    assert seen(lambda order: order.settings.change_of_payment is None) == EITHER


def test_c6_c14_m9_commands_are_given_through_every_channel_by_who_may_and_who_may_not() -> None:
    assert {getattr(command, "channel", Channel.API) for command in GIVEN} == set(Channel)
    assert {command.actor for command in GIVEN} == {STORE, STRANGER}
    assert STORE.resources == set(Resource)
    assert STRANGER.resources == set()


def test_amounts_are_nothing_below_equal_to_and_above_the_total() -> None:
    entered = {command.value for command in GIVEN if isinstance(command, Invoice | ConfirmSettlement | ConfirmRefund)}
    assert entered == {0, UNIT, 2 * UNIT, 3 * UNIT}
    assert flows.VALUE == 2 * UNIT


def test_quantities_are_nothing_a_part_all_and_more_than_all_of_a_line() -> None:
    taken = {
        item.quantity
        for command in GIVEN
        if isinstance(command, CreateModification) and command.request.remove is not None
        for item in command.request.remove.items
        if item.id == "A"
    }
    assert taken == {0, 1, 2, 3}


def test_different_keeps_what_the_rules_tell_apart_and_nothing_twice() -> None:
    def told_apart(order: Order) -> tuple[object, ...]:
        changes = (-UNIT, 0, UNIT)
        found = tuple((unmet(order, by, DEFAULT_SETTINGS), asked_of(order.payment, by)) for by in changes)
        return order.payment.status, order.payment.settled, order.invoiced, found

    every = tuple(prices._all())
    kept = prices.different(every)
    assert kept == prices.PRICES.starts
    assert {told_apart(order) for order in kept} == {told_apart(order) for order in every}
    assert len({told_apart(order) for order in kept}) == len(kept) < len(every)


def test_different_forgets_what_no_rule_looks_at() -> None:
    by_debit = HANDLING.but(payment=HANDLING.payment.but(method="debitCard"))
    by_another = HANDLING.but(payment=HANDLING.payment.but(method="boleto"))
    assert prices.different([HANDLING, by_debit, by_another, HANDLING]) == (HANDLING, by_debit)


def test_orders_are_born_incomplete_and_rest_where_they_wait_for_invoices() -> None:
    for world in flows.FLOW_WORLDS:
        assert {order.status for order in world.starts} == {Status.INCOMPLETE}
        assert {order.flow.value for order in world.starts} == {world.name}
    assert HANDLING.settings == Settings()
