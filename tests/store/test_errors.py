"""Every error of the store says on one line what happened, and keeps what it is about."""

import pytest

from pedido.store.errors import (
    Conflict,
    DatabaseError,
    KeyReusedError,
    OrderExistsError,
    SchemaError,
    StoreError,
    UnknownOrderError,
)


@pytest.mark.parametrize(
    "error, message",
    [
        (DatabaseError("it is\n\tgone"), "the database failed: it is gone"),
        (Conflict(["v1-01", "v2-01"]), "others kept changing the same orders, try again: 'v1-01', 'v2-01'"),
        (UnknownOrderError("v1-01"), "there is no order 'v1-01'"),
        (OrderExistsError("v1-01"), "there is an order 'v1-01' already"),
        (KeyReusedError("k1"), "the idempotency key 'k1' was used for something else before"),
        (SchemaError("run pedido db upgrade"), "run pedido db upgrade"),
    ],
)
def test_an_error_says_what_happened(error: StoreError, message: str) -> None:
    assert isinstance(error, StoreError)
    assert str(error) == message


def test_errors_keep_what_they_are_about() -> None:
    assert DatabaseError("gone").problem == "gone"
    assert Conflict(iter(["v1-01"])).order_ids == ("v1-01",)
    assert UnknownOrderError("v1-01").order_id == OrderExistsError("v1-01").order_id == "v1-01"
    assert KeyReusedError("k1").key == "k1"


def test_a_conflict_over_many_orders_names_some() -> None:
    error = Conflict(map(str, range(1000)))

    assert str(error).endswith("'8', '9', and 990 more")
    assert len(error.order_ids) == 1000


def test_an_id_with_control_characters_stays_on_one_line() -> None:
    assert "\n" not in str(UnknownOrderError("v1\n01"))
