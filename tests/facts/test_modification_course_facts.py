"""How a modification goes on until it is done, each fact shown both ways: M13, M17 and I7."""

import pytest

from pedido import (
    Flow,
    Invoice,
    ModificationStatus,
    Party,
    PaymentChange,
    ReleaseItems,
    ReplaceOrder,
    ReserveItems,
    Settings,
    SkuQuantity,
    Status,
    TellNewTotal,
    WithdrawPaymentChange,
    apply,
    decide,
)
from tests.facts.modifying import (
    ACKNOWLEDGED,
    ACKNOWLEDGING,
    BOTH,
    CONFIRMING,
    DONE,
    MODIFYING_FLOWS,
    PARTICIPANTS,
    PREPARING,
    SWAP,
    WAITING,
    acknowledge,
    cancel,
    carried_out,
    confirm,
    create,
    discounting,
    fail,
    in_progress,
    latest,
    modifiable,
    preview_of,
    retry,
    waiting,
    way,
)
from tests.orders import (
    NOW,
    STORE,
    STRANGER,
    UNIT,
    VALUE,
    order_in,
    reasons,
    with_modification,
)


@pytest.mark.parametrize("flow", MODIFYING_FLOWS)
def test_m17_where_nothing_is_awaited_a_modification_is_done_at_once(flow: Flow) -> None:
    decision = decide(modifiable(flow), create(SWAP))
    assert way(decision) == [PREPARING, ACKNOWLEDGING, CONFIRMING, DONE]
    assert not decision.order.modifications.in_progress
    assert [step.machine for step in decision.steps[:2]] == [flow.value, "modification"]


@pytest.mark.parametrize("flow", MODIFYING_FLOWS)
def test_m17_participants_acknowledge_then_payments_confirms_and_only_then_the_order_changes(flow: Flow) -> None:
    before = modifiable(flow, settings=BOTH)
    order = in_progress(before, SWAP)
    for participant in PARTICIPANTS[flow]:
        assert latest(order).status is ACKNOWLEDGING
        assert participant in latest(order).awaited
        order = apply(order, acknowledge(order, participant))
    assert latest(order).status is CONFIRMING
    assert (order.items, order.value, order.payment) == (before.items, before.value, before.payment)
    assert latest(order).payment == PaymentChange(lowered=UNIT - 1_500)
    done = decide(order, confirm(order))
    assert way(done) == [DONE]
    assert done.order.value == done.order.payment.value == VALUE - UNIT + 1_500


def test_m17_every_step_says_who_when_and_by_which_machine() -> None:
    order = in_progress(modifiable(Flow.SELLER, settings=ACKNOWLEDGED), SWAP)
    done = apply(order, acknowledge(order, Party.MARKETPLACE))
    history = latest(done).history
    assert [(step.source, step.dest, step.trigger, step.actor) for step in history] == [
        (ModificationStatus.NONE, PREPARING, "create_modification", "store"),
        (PREPARING, ACKNOWLEDGING, "proceed", "store"),
        (ACKNOWLEDGING, CONFIRMING, "proceed", "platform"),
        (CONFIRMING, DONE, "proceed", "platform"),
    ]
    assert {(step.request_id, step.at, step.machine) for step in history} == {(latest(done).id, NOW, "modification@1")}


@pytest.mark.parametrize("flow, awaited", [(Flow.SELLER, Party.MARKETPLACE), (Flow.MARKETPLACE, Party.SELLER)])
def test_m17_only_who_takes_part_acknowledges_and_only_once(flow: Flow, awaited: Party) -> None:
    order = in_progress(modifiable(flow, settings=BOTH), SWAP)
    for stranger in set(Party) - {awaited}:
        assert reasons(decide(order, acknowledge(order, stranger))) == {"participant_awaited"}
    two = order.but(modifications=order.modifications.having(latest(order).but(awaited=(awaited, Party.CUSTOMER))))
    first = decide(two, acknowledge(two, awaited))
    assert way(first) == []
    assert latest(first).awaited == (Party.CUSTOMER,)
    assert reasons(decide(first.order, acknowledge(two, awaited))) == {"participant_awaited"}
    assert way(decide(first.order, acknowledge(two, Party.CUSTOMER))) == [CONFIRMING]


@pytest.mark.parametrize("status, flow", WAITING)
def test_m13_while_one_is_in_progress_another_is_refused(status: ModificationStatus, flow: Flow) -> None:
    order = waiting(status, flow)
    for command in (create(discounting(1)), preview_of(create(discounting(1)))):
        [refusal] = decide(order, command).refusals
        assert (refusal.id, refusal.error) == ("no_modification_in_progress", "SalesOrderSystem014")
    for finished in (apply(order, cancel(order)), with_modification(modifiable(flow), DONE)):
        assert decide(finished, create(discounting(1))).allowed


@pytest.mark.parametrize("flow", [Flow.COMPLETE, Flow.MARKETPLACE])
def test_m13_nor_is_the_order_replaced(flow: Flow) -> None:
    replaceable = order_in(Status.HANDLING if flow is Flow.COMPLETE else Status.PAYMENT_APPROVED, flow)
    replace = ReplaceOrder(actor=STORE, at=NOW, replacement="1176320001-02", value=VALUE)
    modified = with_modification(replaceable, ACKNOWLEDGING, awaited=(Party.SELLER,))
    assert reasons(decide(modified, replace)) == {"no_modification_in_progress"}
    assert reasons(decide(replaceable, replace.but(actor=STRANGER))) == {"may_modify"}
    assert decide(with_modification(replaceable, DONE), replace).allowed


@pytest.mark.parametrize("status, flow", WAITING)
def test_i7_nothing_is_invoiced_while_a_modification_is_in_progress(status: ModificationStatus, flow: Flow) -> None:
    order = waiting(status, flow)
    sale = Invoice(actor=STORE, at=NOW, number="1", value=1)
    assert reasons(decide(order, sale)) == {"not_invoiced_while_modified"}
    assert decide(apply(order, cancel(order)), sale).allowed


def test_m17_it_is_tried_again_three_times_unless_the_store_sets_another_number() -> None:
    assert Settings().modification_retries == 3


def test_m17_tried_again_every_participant_is_asked_again_and_payments_too() -> None:
    order = in_progress(modifiable(Flow.SELLER, settings=BOTH), SWAP)
    order = apply(order, acknowledge(order, Party.MARKETPLACE))
    for again in (fail(order), retry(order)):
        decision = decide(order, again)
        assert way(decision) == [PREPARING, ACKNOWLEDGING]
        assert latest(decision).awaited == (Party.MARKETPLACE,)
        assert WithdrawPaymentChange(latest(order).id) in decision.effects
        acknowledged = decide(decision.order, acknowledge(decision.order, Party.MARKETPLACE))
        assert TellNewTotal(VALUE - UNIT + 1_500) in acknowledged.effects


def test_m17_retried_by_hand_it_does_not_count_as_failed() -> None:
    order = waiting(CONFIRMING, modification_retries=0)
    assert latest(apply(order, retry(order))).failures == 0


def test_m17_retried_by_hand_it_may_fail_as_often_again() -> None:
    order = waiting(CONFIRMING, modification_retries=1)
    failed = apply(order, fail(order))
    assert latest(failed).failures == 1
    again = apply(failed, retry(failed))
    assert latest(again).failures == 0
    assert latest(apply(again, fail(again))).in_progress
    assert not latest(carried_out(again, fail(again), fail(again))).in_progress


@pytest.mark.parametrize("status, flow", WAITING)
def test_m7_m17_tried_again_what_was_reserved_is_released_before_it_is_reserved_anew(
    status: ModificationStatus, flow: Flow
) -> None:
    order = waiting(status, flow)
    more = (SkuQuantity("9", 1),)
    for again in (fail(order), retry(order)):
        reserved = [found for found in decide(order, again).effects if isinstance(found, ReserveItems | ReleaseItems)]
        assert reserved == [ReleaseItems(latest(order).id, more), ReserveItems(latest(order).id, more)]


@pytest.mark.parametrize("status, flow", WAITING)
def test_m17_a_step_that_is_not_next_is_refused(status: ModificationStatus, flow: Flow) -> None:
    order = waiting(status, flow)
    early = confirm(order) if status is ACKNOWLEDGING else acknowledge(order, Party.SELLER)
    assert reasons(decide(order, early)) == {"not_available_here"}
