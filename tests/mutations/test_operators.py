"""What each operator makes of a table: one fault, wherever it applies, by a name that says which."""

from collections import Counter
from collections.abc import Callable

import pytest

from pedido import Cancel, Channel, Status
from pedido.machine import Denied, MachineDefinition
from pedido.machines import DEFINITIONS
from tests.mutations.catching import all_mutants
from tests.mutations.operators import OPERATORS
from tests.orders import NOW, STORE, order_in

CHAIN = DEFINITIONS["chain"]


def made_by(operator: str, table: MachineDefinition = CHAIN) -> dict[str, MachineDefinition]:
    return dict(OPERATORS[operator](table))


def _guards(table: MachineDefinition) -> int:
    return sum(len(row.guards) for row in table.transitions)


def _actions(table: MachineDefinition) -> int:
    return sum(len(row.actions) for row in table.transitions)


def _leading(table: MachineDefinition) -> int:
    return sum(row.dest is not None for row in table.transitions)


def _pairs(table: MachineDefinition) -> int:
    dests = len({row.dest for row in table.transitions} - {None})
    return dests * (dests - 1) // 2


@pytest.mark.parametrize("table", DEFINITIONS.values(), ids=DEFINITIONS)
@pytest.mark.parametrize(
    "operator, places",
    [
        ("drop guard", _guards),
        ("retarget row", _leading),
        ("swap statuses", _pairs),
        ("negate rule", lambda table: len(table.rules)),
        ("negate choice", lambda table: len(table.choices)),
        ("drop action", _actions),
        ("drop row", lambda table: len(table.transitions)),
        ("drop prohibition", lambda table: len(table.prohibitions)),
    ],
)
def test_an_operator_applies_everywhere(
    operator: str, places: Callable[[MachineDefinition], int], table: MachineDefinition
) -> None:
    found = made_by(operator, table)
    assert len(found) == places(table)
    assert all(broken != table for broken in found.values())


def test_every_mutant_has_a_name_of_its_own() -> None:
    names = Counter(mutant.name for mutant in all_mutants())
    assert [name for name, times in names.items() if times > 1] == []


def test_a_name_says_which_table_which_fault_and_where() -> None:
    names = {mutant.name for mutant in all_mutants()}
    assert {
        "complete: drop guard not_invoiced_in_part of cancel: handling -> cancellation-requested",
        "chain: retarget cancel: payment-approved -> cancel to canceled",
        "seller: swap handling and invoice",
        "marketplace: negate rule may_cancel",
        "payment: negate choice settles_all",
        "complete: drop action open_request of cancel: handling -> cancellation-requested",
        "chain: drop row place_order: incomplete -> order-created",
        "chain: drop prohibition not_canceled of cancel in canceled",
    } <= names


def test_a_guard_is_dropped_from_one_row_only() -> None:
    broken = made_by("drop guard")["drop guard may_cancel of cancel: payment-approved -> cancel"]
    assert _guards(broken) == _guards(CHAIN) - 1
    assert [row.key for row, was in zip(broken.transitions, CHAIN.transitions, strict=True) if row != was] == [
        "cancel: payment-approved -> cancel"
    ]


def test_a_row_is_retargeted_to_the_state_declared_next() -> None:
    broken = made_by("retarget row")["retarget place_order: incomplete -> order-created to on-order-completed"]
    assert broken.transitions[0].dest == "on-order-completed"
    assert broken.transitions[1:] == CHAIN.transitions[1:]


def test_after_the_last_state_comes_the_first() -> None:
    names = made_by("retarget row")
    [name] = [name for name in names if name.endswith(" -> canceled to incomplete")]
    assert "incomplete" in {row.dest for row in names[name].transitions}


def test_two_statuses_are_swapped_wherever_a_row_leads_to_them() -> None:
    broken = made_by("swap statuses")["swap payment-pending and cancel"]
    swapped = {"payment-pending": "cancel", "cancel": "payment-pending"}
    assert [row.dest for row in broken.transitions] == [
        swapped.get(str(row.dest), row.dest) for row in CHAIN.transitions
    ]


def test_a_negated_rule_refuses_what_it_accepted_and_the_other_way_round() -> None:
    broken = made_by("negate rule")["negate rule acknowledged"]
    [rule] = [rule for rule in broken.rules if rule.id == "acknowledged"]
    order = order_in(Status.HANDLING)
    by_api = Cancel(actor=STORE, at=NOW)
    in_admin = Cancel(actor=STORE, at=NOW, channel=Channel.ADMIN)
    assert isinstance(rule.verdict(order, by_api), Denied)
    assert rule.verdict(order, in_admin) is True


def test_a_negated_choice_selects_what_it_did_not() -> None:
    broken = made_by("negate choice", DEFINITIONS["complete"])["negate choice payment_is_approved"]
    [choice] = [choice for choice in broken.choices if choice.id == "payment_is_approved"]
    assert not choice(order_in(Status.HANDLING), Cancel(actor=STORE, at=NOW))


@pytest.mark.parametrize(
    "operator, name, rows, prohibitions",
    [
        ("drop row", "drop row place_order: incomplete -> order-created", 1, 0),
        ("drop prohibition", "drop prohibition not_canceled of cancel in canceled", 0, 1),
    ],
)
def test_a_row_or_a_prohibition_is_dropped(operator: str, name: str, rows: int, prohibitions: int) -> None:
    broken = made_by(operator)[name]
    assert len(broken.transitions) == len(CHAIN.transitions) - rows
    assert len(broken.prohibitions) == len(CHAIN.prohibitions) - prohibitions


def test_an_action_is_dropped_from_one_row_only() -> None:
    name = "drop action record_invoice of invoice [completes_the_value]: payment-approved -> invoice"
    assert _actions(made_by("drop action")[name]) == _actions(CHAIN) - 1
