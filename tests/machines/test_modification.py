"""Every transition that modifications bring, taken: their own machine's, the payment's, and those of the flows."""

from collections import Counter
from functools import reduce
from typing import Any, Final

import pytest

from pedido import (
    AcknowledgeModification,
    Cancel,
    CancelModification,
    Command,
    ConfirmModification,
    Connector,
    Decision,
    FailModification,
    Flow,
    GetModification,
    GetModificationHistory,
    GetModificationSettings,
    ModificationStatus,
    Order,
    Party,
    PaymentChange,
    PaymentStatus,
    ReadyForInvoicing,
    RefuseModification,
    RetryModification,
    Status,
    UpdateModificationSettings,
    WithdrawPaymentChange,
    decide,
    evolve,
)
from pedido.machine import AUTOMATIC, TransitionDefinition
from pedido.machines import DEFINITIONS
from pedido.order.commands import AdjustPayment
from tests.facts.modifying import (
    ADD_NEW,
    BOTH,
    MODIFIABLE,
    PRICE,
    create,
    discounting,
    increasing,
    modifiable,
    preview_of,
)
from tests.orders import MODIFICATION, NOW, PART, STORE, VALUE, able, invoice, with_modification

NONE = ModificationStatus.NONE
PREPARING = ModificationStatus.PREPARING
ACKNOWLEDGING = ModificationStatus.WAITING_ACKNOWLEDGEMENT
CONFIRMING = ModificationStatus.WAITING_CONFIRMATION
DONE = ModificationStatus.DONE
CANCELING = ModificationStatus.CANCELING
CANCELED = ModificationStatus.CANCELED

WAITS = modifiable(settings=BOTH)
ASSUMES = modifiable()
GIVES_UP = modifiable(settings=BOTH.but(modification_retries=0))
UNPAID = modifiable(settings=BOTH, payment=able(PaymentStatus.CANCELED), invoices=(invoice("1", 1),))
ENDS = modifiable(settings=BOTH, status=Status.CANCELLATION_REQUESTED)


def having(status: ModificationStatus, order: Order = WAITS, awaited: tuple[Party, ...] = ()) -> Order:
    """Let an order have a modification in the status."""
    return with_modification(order, status, awaited=awaited)


def about(kind: type[Command], **fields: Any) -> Command:
    """Give a command about the modification."""
    return kind(**{"actor": STORE, "at": NOW, "request_id": MODIFICATION, **fields})


SELLER = (Party.SELLER,)
REFUSE, FAIL, CONFIRM = about(RefuseModification), about(FailModification), about(ConfirmModification)
RETRY, CANCEL = about(RetryModification), about(CancelModification, reason="Not needed")
ACKNOWLEDGE = about(AcknowledgeModification, participant=Party.SELLER)
CANCEL_ORDER = Cancel(actor=STORE, at=NOW)
OTHER = ReadyForInvoicing(actor=STORE, at=NOW)
"""A command that is not about the modification: what is automatic follows it."""
ASKING = (
    GetModificationHistory(actor=STORE, at=NOW),
    GetModificationSettings(actor=STORE, at=NOW),
    UpdateModificationSettings(actor=STORE, at=NOW),
)

Row = tuple[str, str, str | None]

TAKEN: Final[list[tuple[Row, Order, Command]]] = [
    (("create_modification", NONE, PREPARING), WAITS, create(discounting(1))),
    ((AUTOMATIC, PREPARING, ACKNOWLEDGING), having(PREPARING), OTHER),
    (("acknowledge_modification", ACKNOWLEDGING, None), having(ACKNOWLEDGING, awaited=SELLER), ACKNOWLEDGE),
    ((AUTOMATIC, ACKNOWLEDGING, CONFIRMING), having(ACKNOWLEDGING), OTHER),
    ((AUTOMATIC, ACKNOWLEDGING, CANCELING), having(ACKNOWLEDGING, UNPAID), OTHER),
    (("confirm_modification", CONFIRMING, DONE), having(CONFIRMING), CONFIRM),
    ((AUTOMATIC, CONFIRMING, DONE), having(CONFIRMING, ASSUMES), OTHER),
    (("refuse_modification", ACKNOWLEDGING, CANCELING), having(ACKNOWLEDGING, awaited=SELLER), REFUSE),
    (("refuse_modification", CONFIRMING, CANCELING), having(CONFIRMING), REFUSE),
    (("fail_modification", ACKNOWLEDGING, PREPARING), having(ACKNOWLEDGING, awaited=SELLER), FAIL),
    (("fail_modification", CONFIRMING, PREPARING), having(CONFIRMING), FAIL),
    (("fail_modification", ACKNOWLEDGING, CANCELING), having(ACKNOWLEDGING, GIVES_UP, SELLER), FAIL),
    (("fail_modification", CONFIRMING, CANCELING), having(CONFIRMING, GIVES_UP), FAIL),
    (("retry_modification", ACKNOWLEDGING, PREPARING), having(ACKNOWLEDGING, awaited=SELLER), RETRY),
    (("retry_modification", CONFIRMING, PREPARING), having(CONFIRMING), RETRY),
    (("cancel_modification", ACKNOWLEDGING, CANCELING), having(ACKNOWLEDGING, awaited=SELLER), CANCEL),
    (("cancel_modification", CONFIRMING, CANCELING), having(CONFIRMING), CANCEL),
    ((AUTOMATIC, ACKNOWLEDGING, CANCELING), having(ACKNOWLEDGING, ENDS, SELLER), CANCEL_ORDER),
    ((AUTOMATIC, CONFIRMING, CANCELING), having(CONFIRMING, ENDS), CANCEL_ORDER),
    ((AUTOMATIC, CANCELING, CANCELED), having(CANCELING), OTHER),
    *(
        (("get_modification", status, None), having(status, awaited=SELLER), about(GetModification))
        for status in (ACKNOWLEDGING, CONFIRMING, DONE, CANCELED)
    ),
    *(
        ((command.trigger, status, None), order, command)
        for command in ASKING
        for status, order in (
            (NONE, WAITS),
            (ACKNOWLEDGING, having(ACKNOWLEDGING, awaited=SELLER)),
            (CONFIRMING, having(CONFIRMING)),
        )
    ),
]
"""Every row of the modification's table, with an order and a command that take it."""


def key(row: TransitionDefinition) -> Row:
    """Name a row by its trigger and its ends."""
    return row.trigger, row.source, row.dest


def taken(decision: Decision, machine: str) -> list[Row]:
    """List the rows of a machine's table that a decision took."""
    assert decision.allowed
    return [key(step.transition) for step in decision.steps if step.machine == machine]


@pytest.mark.parametrize("row, order, command", TAKEN, ids=[" ".join(map(str, row)) for row, _, _ in TAKEN])
def test_a_transition_is_taken_and_its_events_fold_back_to_the_order(row: Row, order: Order, command: Command) -> None:
    decision = decide(order, command)
    assert row in taken(decision, "modification")
    assert reduce(evolve, decision.events, order) == decision.order
    assert Order.model_validate_json(decision.order.model_dump_json()) == decision.order


def test_there_is_a_case_for_every_transition() -> None:
    assert Counter(row for row, _, _ in TAKEN) == Counter(map(key, DEFINITIONS["modification"].transitions))


PAYMENT = [row for row in DEFINITIONS["payment"].transitions if row.trigger == AdjustPayment.trigger]


def adjusted(row: TransitionDefinition) -> tuple[int, int]:
    """Name what is settled, and how much the total changes, where the payment takes the row."""
    if row.dest == PaymentStatus.SETTLED:
        return VALUE - PART, -PART
    if row.source == PaymentStatus.SETTLED:
        return VALUE, PART if row.dest == PaymentStatus.APPROVED else -PART
    return 0, PART


@pytest.mark.parametrize("row", PAYMENT, ids=lambda row: f"{row.source} {row.dest}")
def test_the_payment_is_adjusted_in_every_status_in_which_it_can_be(row: TransitionDefinition) -> None:
    settled, change = adjusted(row)
    paid = able(PaymentStatus(row.source), settled=settled, risk_analysis=True)
    decision = decide(modifiable(payment=paid), create(increasing(change) if change > 0 else discounting(-change)))
    assert key(row) in taken(decision, "payment")
    after = decision.order.payment
    assert after.value - after.refunded == decision.order.value == VALUE + change
    assert after.status == (row.dest or row.source)


def test_the_payment_is_not_adjusted_when_it_has_ended() -> None:
    ended = {PaymentStatus.FINISHED, PaymentStatus.CANCELED}
    assert {row.source for row in PAYMENT} == {status.value for status in PaymentStatus} - ended


def test_the_payment_stays_as_it_is_where_the_price_does() -> None:
    for same in (ADD_NEW | discounting(PRICE), ADD_NEW):
        separate = able(connector=Connector(partial_refunds=True))
        decision = decide(modifiable(payment=separate), create(same))
        assert taken(decision, "payment") == []
        assert decision.order.payment == separate


@pytest.mark.parametrize("flow, status", MODIFIABLE)
def test_the_flow_lets_a_modification_and_a_preview_pass_and_stays_where_it_is(flow: Flow, status: Status) -> None:
    order = modifiable(flow, status=status)
    asked = create(discounting(1))
    assert taken(decide(order, asked), flow.value) == [("create_modification", status, None)]
    assert taken(decide(order, preview_of(asked)), flow.value) == [("preview_modification", status, None)]
    assert taken(decide(order, preview_of(asked)), "modification") == []


@pytest.mark.parametrize("flow, status", MODIFIABLE)
def test_the_flow_goes_on_where_nothing_is_left_to_invoice(flow: Flow, status: Status) -> None:
    order = modifiable(flow, status=status, invoices=(invoice("1", PART),), payment=able(settled=PART))
    steps = taken(decide(order, create(discounting(VALUE - PART))), flow.value)
    assert steps == [
        ("create_modification", status, None),
        (AUTOMATIC, status, Status.INVOICE),
        (AUTOMATIC, Status.INVOICE, Status.INVOICED),
    ]


def test_nothing_of_it_is_in_the_chain() -> None:
    modifying = {"create_modification", "preview_modification"}
    assert not [row for row in DEFINITIONS["chain"].transitions if row.trigger in modifying]
    assert {row.source for row in DEFINITIONS["chain"].prohibitions if row.trigger in modifying} == {
        state.name for state in DEFINITIONS["chain"].states
    }


def test_a_modification_that_asked_for_nothing_withdraws_nothing() -> None:
    for asked in (PaymentChange(), PaymentChange(separate=1)):
        effects = decide(with_modification(WAITS, CONFIRMING, payment=asked), CANCEL).effects
        assert (WithdrawPaymentChange(MODIFICATION) in effects) is not asked.is_nothing
