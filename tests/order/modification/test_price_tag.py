"""What makes a line cheaper or dearer: a discount or a tax, in cents or as a share of the line."""

from typing import Any

import pytest
from pydantic import ValidationError

from pedido import PriceTag
from pedido.order.value import MAX_CENTS


@pytest.mark.parametrize("name", ["tax", "TAX", "tax@price-1", "Tax@1@2"])
def test_a_price_tag_whose_kind_is_tax_is_a_tax(name: str) -> None:
    assert PriceTag(name=name, value=1).is_tax


@pytest.mark.parametrize("name", ["discount@price-1", "manual", "Taxes", "tax-free", "discount@tax", "@tax"])
def test_any_other_price_tag_is_a_discount(name: str) -> None:
    assert not PriceTag(name=name, value=1).is_tax


@pytest.mark.parametrize(
    "tag, line, cents",
    [
        ({"value": -100}, 10_000, -100),
        ({"value": -100, "rawValue": 5}, 10_000, -100),
        ({"rawValue": -1.5}, 10_000, -150),
        ({"rawValue": "0.005"}, 10_000, 0),
        ({"rawValue": "0.015"}, 10_000, 2),
        ({"rawValue": -0.1, "isPercentual": True}, 10_005, -1000),
        ({"rawValue": -0.1, "isPercentual": True}, 10_015, -1002),
        ({"rawValue": 1, "isPercentual": True}, 777, 777),
        ({"value": 0, "isPercentual": True}, 777, 0),
    ],
    ids=str,
)
def test_a_price_tag_comes_to_cents(tag: dict[str, Any], line: int, cents: int) -> None:
    assert PriceTag.model_validate({"name": "discount", **tag}).on(line) == cents


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"value": None},
        {"value": 1.5},
        {"value": MAX_CENTS + 1},
        {"rawValue": "NaN"},
        {"rawValue": "Infinity"},
        {"rawValue": True},
        {"rawValue": "1e13"},
        {"rawValue": "1e-13"},
        {"value": 1, "isPercentual": "yes"},
        {"value": 1, "name": ""},
    ],
    ids=str,
)
def test_what_is_no_price_tag_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        PriceTag.model_validate({"name": "discount", **fields})
