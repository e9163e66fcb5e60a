"""What a request for a modification has to be like, each fact shown both ways: M14, M16, M3, P9 and I2."""

from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import Channel, Item, ModificationStatus, Offer, Order, PaymentStatus, Status, Totals, decide
from pedido.machines.requirements import MODIFYING
from pedido.order.value import MAX_CENTS
from tests.facts.modifying import (
    ADD_NEW,
    ADD_ONE,
    OFFERS,
    REMOVE_ONE,
    create,
    discounting,
    increasing,
    latest,
    lines,
    modifiable,
    preview_of,
)
from tests.orders import PART, STRANGER, UNIT, VALUE, able, invoice, reasons, with_modification


def adding(**item: Any) -> dict[str, Any]:
    """Add an item; its fields under VTEX's names."""
    return {"add": {"items": [{"id": "1", "quantity": 1, **item}]}}


def removing(**item: Any) -> dict[str, Any]:
    """Take an item away."""
    return {"remove": {"items": [{"id": "1", "quantity": 1, **item}]}}


def replacing(from_: dict[str, Any], *to: dict[str, Any]) -> dict[str, Any]:
    """Put items in the place of one."""
    taken, *put = ({"id": "1", "quantity": 1, **item} for item in (from_, *to))
    return {"replace": [{"from": {"items": [taken]}, "to": {"items": put}}]}


ONE = Item(sku="1", quantity=1, unit_price=UNIT)
TWIN_LINES: Final = lines(ONE.but(unique_id="A"), ONE.but(unique_id="B"))
TWO_ADDRESSES: Final = lines(ONE.but(unique_id="A", address_id="home"), Item(sku="2", quantity=1, unit_price=UNIT))
APART: Final = lines(ONE.but(address_id="home"), Item(sku="2", quantity=1, unit_price=UNIT, address_id="office"))
STOCKED: Final = {"1": Offer(price=UNIT, stock=2), "9": Offer(price=1, available=False)}
LAWFUL: Final[dict[str, Any]] = {}
BOTH: Final = {"quantity": 2}

CASES = [
    # rule, fields of the order, what is refused, what is allowed
    ("items_in_order", LAWFUL, removing(id="8"), removing()),
    ("items_in_order", LAWFUL, replacing({"id": "8"}, {"id": "1"}), replacing({}, {"id": "9"})),
    ("items_in_order", TWIN_LINES, removing(uniqueId="C"), removing(uniqueId="B")),
    ("not_more_than_there_is", LAWFUL, removing(quantity=3), removing(quantity=1)),
    ("not_more_than_there_is", LAWFUL, replacing({"quantity": 3}, {"id": "9"}), replacing({}, {"id": "9"})),
    ("quantities_positive", LAWFUL, removing(quantity=0), removing(quantity=1)),
    ("quantities_positive", LAWFUL, adding(quantity=-1), adding(quantity=1)),
    ("quantities_positive", LAWFUL, replacing({}, {"quantity": 0}), replacing({}, {"quantity": 2})),
    ("same_measurement_unit", LAWFUL, removing(measurementUnit="kg"), removing(measurementUnit="un")),
    ("same_measurement_unit", LAWFUL, adding(measurementUnit="kg"), replacing({}, {"measurementUnit": "kg"})),
    ("same_measurement_unit", LAWFUL, adding(id="9", measurementUnit="kg"), adding(id="9", measurementUnit="un")),
    ("items_unambiguous", TWIN_LINES, removing(), removing(uniqueId="A")),
    ("items_unambiguous", TWIN_LINES, replacing({}, {"id": "9"}), replacing({"uniqueId": "B"}, {"id": "9"})),
    ("items_unambiguous", TWIN_LINES, adding(), adding(uniqueId="A")),
    ("new_product_to_one_address", APART, adding(id="9"), adding()),
    ("new_product_to_one_address", APART, replacing({}, {"id": "9"}), removing()),
    ("new_product_to_one_address", APART, adding(id="9"), adding(id="2")),
    ("manual_values_not_negative", LAWFUL, discounting(-1), discounting(1)),
    ("manual_values_not_negative", LAWFUL, increasing(-1), increasing(1)),
    ("manual_values_not_negative", LAWFUL, adding(manualDiscountValue=-1), adding(manualDiscountValue=1)),
    ("manual_values_not_negative", LAWFUL, removing(manualIncrementValue=-1), removing(manualIncrementValue=1)),
    ("changes_something", LAWFUL, {}, discounting(1)),
    ("changes_something", LAWFUL, replacing(BOTH, BOTH), replacing(BOTH, BOTH | {"price": UNIT - 1})),
    ("changes_something", LAWFUL, discounting(5) | increasing(5), discounting(5) | increasing(6)),
    ("modification_reason_given", LAWFUL, removing() | {"reason": " "}, removing() | {"reason": "."}),
    ("discount_below_total", LAWFUL, discounting(VALUE) | ADD_NEW, discounting(VALUE - 1) | ADD_NEW),
    ("total_stays_positive", LAWFUL, discounting(UNIT) | removing(), discounting(UNIT - 1) | removing()),
    ("total_stays_positive", LAWFUL, increasing(MAX_CENTS), increasing(MAX_CENTS - VALUE)),
]
OFFERED = {"1": Offer(price=UNIT), "2": Offer(price=UNIT), "9": Offer(price=1_500)}


@pytest.mark.parametrize("rule, fields, refused, allowed", CASES)
def test_m14_p9_a_request_is_refused_for_one_reason_and_allowed_without_it(
    rule: str, fields: dict[str, Any], refused: dict[str, Any], allowed: dict[str, Any]
) -> None:
    order = modifiable(**fields)
    assert reasons(decide(order, create(refused, offers=OFFERED))) == {rule}
    assert reasons(decide(order, create(allowed, offers=OFFERED))) == set()


@pytest.mark.parametrize("rule, fields, refused, allowed", CASES)
def test_m11_a_preview_is_refused_for_the_same_reasons_and_changes_nothing(
    rule: str, fields: dict[str, Any], refused: dict[str, Any], allowed: dict[str, Any]
) -> None:
    order = modifiable(**fields)
    for body in (refused, allowed):
        asked = create(body, offers=OFFERED)
        preview = decide(order, preview_of(asked))
        assert preview.refusals == decide(order, asked).refusals
        assert preview.order == order
        assert preview.events == ()


@pytest.mark.parametrize(
    "body, offers, available",
    [
        pytest.param(adding(quantity=2), STOCKED, True, id="in stock"),
        pytest.param(adding(quantity=3), STOCKED, False, id="not enough in stock"),
        pytest.param(adding(quantity=3) | removing(), STOCKED, True, id="what is taken away is there again"),
        pytest.param(adding(id="9"), STOCKED, False, id="not available"),
        pytest.param(adding(id="9"), {}, False, id="not in the catalog"),
        pytest.param(adding(id="9"), OFFERS, True, id="in the catalog"),
        pytest.param(replacing({}, {"id": "9"}), STOCKED, False, id="in the place of another"),
        pytest.param(replacing({}, {"price": 1}), {}, True, id="what the order has already"),
        pytest.param(removing(), {}, True, id="nothing more"),
    ],
)
def test_m14_the_order_gets_more_only_of_what_is_available(
    body: dict[str, Any], offers: dict[str, Offer], *, available: bool
) -> None:
    expected = set() if available else {"items_available"}
    assert reasons(decide(modifiable(), create(body, offers=offers))) == expected


@pytest.mark.parametrize(
    "rule, error",
    {
        "items_in_order": "SalesOrderSystem010",
        "not_more_than_there_is": "SalesOrderSystem011",
        "quantities_positive": "CHK0023",
        "same_measurement_unit": "SalesOrderSystem055",
        "items_unambiguous": "SalesOrderSystem026",
        "new_product_to_one_address": "SalesOrderSystem029",
        "manual_values_not_negative": "CHK0098",
        "changes_something": "CHK0124",
        "no_modification_in_progress": "SalesOrderSystem014",
        "discount_below_total": "CHK0034",
        "method_allows_increase": "CHK00342",
        "acquirer_charges_without_cvv": "CHK00342",
        "acquirer_charges_twice": "CHK00342",
        "multilevel_only_from_external_marketplace": "CHK0095",
        "may_modify": "403",
    }.items(),
)
def test_m14_m13_p4_p9_a_refusal_has_the_platform_s_code(rule: str, error: str) -> None:
    assert {found.id: found.error for found in MODIFYING}[rule] == error


def test_m14_every_reason_is_given_at_once_and_the_skus_are_named() -> None:
    faulty = {
        "reason": "",
        "manualDiscountValue": -1,
        "remove": {"items": [{"id": "8", "quantity": 1}, {"id": "7", "quantity": 1}, {"id": "1", "quantity": 9}]},
        "add": {"items": [{"id": "9", "quantity": 0}, {"id": "6", "quantity": 1}]},
    }
    order = with_modification(modifiable(), ModificationStatus.WAITING_CONFIRMATION)
    decision = decide(order, create(faulty, actor=STRANGER))
    assert reasons(decision) == {
        "may_modify",
        "no_modification_in_progress",
        "modification_reason_given",
        "quantities_positive",
        "manual_values_not_negative",
        "items_in_order",
        "not_more_than_there_is",
        "items_available",
    }
    [unknown] = [refusal for refusal in decision.refusals if refusal.id == "items_in_order"]
    assert unknown.parameters == {"skus": "8, 7"}
    assert decision.order is order


def test_m14_one_address_for_every_line_or_none_takes_a_new_product() -> None:
    assert decide(modifiable(**TWO_ADDRESSES), create(adding(id="9"), offers=OFFERED)).allowed


def test_m3_every_modification_has_an_id_of_its_own() -> None:
    order = decide(modifiable(), create(REMOVE_ONE, request_id="mine")).order
    assert latest(order).id == "mine"
    assert reasons(decide(order, create(ADD_ONE, request_id="mine"))) == {"request_id_is_new"}
    assert decide(order, create(ADD_ONE, request_id="another")).allowed
    assert latest(decide(order, create(ADD_ONE))).id == "1176320001-01-modification-2"


def test_m16_items_keep_the_price_of_when_the_order_was_placed_unless_the_request_has_another() -> None:
    dearer = {"1": Offer(price=9_999), "9": Offer(price=1_500)}
    assert decide(modifiable(), create(adding(), offers=dearer)).order.value == VALUE + UNIT
    assert decide(modifiable(), create(adding(price=7), offers=dearer)).order.value == VALUE + 7
    assert decide(modifiable(), create(ADD_NEW, offers=dearer)).order.value == VALUE + 1_500
    assert decide(modifiable(), create(adding(id="9", price=7), offers=dearer)).order.value == VALUE + 7


@given(discount=st.integers(0, VALUE - 1), increment=st.integers(0, VALUE), of_the_item=st.integers(0, 100))
def test_m16_manual_values_are_taken_off_and_put_on_the_computed_total(
    discount: int, increment: int, of_the_item: int
) -> None:
    manual = {"manualDiscountValue": discount, "manualIncrementValue": increment}
    decision = decide(modifiable(), create(adding(manualIncrementValue=of_the_item), manual))
    assert decision.order.value == VALUE + UNIT + of_the_item + increment - discount
    assert latest(decision).totals == Totals(items=UNIT, manual_values=increment + of_the_item - discount)


@pytest.mark.parametrize(
    "multiplier, value",
    [("0.35", 350), ("0.0005", 0), ("0.0015", 2), ("0.0025", 2), ("0.001501", 2), ("1.234567", 1_235)],
)
def test_m16_a_weighed_line_is_rounded_once_half_to_even(multiplier: str, value: int) -> None:
    weighed = adding(id="9", unitMultiplier=multiplier, price=1_000)
    decision = decide(modifiable(), create(weighed, discounting(1), offers=OFFERED))
    [added] = latest(decision).added
    assert added.unit_multiplier == Decimal(multiplier)
    assert added.value == value
    assert decision.order.value == VALUE + value - 1


def test_m16_three_weighed_units_are_rounded_together_and_not_one_by_one() -> None:
    order = modifiable(**lines(Item(sku="1", quantity=3, unit_price=333, unit_multiplier=Decimal("0.5"))))
    assert order.value == 500
    assert decide(order, create(discounting(1))).order.value == 499
    assert decide(order, create(removing(quantity=1))).order.value == 333


def test_m16_what_the_total_is_made_up_of_follows_where_it_is_known() -> None:
    known = modifiable(totals=Totals(items=VALUE, shipping=500, discounts=-500))
    decided = decide(known, create(REMOVE_ONE, discounting(100))).order
    assert decided.totals == Totals(items=VALUE - UNIT, shipping=500, discounts=-500, manual_values=-100)
    assert decide(modifiable(), create(REMOVE_ONE)).order.totals is None


def test_p9_price_tags_are_discounts_too() -> None:
    tagged = {"price": UNIT, "priceTags": [{"name": "discount@manual", "value": -VALUE}]}
    items = lines(Item(sku="1", quantity=2, unit_price=UNIT), Item(sku="2", quantity=1, unit_price=UNIT))
    order = modifiable(**items, payment=able(value=VALUE + UNIT))
    body = replacing({"quantity": 2}, {"quantity": 2, **tagged})
    assert decide(order, create(body)).order.value == UNIT
    assert reasons(decide(order, create(body, discounting(UNIT)))) == {"discount_below_total", "total_stays_positive"}


@pytest.mark.parametrize(
    "order, below",
    [
        (modifiable(invoices=(invoice("1", PART),), payment=able(settled=PART)), VALUE - PART + 1),
        (
            modifiable(invoices=(invoice("1", PART), invoice("2", 1)), payment=able(settled=PART + 1)),
            VALUE - PART,
        ),
    ],
)
def test_i2_the_total_never_goes_below_what_is_invoiced(order: Order, below: int) -> None:
    assert reasons(decide(order, create(discounting(below)))) >= {"total_covers_invoices"}
    to_the_same = decide(order, create(discounting(below - 1)))
    assert to_the_same.order.value == order.invoiced
    assert (to_the_same.order.status, to_the_same.order.payment.status) == (Status.INVOICED, PaymentStatus.FINISHED)


@given(channel=st.sampled_from([Channel.API, Channel.ADMIN]), quantity=st.integers(-3, 5))
def test_m14_a_part_of_what_there_is_can_be_taken_away_and_nothing_else(channel: Channel, quantity: int) -> None:
    decision = decide(modifiable(), create(removing(quantity=quantity), discounting(1), channel=channel))
    assert decision.allowed is (quantity == 1)


def test_m16_a_second_line_of_a_product_has_the_price_that_the_product_has_in_the_order() -> None:
    order = modifiable(**lines(Item(sku="1", quantity=2, unit_price=UNIT, discount=-200, unique_id="A")))
    dearer = {"1": Offer(price=2 * UNIT)}
    split = replacing({"quantity": 2}, {"quantity": 1}, {"quantity": 1})
    parts = decide(order, create(split, discounting(1), offers=dearer)).order
    assert (parts.value, [item.discount for item in parts.items]) == (order.value - 1, [-100, -100])
    added = {"add": {"items": [{"id": "1", "quantity": 2, "uniqueId": "B"}]}}
    more = decide(modifiable(**lines(*order.items), payment=able()), create(added, offers=dearer)).order
    assert more.value == 2 * order.value - 200
