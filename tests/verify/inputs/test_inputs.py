"""What a world does not vary of what the rules look at is reported by name."""

import json
import pickle
from collections.abc import Iterator
from dataclasses import asdict
from itertools import product
from typing import Any, Final

import pytest

from pedido import (
    Actor,
    Cancel,
    Channel,
    Command,
    CreateModification,
    Invoice,
    InvoiceType,
    Marketplace,
    MarketplaceKind,
    ModificationRequest,
    Order,
    PassTime,
    Status,
    Totals,
    UpdateModificationSettings,
)
from pedido.machine import Verdict, refused
from pedido.rules.modification import modified_while_handled
from pedido.verify.canonical import SALE
from pedido.verify.inputs import inputs_of, uncovered_inputs
from pedido.verify.world import World
from tests.orders import NOW, STORE, STRANGER, UNIT, VALUE, able, order_in

Varied = dict[str, tuple[Any, ...]]

LOWER: Final = CreateModification(
    actor=STORE, at=NOW, request=ModificationRequest(reason="Out of stock", manual_discount_value=UNIT)
)


def starts(varied: Varied) -> Iterator[Order]:
    """Make an order that can be modified, for every combination of the values that fields of it take."""
    for values in product(*varied.values()):
        yield order_in(Status.HANDLING, payment=able(), **dict(zip(varied, values, strict=True)))


def world(varied: Varied, *given: Command) -> World:
    return World("small", "A small world.", tuple(starts(varied)), given or (LOWER,), modifications=1, highest=VALUE)


KINDS: Final = tuple(Marketplace(kind=kind) for kind in MarketplaceKind)


@pytest.mark.parametrize(
    "field, values, taken_away, said",
    [
        (
            "marketplace",
            KINDS,
            Marketplace(kind=MarketplaceKind.PARTNER),
            (
                "order.marketplace.kind: never partner (read by external_only_with_multilevel, "
                "multilevel_only_from_external_marketplace, not_from_certified_marketplace and 1 more)"
            ),
        ),
        (
            "multilevel_inventory",
            (False, True),
            True,
            (
                "order.multilevel_inventory: never true "
                "(read by external_only_with_multilevel, multilevel_only_from_external_marketplace)"
            ),
        ),
        (
            "totals",
            (None, Totals(items=VALUE)),
            Totals(items=VALUE),
            "order.totals: never given (read by modify_order, total_stays_positive)",
        ),
        (
            "currency",
            ("BRL", "USD"),
            "USD",
            "order.currency: always BRL (read by discount_below_total, total_stays_positive)",
        ),
    ],
)
def test_a_dimension_that_is_taken_away_is_reported_by_name_and_no_other(
    field: str, values: tuple[Any, ...], taken_away: Any, said: str
) -> None:
    varied: Varied = {"multilevel_inventory": (False, True), "marketplace": KINDS, field: values}
    denied = CreateModification(
        actor=STORE, at=NOW, request=ModificationRequest(reason="-", manual_discount_value=2 * VALUE)
    )
    rest = {**varied, field: tuple(value for value in values if value != taken_away)}
    whole, less = (uncovered_inputs([world(fields, LOWER, denied)]) for fields in (varied, rest))

    assert said in less
    assert set(_names(less)) - set(_names(whole)) == {said.partition(":")[0]}


def test_what_one_world_does_not_vary_another_may() -> None:
    sold_here, sold_by_partner = ({"marketplace": kinds} for kinds in (KINDS[:2], KINDS[2:]))

    assert "order.marketplace.kind" in _names(uncovered_inputs([world(sold_here)]))
    assert "order.marketplace.kind" not in _names(uncovered_inputs([world(sold_here), world(sold_by_partner)]))


def test_commands_are_inputs_too_by_the_trigger_that_has_them() -> None:
    by_program = Cancel(actor=STORE, at=NOW)
    by_person = by_program.but(channel=Channel.ADMIN)

    assert "cancel.channel: never admin (read by acknowledged)" in uncovered_inputs([world({}, by_program)])
    assert "cancel.channel" not in _names(uncovered_inputs([world({}, by_program, by_person)]))


def test_what_all_commands_have_is_one_input() -> None:
    given = Cancel(actor=STORE, at=NOW)

    assert "command.actor.resources: always the same 7 (read by may_cancel)" in uncovered_inputs([world({}, given)])
    by_a_stranger = world({}, given, given.but(actor=STRANGER))
    assert "command.actor.resources" not in _names(uncovered_inputs([by_a_stranger]))


def test_an_input_that_may_be_missing_is_given_and_not_given() -> None:
    entered = Invoice(actor=STORE, at=NOW, number=SALE, value=UNIT, receipt="receipt")

    assert "invoice.receipt: never none (read by record_invoice, replace_receipt)" in uncovered_inputs(
        [world({}, entered)]
    )
    assert "invoice.receipt" not in _names(uncovered_inputs([world({}, entered, entered.but(receipt=None))]))


def test_of_what_an_action_only_keeps_any_value_will_do() -> None:
    entered = Invoice(actor=STORE, at=NOW, number="1", value=UNIT, type=InvoiceType.OUTPUT)
    found = inputs_of([world({}, entered)])

    assert "command.at" in found.read["record_invoice"]
    assert "command.at" not in _names(found.uncovered)


def test_moments_that_the_abstraction_forgets_are_not_asked_for() -> None:
    found = inputs_of(
        [World("window", "", (order_in(Status.WINDOW_TO_CANCEL),), (PassTime(actor=STORE, at=NOW),), 0, VALUE)]
    )
    read = set(found.read["cancellation_window_is_over"])

    assert read == {"command.at", "order.changed_at", "order.deadline", "order.settings.cancellation_window"}
    assert read & _names(found.uncovered) == read - {"order.changed_at"}


def test_what_a_rule_newly_reads_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    before = inputs_of([world({})])

    def check(order: Order, _command: Command) -> Verdict:
        return order.status is Status.HANDLING or order.franchise or refused(status=order.status)

    too_early = World("ready", "", (order_in(Status.READY_FOR_HANDLING),), (LOWER,), 1, VALUE)
    monkeypatch.setitem(vars(modified_while_handled), "check", check)
    after = inputs_of([world({}), too_early])

    assert "modified_while_handled" not in before.read
    assert after.read["modified_while_handled"] == ("order.franchise", "order.status")
    assert "order.franchise: never true (read by modified_while_handled)" in after.uncovered


def test_inputs_go_through_a_pipe_and_a_file_and_are_the_same_every_time() -> None:
    update = UpdateModificationSettings(actor=Actor(id="stranger"), at=NOW)
    small = world({"marketplace": KINDS}, LOWER, update)
    found = inputs_of([small])

    assert pickle.loads(pickle.dumps(found)) == found == inputs_of([small])
    assert json.loads(json.dumps(asdict(found)))["uncovered"] == list(found.uncovered)


def _names(uncovered: tuple[str, ...]) -> set[str]:
    return {said.partition(":")[0] for said in uncovered}
