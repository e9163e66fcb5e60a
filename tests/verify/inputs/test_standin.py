"""A stand-in answers as the value does, and tells what was read."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import (
    Channel,
    CreateModification,
    Deadline,
    DeadlineKind,
    Item,
    ModificationRequest,
    Modifications,
    ModificationStatus,
    Offer,
    Order,
    Status,
)
from pedido.machine import Denied
from pedido.machines import DEFINITIONS
from pedido.verify.inputs.standin import StandIn
from tests.orders import NOW, STORE, invoice, modification, order_in, with_modification
from tests.random_orders import ORDERS, commands

CHECKS: Final[dict[str, Callable[[Any, Any], object]]] = {
    **{rule.id: rule.check for definition in DEFINITIONS.values() for rule in definition.rules},
    **{choice.id: choice.check for definition in DEFINITIONS.values() for choice in definition.choices},
}


class Told:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.reads: list[tuple[str, object]] = []

    def __call__(self, path: str, _kind: Any, value: object) -> None:
        self.reads.append((path, value))

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.reads]


@pytest.fixture
def told() -> Told:
    return Told()


def standing_for(order: Order, told: Told) -> Any:
    return StandIn(order, "order", told)


def test_a_field_is_read_and_told(told: Told) -> None:
    order = order_in(Status.HANDLING)

    assert standing_for(order, told).status is Status.HANDLING
    assert standing_for(order, told).payment.status is order.payment.status
    assert told.reads == [("order.status", Status.HANDLING), ("order.payment.status", order.payment.status)]


def test_of_a_part_that_may_be_missing_it_is_told_whether_there_is_one(told: Told) -> None:
    order = order_in(Status.HANDLING)
    standing = standing_for(order.but(deadline=Deadline(DeadlineKind.CANCELLATION_WINDOW, NOW)), told)

    assert standing.deadline.kind is DeadlineKind.CANCELLATION_WINDOW
    assert standing_for(order, told).deadline is None
    assert told.reads == [
        ("order.deadline", Deadline),
        ("order.deadline.kind", DeadlineKind.CANCELLATION_WINDOW),
        ("order.deadline", None),
    ]


def test_properties_and_methods_tell_what_they_read(told: Told) -> None:
    order = order_in(Status.HANDLING, invoices=(invoice("1", 70), invoice("2", 30)))
    standing = standing_for(order, told)

    assert standing.invoiced == 100
    assert standing.invoice("2").value == 30
    assert set(told.paths) == {f"order.invoices{path}" for path in ("", "[].type", "[].value", "[].number")}


def test_of_several_parts_it_is_told_how_many_and_they_go_by_one_path(told: Told) -> None:
    standing = standing_for(order_in(Status.HANDLING, items=(_item("1"), _item("2"))), told)

    assert [item.sku for item in standing.items] == ["1", "2"]
    assert told.reads == [("order.items", 2), ("order.items[].sku", "1"), ("order.items[].sku", "2")]


def test_a_mapping_is_read_by_its_parts(told: Told) -> None:
    command = CreateModification(actor=STORE, at=NOW, request=ModificationRequest(), offers={"1": Offer(price=7)})
    standing: Any = StandIn(command, "command", told)

    assert standing.offers.get("2") is None
    assert standing.offers["1"].price == 7
    assert told.reads == [("command.offers", 1), ("command.offers[].price", 7)]


def test_modifications_are_read_as_if_they_were_a_tuple(told: Told) -> None:
    order = with_modification(order_in(Status.HANDLING), ModificationStatus.DONE)
    standing = standing_for(order, told)

    assert len(standing.modifications) == 1
    assert [each.number for each in standing.modifications] == [1]
    assert standing.modifications.get("nothing") is None
    assert standing.modifications.in_progress is None
    assert set(told.paths) == {f"order.modifications{path}" for path in ("", "[]", "[].number", "[].status")}


def test_it_passes_for_what_it_stands_for(told: Told) -> None:
    order = order_in(Status.HANDLING, settings=order_in(Status.HANDLING).settings)
    standing = standing_for(order, told)

    assert isinstance(standing, Order)
    assert standing.from_vtex == Order.from_vtex
    assert standing.payment is standing.payment
    assert bool(standing) is bool(standing.payment) is True
    assert bool(standing.modifications) is bool(Modifications()) is False
    assert hash(standing) == hash(order)


def test_comparing_reads_all_of_it(told: Told) -> None:
    item = _item("1")
    standing: Any = StandIn(item, "item", told)

    assert standing == item
    assert standing == StandIn(_item("1"), "other", told)
    assert standing != _item("2")
    assert {path for path in told.paths if path.startswith("item")} == {f"item.{name}" for name in Item.model_fields}


def test_its_fields_are_gone_through_with_their_names(told: Told) -> None:
    settings = modification(ModificationStatus.DONE).settings.rollout_configuration
    standing = StandIn(settings, "rollout", told)

    assert [name for name, _ in standing] == [name for name, _ in settings]
    assert told.paths == [f"rollout.{name}" for name, _ in settings]


def test_what_has_been_changed_is_no_input_any_more(told: Told) -> None:
    changed: Any = StandIn(_item("1"), "item", told).but(quantity=7)

    assert (changed.sku, changed.quantity) == ("1", 7)
    assert changed.but(sku="2").sku == "2"
    assert told.reads == [("item.sku", "1")]


def test_constants_of_a_class_are_no_inputs(told: Told) -> None:
    command = CreateModification(actor=STORE, at=NOW, request=ModificationRequest(), channel=Channel.ADMIN)

    assert StandIn(command, "command", told).trigger == "create_modification"
    assert told.reads == []


@given(order=ORDERS, data=st.data())
def test_rules_and_choices_answer_alike_to_a_stand_in(order: Order, data: st.DataObject) -> None:
    command = data.draw(commands(order))
    for name, check in CHECKS.items():
        told = Told()
        stand_ins = StandIn(order, "order", told), StandIn(command, "command", told)
        assert _answer(check, *stand_ins) == _answer(check, order, command), name


def _answer(check: Any, order: Any, command: Any) -> object:
    try:
        verdict = check(order, command)
    except (AttributeError, ValueError) as error:  # asked of a command or an order that its row would not let pass
        return type(error)
    return verdict.parameters if isinstance(verdict, Denied) else verdict


def _item(sku: str) -> Item:
    return Item(sku=sku, quantity=1, unit_price=100)
