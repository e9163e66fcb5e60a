"""The lines of an order: what they cost, what they weigh, where they go, and what the order's value is made up of."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import Item, Totals
from pedido.vtex.item_document import ItemPart
from pedido.vtex.items import read_items, write_item, write_totals
from tests.vtex.documents import item, read, refusal


def line(**fields: Any) -> Item:
    [only] = read(items=[item(**fields)]).items
    return only


def rewritten(item: Item) -> Item:
    """Write a line, and read it back; its freight is written elsewhere."""
    [only] = read_items([ItemPart.model_validate(write_item(item))], [])
    return only


class TestPrices:
    def test_the_price_is_that_of_one_unit_of_measurement_and_the_selling_price_tells_the_discount(self) -> None:
        assert (line().unit_price, line().value, line().discount) == (1000, 2000, -200)

    def test_the_selling_price_is_that_of_one_unit_of_the_item(self) -> None:
        weighed = line(price=8980, sellingPrice=2983, quantity=3, unitMultiplier=0.35, measurementUnit="kg")

        assert (weighed.unit_price, weighed.value, weighed.discount) == (8980, 9429, -480)
        assert (weighed.measurement_unit, weighed.unit_multiplier) == ("kg", Decimal("0.35"))

    def test_a_gift_costs_nothing(self) -> None:
        gift = line(sellingPrice=0)

        assert gift.value + gift.discount == 0

    def test_equal_prices_mean_that_nothing_is_taken_off(self) -> None:
        assert line(price=6400, sellingPrice=6400, unitMultiplier=0.5).discount == 0

    def test_without_a_selling_price_nothing_is_taken_off(self) -> None:
        assert (line(sellingPrice=None).unit_price, line(sellingPrice=None).discount) == (1000, 0)

    @pytest.mark.parametrize(
        "multiplier,unit_price,discount", [(1, 900, 0), (0.5, 1800, 0), (0.7, 1286, 0), (1.1, 818, 0)]
    )
    def test_without_a_price_the_selling_price_tells_it(
        self, multiplier: float, unit_price: int, discount: int
    ) -> None:
        only = line(price=None, unitMultiplier=multiplier)

        assert (only.unit_price, only.discount) == (unit_price, discount)
        assert only.value + only.discount == 1800

    def test_without_either_the_item_is_refused(self) -> None:
        assert refusal(items=[item(), {"id": "18", "quantity": 1}]) == (
            "$.items[1]: expected price, or sellingPrice in its place"
        )

    def test_units_that_cost_differently_are_told_together(self) -> None:
        definition = {"total": 1799, "sellingPrices": [{"value": 899, "quantity": 1}, {"value": 900, "quantity": 1}]}

        assert line(priceDefinition=definition).discount == -201

    @pytest.mark.parametrize(
        "definition",
        [
            None,
            {},
            {"total": 900, "sellingPrices": [{"value": 900, "quantity": 1}]},
            {"sellingPrices": None, "total": 1},
        ],
    )
    def test_a_definition_that_does_not_speak_of_every_unit_is_not_believed(self, definition: Any) -> None:
        assert line(priceDefinition=definition).discount == -200

    def test_a_tax_is_that_of_the_line(self) -> None:
        assert line(tax=35).tax == 35


class TestMeasures:
    @pytest.mark.parametrize("fields", [{}, {"measurementUnit": "", "unitMultiplier": None}, {"measurementUnit": None}])
    def test_what_is_not_weighed_is_counted_in_units(self, fields: dict[str, Any]) -> None:
        assert (line(**fields).measurement_unit, line(**fields).unit_multiplier) == ("un", Decimal(1))

    @pytest.mark.parametrize(
        "wrong,message",
        [
            (0, "expected greater than 0, found 0"),
            ("x", 'expected a number, found "x"'),
            (True, "expected a number, found true"),
            (0.1234567, "expected a number with at most 6 decimal places, found 0.1234567"),
        ],
    )
    def test_a_weight_is_an_exact_number(self, wrong: Any, message: str) -> None:
        assert refusal(items=[item(unitMultiplier=wrong)]) == f"$.items[0].unitMultiplier: {message}"


class TestFreight:
    def test_it_is_that_of_the_item_at_its_position(self) -> None:
        logistics = [
            {"itemIndex": 1, "price": 600, "addressId": "work"},
            {"itemIndex": 0, "price": 890, "addressId": ""},
        ]

        lines = read(items=[item(), item()], shippingData={"logisticsInfo": logistics}).items

        assert [(line.shipping, line.address_id) for line in lines] == [(890, None), (600, "work")]

    def test_the_first_that_speaks_of_an_item_counts_and_one_that_speaks_of_none_does_not(self) -> None:
        logistics = [{"itemIndex": 0, "price": 1}, {"itemIndex": 0, "price": 2}, {"itemIndex": 7, "price": 3}]

        assert [line.shipping for line in read(items=[item()], shippingData={"logisticsInfo": logistics}).items] == [1]

    def test_it_is_written_for_the_lines_that_have_one(self) -> None:
        logistics = [{"itemIndex": 1, "price": 600, "addressId": "home"}]

        written = read(items=[item(), item()], shippingData={"logisticsInfo": logistics}).to_vtex()

        assert written["shippingData"] == {"logisticsInfo": logistics}

    def test_a_position_is_counted_from_0(self) -> None:
        message = refusal(shippingData={"logisticsInfo": [{"itemIndex": -1}]})

        assert message == "$.shippingData.logisticsInfo[0].itemIndex: expected 0 or more, found -1"


class TestWriting:
    def test_a_line_is_written_with_what_one_unit_costs(self) -> None:
        assert write_item(line(uniqueId="A", name="Rede", seller="1")) == {
            "uniqueId": "A",
            "id": "18",
            "quantity": 2,
            "seller": "1",
            "name": "Rede",
            "price": 1000,
            "sellingPrice": 900,
            "tax": 0,
            "measurementUnit": "un",
            "unitMultiplier": 1,
        }

    def test_where_units_cannot_all_cost_the_same_it_says_how_many_cost_what(self) -> None:
        written = write_item(Item(sku="18", quantity=3, unit_price=1000, discount=-100))

        assert written["sellingPrice"] == 967
        assert written["priceDefinition"] == {
            "calculatedSellingPrice": 967,
            "total": 2900,
            "sellingPrices": [{"value": 966, "quantity": 1}, {"value": 967, "quantity": 2}],
        }

    def test_a_line_of_which_nothing_is_left_has_the_price_of_one_unit(self) -> None:
        written = write_item(Item(sku="18", quantity=0, unit_price=1000, unit_multiplier=Decimal("0.35")))

        assert (written["sellingPrice"], written["unitMultiplier"], "priceDefinition" in written) == (350, 0.35, False)

    @given(
        st.builds(
            Item,
            sku=st.just("18"),
            quantity=st.integers(1, 1000),
            unit_price=st.integers(0, 10**7),
            discount=st.integers(-(10**7), 10**7),
            tax=st.integers(-(10**4), 10**4),
            measurement_unit=st.sampled_from(["un", "kg", "m"]),
            unit_multiplier=st.decimals("0.000001", 100, places=6),
        )
    )
    def test_a_line_comes_back_to_the_cent(self, line: Item) -> None:
        assert rewritten(line) == line
        if "priceDefinition" in (written := write_item(line)):
            definition = written["priceDefinition"]
            assert sum(sold["value"] * sold["quantity"] for sold in definition["sellingPrices"]) == definition["total"]
            assert sum(sold["quantity"] for sold in definition["sellingPrices"]) == line.quantity


class TestTotals:
    AMOUNTS = (("Items", 5000), ("Discounts", -300), ("Shipping", 1000), ("Tax", 20))

    def totals(self, *others: tuple[str, int]) -> list[dict[str, Any]]:
        return [{"id": id_, "name": "", "value": value} for id_, value in (*self.AMOUNTS, *others)]

    def test_the_amounts_are_known_by_their_ids(self) -> None:
        assert read(totals=self.totals()).totals == Totals(items=5000, discounts=-300, shipping=1000, tax=20)

    def test_every_other_amount_counts_as_put_on_or_taken_off_by_hand(self) -> None:
        totals = read(totals=self.totals(("Change", -3290), ("ManualValues", 40))).totals

        assert totals is not None
        assert (totals.manual_values, totals.value) == (-3250, 2470)

    def test_alternative_totals_are_not_looked_at(self) -> None:
        totals = [{**total, "alternativeTotals": [{"id": "Items", "value": 1}]} for total in self.totals()]

        assert read(totals=totals).totals == read(totals=self.totals()).totals

    @pytest.mark.parametrize("nothing", [None, []])
    def test_without_any_they_are_not_known(self, nothing: Any) -> None:
        order = read(totals=nothing)

        assert order.totals is None
        assert "totals" not in order.to_vtex()

    def test_they_are_written_with_what_was_put_on_by_hand_only_where_there_is_some(self) -> None:
        amounts = [{"id": id_, "value": value} for id_, value in self.AMOUNTS]

        assert write_totals(Totals(items=5000, discounts=-300, shipping=1000, tax=20)) == amounts
        assert write_totals(Totals(items=5000, discounts=-300, shipping=1000, tax=20, manual_values=-7)) == [
            *amounts,
            {"id": "Change", "value": -7},
        ]
