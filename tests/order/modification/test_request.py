"""The body of "Create order modifications": VTEX's shape read by its names and by ours, and everything else refused."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pedido import ModificationRequest
from pedido.order.modification import AskedItem, AskedItems
from pedido.order.modification.request import MAX_ITEMS
from pedido.order.value import MAX_CENTS
from tests.random_orders import modifiable_orders
from tests.random_requests import requests

WHOLE: dict[str, Any] = {
    "reason": " Out of stock ",
    "manualDiscountValue": 100,
    "manualIncrementValue": 200,
    "add": {
        "items": [
            {
                "id": "9",
                "quantity": 2,
                "uniqueId": "nine",
                "price": 1500,
                "measurementUnit": "kg",
                "unitMultiplier": 0.35,
                "manualDiscountValue": 1,
                "manualIncrementValue": 2,
                "priceTags": [
                    {"name": "discount@price-1", "value": -100, "identifier": "p", "isPercentual": False},
                    {"name": "TAX@1", "rawValue": 12.5, "isPercentual": True},
                ],
                "name": "Cheese",
                "seller": "1",
                "clientProfileData": {"email": "somebody"},
            }
        ],
        "shippingData": {
            "logisticsInfo": [
                {
                    "itemIndex": 0,
                    "price": 900,
                    "addressId": "home",
                    "selectedSla": "Normal",
                    "selectedDeliveryChannel": "delivery",
                }
            ]
        },
        "customData": {"anything": [1, 2]},
    },
    "remove": {"items": [{"id": "1", "quantity": 1}]},
    "replace": [{"from": {"items": [{"id": "2", "quantity": 1}]}, "to": {"items": [{"id": "3", "quantity": 4}]}}],
    "settings": {"rolloutConfiguration": {"enableApi": True}},
}


def item(**fields: Any) -> AskedItem:
    """Read an item."""
    return AskedItem.model_validate({"id": "1", "quantity": 1, **fields})


def test_everything_is_read_under_vtex_s_names() -> None:
    request = ModificationRequest.model_validate(WHOLE)
    assert request.reason == "Out of stock"
    assert (request.manual_discount_value, request.manual_increment_value) == (100, 200)
    assert request.add is not None
    [added] = request.add.items
    assert (added.id, added.quantity, added.unique_id, added.price) == ("9", 2, "nine", 1500)
    assert (added.measurement_unit, added.unit_multiplier) == ("kg", Decimal("0.35"))
    assert (added.manual_discount_value, added.manual_increment_value) == (1, 2)
    assert (added.name, added.seller, added.client_profile_data) == ("Cheese", "1", True)
    assert [tag.is_tax for tag in added.price_tags] == [False, True]
    assert request.add.custom_data is True
    [freight] = request.add.shipping_data.logistics_info
    assert (freight.item_index, freight.price, freight.address_id, freight.selected_sla) == (0, 900, "home", "Normal")
    assert freight.selected_delivery_channel == "delivery"
    [replacement] = request.replace
    assert (replacement.from_.items[0].id, replacement.to.items[0].id) == ("2", "3")
    assert request.settings is not None
    assert request.settings.rollout_configuration.enable_api is True


@pytest.mark.parametrize("by_alias", [True, False], ids=["VTEX's names", "the project's names"])
def test_it_is_read_back_under_either_names(by_alias: bool) -> None:
    request = ModificationRequest.model_validate(WHOLE)
    assert ModificationRequest.model_validate(request.model_dump(by_alias=by_alias)) == request
    assert ModificationRequest.model_validate_json(request.model_dump_json(by_alias=by_alias)) == request


@settings(max_examples=40)
@given(data=st.data())
def test_any_request_is_read_back(data: st.DataObject) -> None:
    request = data.draw(requests(data.draw(modifiable_orders())))
    assert ModificationRequest.model_validate_json(request.model_dump_json(by_alias=True)) == request


def test_null_is_absent() -> None:
    absent = dict.fromkeys(["add", "remove", "replace", "manualDiscountValue", "manualIncrementValue", "settings"])
    assert ModificationRequest.model_validate(absent) == ModificationRequest()
    assert item(price=None, uniqueId=None, unitMultiplier=None, priceTags=None, clientProfileData=None) == item()


@pytest.mark.parametrize(
    "body, place",
    [
        ({"reazon": "-"}, "reazon"),
        ({"add": {"items": [{"id": "1", "quantity": 1, "colour": "red"}]}}, "colour"),
        ({"add": {"items": [{"id": "1", "quantity": 1, "priceTags": [{"name": "d", "value": 1, "x": 1}]}]}}, "x"),
        ({"add": {"items": [], "shippingData": {"address": {}}}}, "address"),
        ({"replace": [{"from": {"items": []}, "to": {"items": []}, "with": 1}]}, "with"),
        ({"settings": {"rollout": {}}}, "rollout"),
    ],
    ids=str,
)
def test_a_field_that_nobody_knows_is_refused(body: dict[str, Any], place: str) -> None:
    with pytest.raises(ValidationError, match=f"(?m){place}\n  Extra inputs are not permitted"):
        ModificationRequest.model_validate(body)


@pytest.mark.parametrize(
    "fields",
    [
        {"id": " "},
        {"id": 1},
        {"quantity": 1.0},
        {"quantity": "1"},
        {"quantity": True},
        {"quantity": 10**9 + 1},
        {"quantity": None},
        {"uniqueId": ""},
        {"price": -1},
        {"price": 10.5},
        {"price": True},
        {"price": MAX_CENTS + 1},
        {"measurementUnit": " "},
        {"unitMultiplier": 0},
        {"unitMultiplier": -0.5},
        {"unitMultiplier": "NaN"},
        {"unitMultiplier": float("inf")},
        {"unitMultiplier": True},
        {"unitMultiplier": "0.0000001"},
        {"unitMultiplier": 1_000_001},
        {"manualDiscountValue": -MAX_CENTS - 1},
        {"manualIncrementValue": 0.5},
        {"priceTags": {}},
    ],
    ids=str,
)
def test_what_is_no_item_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        item(**fields)


@pytest.mark.parametrize(
    "fields", [{"quantity": 0}, {"quantity": -1}, {"manualDiscountValue": -1}, {"manualIncrementValue": -1}], ids=str
)
def test_what_a_rule_has_to_refuse_is_read(fields: dict[str, Any]) -> None:
    """The request is refused with every reason at once, so these are for the rules to find (M14)."""
    [(name, value)] = fields.items()
    assert item(**fields).model_dump(by_alias=True)[name] == value


@pytest.mark.parametrize("name", ["items", "replace"])
def test_a_part_has_ten_thousand_items_at_most(name: str) -> None:
    whole = [{"id": "1", "quantity": 1}] * MAX_ITEMS
    assert len(AskedItems.model_validate({"items": whole}).items) == MAX_ITEMS
    part: dict[str, Any] = {"from": {"items": []}, "to": {"items": []}}
    too_much = {"add": {"items": [*whole, whole[0]]}} if name == "items" else {"replace": [part] * (MAX_ITEMS + 1)}
    with pytest.raises(ValidationError, match=f"{name}\n.*at most {MAX_ITEMS} items"):
        ModificationRequest.model_validate(too_much)


def test_freight_is_of_an_item_of_the_same_part() -> None:
    with pytest.raises(ValidationError, match="expected an itemIndex below 1, found 1"):
        AskedItems.model_validate(
            {"items": [{"id": "1", "quantity": 1}], "shippingData": {"logisticsInfo": [{"itemIndex": 1}]}}
        )


def test_an_item_has_one_freight() -> None:
    twice = [{"itemIndex": 0, "price": 1}, {"itemIndex": 0, "price": 2}]
    with pytest.raises(ValidationError, match="expected one entry for each itemIndex"):
        AskedItems.model_validate({"items": [{"id": "1", "quantity": 1}], "shippingData": {"logisticsInfo": twice}})


PRICED: list[dict[str, Any]] = [
    {"price": 0},
    {"priceTags": [{"name": "discount", "value": -1}]},
    {"manualDiscountValue": 1},
    {"manualIncrementValue": -1},
]


@pytest.mark.parametrize("fields", PRICED, ids=str)
def test_a_price_of_an_item_that_comes_is_said_by_who_asks(fields: dict[str, Any]) -> None:
    one = {"items": [{"id": "1", "quantity": 1, **fields}]}
    assert ModificationRequest.model_validate({"add": one}).sets_prices
    assert ModificationRequest.model_validate({"replace": [{"from": {"items": []}, "to": one}]}).sets_prices


@pytest.mark.parametrize(
    "body, said",
    [
        ({}, False),
        ({"add": {"items": [{"id": "1", "quantity": 1}]}}, False),
        ({"manualDiscountValue": 1}, True),
        ({"manualIncrementValue": 1}, True),
        (
            {"add": {"items": [WHOLE["remove"]["items"][0]], "shippingData": {"logisticsInfo": [{"itemIndex": 0}]}}},
            False,
        ),
        (
            {
                "add": {
                    "items": [WHOLE["remove"]["items"][0]],
                    "shippingData": {"logisticsInfo": [{"itemIndex": 0, "price": 0}]},
                }
            },
            True,
        ),
    ],
    ids=str,
)
def test_what_something_costs_is_said_of_the_order_and_of_the_freight_too(body: dict[str, Any], said: bool) -> None:
    assert ModificationRequest.model_validate(body).sets_prices is said


def test_its_parts_are_in_the_order_in_which_they_are_laid_out() -> None:
    request = ModificationRequest.model_validate(WHOLE)
    assert [[item.id for item in part.items] for part in request.parts] == [["1"], ["2"], ["3"], ["9"]]
    assert list(ModificationRequest().parts) == []


def test_the_catalog_is_asked_once_for_each_sku_that_the_order_gets_more_of() -> None:
    body = {
        "add": {"items": [{"id": sku, "quantity": 1} for sku in ("2", "9", "2")]},
        "remove": {"items": [{"id": "1", "quantity": 1}]},
        "replace": [{"from": {"items": [{"id": "4", "quantity": 1}]}, "to": {"items": [{"id": "3", "quantity": 1}]}}],
    }
    assert ModificationRequest.model_validate(body).skus == ("3", "2", "9")
    assert ModificationRequest().skus == ()


@pytest.mark.parametrize(
    "body, there_is",
    [
        ({}, False),
        ({"add": {"items": [], "clientProfileData": {"email": "somebody"}}}, True),
        ({"remove": {"items": [], "customData": {}}}, True),
        ({"add": {"items": [{"id": "1", "quantity": 1, "clientProfileData": {}}]}}, True),
        ({"add": {"items": [{"id": "1", "quantity": 1, "clientProfileData": None}], "customData": False}}, False),
    ],
    ids=str,
)
def test_what_is_for_other_systems_is_noticed_and_not_kept(body: dict[str, Any], there_is: bool) -> None:
    request = ModificationRequest.model_validate(body)
    assert request.has_other_data is there_is
    assert "somebody" not in request.model_dump_json()
