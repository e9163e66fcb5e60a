"""An order that is given has no more in it than the path needs."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pedido.covering.aims import AIMS
from pedido.covering.paths import Path, Stride
from pedido.covering.plain import plainest
from pedido.order.actor import PLATFORM
from pedido.order.commands import AuthorizeFulfillment, Cancel, Command, ConfirmReservation, PlaceOrder

AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
HANDLING = {"flow": "complete", "status": "handling", "value": 200}
APPROVED = {"flow": "complete", "status": "payment-approved", "value": 200}


def path(given: dict[str, Any], *commands: type[Command]) -> Path:
    return Path(given, tuple(Stride(command(actor=PLATFORM, at=AT), frozenset()) for command in commands))


@pytest.mark.parametrize(
    "said", [{"settings": {"automatic_settlement": True}}, {"payment": {"method": "cash"}, "franchise": True}]
)
def test_what_makes_no_difference_is_left_out(said: dict[str, Any]) -> None:
    assert plainest(path({**HANDLING, **said}, Cancel, Cancel), AIMS["pairs"]).given == HANDLING


def test_what_makes_a_difference_stays_and_no_more_of_it() -> None:
    settings = {"automatic_settlement": True, "reservation_confirmation": "awaited", "order_authorization": True}
    found = plainest(path({**APPROVED, "settings": settings}, AuthorizeFulfillment, ConfirmReservation), AIMS["pairs"])
    assert found.given == {**APPROVED, "settings": {"reservation_confirmation": "awaited"}}


def test_the_steps_stay_as_they_are() -> None:
    before = path({**HANDLING, "franchise": True}, Cancel)
    assert plainest(before, AIMS["transitions"]).strides == before.strides


def test_a_field_that_is_needed_stays_whole() -> None:
    given = {"flow": "complete", "status": "incomplete", "value": 200, "items": []}
    assert plainest(path(given, PlaceOrder), AIMS["rules"]).given == given
