"""What a store and a request set for modifications, shown both ways: P10."""

from typing import Any

import pytest

from pedido import (
    Channel,
    GetModificationSettings,
    ModificationSettings,
    Order,
    Settings,
    ShowModificationSettings,
    UpdateModificationSettings,
    apply,
    decide,
)
from pedido.order.modification import DEFAULT_SETTINGS
from tests.facts.modifying import (
    ADD_NEW,
    CONFIRMING,
    REMOVE_ONE,
    create,
    latest,
    modifiable,
    waiting,
)
from tests.orders import NOW, STORE, STRANGER, able, reasons

LOWER, HIGHER = REMOVE_ONE, ADD_NEW


def settings(**parts: Any) -> ModificationSettings:
    """Make settings of what VTEX names, in VTEX's shape."""
    return ModificationSettings.model_validate(parts)


@pytest.mark.parametrize(
    "channel, configuration, workspace, is_open",
    [
        (Channel.API, {}, "master", True),
        (Channel.API, {"enableApi": False}, "master", False),
        (Channel.ADMIN, {}, "master", True),
        (Channel.ADMIN, {"enableApi": False}, "master", False),
        (Channel.ADMIN, {"enableAdminOrders": {"enabledWorkspaces": []}}, "master", False),
        (Channel.ADMIN, {"enableAdminOrders": {"enabledWorkspaces": ["beta"]}}, "master", False),
        (Channel.ADMIN, {"enableAdminOrders": {"enabledWorkspaces": ["beta"]}}, "beta", True),
        (Channel.MY_ACCOUNT, {}, "master", False),
        (Channel.MY_ACCOUNT, {"enableMyOrders": {"enabledWorkspaces": ["*"]}}, "master", True),
        (Channel.MY_ACCOUNT, {"enableMyOrders": {"enabledWorkspaces": ["beta"]}}, "master", False),
        (Channel.API, {"enableMyOrders": {"enabledWorkspaces": []}}, "master", True),
    ],
)
def test_p10_a_store_opens_and_closes_the_channels_and_a_request_those_of_the_store(
    channel: Channel, configuration: dict[str, Any], workspace: str, *, is_open: bool
) -> None:
    expected = set() if is_open else {"channel_open"}
    asking = create(LOWER, channel=channel, workspace=workspace)
    of_the_store = modifiable(settings=Settings(modifications=settings(rolloutConfiguration=configuration)))
    assert reasons(decide(of_the_store, asking)) == expected
    of_the_request = asking.but(request=asking.request.but(settings=settings(rolloutConfiguration=configuration)))
    of_a_customer = {"channel_open", "priced_by_store"}
    assert reasons(decide(modifiable(), of_the_request)) == (
        of_a_customer if channel is Channel.MY_ACCOUNT else expected
    )


def test_p10_what_a_request_says_holds_for_itself_and_everything_else_stays_as_the_store_has_it() -> None:
    closed = settings(
        rolloutConfiguration={"enableApi": False}, paymentConfiguration={"customPaymentSystemsAllowed": ["201"]}
    )
    order = modifiable(payment=able(method="custom", system="201"), settings=Settings(modifications=closed))
    opening = {"settings": {"rolloutConfiguration": {"enableApi": True}}}
    decision = decide(order, create(opening, HIGHER))
    assert decision.allowed
    assert latest(decision).settings.rollout_configuration.enable_api is True
    assert latest(decision).settings.payment_configuration.custom_payment_systems_allowed == ("201",)
    assert decision.order.settings == order.settings
    assert reasons(decide(decision.order, create(LOWER))) == {"channel_open"}


@pytest.mark.parametrize("system, rises", [("201", True), ("202", False), (None, False)])
def test_p10_p4_the_total_rises_with_custom_payment_systems_that_the_store_names(
    system: str | None, *, rises: bool
) -> None:
    named = settings(paymentConfiguration={"customPaymentSystemsAllowed": ["201"]})
    paid = able(method="custom", system=system)
    expected = set() if rises else {"method_allows_increase"}
    of_the_store = modifiable(payment=paid, settings=Settings(modifications=named))
    assert reasons(decide(of_the_store, create(HIGHER))) == expected
    assert reasons(decide(modifiable(payment=paid), create({"settings": named}, HIGHER))) == expected
    assert reasons(decide(modifiable(payment=paid), create(HIGHER))) == {"method_allows_increase"}


def test_p10_settings_are_read_with_view_order_and_set_with_the_resource_to_modify() -> None:
    new = settings(rolloutConfiguration={"enableApi": False})
    read = GetModificationSettings(actor=STORE, at=NOW)
    update = UpdateModificationSettings(actor=STORE, at=NOW, settings=new)
    assert decide(modifiable(), read).effects == (ShowModificationSettings(DEFAULT_SETTINGS),)
    updated = decide(modifiable(), update)
    assert updated.order.settings.modifications == new
    assert updated.effects == decide(updated.order, read).effects
    assert updated.effects == (ShowModificationSettings(new.over(DEFAULT_SETTINGS)),)
    assert reasons(decide(modifiable(), read.but(actor=STRANGER))) == {"may_view"}
    assert reasons(decide(modifiable(), update.but(actor=STRANGER))) == {"may_modify"}


def test_p10_what_an_update_does_not_say_goes_back_to_the_default() -> None:
    closed = modifiable(settings=Settings(modifications=settings(rolloutConfiguration={"enableApi": False})))
    opened = apply(closed, UpdateModificationSettings(actor=STORE, at=NOW))
    assert decide(opened, create(LOWER)).allowed


def test_p10_a_modification_in_progress_keeps_the_settings_that_it_was_made_with() -> None:
    order: Order = waiting(CONFIRMING)
    update = UpdateModificationSettings(
        actor=STORE, at=NOW, settings=settings(rolloutConfiguration={"enableApi": False})
    )
    assert latest(apply(order, update)).settings == latest(order).settings
