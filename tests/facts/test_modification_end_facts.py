"""How a modification is refused, fails or is canceled, each fact shown both ways: M15 and M17."""

from collections.abc import Callable

import pytest

from pedido import (
    PLATFORM,
    Cancel,
    Command,
    ConfirmPaymentCancellation,
    Flow,
    ModificationCancellation,
    ModificationStatus,
    Order,
    Party,
    Resource,
    Status,
    WithdrawPaymentChange,
    apply,
    decide,
)
from tests.facts.modifying import (
    BOTH,
    CANCELED,
    CANCELING,
    CONFIRMING,
    DONE,
    GOING_ON,
    PREPARING,
    REMOVE_ONE,
    WAITING,
    acknowledge,
    cancel,
    confirm,
    create,
    discounting,
    fail,
    in_progress,
    latest,
    modifiable,
    refuse,
    retry,
    waiting,
    way,
)
from tests.orders import (
    NOW,
    STORE,
    STRANGER,
    VALUE,
    passed,
    reasons,
    with_modification,
    without,
)


@pytest.mark.parametrize("status, flow", WAITING)
def test_m17_a_rule_of_somebody_else_cancels_it_at_once_with_the_reason(status: ModificationStatus, flow: Flow) -> None:
    order = waiting(status, flow)
    decision = decide(order, refuse(order, "No second charge"))
    assert way(decision) == [CANCELING, CANCELED]
    assert latest(decision).cancellation == ModificationCancellation(
        requested_by="platform", reason="No second charge", at=NOW
    )
    assert (decision.order.items, decision.order.value, decision.order.payment) == (
        order.items,
        order.value,
        order.payment,
    )
    withdrawn = WithdrawPaymentChange(latest(order).id) in decision.effects
    assert withdrawn is (status is CONFIRMING)


@pytest.mark.parametrize("status, flow", WAITING)
@pytest.mark.parametrize("limit", [0, 1, 3])
def test_m17_a_system_that_fails_has_it_tried_again_so_often_and_then_canceled(
    status: ModificationStatus, flow: Flow, limit: int
) -> None:
    order = waiting(status, flow, modification_retries=limit)
    for failures in range(1, limit + 1):
        failed = decide(order, fail(order))
        assert way(failed)[0] is PREPARING
        assert latest(failed).status is status
        assert latest(failed).failures == failures
        order = failed.order
    decision = decide(order, fail(order, "Timeout again"))
    assert way(decision) == [CANCELING, CANCELED]
    assert latest(decision).failures == limit + 1
    assert latest(decision).cancellation == ModificationCancellation(
        requested_by="platform", reason="Timeout again", at=NOW, error="SalesOrderSystem017"
    )


@pytest.mark.parametrize("status, flow", WAITING)
def test_m11_m17_retrying_and_canceling_by_hand_need_the_resource_to_modify(
    status: ModificationStatus, flow: Flow
) -> None:
    order = waiting(status, flow)
    for command in (retry(order, actor=STRANGER), cancel(order, actor=STRANGER)):
        assert reasons(decide(order, command)) == {"may_modify"}
    for resource in (Resource.CHANGE_ORDER, Resource.ORDERS_FULL_ACCESS):
        assert decide(order, cancel(order, actor=without(resource))).allowed
        assert decide(order, retry(order, actor=without(resource))).allowed


@pytest.mark.parametrize("status, flow", WAITING)
def test_m17_canceled_by_hand_it_needs_a_reason_and_keeps_it(status: ModificationStatus, flow: Flow) -> None:
    order = waiting(status, flow)
    assert reasons(decide(order, cancel(order, reason=" "))) == {"cancellation_reason_given"}
    assert reasons(decide(order, cancel(order, reason="", actor=STRANGER))) == {
        "cancellation_reason_given",
        "may_modify",
    }
    decision = decide(order, cancel(order))
    assert latest(decision).cancellation == ModificationCancellation(
        requested_by="store", reason="Not needed", at=NOW, error=None
    )
    assert latest(decision).status is CANCELED


@pytest.mark.parametrize("finished", [DONE, CANCELED])
@pytest.mark.parametrize("command", GOING_ON)
def test_m17_a_finished_one_does_not_go_on(finished: ModificationStatus, command: Callable[[Order], Command]) -> None:
    order = with_modification(modifiable(), finished)
    [refusal] = decide(order, command(order)).refusals
    assert (refusal.id, refusal.error) == ("modification_not_finished", "SalesOrderSystem016")


def test_m17_a_done_one_is_undone_only_by_a_new_one() -> None:
    order = apply(modifiable(), create(REMOVE_ONE))
    assert reasons(decide(order, cancel(order))) == {"modification_not_done"}
    back = apply(order, create({"add": {"items": [{"id": "1", "quantity": 1}]}}))
    assert (back.items, back.value) == (modifiable().items, VALUE)


def test_m17_a_canceled_one_is_not_canceled_again() -> None:
    order = with_modification(modifiable(), CANCELED)
    assert reasons(decide(order, cancel(order))) == {"modification_not_canceled"}


@pytest.mark.parametrize("command", [*GOING_ON, cancel])
def test_m17_nobody_speaks_of_a_modification_that_the_order_does_not_have(
    command: Callable[[Order], Command],
) -> None:
    order = waiting(CONFIRMING)
    [refusal] = decide(order, command(order).but(request_id="another")).refusals
    assert (refusal.id, refusal.error, refusal.parameters) == ("modification_known", "404", {"request": "another"})


@pytest.mark.parametrize("command", [*GOING_ON, cancel])
def test_m17_an_earlier_one_that_is_finished_stays_so_while_another_is_in_progress(
    command: Callable[[Order], Command],
) -> None:
    first = apply(modifiable(Flow.SELLER, settings=BOTH.but(payment_confirmation="assumed")), create(discounting(1)))
    first = apply(first, acknowledge(first, Party.MARKETPLACE))
    both = in_progress(first, discounting(2))
    assert reasons(decide(both, command(first))) in ({"modification_not_finished"}, {"modification_not_done"})


@pytest.mark.parametrize("status, flow", [found for found in WAITING if found[1] is not Flow.MARKETPLACE])
def test_m15_an_order_that_is_canceled_takes_its_modification_along_at_the_second_step(
    status: ModificationStatus, flow: Flow
) -> None:
    order = waiting(status, flow)
    asked = decide(order, Cancel(actor=STORE, at=NOW))
    assert asked.order.status is Status.CANCELLATION_REQUESTED
    assert latest(asked).status is status
    decision = decide(asked.order, Cancel(actor=STORE, at=NOW))
    assert decision.order.status in {Status.CANCEL, Status.CANCELED}
    assert way(decision) == [CANCELING, CANCELED]
    assert latest(decision).cancellation == ModificationCancellation(
        requested_by="store", reason=f"order {decision.order.status}", at=NOW, error="SalesOrderSystem008"
    )
    assert (WithdrawPaymentChange(latest(order).id) in decision.effects) is (status is CONFIRMING)


@pytest.mark.parametrize("status, flow", WAITING)
def test_m15_so_does_an_order_that_loses_its_payment(status: ModificationStatus, flow: Flow) -> None:
    order = waiting(status, flow)
    decision = decide(order, ConfirmPaymentCancellation(actor=PLATFORM, at=NOW))
    assert passed(decision)[-1] is Status.CANCELED
    assert way(decision) == [CANCELING, CANCELED]


def test_m17_it_goes_on_while_somebody_decides_on_the_cancellation_of_the_order() -> None:
    order = apply(waiting(CONFIRMING), Cancel(actor=STORE, at=NOW))
    decision = decide(order, confirm(order))
    assert way(decision) == [DONE]
    assert decision.order.status is Status.CANCELLATION_REQUESTED
