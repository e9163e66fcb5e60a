"""Modifications in scenarios: the request as the API has it, the catalog, and what is expected of what comes of them."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido.input import BadInputError
from pedido.order.commands import CreateModification, UpdateModificationSettings
from pedido.order.modification import ModificationRequest
from pedido.order.offer import Offer
from pedido.scenario import Mismatch, Scenario, parse_scenario, run_scenario

HEAD = """
title: T
source: S2
catalog: {B: {price: 3000}, C: {price: 2000, measurement_unit: kg, unit_multiplier: 0.5, stock: 4}}
given:
  order: {flow: complete, status: handling, value: 10000, items: [{sku: A, quantity: 2, unit_price: 5000}]}
"""
EXCHANGE = "{reason: R, replace: [{from: {items: [{id: A, quantity: 1}]}, to: {items: [{id: B, quantity: 1}]}}]}"


def parse(steps: str) -> Scenario:
    return parse_scenario(HEAD + steps, "f.yaml", folder=Path())


def creating(request: str, more: str = "") -> CreateModification:
    command = parse(f"steps: [{{when: {{create_modification: {{request: {request}{more}}}}}}}]").steps[0].command
    assert isinstance(command, CreateModification)
    return command


def problem(text: str) -> str:
    with pytest.raises(BadInputError) as caught:
        parse_scenario(text, "f.yaml", folder=Path())
    return str(caught.value)


class TestTheRequest:
    def test_is_read_under_the_names_of_the_api(self) -> None:
        request = creating(
            "{reason: R, manualDiscountValue: 100, remove: {items: [{id: A, quantity: 1, uniqueId: u, "
            "unitMultiplier: 0.35, priceTags: [{name: discount, rawValue: -0.1, isPercentual: true}]}]}}"
        ).request
        assert request.manual_discount_value == 100
        assert request.remove is not None
        (item,) = request.remove.items
        assert (item.unique_id, item.unit_multiplier) == ("u", Decimal("0.35"))
        assert (item.price_tags[0].raw_value, item.price_tags[0].is_percentual) == (Decimal("-0.1"), True)

    def test_may_use_the_names_of_this_project_too(self) -> None:
        assert creating("{reason: R, manual_discount_value: 100}") == creating("{reason: R, manualDiscountValue: 100}")

    def test_takes_null_for_absent_as_the_api_does(self) -> None:
        assert creating("{reason: R, add: null, settings: null}").request == ModificationRequest(reason="R")

    @pytest.mark.parametrize("kind", ["create_modification", "preview_modification"])
    def test_is_needed(self, kind: str) -> None:
        assert problem(HEAD + f"steps: [{{when: {kind}}}]") == (
            f"f.yaml, line 7, column 16: $.steps[0].when.{kind}.request: is missing"
        )

    @pytest.mark.parametrize(
        "request_, message",
        [
            (
                "{discount: 5}",
                (
                    "column 49: $.steps[0].when.create_modification.request.discount: unknown field; expected one of "
                    "reason, add, remove, replace, manualDiscountValue, manualIncrementValue, settings"
                ),
            ),
            (
                "{replace: [{from: {items: [{id: A, quantity: 1, colour: red}]}, to: {items: []}}]}",
                (
                    "column 96: $.steps[0].when.create_modification.request.replace[0].from.items[0].colour: unknown field; "
                    "expected one of id, quantity, uniqueId, price, measurementUnit, unitMultiplier, manualDiscountValue, "
                    "manualIncrementValue, priceTags, name, seller, clientProfileData"
                ),
            ),
            (
                "{manualDiscountValue: 1.5}",
                (
                    "column 70: $.steps[0].when.create_modification.request.manualDiscountValue: "
                    "expected a whole number, found 1.5"
                ),
            ),
            (
                "{settings: {rolloutConfiguration: {enableApi: maybe}}}",
                (
                    "column 94: $.steps[0].when.create_modification.request.settings.rolloutConfiguration.enableApi: "
                    'expected true or false, found "maybe"'
                ),
            ),
        ],
    )
    def test_is_refused_with_line_and_column(self, request_: str, message: str) -> None:
        steps = f"steps: [{{when: {{create_modification: {{request: {request_}}}}}}}]"
        assert problem(HEAD + steps) == f"f.yaml, line 7, {message}"


class TestTheCatalog:
    def test_answers_for_what_the_order_would_get_more_of(self) -> None:
        command = creating("{reason: R, remove: {items: [{id: B, quantity: 1}]}, add: {items: [{id: C, quantity: 1}]}}")
        assert command.offers == {
            "C": Offer(price=2000, measurement_unit="kg", unit_multiplier=Decimal("0.5"), stock=4)
        }

    def test_knows_nothing_of_what_is_not_sold(self) -> None:
        assert creating("{reason: R, add: {items: [{id: X, quantity: 1}]}}").offers == {}

    def test_is_not_asked_where_the_step_has_its_own_offers(self) -> None:
        assert creating(EXCHANGE, ", offers: {B: {price: 1}}").offers == {"B": Offer(price=1)}
        assert creating(EXCHANGE, ", offers: {}").offers == {}

    @pytest.mark.parametrize(
        "catalog, message",
        [
            (
                "{B: {price: 1, colour: red}}",
                (
                    "column 25: $.catalog.B.colour: unknown field; expected one of price, available, stock, "
                    "measurement_unit, unit_multiplier, name, seller"
                ),
            ),
            ("{B: {}}", "column 14: $.catalog.B.price: is missing"),
            ("{B: {price: -1}}", "column 22: $.catalog.B.price: expected 0 or more, found -1"),
            (
                "{price: {price: 1, colour: red}}",
                (
                    "column 29: $.catalog.price.colour: unknown field; expected one of price, available, stock, "
                    "measurement_unit, unit_multiplier, name, seller"
                ),
            ),
            ("null", "column 10: $.catalog: expected an object, found null"),
        ],
    )
    def test_is_refused_with_line_and_column(self, catalog: str, message: str) -> None:
        text = (
            f"catalog: {catalog}\ntitle: T\nsource: S2\nsteps: [{{after: PT1H}}]\n"
            "given: {order: {flow: complete, status: handling, value: 1}}"
        )
        assert problem(text) == f"f.yaml, line 1, {message}"


WORDS = st.sampled_from(
    ["reason", "add", "remove", "replace", "from", "to", "items", "id", "quantity", "uniqueId", "unitMultiplier", "priceTags",
     "name", "value", "rawValue", "shippingData", "logisticsInfo", "itemIndex", "settings", "rolloutConfiguration", "A", "kg"]
)  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | WORDS
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=20
)


@given(request=TREES, offers=TREES, catalog=TREES)
def test_any_request_and_catalog_is_read_or_refused_with_its_line(request: Any, offers: Any, catalog: Any) -> None:
    document = {
        "title": "T",
        "source": "S2",
        "catalog": catalog,
        "given": {"order": {"flow": "complete", "status": "handling", "value": 1}},
        "steps": [{"when": {"create_modification": {"request": request, "offers": offers}}}],
    }
    assert re.fullmatch(r"read|f\.yaml, line 1, column \d+: .+", outcome(json.dumps(document)))


def outcome(text: str) -> str:
    try:
        parse_scenario(text, "f.yaml", folder=Path())
    except BadInputError as error:
        return str(error)
    return "read"


def test_settings_are_read_under_the_names_of_the_api() -> None:
    command = parse(
        "steps: [{when: {update_modification_settings: {settings: "
        "{paymentConfiguration: {customPaymentSystemsAllowed: ['201']}}}}}]"
    )
    update = command.steps[0].command
    assert isinstance(update, UpdateModificationSettings)
    assert update.settings.payment_configuration.custom_payment_systems_allowed == ("201",)


def differs(then: str, when: str = f"{{create_modification: {{request: {EXCHANGE}}}}}") -> list[Mismatch]:
    return list(run_scenario(parse(f"steps: [{{when: {when}, then: {then}}}]")).steps[0].mismatches)


PREVIEW = f"{{preview_modification: {{request: {EXCHANGE}}}}}"


@pytest.mark.parametrize(
    "then",
    [
        "{modification: done, value: 8000}",
        "{events: [{order_modified: {value: 8000}}]}",
        "{events: [{order_modified: {items: [{sku: A, quantity: 1}, {unit_price: 3000}], kept: [0]}}]}",
        "{events: [{modification_requested: {modification: {kinds: [replace], totals: {items: -2000}, cancellation: null}}}]}",
        "{events: [{modification_requested: {modification: {settings: {rolloutConfiguration: {enableApi: true}}}}}]}",
        "{events: [{modification_requested: {modification: {settings: {rollout_configuration: {enable_api: true}}}}}]}",
        "{effects: [{reserve_items: {items: [{sku: B}]}}, {tell_new_total: {total: 8000}}, release_items, notify]}",
    ],
)
def test_what_is_expected_looks_into_values_and_lists(then: str) -> None:
    assert differs(then) == []


@pytest.mark.parametrize(
    "then, mismatch",
    [
        ("{modification: waiting-confirmation}", ("modification", "waiting-confirmation", "done")),
        ("{value: 8001}", ("value", "8001", "8000")),
        (
            "{events: [{order_modified: {items: [{sku: A, quantity: 2}]}}]}",
            (
                "events",
                "order_modified {items: [{sku: A, quantity: 2}]}",
                (
                    "modification_requested, modification_status_changed, modification_status_changed, payment_change_asked, "
                    "modification_status_changed, payment_value_changed, "
                    "order_modified {items: [{sku: A, quantity: 1}, {sku: B, quantity: 1, unit_price: 3000, "
                    "unique_id: order-1-modification-1-1}]}, modification_status_changed"
                ),
            ),
        ),
        (
            "{events: [{modification_requested: {modification: {number: 1, totals: {tax: 5}, cancellation: {reason: x}}}}]}",
            (
                "events",
                "modification_requested {modification: {number: 1, totals: {tax: 5}, cancellation: {reason: x}}}",
                (
                    "modification_requested {modification: {number: 1, totals: {tax: 0}, cancellation: null}}, "
                    "modification_status_changed, modification_status_changed, payment_change_asked, "
                    "modification_status_changed, payment_value_changed, order_modified, modification_status_changed"
                ),
            ),
        ),
        (
            "{effects: [{tell_new_total: {total: 8001}}]}",
            (
                "effects",
                "tell_new_total {total: 8001}",
                (
                    "reserve_items {request_id: order-1-modification-1, items: [{sku: B, quantity: 1}]}, "
                    "tell_new_total {total: 8000}, "
                    "release_items {request_id: order-1-modification-1, items: [{sku: A, quantity: 1}]}, "
                    "notify {party: customer, subject: modified}"
                ),
            ),
        ),
    ],
)
def test_what_differs_is_said_with_what_was_looked_at_and_no_more(then: str, mismatch: tuple[str, str, str]) -> None:
    assert differs(then) == [mismatch]


def test_a_preview_changes_nothing() -> None:
    assert differs("{modification: none, value: 10000, events: []}", PREVIEW) == []
    assert differs("{modification: done}", PREVIEW) == [("modification", "done", "none")]


def test_modification_and_value_can_be_expected_where_only_time_passes() -> None:
    (result,) = run_scenario(parse("steps: [{after: PT1H, then: {modification: done, value: 1}}]")).steps
    assert result.mismatches == (("modification", "done", "none"), ("value", "1", "10000"))


def data(when: str) -> dict[str, Any]:
    return run_scenario(parse(f"steps: [{{when: {when}}}]")).steps[0].as_json()


def test_the_json_has_the_request_as_it_was_written_and_what_it_came_to() -> None:
    found = data(f"{{create_modification: {{request: {EXCHANGE}}}}}")
    assert (found["modification"], found["value"]) == ("done", 8000)
    assert found["command"]["fields"] == {
        "request": {
            "reason": "R",
            "replace": [
                {"from": {"items": [{"id": "A", "quantity": 1}]}, "to": {"items": [{"id": "B", "quantity": 1}]}}
            ],
        },
        "offers": {"B": {"price": 3000}},
    }
    assert data(PREVIEW)["modification"] == "none"
