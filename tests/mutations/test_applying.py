"""A table is in place of another for everything that decides, and for no longer than the block."""

import pytest

from pedido import Cancel, Status, decide
from pedido.machines import DEFINITIONS, machine
from pedido.verify.usage import dead
from tests.mutations.applying import in_place
from tests.mutations.operators import OPERATORS
from tests.orders import NOW, STORE, order_in

COMPLETE = DEFINITIONS["complete"]
BROKEN = dict(OPERATORS["drop row"](COMPLETE))["drop row cancel: handling -> cancellation-requested"]
NEVER_TAKEN = "complete: cancel: handling -> cancellation-requested is never taken"
CANCEL = Cancel(actor=STORE, at=NOW)


def _status_after_canceling() -> Status:
    return decide(order_in(Status.HANDLING), CANCEL).order.status


def test_decisions_are_made_by_the_other_table() -> None:
    assert _status_after_canceling() is Status.CANCELLATION_REQUESTED
    with in_place(BROKEN):
        assert _status_after_canceling() is Status.HANDLING
        assert [refusal.id for refusal in decide(order_in(Status.HANDLING), CANCEL).refusals] == ["not_available_here"]


def test_afterwards_they_are_made_by_the_table_that_was_there() -> None:
    with in_place(BROKEN):
        pass
    assert DEFINITIONS["complete"] is COMPLETE
    assert machine("complete").definition is COMPLETE
    assert _status_after_canceling() is Status.CANCELLATION_REQUESTED


def test_afterwards_means_after_an_error_as_well() -> None:
    with pytest.raises(KeyError), in_place(BROKEN):
        raise KeyError
    assert _status_after_canceling() is Status.CANCELLATION_REQUESTED


def test_who_has_imported_the_tables_sees_the_other_one() -> None:
    with in_place(BROKEN):
        assert DEFINITIONS["complete"] is BROKEN
        assert NEVER_TAKEN not in dead(set())
    assert NEVER_TAKEN in dead(set())


def test_other_tables_stay() -> None:
    others = {name: table for name, table in DEFINITIONS.items() if name != "complete"}
    with in_place(BROKEN):
        assert {name: table for name, table in DEFINITIONS.items() if name != "complete"} == others
