"""A way that was explored is gone for real: later and later, under the names that the order has."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pedido import (
    AcceptCancellation,
    CancelModification,
    Command,
    CreateModification,
    DeclineCancellation,
    Invoice,
    InvoiceType,
    ModificationRequest,
    ModificationStatus,
    Order,
    PassTime,
    PaymentStatus,
    PlaceOrder,
    Status,
    Track,
)
from pedido.engine import Decision
from pedido.verify.canonical import (
    LATE,
    LATER_SALE,
    MODIFICATION,
    NOW,
    REQUEST,
    RETURN,
    SALE,
    UNDATED_SALE,
    Abstraction,
)
from pedido.verify.exploration import Graph, explore
from pedido.verify.replaying import ALL_DEADLINES, TICK, concrete, passes_time, replay
from tests.orders import STORE, UNIT, invoice, order_in, payment, request, with_modification
from tests.verify.ways import EVERYTHING, answer

LATER: Final = NOW + timedelta(hours=5)
GIVEN: Final[dict[str, Any]] = {"actor": STORE, "at": NOW}
HANDLING: Final = order_in(Status.HANDLING)


class Explored:
    """What was found from a start: its states, and what was decided in them."""

    def __init__(self, start: Order) -> None:
        self.orders: list[Order] = []
        self.answers: dict[tuple[int, int], object] = {}
        self.graph: Graph = explore(EVERYTHING, start, (self,), depth=3)

    def found(self, _state: int, order: Order) -> None:
        self.orders.append(order)

    def decided(self, state: int, command: int, _order: Order, decision: Decision) -> None:
        self.answers[state, command] = answer(decision)

    def failed(self, state: int, command: int, error: Exception) -> None:
        raise AssertionError(state, command) from error


@cache
def explored(number: int) -> Explored:
    return Explored(EVERYTHING.starts[number])


@settings(max_examples=60)
@given(number=st.sampled_from(range(0, len(EVERYTHING.starts), 5)), data=st.data())
def test_a_way_that_was_explored_leads_for_real_where_it_led(number: int, data: st.DataObject) -> None:
    found, start = explored(number), EVERYTHING.starts[number]
    state = data.draw(st.integers(1, found.graph.states - 1))
    way = found.graph.way_to(state)
    steps = list(replay(start, [EVERYTHING.commands[command] for command in way]))
    abstraction = Abstraction()

    assert len(steps) == len(way)
    assert steps[-1].decision is not None
    assert abstraction.state_of(steps[-1].decision.order).key == abstraction.state_of(found.orders[state]).key
    for step, (source, command) in zip(steps, _states_on_the_way(found.graph, state), strict=True):
        assert step.decision is not None
        assert answer(step.decision) == found.answers[source, command]


def _states_on_the_way(graph: Graph, state: int) -> list[tuple[int, int]]:
    way: list[tuple[int, int]] = []
    while state:
        way.insert(0, (graph.parents[state], graph.via[state]))
        state = graph.parents[state]
    return way


def test_every_command_is_given_later_than_the_one_before_and_a_late_one_after_every_deadline() -> None:
    steps = list(replay(HANDLING, [PassTime(**GIVEN), PassTime(actor=STORE, at=LATE), PassTime(**GIVEN)]))

    assert [step.waited for step in steps] == [TICK, ALL_DEADLINES, TICK]
    assert [step.command.at - NOW for step in steps] == [TICK, TICK + ALL_DEADLINES, 2 * TICK + ALL_DEADLINES]


@pytest.mark.parametrize(
    "command, passes",
    [(PassTime(actor=STORE, at=LATE), True), (PassTime(**GIVEN), False), (PlaceOrder(actor=STORE, at=LATE), False)],
)
def test_time_passes_by_the_late_command_that_says_so(command: Command, *, passes: bool) -> None:
    assert passes_time(command) is passes


def test_every_step_begins_where_the_one_before_ended() -> None:
    placed, refused = replay(order_in(Status.INCOMPLETE), [PlaceOrder(**GIVEN), PlaceOrder(**GIVEN)])

    assert placed.decision is not None
    assert refused.decision is not None
    assert refused.before is placed.decision.order
    assert refused.decision.order is refused.before


def test_a_way_ends_where_a_machine_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def decide(order: Order, command: Command) -> Decision:
        message = "no alternative"
        raise LookupError(message)

    monkeypatch.setattr("pedido.verify.replaying.decide", decide)
    (step,) = replay(HANDLING, [PlaceOrder(**GIVEN), PlaceOrder(**GIVEN)])

    assert (step.decision, step.error) == (None, "LookupError: no alternative")


def named(command: Any, order: Order, number: int = 7) -> Any:
    """Return the command under the names of the order, at its own moment."""
    found = concrete(command, order, LATER, number)
    assert found == command.but(
        at=LATER, **{name: getattr(found, name) for name in ("number", "request_id") if hasattr(found, name)}
    )
    return found


SETTLED_BETWEEN: Final = order_in(
    Status.INVOICED,
    payment=payment(PaymentStatus.FINISHED, settled_at=NOW),
    invoices=(
        invoice("before", UNIT).but(issued_at=NOW - TICK),
        invoice("at once", UNIT),
        invoice("returned", UNIT, InvoiceType.INPUT),
    ),
)


@pytest.mark.parametrize(
    "name, number", [(SALE, "before"), (LATER_SALE, "at once"), (RETURN, "returned"), ("new", "NF-7"), ("", "")]
)
def test_an_invoice_has_the_number_of_the_one_that_it_names_or_a_new_one(name: str, number: str) -> None:
    assert named(Invoice(**GIVEN, number=name, value=UNIT), SETTLED_BETWEEN).number == number


@pytest.mark.parametrize(
    "settled_at, issued_at, name",
    [
        (None, NOW, SALE),
        (NOW, NOW, LATER_SALE),
        (NOW, NOW + TICK, LATER_SALE),
        (NOW, NOW - TICK, SALE),
        (NOW, None, UNDATED_SALE),
    ],
)
def test_a_sale_is_named_by_the_side_of_the_settlement_on_which_it_was_entered(
    settled_at: datetime | None, issued_at: datetime | None, name: str
) -> None:
    order = order_in(
        Status.HANDLING,
        payment=payment(PaymentStatus.APPROVED, settled_at=settled_at),
        invoices=(invoice("1", UNIT).but(issued_at=issued_at),),
    )
    state = Abstraction().state_of(order).order

    assert named(Track(**GIVEN, number=name, tracking_number="BR1"), order).number == "1"
    assert [each.number for each in state.invoices] == [name]


def test_tracking_what_nobody_entered_keeps_its_number() -> None:
    assert named(Track(**GIVEN, number="absent", tracking_number="BR1"), HANDLING).number == "absent"


@pytest.mark.parametrize("kind", [AcceptCancellation, DeclineCancellation])
def test_a_decision_names_the_latest_request(kind: type[AcceptCancellation | DeclineCancellation]) -> None:
    asked = HANDLING.but(cancellation_requests=(request(Status.HANDLING, id="1"), request(Status.HANDLING, id="2")))

    assert named(kind(**GIVEN, request_id=REQUEST), asked).request_id == "2"
    assert named(kind(**GIVEN, request_id="another"), asked).request_id == "another"
    assert named(kind(**GIVEN, request_id=REQUEST), HANDLING).request_id == REQUEST


def test_a_command_about_a_modification_names_the_latest() -> None:
    modified = with_modification(HANDLING, ModificationStatus.DONE, id="the-first")
    cancel = CancelModification(**GIVEN, request_id=MODIFICATION)
    create = CreateModification(**GIVEN, request=ModificationRequest(), request_id=MODIFICATION)

    assert named(cancel, modified).request_id == named(create, modified).request_id == "the-first"
    assert named(cancel, HANDLING).request_id == MODIFICATION
    assert named(create.but(request_id=None), modified).request_id is None
