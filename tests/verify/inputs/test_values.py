"""What an input has to take, and what is said where it did not."""

from datetime import datetime
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from pedido import Channel, ModificationStatus, Party, Payment, Status
from pedido.verify.inputs.values import Values
from tests.orders import LATER, NOW

OPEN = "some.input"


@pytest.mark.parametrize(
    "kind, taken, missing",
    [
        (bool, [True], "never false"),
        (bool, [True, False], ""),
        (Party, [Party.SELLER], "never marketplace, customer"),
        (Literal["assumed", "awaited"], ["awaited"], "never assumed"),
        (Literal[Channel.ADMIN, Channel.API], [Channel.API], "never admin"),
        (bool | None, [True], "never false, none"),
        (str | None, ["creditCard", "cash"], "never none"),
        (str | None, [None], "never given"),
        (str | None, ["given", None], ""),
        (Payment | None, [Payment], "never none"),
        (Annotated[datetime, Field(ge=NOW)] | None, [None, NOW], ""),
        (Annotated[bool, Field()], [False], "never true"),
        (int, [0], "always 0"),
        (int, [0, 1], ""),
        (str, [""], "always empty"),
        (str, ["BRL"], "always BRL"),
        (tuple[str, ...], [()], "always empty"),
        (tuple[str, ...], [("a", "b")], "always the same 2"),
        (frozenset[str], [frozenset(), frozenset({"a"})], ""),
        (datetime, [NOW, LATER], ""),
    ],
)
def test_every_value_of_a_closed_type_and_two_of_an_open_one(kind: Any, taken: list[object], missing: str) -> None:
    values = Values(OPEN, kind)
    for value in taken:
        values.take(value)

    assert values.missing == missing


def test_a_request_is_opened_in_the_statuses_from_which_the_tables_open_one() -> None:
    values = Values("order.cancellation_requests[].requested_from", Status)
    for status in Status:
        if status not in {Status.HANDLING, Status.CANCELED}:
            values.take(status)

    assert values.missing == "never handling"


def test_a_modification_that_an_order_keeps_has_begun() -> None:
    values = Values("order.modifications[].status", ModificationStatus)
    for status in ModificationStatus:
        if status is not ModificationStatus.NONE:
            values.take(status)

    assert values.missing == ""


@pytest.mark.parametrize("name", ["order.changed_at", "order.deadline.due"])
def test_a_moment_that_the_abstraction_makes_the_same_need_not_vary(name: str) -> None:
    values = Values(name, datetime)
    values.take(NOW)

    assert values.missing == ""
