"""The bodies of requests and settings, in VTEX's shape."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import ModificationRequest, ModificationSettings
from pedido.input import BadInputError, request_of
from pedido.order.modification import DEFAULT_SETTINGS
from pedido.vtex import read_request, read_settings, write_settings


def refusal(reader: Callable[..., Any], *arguments: Any) -> str:
    with pytest.raises(BadInputError) as refused:
        reader(*arguments)
    return str(refused.value)


BODY = {
    "reason": "Pesou menos",
    "manualDiscountValue": 10,
    "manualIncrementValue": None,
    "replace": [
        {
            "from": {
                "items": [{"id": "1", "quantity": 1, "uniqueId": "A", "price": 2499}],
                "customData": {"customFields": []},
            },
            "to": {
                "items": [
                    {
                        "id": "1",
                        "quantity": 1,
                        "measurementUnit": "kg",
                        "unitMultiplier": 0.35,
                        "priceTags": [{"name": "DISCOUNT", "value": -5}],
                        "clientProfileData": [{"firstName": "Ana"}],
                    }
                ],
                "shippingData": {
                    "logisticsInfo": [{"itemIndex": 0, "selectedSla": "Normal", "addressId": "x", "price": 1000}]
                },
            },
        }
    ],
}


class TestRequests:
    def test_a_body_is_read(self) -> None:
        request = read_request(BODY)

        [replacement] = request.replace
        assert (request.reason, request.manual_discount_value, request.manual_increment_value) == ("Pesou menos", 10, 0)
        assert (replacement.from_.items[0].unique_id, replacement.to.items[0].measurement_unit) == ("A", "kg")
        assert replacement.to.items[0].unit_multiplier == Decimal("0.35")
        assert replacement.to.shipping_data.logistics_info[0].price == 1000

    def test_of_what_is_for_other_systems_only_is_kept_whether_there_is_some(self) -> None:
        request = read_request(BODY)

        assert request.has_other_data
        assert "Ana" not in repr(request)

    def test_null_is_the_same_as_absent(self) -> None:
        assert read_request({"reason": None, "add": None, "replace": None, "settings": None}) == ModificationRequest()

    def test_settings_that_were_answered_can_be_sent_back(self) -> None:
        settings = write_settings(DEFAULT_SETTINGS)

        assert read_request({"reason": "x", "settings": settings}).settings == DEFAULT_SETTINGS

    @pytest.mark.parametrize(
        "body,message",
        [
            ([], "$: expected an object, found a list"),
            ({"razao": "x"}, "$.razao: unknown field"),
            ({"manual_discount_value": 1}, "$.manual_discount_value: unknown field"),
            (
                {"add": {"items": [{"id": "1", "quantity": 1, "unique_id": "A"}]}},
                "$.add.items[0].unique_id: unknown field",
            ),
            ({"add": {"items": [{"id": "1"}]}}, "$.add.items[0].quantity: is missing"),
            ({"manualDiscountValue": 9.9}, "$.manualDiscountValue: expected a whole number, found 9.9"),
            (
                {"remove": {"items": [{"id": "1", "quantity": "2"}]}},
                '$.remove.items[0].quantity: expected a whole number, found "2"',
            ),
            ({"replace": [{"from": {"items": []}}]}, "$.replace[0].to: is missing"),
            ({"settings": {"rollout": {}}}, "$.settings.rollout: unknown field"),
            ({"settings": []}, "$.settings: expected an object, found a list"),
            (
                {"reason": 7, "add": {"items": {}}},
                "$.reason: expected a text, found 7; $.add.items: expected a list, found an object",
            ),
        ],
    )
    def test_what_cannot_be_read_is_named_with_its_place(self, body: Any, message: str) -> None:
        assert refusal(read_request, body) == message

    def test_read_from_a_file_the_place_is_named_too(self) -> None:
        assert request_of(BODY, "request.json") == read_request(BODY)
        assert refusal(request_of, {"x": 1}, "request.json") == "request.json, $.x: unknown field"

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        ["reason", "add", "remove", "replace", "items", "from", "to", "settings", "id", "quantity"]
                    )
                    | st.text(max_size=3),
                    inner,
                    max_size=4,
                )
            ),
            max_leaves=15,
        )
    )
    def test_random_json_is_read_or_refused_in_one_line(self, body: Any) -> None:
        try:
            read_request(body)
        except BadInputError as error:
            message = str(error)
            assert message.startswith("$")
            assert message.isprintable()


class TestSettings:
    def test_they_are_read(self) -> None:
        settings = read_settings(
            {
                "paymentConfiguration": {"customPaymentSystemsAllowed": ["201"]},
                "rolloutConfiguration": {"enableApi": False, "enableMyOrders": {"enabledWorkspaces": ["*"]}},
                "pipelineConfiguration": {"compensateShippingChanges": True},
            }
        )

        assert settings.payment_configuration.custom_payment_systems_allowed == ("201",)
        assert settings.rollout_configuration.enable_api is False
        assert settings.rollout_configuration.enable_admin_orders is None
        assert settings.pipeline_configuration.compensate_shipping_changes is True

    def test_what_is_answered_can_be_sent_back(self) -> None:
        assert read_settings(write_settings(DEFAULT_SETTINGS)) == DEFAULT_SETTINGS

    def test_nothing_said_is_nothing_set(self) -> None:
        assert read_settings({}) == ModificationSettings()

    @pytest.mark.parametrize(
        "body,message",
        [
            (None, "$: expected an object, found null"),
            ({"rolloutConfiguration": 7}, "$.rolloutConfiguration: expected an object, found 7"),
            (
                {"rolloutConfiguration": {"enableApi": "yes"}},
                '$.rolloutConfiguration.enableApi: expected true or false, found "yes"',
            ),
            ({"rolloutConfiguration": {"enableAPI": True}}, "$.rolloutConfiguration.enableAPI: unknown field"),
        ],
    )
    def test_what_cannot_be_read_is_named_with_its_place(self, body: Any, message: str) -> None:
        assert refusal(read_settings, body) == message
