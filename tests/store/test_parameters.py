"""The parameters of a refusal come back as what they were, not as what they look like in JSON."""

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import Status
from pedido.messages import Label, Money
from pedido.messages.format import Duration, Parameter
from pedido.store.documents import json_text
from pedido.store.parameters import parameter_data, parameter_of

SINGLE: st.SearchStrategy[Any] = (
    st.text()
    | st.integers()
    | st.booleans()
    | st.decimals(allow_nan=False)
    | st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-3)), timezone(timedelta(seconds=1))]))
    | st.builds(Money, st.integers(), st.text())
    | st.builds(Label, st.text(), st.text())
    | st.builds(Duration, st.timedeltas())
)
PARAMETERS = st.recursive(SINGLE, lambda inner: st.lists(inner, max_size=3).map(tuple))


def again(parameter: Parameter) -> Parameter:
    """Write a parameter, and read it."""
    return parameter_of(json.loads(json_text(parameter_data(parameter))))


@given(PARAMETERS)
def test_a_parameter_reads_as_it_was_written(parameter: Parameter) -> None:
    assert again(parameter) == parameter
    assert type(again(parameter)) is type(parameter)


@pytest.mark.parametrize(
    "parameter, written",
    [
        ("text", "text"),
        (7, 7),
        (Decimal("0.50"), {"decimal": "0.50"}),
        (datetime(2026, 11, 22, 12, tzinfo=UTC), {"moment": "2026-11-22T12:00:00+00:00"}),
        (Money(500, "BRL"), {"money": [500, "BRL"]}),
        (Label("status", "handling"), {"label": ["status", "handling"]}),
        (Duration(timedelta(minutes=30)), {"microseconds": 1_800_000_000}),
        ((1, ("a",)), [1, ["a"]]),
        ((), []),
    ],
)
def test_it_is_written_under_its_kind(parameter: Parameter, written: Any) -> None:
    assert parameter_data(parameter) == written


def test_a_status_is_written_as_text() -> None:
    assert type(parameter_data(Status.HANDLING)) is str


def test_the_digits_of_a_decimal_stay() -> None:
    assert str(again(Decimal("0.500"))) == "0.500"
