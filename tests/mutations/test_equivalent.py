"""Why nobody can tell an equivalent mutant from the table: the laws that make what it lacks superfluous there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pedido import Command, Flow, ModificationStatus, Order, PaymentChange, Status
from pedido.actions.modification import withdraw_payment_change
from pedido.machine import Action
from pedido.rules.invoicing import leaves_a_rest, within_value
from pedido.rules.modification import in_handling_unless_by_api
from tests.mutations.catching import all_mutants
from tests.mutations.equivalent import (
    EQUIVALENT,
    SOLD_ELSEWHERE,
    SOLD_HERE,
    SUPERFLUOUS,
    TELLS_CUSTOMER,
    TELLS_MARKETPLACE,
)
from tests.orders import UNIT, order_in, with_modification
from tests.random_orders import ORDERS, commands

pytestmark = pytest.mark.slow

LAW = settings(max_examples=50)
HANDLED = ORDERS.map(lambda order: order.but(status=Status.HANDLING))


def test_every_reason_is_that_of_a_mutant() -> None:
    assert set(EQUIVALENT.values()) == {superfluous.why for superfluous in SUPERFLUOUS}


def test_every_name_is_that_of_a_mutant() -> None:
    assert set(EQUIVALENT) - {mutant.name for mutant in all_mutants()} == set()


@LAW
@given(ORDERS.flatmap(lambda order: st.tuples(st.just(order), commands(order, "invoice"))))
def test_an_invoice_that_leaves_a_rest_is_within_the_value(asked: tuple[Order, Command]) -> None:
    assert not leaves_a_rest(*asked) or within_value.verdict(*asked) is True


@LAW
@given(HANDLED.flatmap(lambda order: st.tuples(st.just(order), commands(order, "create_modification"))))
def test_in_handling_every_channel_will_do(asked: tuple[Order, Command]) -> None:
    assert in_handling_unless_by_api.verdict(*asked) is True


@pytest.mark.parametrize(
    "action, flows",
    [*((action, SOLD_HERE) for action in TELLS_MARKETPLACE), *((action, SOLD_ELSEWHERE) for action in TELLS_CUSTOMER)],
)
@LAW
@given(data=st.data())
def test_who_is_not_concerned_is_not_told(action: Action, flows: tuple[Flow, ...], data: st.DataObject) -> None:
    order = data.draw(ORDERS).but(flow=data.draw(st.sampled_from(flows)))
    assert list(action.act(order, data.draw(commands(order)))) == []


@LAW
@given(raised=st.integers(0, UNIT), lowered=st.integers(0, UNIT), refunded=st.integers(0, UNIT), data=st.data())
def test_before_everybody_has_acknowledged_there_is_nothing_to_withdraw(
    raised: int, lowered: int, refunded: int, data: st.DataObject
) -> None:
    change = PaymentChange(raised=raised, lowered=lowered, refunded=refunded)
    order = with_modification(order_in(Status.HANDLING), ModificationStatus.WAITING_ACKNOWLEDGEMENT, payment=change)
    assert list(withdraw_payment_change.act(order, data.draw(commands(order)))) == []
