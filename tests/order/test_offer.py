"""What the catalog answers for a SKU."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from pedido import Offer
from pedido.order.amount import ONE


def test_a_price_is_enough() -> None:
    offer = Offer(price=1500)
    assert (offer.available, offer.stock, offer.measurement_unit, offer.unit_multiplier) == (True, None, "un", ONE)
    assert (offer.name, offer.seller) == ("", None)


@pytest.mark.parametrize(
    "changes",
    [{"price": -1}, {"price": 1.5}, {"stock": -1}, {"unit_multiplier": "NaN"}, {"measurement_unit": " "}, {"sku": "1"}],
    ids=str,
)
def test_what_is_no_offer_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Offer.model_validate({"price": 1500, **changes})


def test_an_offer_survives_json() -> None:
    offer = Offer(price=1500, stock=3, unit_multiplier=Decimal("0.35"), name="Cheese", seller="1")
    assert Offer.model_validate_json(offer.model_dump_json()) == offer
