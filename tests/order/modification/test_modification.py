"""A modification as a value: its amounts, what it asks of Payments, and whether it is in progress."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pedido import Modification, ModificationStatus, PaymentChange, Totals
from pedido.order.modification import ModificationCancellation
from pedido.order.value import MAX_CENTS
from tests.orders import NOW, modification
from tests.random_requests import EVERYDAY, EXTREME, signed

AMOUNTS = signed(EVERYDAY.cents) | signed(EXTREME.cents)
TOTALS = st.builds(Totals, items=AMOUNTS, discounts=AMOUNTS, shipping=AMOUNTS, tax=AMOUNTS, manual_values=AMOUNTS)


def test_totals_come_to_all_amounts_together() -> None:
    assert Totals(items=1000, discounts=-100, shipping=50, tax=7, manual_values=-3).value == 954
    assert Totals().value == 0


@given(TOTALS)
def test_the_amounts_are_what_they_come_to(totals: Totals) -> None:
    assert sum(totals.amounts) == totals.value
    assert len(totals.amounts) == len(Totals.model_fields)


@given(TOTALS, TOTALS)
def test_amounts_are_added_one_by_one(totals: Totals, others: Totals) -> None:
    together = totals.plus(others)
    assert together.value == totals.value + others.value
    assert together == others.plus(totals)
    assert totals.plus(Totals()) == totals
    assert together.tax == totals.tax + others.tax


@pytest.mark.parametrize("name", ["raised", "lowered", "refunded", "separate"])
def test_a_payment_change_is_something_where_an_amount_is(name: str) -> None:
    assert not PaymentChange.model_validate({name: 1}).is_nothing
    assert PaymentChange().is_nothing


@pytest.mark.parametrize("status", ModificationStatus)
def test_a_modification_is_in_progress_until_it_is_done_or_canceled(status: ModificationStatus) -> None:
    finished = {ModificationStatus.DONE, ModificationStatus.CANCELED}
    assert modification(status).in_progress is (status not in finished)


def test_a_modification_survives_json() -> None:
    cancellation = ModificationCancellation(requested_by="store", reason="-", at=NOW, error="SalesOrderSystem017")
    canceled = modification(ModificationStatus.CANCELED, cancellation=cancellation)
    assert Modification.model_validate_json(canceled.model_dump_json()) == canceled


@pytest.mark.parametrize(
    "changes",
    [{"id": ""}, {"value": -1}, {"value": MAX_CENTS + 1}, {"number": -1}, {"status": "waiting"}, {"kinds": ["swap"]}],
    ids=str,
)
def test_what_is_no_modification_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Modification.model_validate({**dict(modification(ModificationStatus.DONE)), **changes})
