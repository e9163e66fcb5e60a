"""The time that a modification takes: its preview on a large order, and its creation after ten thousand others."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pedido import (
    Acquirer,
    Actor,
    Command,
    Connector,
    CreateModification,
    Flow,
    Item,
    ModificationRequest,
    Modifications,
    Offer,
    Order,
    Payment,
    PaymentStatus,
    PreviewModification,
    Resource,
    Status,
    decide,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
STORE = Actor(id="store", resources=frozenset({Resource.CHANGE_ORDER}))
LINES = 50
CALLS = 50
ROUNDS = 60

THREE_KINDS = ModificationRequest.model_validate(
    {
        "reason": "Out of stock",
        "remove": {"items": [{"id": "sku-7", "quantity": 1}]},
        "replace": [
            {
                "from": {"items": [{"id": "sku-21", "quantity": 2}]},
                "to": {"items": [{"id": "sku-21", "quantity": 2, "unitMultiplier": 0.351}]},
            }
        ],
        "add": {"items": [{"id": "new", "quantity": 1}]},
    }
)
"""A unit goes, a line becomes heavier, a new product comes."""


def order_of(modifications: int) -> Order:
    """Make an order of fifty lines, weighed ones among them, that has been modified so many times."""
    items = tuple(
        Item(
            sku=f"sku-{number}",
            quantity=2,
            unit_price=1990 + number,
            unit_multiplier=Decimal("0.35") if number % 3 == 0 else Decimal(1),
            discount=-number,
        )
        for number in range(LINES)
    )
    value = sum(item.value + item.discount for item in items)
    order = Order(
        order_id="1176320001-01",
        flow=Flow.COMPLETE,
        status=Status.HANDLING,
        value=value,
        items=items,
        payment=Payment(
            status=PaymentStatus.APPROVED,
            value=value,
            method="creditCard",
            connector=Connector(higher_values=True, partial_refunds=True),
            acquirer=Acquirer(without_cvv=True, second_charge=True),
        ),
    )
    if not modifications:
        return order
    first = decide(order, asking(CreateModification)).order.modifications[0]
    earlier = (first.but(id=f"m{number}", number=number) for number in range(1, modifications + 1))
    return order.but(modifications=Modifications(earlier))


def asking(kind: type[CreateModification]) -> Command:
    """Ask for the three kinds in one request."""
    return kind(actor=STORE, at=NOW, request=THREE_KINDS, offers={"new": Offer(price=4990)})


@pytest.mark.parametrize(
    "name, kind, modifications",
    [
        ("preview of three kinds on an order of 50 lines", PreviewModification, 0),
        ("creation of the same, the first modification", CreateModification, 0),
        ("creation of the same after 10,000 others", CreateModification, 10_000),
    ],
)
def test_modification(
    benchmark: BenchmarkFixture, name: str, kind: type[CreateModification], modifications: int
) -> None:
    """A round decides the same request again and again, each time as a command of its own: nothing is remembered."""
    order, command = order_of(modifications), asking(kind)
    assert decide(order, command).allowed
    benchmark.extra_info.update(decision=name, decisions=CALLS)

    def fresh() -> tuple[tuple[list[Command]], dict[str, object]]:
        return ([command.but() for _ in range(CALLS)],), {}

    def drive(commands: list[Command]) -> None:
        for each in commands:
            decide(order, each)

    benchmark.pedantic(drive, setup=fresh, rounds=ROUNDS, warmup_rounds=3)
