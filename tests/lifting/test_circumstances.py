"""Changes of what surrounds a request, as far as somebody can make them."""

from typing import Any

import pytest

from pedido import (
    Channel,
    Flow,
    ModificationSettings,
    Settings,
    Status,
    decide,
)
from tests.facts.modifying import (
    ADD_ONE,
    BOTH,
    IN_MY_ACCOUNT,
    REMOVE_ONE,
    create,
    discounting,
    in_progress,
    modifiable,
)
from tests.lifting.saying import ALLOWED, BROUGHT, NOTHING, lifting, said
from tests.orders import STRANGER, able, order_in


def test_only_a_status_that_is_still_to_come_is_named() -> None:
    waiting = order_in(Status.READY_FOR_INVOICING)
    assert said(waiting, create(REMOVE_ONE, channel=Channel.ADMIN), "in_handling_unless_by_api") == [
        f"If the request came through the channel API{ALLOWED}",
        f'If the order were in "Handling shipping"{ALLOWED}',
    ]
    chain = order_in(Status.PAYMENT_APPROVED, Flow.CHAIN)
    assert said(chain, create(REMOVE_ONE), "modified_while_handled") == [NOTHING]
    replaced = order_in(Status.REPLACED)
    assert said(replaced, create(REMOVE_ONE), "modified_while_handled") == [NOTHING]


def test_a_status_may_bring_what_else_is_refused() -> None:
    found = said(order_in(Status.READY_FOR_HANDLING), create(REMOVE_ONE, {"reason": ""}), "modified_while_handled")
    assert found[0] == f'If the order were in "Handling shipping"{BROUGHT}: reason given.'


def test_the_customer_s_channel_is_no_way_around_a_permission() -> None:
    changes = said(modifiable(), create(REMOVE_ONE, actor=STRANGER), "may_modify")
    assert not any("channel" in change for change in changes)


def test_a_workspace_that_is_enabled_opens_the_channel() -> None:
    enabled = {"rolloutConfiguration": {"enableAdminOrders": {"enabledWorkspaces": ["beta"]}}}
    order = modifiable(settings=Settings(modifications=ModificationSettings.model_validate(enabled)))
    assert said(order, create(REMOVE_ONE, channel=Channel.ADMIN), "channel_open") == [
        f"If the request came through the channel API{ALLOWED}",
        f"If the request came from the workspace beta{ALLOWED}",
        f"If the store set enableAdminOrders to beta, master{ALLOWED}",
    ]


def test_settings_of_the_request_itself_may_close_the_channel() -> None:
    closed = {"settings": {"rolloutConfiguration": {"enableApi": False}}}
    assert said(modifiable(), create(REMOVE_ONE, closed), "channel_open") == [
        f"The request has no settings of its own{ALLOWED}"
    ]


@pytest.mark.parametrize(
    "asked, change",
    [
        (discounting(1), "The request sets no prices and no manual values"),
        ({"settings": {"rolloutConfiguration": {"enableApi": True}}}, "The request has no settings of its own"),
    ],
)
def test_a_customer_leaves_prices_and_settings_to_the_store(asked: dict[str, Any], change: str) -> None:
    by_customer = create(REMOVE_ONE, asked, actor=STRANGER, channel=Channel.MY_ACCOUNT)
    assert said(modifiable(settings=IN_MY_ACCOUNT), by_customer, "priced_by_store") == [f"{change}{ALLOWED}"]


def test_a_customer_who_sets_both_has_more_than_one_thing_to_leave_out() -> None:
    both = discounting(1) | {"settings": {"rolloutConfiguration": {"enableApi": True}}}
    by_customer = create(REMOVE_ONE, both, actor=STRANGER, channel=Channel.MY_ACCOUNT)
    found = lifting(modifiable(settings=IN_MY_ACCOUNT), by_customer, "priced_by_store")
    assert all(lift.brings for lift in found.lifts)


def test_the_workspaces_of_a_customer_are_the_store_s() -> None:
    own = {"settings": {"rolloutConfiguration": {"enableMyOrders": {"enabledWorkspaces": ["beta"]}}}}
    found = said(modifiable(), create(REMOVE_ONE, own, channel=Channel.MY_ACCOUNT), "channel_open")
    assert not any("beta" in message for message in found)
    assert any(message.startswith("If the store set enableMyOrders to master;") for message in found)


def test_a_store_that_has_closed_the_api_may_open_it() -> None:
    closed = ModificationSettings.model_validate({"rolloutConfiguration": {"enableApi": False}})
    order = modifiable(settings=Settings(modifications=closed))
    assert said(order, create(REMOVE_ONE), "channel_open") == [f"If the store set enableApi to true{ALLOWED}"]


@pytest.mark.parametrize("flow", [Flow.COMPLETE, Flow.SELLER])
def test_the_modification_in_progress_ends_one_way_or_the_other(flow: Flow) -> None:
    order = in_progress(modifiable(flow, settings=BOTH), discounting(1))
    assert said(order, create(REMOVE_ONE), "no_modification_in_progress") == [
        f'If modification 1176320001-01-modification-1, which is in progress, went on to "{status}"{ALLOWED}'
        for status in ("Done", "Canceled")
    ]


def test_an_id_that_is_taken_too_is_not_named() -> None:
    order = modifiable()
    for request_id in ("x", "x-2"):
        order = decide(order, create(discounting(1), request_id=request_id)).order
    assert said(order, create(REMOVE_ONE, request_id="x"), "request_id_is_new") == [
        f"The modification has the id x-3{ALLOWED}"
    ]


def test_a_payment_system_is_allowed_to_charge_more() -> None:
    paid = able(method="pix", system="125")
    found = said(modifiable(payment=paid), create(ADD_ONE), "method_allows_increase")
    assert found == [
        f"If the store set customPaymentSystemsAllowed to 125{ALLOWED}",
        f"manualDiscountValue of R$50.00 instead of R$0.00{ALLOWED}",
    ]
