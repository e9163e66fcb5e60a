"""The settings of a store: what a request says goes over what the store says, and that over the defaults (P10)."""

from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from pedido import ModificationSettings
from pedido.order.modification import (
    DEFAULT_SETTINGS,
    PaymentConfiguration,
    PipelineConfiguration,
    RolloutConfiguration,
    Workspaces,
)
from tests.random_requests import SETTINGS

WHOLE: dict[str, Any] = {
    "paymentConfiguration": {"customPaymentSystemsAllowed": ["201", "202"]},
    "rolloutConfiguration": {
        "enableApi": True,
        "enableAdminOrders": {"enabledWorkspaces": ["*"]},
        "enableMyOrders": {"enabledWorkspaces": ["master"]},
    },
    "pipelineConfiguration": {
        "enableTaxHubRecalculation": True,
        "compensateShippingChanges": False,
        "enablePromotionRecalculation": True,
        "enableNativeTaxRecalculation": False,
    },
}


def test_everything_is_read_and_written_under_vtex_s_names() -> None:
    settings = ModificationSettings.model_validate(WHOLE)
    assert settings.payment_configuration.custom_payment_systems_allowed == ("201", "202")
    assert settings.rollout_configuration.enable_my_orders == Workspaces(enabled_workspaces=("master",))
    assert settings.pipeline_configuration.compensate_shipping_changes is False
    assert settings.model_dump(by_alias=True, mode="json") == WHOLE


def test_what_is_not_said_is_not_said() -> None:
    assert ModificationSettings.model_validate({"rolloutConfiguration": {"enableApi": None}}) == ModificationSettings()
    assert ModificationSettings().rollout_configuration.enable_api is None


def test_the_defaults_say_everything_and_open_the_api_and_the_admin() -> None:
    for configuration in (part for _, part in DEFAULT_SETTINGS):
        assert None not in dict(configuration).values()
    rollout = DEFAULT_SETTINGS.rollout_configuration
    assert rollout.enable_api is True
    assert rollout.enable_admin_orders == Workspaces(enabled_workspaces=("*",))
    assert rollout.enable_my_orders == Workspaces()


def test_what_is_said_goes_over_the_others_field_by_field() -> None:
    own = ModificationSettings(
        rollout_configuration=RolloutConfiguration(enable_api=False),
        pipeline_configuration=PipelineConfiguration(compensate_shipping_changes=True),
    )
    over = own.over(DEFAULT_SETTINGS)
    assert over.rollout_configuration == DEFAULT_SETTINGS.rollout_configuration.but(enable_api=False)
    assert over.pipeline_configuration == DEFAULT_SETTINGS.pipeline_configuration.but(compensate_shipping_changes=True)
    assert over.payment_configuration == DEFAULT_SETTINGS.payment_configuration


def test_to_allow_nothing_is_to_say_something() -> None:
    store = ModificationSettings(payment_configuration=PaymentConfiguration(custom_payment_systems_allowed=("201",)))
    none = ModificationSettings(payment_configuration=PaymentConfiguration(custom_payment_systems_allowed=()))
    assert none.over(store) == none
    assert ModificationSettings().over(store) == store


@given(SETTINGS, SETTINGS, SETTINGS)
def test_going_over_does_not_depend_on_who_goes_first(
    own: ModificationSettings, store: ModificationSettings, others: ModificationSettings
) -> None:
    assert own.over(store).over(others) == own.over(store.over(others))


@given(SETTINGS)
def test_over_the_defaults_everything_is_said(settings: ModificationSettings) -> None:
    whole = settings.over(DEFAULT_SETTINGS)
    assert whole.over(DEFAULT_SETTINGS) == whole
    assert all(None not in dict(part).values() for _, part in whole)
    assert settings.over(settings) == settings
    assert ModificationSettings.model_validate_json(whole.model_dump_json(by_alias=True)) == whole


@pytest.mark.parametrize(
    "body",
    [
        {"rolloutConfiguration": {"enableApi": "yes"}},
        {"rolloutConfiguration": {"enableApi": 1}},
        {"rolloutConfiguration": {"enableAdminOrders": ["*"]}},
        {"rolloutConfiguration": {"enableAdminOrders": {"enabledWorkspaces": [" "]}}},
        {"paymentConfiguration": {"customPaymentSystemsAllowed": [201]}},
        {"paymentConfiguration": {"customPaymentSystemsAllowed": "201"}},
        {"pipelineConfiguration": {"recalculate": True}},
        {"enableApi": True},
    ],
    ids=str,
)
def test_what_are_no_settings_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ModificationSettings.model_validate(body)
