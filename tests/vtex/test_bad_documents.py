"""Whatever is thrown at the reader, it answers with an order or with one line that names the place."""

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pedido import Order, Status
from pedido.input import BadInputError
from tests.vtex.documents import SAMPLES, smallest

_DOCUMENTS = [json.loads(Path(path).read_text("utf-8")) for path in SAMPLES if path.stem != "large"]
_NAMES = sorted({name for document in _DOCUMENTS for name in document})
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=10)
    | st.sampled_from(
        ["2026-11-22T10:00:00", "2026-11-22", "handling", "Output", "Chain", "\n", "\x1b[31m", "9" * 40, 10**400]
    )
)
_JSON = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_NAMES) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=20,
)


def answer(document: Any) -> Order | None:
    """Read the document; what is raised is one printable line that begins with the place."""
    try:
        return Order.from_vtex(document)
    except BadInputError as error:
        message = str(error)
        assert message.isprintable()
        assert message.startswith("$")
        assert ": " in message
        return None


def _places(part: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    entries = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [place for key, value in entries for place in [(*path, key), *_places(value, (*path, key))]]


@st.composite
def _mutated(draw: st.DrawFn) -> Any:
    document = copy.deepcopy(draw(st.sampled_from(_DOCUMENTS)))
    for _ in range(draw(st.integers(1, 3))):
        places = _places(document)
        *way, last = draw(st.sampled_from(places))
        part = document
        for step in way:
            part = part[step]
        if draw(st.booleans()):
            part[last] = draw(_JSON)
        else:
            del part[last]
    return document


@given(_JSON)
@settings(max_examples=300, deadline=None)
@example({1: 2, None: 3})
@example({"cancellationData": {1: True}, "orderId": "\ud800"})
def test_random_json_is_refused_in_one_line(document: Any) -> None:
    answer(document)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(_NAMES, _JSON)))
@settings(max_examples=150, deadline=None)
def test_random_values_under_vtex_names_are_refused_in_one_line(fields: dict[str, Any]) -> None:
    answer(smallest(**fields))


@given(_mutated())
@settings(max_examples=400, deadline=None)
def test_a_mutated_sample_is_read_or_refused_in_one_line(document: Any) -> None:
    before = copy.deepcopy(document)

    order = answer(document)

    assert repr(document) == repr(before)
    if order is not None:
        assert Order.from_vtex(order.to_vtex()).order_id == order.order_id


@given(
    st.integers(max_value=-1) | st.floats() | st.text() | st.booleans(), st.sampled_from(["value", "unit", "invoice"])
)
def test_money_that_is_not_integer_cents_is_refused(money: Any, where: str) -> None:
    fields: dict[str, Any] = {
        "value": {"value": money},
        "unit": {"items": [{"id": "1", "quantity": 1, "price": money}]},
        "invoice": {"packageAttachment": {"packages": [{"invoiceNumber": "1", "invoiceValue": money}]}},
    }[where]

    assert answer(smallest(**fields)) is None


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2999, 12, 30)),  # noqa: DTZ001 - hypothesis wants bounds without a zone
    st.sampled_from(["creationDate", "lastChange", "authorizedDate"]),
)
def test_a_date_without_a_time_zone_is_refused(moment: datetime, name: str) -> None:
    assert answer(smallest(**{name: moment.isoformat()})) is None
    assert answer(smallest(**{name: moment.replace(tzinfo=UTC).isoformat()})) is not None


@given(st.text())
def test_a_status_is_known_or_refused(status: str) -> None:
    assert (answer(smallest(status=status)) is not None) == (status in {"", *Status})


def test_a_document_nested_deep_is_refused_in_one_line() -> None:
    deep: Any = {}
    for _ in range(100_000):
        deep = {"items": [deep]}

    assert answer(deep) is None
    assert answer(smallest(anything=deep)) is not None
    while deep:  # taken apart by hand: its end would recurse as deep
        deep = deep["items"][0]
