"""Who asks the properties while a world is explored: of what each is asked, and that the first place is kept."""

from collections.abc import Iterator
from typing import Any

import pytest

from pedido import AutomaticCycleError, Decision, ModificationStatus, Order, PaymentStatus, Status, decide
from pedido.machine import NoAlternativeError
from pedido.verify.asking import Asking
from pedido.verify.exploration import Graph, explore
from pedido.verify.properties import OF_SITUATIONS
from pedido.verify.properties.property import Complaint, Property
from pedido.verify.usage import Used
from tests.orders import VALUE, order_in, payment, with_modification
from tests.verify.tiny import CANCEL, HANDLING, INVOICE_ALL, world

SETTLED = order_in(Status.HANDLING, payment=payment(PaymentStatus.SETTLED))
TOO_MUCH = SETTLED.but(payment=SETTLED.payment.but(settled=VALUE + 1))
REFUSED = decide(order_in(Status.CANCELED), CANCEL)
ASKED = decide(HANDLING, CANCEL)


def asking(**fields: Any) -> Asking:
    return Asking(world(CANCEL, INVOICE_ALL, **fields))


def test_a_state_is_asked_about_when_it_is_found() -> None:
    watcher = asking()
    watcher.found(0, HANDLING)
    assert watcher.broken == {}
    watcher.found(1, TOO_MUCH)
    assert watcher.broken == {
        "no_more_is_taken_than_charged": (1, None, "charged 10000, settled 10001, refunded 0"),
    }


def test_the_first_place_is_kept_where_a_property_is_broken() -> None:
    watcher = asking()
    for state in (4, 5):
        watcher.found(state, TOO_MUCH)
    assert [place[0] for place in watcher.broken.values()] == [4]


def test_a_decision_is_asked_about_and_is_named_by_its_command() -> None:
    watcher = asking()
    watcher.decided(7, 0, HANDLING, ASKED)
    assert watcher.broken == {}
    watcher.decided(7, 0, HANDLING, ASKED._replace(order=ASKED.order.but(currency="USD")))
    assert watcher.broken == {
        "orders_are_the_fold_of_their_events": (7, 0, "the events do not add up to the order"),
    }


def test_a_refusal_is_asked_about_too_and_not_what_it_changed() -> None:
    watcher = asking()
    watcher.decided(2, 0, HANDLING, Decision(HANDLING, refusals=REFUSED.refusals))
    assert watcher.broken == {}
    watcher.decided(2, 0, HANDLING, Decision(HANDLING, ASKED.events, refusals=REFUSED.refusals))
    assert watcher.broken == {"refusals_are_of_one_kind": (2, 0, "refused, and something happened")}


@pytest.mark.parametrize(
    "error, property_id",
    [
        (AutomaticCycleError("again and again"), "automatic_steps_end"),
        (NoAlternativeError("no alternative"), "every_case_is_decided"),
    ],
)
def test_an_error_is_asked_about(error: Exception, property_id: str) -> None:
    watcher = asking()
    watcher.failed(3, 1, error)
    [(broken, (state, command, complaint))] = watcher.broken.items()
    assert (broken, state, command) == (property_id, 3, 1)
    assert str(error) in complaint


@pytest.fixture
def situations(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Order]]:
    """Gather the orders of whose situations something was asked."""
    asked: list[Order] = []

    def check(order: Order) -> Complaint:
        asked.append(order)
        return None

    monkeypatch.setattr("pedido.verify.asking.OF_SITUATIONS", (Property("asked", ("F1",), "", check),))
    yield asked
    assert len(OF_SITUATIONS) == 1


def test_a_situation_is_asked_about_once_and_is_the_statuses_of_order_payment_and_modification(
    situations: list[Order],
) -> None:
    done = with_modification(HANDLING, ModificationStatus.DONE)
    running = with_modification(HANDLING, ModificationStatus.WAITING_CONFIRMATION)
    different = [HANDLING, order_in(Status.CANCELED), SETTLED, done, running]
    watcher = asking()
    for state, order in enumerate([*different, HANDLING.but(value=1), done.but(value=1)]):
        watcher.found(state, order)
    assert situations == different


def test_every_end_is_kept() -> None:
    watcher = asking()
    for state, status in enumerate([Status.HANDLING, Status.CANCELED, Status.INVOICED, Status.REPLACED]):
        watcher.found(state, order_in(status))
    assert watcher.ended == {1, 2, 3}


def test_what_can_be_reached_is_asked_once_all_was_found() -> None:
    watcher = asking()
    graph = explore(world(CANCEL, INVOICE_ALL), HANDLING, (watcher,))
    watcher.ask_about(graph)
    assert watcher.broken == {}

    watcher = asking()
    graph = explore(world(CANCEL.but(channel="admin")), HANDLING, (watcher,))
    watcher.ask_about(graph)
    assert watcher.broken == {"an_end_can_be_reached": (0, None, "no final status can be reached from here")}


def test_what_can_be_reached_is_not_asked_of_a_world_that_ends_after_some_commands() -> None:
    watcher = asking(depth=1)
    watcher.ask_about(Graph())
    assert watcher.broken == {}


def test_what_is_used_is_kept_on_the_way() -> None:
    watcher = asking()
    watcher.decided(0, 0, HANDLING, ASKED)
    assert Used("taken", "complete", "cancel: handling -> cancellation-requested") in watcher.usage.used
