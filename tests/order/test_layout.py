"""What is removed and added, laid out on the lines of an order (M1, M16)."""

from typing import Any

import pytest

from pedido import CreateModification, ModificationKind, Settings, Totals
from pedido.order.layout import plan_of
from pedido.order.modification import DEFAULT_SETTINGS, ModificationSettings, PipelineConfiguration
from pedido.order.value import MAX_QUANTITY
from tests.order.laying import NOTHING, PRICE, asked, items, line, of, plan, replacing
from tests.orders import NOW, STORE

ADD, REMOVE = ModificationKind.ADD, ModificationKind.REMOVE
CHANGE_PRICE = ModificationKind.CHANGE_PRICE


def test_a_request_for_nothing_leaves_everything_as_it_is() -> None:
    order = of(line(), line("2"))
    laid = plan(order)
    assert (laid.items, laid.kept, laid.value, laid.change) == (order.items, (0, 1), order.value, 0)
    assert (laid.added, laid.removed, laid.replaced, laid.kinds) == ((), (), (), ())
    assert (laid.totals, laid.findings, laid.settings) == (Totals(), NOTHING, DEFAULT_SETTINGS)


def test_units_are_taken_away_with_their_share_of_discount_and_tax() -> None:
    order = of(line(discount=-100, tax=40, shipping=500))
    laid = plan(order, remove=items(asked(quantity=3)))
    assert laid.items == (line(quantity=1, discount=-25, tax=10, shipping=500),)
    assert laid.removed == (line(quantity=3, discount=-75, tax=30, shipping=0),)
    assert laid.totals == Totals(items=-3 * PRICE, discounts=75, tax=-30)
    assert (laid.kinds, laid.value) == ((REMOVE,), order.value - 2955)


def test_a_line_that_is_taken_away_whole_is_gone_and_its_freight_stays_in_the_total() -> None:
    """The freight stays as it is unless the request says what it costs."""
    order = of(line(discount=-100, shipping=500), line("2"))
    laid = plan(order, remove=items(asked(quantity=4)))
    assert (laid.items, laid.kept) == ((line("2"),), (1,))
    assert laid.removed == (line(discount=-100, shipping=500),)
    assert laid.totals == Totals(items=-4 * PRICE, discounts=100)


def test_a_line_is_taken_away_bit_by_bit_in_one_request() -> None:
    laid = plan(of(line(), line("2")), remove=items(asked(quantity=3), asked(quantity=1)))
    assert laid.items == (line("2"),)
    assert [item.quantity for item in laid.removed] == [3, 1]


def test_units_are_added_to_their_line_at_its_own_price() -> None:
    order = of(line(discount=-100, tax=40, shipping=500))
    laid = plan(order, add=items(asked(quantity=2)))
    assert laid.items == (line(quantity=6, discount=-150, tax=60, shipping=500),)
    assert laid.added == (line(quantity=2, discount=-50, tax=20),)
    assert (laid.totals, laid.kinds) == (Totals(items=2 * PRICE, discounts=-50, tax=20), (ADD,))


@pytest.mark.parametrize("fields", [{"price": PRICE}, {"unitMultiplier": 1}, {"measurementUnit": "un"}], ids=str)
def test_what_says_what_is_known_already_is_more_of_the_same(fields: dict[str, Any]) -> None:
    assert plan(of(line()), add=items(asked(**fields))).items == (line(quantity=5),)


def test_units_at_another_price_or_weight_are_a_line_of_their_own() -> None:
    order = of(line(unique_id="a", discount=-100))
    laid = plan(order, add=items(asked(price=800, quantity=2), asked(unitMultiplier="0.5")))
    assert laid.items == (
        line(unique_id="a", discount=-100),
        line(quantity=2, unit_price=800, discount=-40, unique_id="m-1"),
        line(quantity=1, unit_multiplier="0.5", discount=-12, unique_id="m-2"),
    )
    assert laid.added == laid.items[1:]
    assert laid.findings == NOTHING


def test_a_new_product_is_as_the_catalog_has_it_and_goes_where_the_others_go() -> None:
    laid = plan(of(line(address_id="home"), seller="own"), add=items(asked("9", 2)))
    new = line("9", 2, unit_price=1500, name="Cheese", measurement_unit="kg", seller="offering", address_id="home")
    assert laid.added == (new.but(unique_id="m-1"),)
    assert laid.items == (line(address_id="home"), *laid.added)
    assert (laid.kept, laid.findings.new, laid.totals) == ((0,), ["9"], Totals(items=3000))


def test_what_the_request_says_of_a_new_product_goes_before_the_catalog() -> None:
    fields: dict[str, Any] = {"price": 10, "name": "Brie", "seller": "other", "uniqueId": "u", "unitMultiplier": 2.0}
    [new] = plan(of(line()), add=items(asked("9", **fields))).added
    assert (new.unit_price, new.name, new.seller, new.unique_id, str(new.unit_multiplier)) == (
        10,
        "Brie",
        "other",
        "u",
        "2",
    )


def test_a_product_without_a_seller_is_the_order_s() -> None:
    laid = plan(of(line(), seller="own"), add=items(asked("2")))
    assert [item.seller for item in laid.added] == ["own"]


def test_what_the_catalog_does_not_know_costs_nothing_and_is_unavailable() -> None:
    laid = plan(of(line()), add=items(asked("8")))
    assert (laid.added[0].unit_price, laid.findings.new, laid.findings.unavailable) == (0, ["8"], ["8"])


def test_another_line_of_a_known_product_is_no_new_product() -> None:
    laid = plan(of(line(unique_id="a")), add=items(asked(uniqueId="b")))
    assert [(item.unique_id, item.quantity) for item in laid.items] == [("a", 4), ("b", 1)]
    assert laid.added[0].unit_price == PRICE
    assert laid.findings == NOTHING


def test_the_id_of_a_fresh_line_is_that_of_the_request() -> None:
    laid = plan(of(line()), add=items(asked("9"), asked("9"), asked("2")))
    assert [item.unique_id for item in laid.added] == ["m-1", "m-2", "m-3"]


def test_an_id_that_another_line_of_the_product_has_is_not_given_again() -> None:
    laid = plan(
        of(line(unique_id="a")), add=items(asked("9", uniqueId="a"), asked("9", uniqueId="a"), asked("2", uniqueId="a"))
    )
    assert [(item.sku, item.unique_id) for item in laid.items] == [("1", "a"), ("9", "a"), ("9", "m-2"), ("2", "a")]


def test_what_is_taken_away_and_added_in_one_request_comes_back() -> None:
    order = of(line(), line("2"))
    laid = plan(order, remove=items(asked(quantity=4)), add=items(asked(quantity=4)))
    assert (laid.items, laid.change, laid.kinds) == (order.items, 0, (ADD, REMOVE))


def test_a_line_is_found_by_its_unique_id_among_several() -> None:
    order = of(line(unique_id="a"), line(unique_id="b"))
    laid = plan(order, remove=items(asked(uniqueId="b")), add=items(asked(uniqueId="a")))
    assert [(item.unique_id, item.quantity) for item in laid.items] == [("a", 5), ("b", 3)]


@pytest.mark.parametrize("part", ["remove", "add"])
def test_where_several_lines_may_be_meant_none_is(part: str) -> None:
    order = of(line(unique_id="a"), line(unique_id="b"))
    laid = plan(order, **{part: items(asked())})
    assert (laid.items, laid.findings.ambiguous) == (order.items, ["1"])


@pytest.mark.parametrize("fields", [{"sku": "8"}, {"uniqueId": "z"}], ids=str)
def test_what_is_not_in_the_order_is_not_taken_away(fields: dict[str, Any]) -> None:
    laid = plan(of(line(unique_id="a")), remove=items(asked(**fields)))
    assert laid.findings.unknown == [fields.get("sku", "1")]
    assert laid.removed == ()


def test_no_more_is_taken_away_than_is_left() -> None:
    laid = plan(of(line()), remove=items(asked(quantity=3), asked(quantity=2)))
    assert (laid.items[0].quantity, laid.findings.excessive) == (1, ["1"])


@pytest.mark.parametrize("quantity", [0, -1])
@pytest.mark.parametrize("part", ["remove", "add"])
def test_less_than_one_is_not_counted(part: str, quantity: int) -> None:
    order = of(line())
    laid = plan(order, **{part: items(asked(quantity=quantity))})
    assert (laid.items, laid.findings.miscounted) == (order.items, ["1"])


def test_a_line_has_no_more_units_than_can_be_counted() -> None:
    order = of(line(quantity=MAX_QUANTITY))
    laid = plan(order, add=items(asked()))
    assert (laid.items, laid.findings.miscounted) == (order.items, ["1"])


@pytest.mark.parametrize("part", ["remove", "add"])
@pytest.mark.parametrize("sku, unit", [("1", "kg"), ("9", "un")])
def test_another_unit_than_the_known_one_is_found(part: str, sku: str, unit: str) -> None:
    laid = plan(of(line(), line("9", measurement_unit="kg")), **{part: items(asked(sku, measurementUnit=unit))})
    assert laid.findings.other_unit == [sku]


def test_a_new_product_is_measured_as_the_catalog_has_it() -> None:
    assert plan(of(line()), add=items(asked("9", measurementUnit="un"))).findings.other_unit == ["9"]
    assert plan(of(line()), add=items(asked("9", measurementUnit="kg"))).findings.other_unit == []


@pytest.mark.parametrize(
    "removed, added, unavailable", [(0, 5, []), (0, 6, ["1"]), (2, 7, []), (2, 8, ["1"]), (4, 3, [])]
)
def test_the_stock_counts_for_what_the_order_gets_more_of(removed: int, added: int, unavailable: list[str]) -> None:
    """The catalog has five units of the product."""
    taken = {"remove": items(asked(quantity=removed))} if removed else {}
    assert plan(of(line()), **taken, add=items(asked(quantity=added))).findings.unavailable == unavailable


def test_an_item_may_cost_freight_and_the_request_says_how_much() -> None:
    laid = plan(of(line(shipping=500)), add=items(asked(), asked("9"), asked("2"), freight={0: 30, 1: 200, 2: None}))
    assert [item.shipping for item in laid.items] == [530, 200, 0]
    assert [item.shipping for item in laid.added] == [30, 200, 0]
    assert laid.totals.shipping == 230


def test_a_store_that_keeps_the_freight_does_not_listen_to_that() -> None:
    pipeline = PipelineConfiguration(compensate_shipping_changes=True)
    order = of(line(), settings=Settings(modifications=ModificationSettings(pipeline_configuration=pipeline)))
    body = {"add": items(asked(), asked("9"), freight={0: 30, 1: 200})}
    kept = plan(order, **body)
    assert (kept.totals.shipping, [item.shipping for item in kept.items]) == (0, [0, 0])
    own = {"settings": {"pipelineConfiguration": {"compensateShippingChanges": False}}}
    assert plan(order, **body, **own).totals.shipping == 230


def test_price_tags_take_the_place_of_discount_and_tax() -> None:
    tags = [{"name": "discount@1", "rawValue": -0.1, "isPercentual": True}, {"name": "tax@1", "value": 60}]
    laid = plan(of(line(discount=-400, tax=20)), add=items(asked(priceTags=tags)))
    assert laid.items == (line(quantity=5, discount=-500, tax=60),)
    assert laid.added == (line(quantity=1, discount=-100, tax=40),)
    assert laid.discount == 500


def test_what_a_price_tag_puts_on_is_not_taken_off() -> None:
    laid = plan(of(line()), add=items(asked(priceTags=[{"name": "discount@1", "value": 30}])))
    assert (laid.discount, laid.items[0].discount) == (0, 30)


def test_manual_values_of_the_order_and_of_all_items_are_put_together() -> None:
    by_hand: dict[str, Any] = {"manualDiscountValue": 10, "manualIncrementValue": 100}
    laid = plan(
        of(line(), line("2")),
        **by_hand,
        remove=items(asked(**by_hand)),
        add=items(asked("9", **by_hand)),
        replace=replacing(items(asked("2", **by_hand)), items(asked("2", **by_hand))),
    )
    assert (laid.manual_discount, laid.manual_increment, laid.discount) == (50, 500, 50)
    assert laid.totals.manual_values == 450
    assert laid.kinds == (ADD, REMOVE, CHANGE_PRICE)


def test_a_part_without_items_does_nothing() -> None:
    laid = plan(of(line()), add=items(), remove=items(), replace=replacing(items(), items()))
    assert (laid.kinds, laid.added, laid.removed, laid.replaced) == ((), (), (), ())


def test_the_request_s_settings_go_before_the_store_s() -> None:
    store = ModificationSettings.model_validate({"rolloutConfiguration": {"enableApi": False}})
    order = of(line(), settings=Settings(modifications=store))
    own = {"rolloutConfiguration": {"enableApi": True}, "paymentConfiguration": {"customPaymentSystemsAllowed": ["9"]}}
    assert plan(order).settings.rollout_configuration.enable_api is False
    assert plan(order, settings=own).settings.rollout_configuration.enable_api is True
    assert plan(order, settings=own).settings.payment_configuration.custom_payment_systems_allowed == ("9",)


def test_the_same_request_is_laid_out_once_and_anew_for_another_order() -> None:
    order, other = of(line()), of(line(), line("2"))
    command = CreateModification.typical(order, STORE, NOW)
    once = plan_of(order, command)
    assert plan_of(order, command) is once
    assert plan_of(other, command).value == other.value - 1
    assert plan_of(order, command) == once


def test_the_change_is_that_of_all_amounts_together() -> None:
    laid = plan(of(line()), add=items(asked(), freight={0: 30}), manualDiscountValue=5)
    assert laid.change == laid.totals.value == PRICE + 30 - 5


def test_a_line_that_is_taken_away_and_added_again_keeps_its_freight() -> None:
    order = of(line(shipping=300))
    laid = plan(order, remove=items(asked(quantity=4)), add=items(asked(quantity=4)))
    assert (laid.items, laid.change) == (order.items, 0)
