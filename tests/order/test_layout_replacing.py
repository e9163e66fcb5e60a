"""What takes the place of lines: other products, other weights, other prices (M1, M16)."""

from decimal import Decimal
from typing import Any

import pytest

from pedido import InvoiceItem, ModificationKind, Totals, parts
from tests.order.laying import NOTHING, PRICE, asked, items, line, of, plan, replacing

REPLACE, CHANGE_PRICE = ModificationKind.REPLACE, ModificationKind.CHANGE_PRICE
CHANGE_WEIGHT = ModificationKind.CHANGE_WEIGHT


def test_another_product_takes_the_place_and_the_freight_of_a_line() -> None:
    order = of(line(discount=-100, shipping=500), line("2"))
    laid = plan(order, replace=replacing(items(asked(quantity=4)), items(asked("9", 2))))
    [pair] = laid.replaced
    assert pair.from_ == (line(discount=-100, shipping=500),)
    assert [(item.sku, item.quantity, item.discount, item.shipping) for item in pair.to] == [("9", 2, 0, 500)]
    assert [item.sku for item in laid.items] == ["2", "9"]
    assert (laid.kinds, laid.kept, laid.findings.new) == ((REPLACE,), (1,), ["9"])
    assert laid.totals == Totals(items=-4 * PRICE + 3000, discounts=100)


@pytest.mark.parametrize(
    "put, after, kinds",
    [
        ({"price": 800}, line(unit_price=800, discount=-80, tax=32), (CHANGE_PRICE,)),
        ({"unitMultiplier": "0.5"}, line(unit_multiplier="0.5", discount=-50, tax=20), (CHANGE_WEIGHT,)),
        ({"quantity": 6}, line(quantity=6, discount=-150, tax=60), (REPLACE,)),
        (
            {"quantity": 8, "unitMultiplier": "0.5"},
            line(quantity=8, unit_multiplier="0.5", discount=-100, tax=40),
            None,
        ),
        ({"measurementUnit": "kg"}, line(measurement_unit="kg", discount=-100, tax=40), ()),
        ({"price": 0}, line(unit_price=0), (CHANGE_PRICE,)),
        ({"priceTags": [{"name": "discount", "value": -7}]}, line(discount=-7), (CHANGE_PRICE,)),
        ({}, line(discount=-100, tax=40), ()),
    ],
    ids=str,
)
def test_the_same_product_keeps_its_place_and_its_share_of_discount_and_tax(
    put: dict[str, Any], after: Any, kinds: tuple[ModificationKind, ...] | None
) -> None:
    order = of(line("2"), line(discount=-100, tax=40, shipping=500, unique_id="a"), line("3"))
    to = asked(**{"quantity": 4, **put})
    laid = plan(order, replace=replacing(items(asked(quantity=4)), items(to)))
    assert laid.items == (line("2"), after.but(shipping=500, unique_id="a"), line("3"))
    assert laid.kept == (0, 1, 2)
    assert laid.kinds == (kinds if kinds is not None else (CHANGE_WEIGHT, REPLACE))
    assert laid.findings == NOTHING


def test_a_line_that_was_free_has_no_discount_to_share() -> None:
    laid = plan(of(line(unit_price=0), line("2")), replace=replacing(items(asked(quantity=4)), items(asked(price=5))))
    assert laid.items[0] == line(quantity=1, unit_price=5)


def test_a_weighed_item_is_worth_its_new_weight_rounded_once() -> None:
    cheese = line(quantity=3, unit_price=199, unit_multiplier="0.35", measurement_unit="kg")
    heavier = asked(quantity=3, unitMultiplier="0.351")
    laid = plan(of(cheese), replace=replacing(items(asked(quantity=3)), items(heavier)))
    assert (cheese.value, laid.items[0].value, laid.change) == (209, 210, 1)
    assert laid.items[0].unit_multiplier == Decimal("0.351")


def test_a_part_of_a_line_at_another_price_is_a_line_of_its_own() -> None:
    order = of(line(unique_id="a", discount=-100))
    laid = plan(order, replace=replacing(items(asked(quantity=1)), items(asked(price=800))))
    assert laid.items == (
        line(quantity=3, unique_id="a", discount=-75),
        line(quantity=1, unit_price=800, discount=-20, unique_id="m-1"),
    )


def test_a_part_of_a_line_that_comes_back_unchanged_is_the_line_again() -> None:
    order = of(line(unique_id="a", discount=-100, shipping=500))
    laid = plan(order, replace=replacing(items(asked(quantity=1)), items(asked(quantity=1))))
    assert (laid.items, laid.change) == (order.items, 0)


@pytest.mark.parametrize("unit_price", [800, PRICE])
def test_a_product_that_comes_back_twice_is_two_lines_that_can_be_told_apart(unit_price: int) -> None:
    put = items(asked(quantity=2, uniqueId="a", price=unit_price), asked(quantity=2, uniqueId="a", price=unit_price))
    laid = plan(of(line(unique_id="a")), replace=replacing(items(asked(quantity=4)), put))
    assert [(item.unique_id, item.quantity) for item in laid.items] == [("a", 2), ("m-1", 2)]


def test_the_freight_that_the_request_names_takes_the_place_of_the_line_s() -> None:
    order = of(line(shipping=500))
    put = items(asked(quantity=3), asked("9"), asked("2"), freight={0: 300, 1: 50})
    laid = plan(order, replace=replacing(items(asked(quantity=4)), put))
    assert [item.shipping for item in laid.items] == [300, 50, 0]
    assert laid.totals.shipping == -150


def test_a_store_that_keeps_the_freight_gives_it_to_the_first_item() -> None:
    put = items(asked("9"), asked("2"), freight={0: 300, 1: 50})
    settings = {"pipelineConfiguration": {"compensateShippingChanges": True}}
    order = of(line(shipping=500))
    laid = plan(order, settings=settings, replace=replacing(items(asked(quantity=4)), put))
    assert [item.shipping for item in laid.items] == [500, 0]
    assert laid.totals.shipping == 0


def test_several_lines_are_replaced_each_in_its_place() -> None:
    order = of(line(unique_id="a"), line(unique_id="b"), line("2"))
    taken = items(asked(quantity=4, uniqueId="a"), asked(quantity=4, uniqueId="b"))
    put = items(asked(quantity=1, uniqueId="b"), asked(quantity=2, uniqueId="a"))
    laid = plan(order, replace=replacing(taken, put))
    assert [(item.unique_id, item.quantity) for item in laid.items] == [("a", 2), ("b", 1), (None, 4)]


def test_a_line_is_replaced_by_itself_once_and_by_more_of_its_product_after_that() -> None:
    laid = plan(of(line()), replace=replacing(items(asked(quantity=4)), items(asked(quantity=2), asked(quantity=3))))
    assert [(item.quantity, item.unit_price) for item in laid.items] == [(2, PRICE), (3, PRICE)]


def test_a_line_that_is_taken_bit_by_bit_comes_back_bit_by_bit() -> None:
    taken, put = (items(asked(quantity=1), asked(quantity=3)) for _ in range(2))
    order = of(line(discount=-100, shipping=500), line("2"))
    laid = plan(order, replace=replacing(taken, put))
    assert (laid.items, laid.change, laid.findings) == (order.items, 0, NOTHING)


def test_what_is_added_to_a_replaced_line_is_more_of_what_it_became() -> None:
    laid = plan(
        of(line()),
        replace=replacing(items(asked(quantity=4)), items(asked(quantity=4, price=800))),
        add=items(asked(quantity=1)),
    )
    assert laid.items == (line(quantity=5, unit_price=800),)


@pytest.mark.parametrize(
    "taken, finding",
    [
        (asked("8"), "unknown"),
        (asked(quantity=5), "excessive"),
        (asked(quantity=0), "miscounted"),
        (asked("2"), "ambiguous"),
    ],
    ids=str,
)
def test_where_something_cannot_be_taken_nothing_is_replaced(taken: dict[str, Any], finding: str) -> None:
    order = of(line(), line("2", unique_id="a"), line("2", unique_id="b"), line("3"))
    laid = plan(order, replace=replacing(items(asked("3"), taken), items(asked("9"))))
    assert (laid.items, laid.change, laid.replaced) == (order.items, 0, ())
    assert getattr(laid.findings, finding) == [taken["id"]]


def test_what_would_have_come_is_looked_for_in_the_catalog_all_the_same() -> None:
    laid = plan(of(line()), replace=replacing(items(asked("8")), items(asked("7"), asked("9"))))
    assert (laid.findings.unknown, laid.findings.unavailable) == (["8"], ["7"])


def test_less_than_one_is_not_put_in_a_place() -> None:
    laid = plan(of(line(), line("2")), replace=replacing(items(asked(quantity=4)), items(asked("9", 0))))
    assert (laid.items, laid.findings.miscounted) == ((line("2"),), ["9"])


def test_a_line_may_be_replaced_by_nothing() -> None:
    laid = plan(of(line(shipping=500), line("2")), replace=replacing(items(asked(quantity=4)), items()))
    assert (laid.items, laid.totals) == ((line("2"),), Totals(items=-4 * PRICE))


def test_another_unit_is_for_a_replacement_to_bring() -> None:
    put = items(asked(quantity=4, measurementUnit="kg"))
    laid = plan(of(line()), replace=replacing(items(asked(quantity=4, measurementUnit="g")), put))
    assert laid.findings == NOTHING
    assert laid.items == (line(measurement_unit="kg"),)


def test_a_line_of_which_an_invoice_speaks_stays_though_nothing_is_left_of_it() -> None:
    spoken = parts.Invoice(number="1", value=1, items=(InvoiceItem(index=0, quantity=1, unit_price=PRICE),))
    order = of(line(discount=-100), line("2"), line("3"), invoices=(spoken,))
    laid = plan(order, remove=items(asked(quantity=4), asked("2", 4)))
    assert (laid.items, laid.kept) == ((line(quantity=0), line("3")), (0, 2))


def test_a_line_of_which_nothing_was_left_stays_and_can_be_filled_again() -> None:
    order = of(line(quantity=0), line("2"))
    assert plan(order, remove=items(asked("2"))).items == (line(quantity=0), line("2", 3))
    assert plan(order, add=items(asked(quantity=2))).items == (line(quantity=2), line("2"))
    assert plan(order, remove=items(asked(quantity=1))).findings.excessive == ["1"]
