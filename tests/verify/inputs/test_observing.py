"""Deciding under observation is deciding; what is read is kept with its readers."""

from hypothesis import given
from hypothesis import strategies as st

from pedido import Cancel, Order, Status, decide
from pedido.verify.inputs.novelty import Asked
from pedido.verify.inputs.observing import Observer
from tests.orders import NOW, STORE, able, order_in
from tests.random_orders import ORDERS, commands
from tests.verify.ways import answer

OBSERVER = Observer()
ASKED = Asked("any", start=0, command=0)


@given(order=ORDERS, data=st.data())
def test_an_observed_decision_is_the_decision(order: Order, data: st.DataObject) -> None:
    command = data.draw(commands(order))
    expected, observed = decide(order, command), OBSERVER.decide(ASKED, order, command)

    assert observed[:-1] == expected[:-1]
    assert answer(observed) == answer(expected)


def test_what_is_read_is_kept_with_the_values_and_the_readers() -> None:
    observer = Observer()
    observer.decide(ASKED, order_in(Status.READY_FOR_HANDLING, payment=able()), Cancel(actor=STORE, at=NOW))

    def readers(name: str) -> set[str]:
        return {reader.id for reader in observer.inputs[name].readers}

    assert readers("cancel.channel") == {"acknowledged"}
    assert readers("command.actor.resources") == {"may_cancel"}
    assert readers("cancel.reason") == {"open_request"}
    assert observer.inputs["cancel.channel"].values.missing == "never admin"


def test_what_automatic_steps_look_at_is_read_too() -> None:
    observer = Observer()
    requested = order_in(Status.CANCELLATION_REQUESTED, payment=able())
    observer.decide(ASKED, requested, Cancel(actor=STORE, at=NOW))

    assert "payment_returned" in {reader.id for reader in observer.inputs["order.payment.refunded"].readers}
