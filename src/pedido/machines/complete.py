"""The complete flow: the store sells and delivers (FLOW)."""

from typing import Final

from pedido.actions.cancellation import decline_request, open_request
from pedido.actions.fulfillment import confirm_reservation
from pedido.actions.invoicing import record_replacement
from pedido.machine import MachineDefinition, auto, never, on, state
from pedido.machines.endings import CANCELLING, END_STATES, refusals
from pedido.machines.fulfillment import (
    CANCELS,
    FULFILLMENT_STATES,
    FULFILLMENT_TRANSITIONS,
    INVOICEABLE,
    only_ready_for_handling,
)
from pedido.order.commands import (
    AcceptCancellation,
    AuthorizeFulfillment,
    AuthorizeOrder,
    Cancel,
    ConfirmBySeller,
    CustomerCancel,
    DeclineCancellation,
    FailCreation,
    PassTime,
    PlaceOrder,
    ReplaceOrder,
)
from pedido.order.status import DeadlineKind, Status
from pedido.rules.cancellation import (
    customer_asked_after_approval,
    not_invoiced_in_part,
    reason_given,
    request_known,
    requested_before_handling,
    requested_from,
    store_cancels_or_unpaid,
)
from pedido.rules.deadlines import decision_is_overdue
from pedido.rules.invoicing import covers_invoices, not_fully_invoiced
from pedido.rules.payment import payment_is_approved, payment_is_canceled
from pedido.rules.permission import may_cancel
from pedido.rules.placing import (
    has_all_data,
    needs_no_order_authorization,
    needs_order_authorization,
    not_registered,
    registered,
)

_BEFORE_FULFILLMENT: Final = (
    Status.WAITING_FOR_AUTHORIZATION,
    Status.WAITING_FOR_ORDER_AUTHORIZATION,
    Status.PAYMENT_PENDING,
    Status.PAYMENT_DENIED,
    Status.PAYMENT_APPROVED,
)

_STATES: Final = (
    state(Status.INCOMPLETE, "C12", "F2"),
    state(Status.ORDER_CREATED, automatic=True),
    state(Status.ON_ORDER_COMPLETED, automatic=True),
    state(Status.ORDER_CREATE_ERROR, "F10", automatic=True, branch="error"),
    state(Status.ORDER_CREATION_ERROR, "F10", automatic=True, branch="error"),
    state(Status.WAITING_FOR_AUTHORIZATION),
    state(Status.WAITING_FOR_ORDER_AUTHORIZATION, "F11", branch="approval"),
    state(Status.PAYMENT_PENDING, "F9"),
    state(Status.APPROVE_PAYMENT, automatic=True),
    state(Status.PAYMENT_DENIED, "F9", branch="cancellation"),
    state(Status.PAYMENT_APPROVED),
    *FULFILLMENT_STATES,
    state(Status.REQUEST_CANCEL, "C8", automatic=True, branch="cancellation"),
    state(
        Status.WAITING_FOR_SELLER_DECISION, "C8", deadline=DeadlineKind.UNDECIDED_CANCELLATION, branch="cancellation"
    ),
    state(Status.REPLACED, "I1", final=True, branch="error"),
    *END_STATES,
)

COMPLETE: Final = MachineDefinition(
    name="complete",
    version="1",
    initial=Status.INCOMPLETE.value,
    main_line=(
        Status.INCOMPLETE.value,
        Status.ORDER_CREATED.value,
        Status.ON_ORDER_COMPLETED.value,
        Status.WAITING_FOR_AUTHORIZATION.value,
        Status.PAYMENT_PENDING.value,
        Status.APPROVE_PAYMENT.value,
        Status.PAYMENT_APPROVED.value,
        Status.AUTHORIZE_FULFILLMENT.value,
        Status.WINDOW_TO_CANCEL.value,
        Status.READY_FOR_HANDLING.value,
        Status.START_HANDLING.value,
        Status.HANDLING.value,
        Status.INVOICE.value,
        Status.INVOICED.value,
    ),
    states=_STATES,
    transitions=(
        # The purchase is closed, or its creation fails and the order is cancelled.
        *on(PlaceOrder, Status.INCOMPLETE, Status.ORDER_CREATED, "F2", guards=[has_all_data]),
        *auto(Status.ORDER_CREATED, Status.ON_ORDER_COMPLETED),
        *auto(Status.ON_ORDER_COMPLETED, Status.WAITING_FOR_AUTHORIZATION),
        *on(FailCreation, Status.INCOMPLETE, Status.ORDER_CREATE_ERROR, "F10", when=[not_registered]),
        *on(FailCreation, Status.INCOMPLETE, Status.ORDER_CREATION_ERROR, "F10", when=[registered]),
        *auto([Status.ORDER_CREATE_ERROR, Status.ORDER_CREATION_ERROR], Status.CANCEL, "F10", actions=CANCELS),
        # The seller confirms, and where the buyer's organisation demands it somebody approves.
        *on(
            ConfirmBySeller,
            Status.WAITING_FOR_AUTHORIZATION,
            Status.PAYMENT_PENDING,
            "F11",
            when=[needs_no_order_authorization],
        ),
        *on(
            ConfirmBySeller,
            Status.WAITING_FOR_AUTHORIZATION,
            Status.WAITING_FOR_ORDER_AUTHORIZATION,
            "F11",
            when=[needs_order_authorization],
        ),
        *on(AuthorizeOrder, Status.WAITING_FOR_ORDER_AUTHORIZATION, Status.PAYMENT_PENDING, "F11"),
        # The payment is approved or denied: the order follows the transaction.
        *auto(Status.PAYMENT_PENDING, Status.APPROVE_PAYMENT, "F9", when=[payment_is_approved]),
        *auto(Status.PAYMENT_PENDING, Status.PAYMENT_DENIED, "F9", when=[payment_is_canceled]),
        *auto(Status.APPROVE_PAYMENT, Status.PAYMENT_APPROVED),
        *auto(Status.PAYMENT_DENIED, Status.CANCEL, "F9", when=[payment_is_canceled], actions=CANCELS),
        *on(
            AuthorizeFulfillment,
            Status.PAYMENT_APPROVED,
            Status.AUTHORIZE_FULFILLMENT,
            "F8",
            actions=[confirm_reservation],
        ),
        *FULFILLMENT_TRANSITIONS,
        # Before the fulfilment, cancelling opens the cancellation flow; only a customer who has paid waits for the store.
        *on(Cancel, _BEFORE_FULFILLMENT, Status.REQUEST_CANCEL, "C1", guards=CANCELLING, actions=[open_request]),
        *on(
            CustomerCancel,
            _BEFORE_FULFILLMENT,
            Status.REQUEST_CANCEL,
            "C8",
            guards=[not_invoiced_in_part],
            actions=[open_request],
        ),
        *auto(
            Status.REQUEST_CANCEL,
            Status.WAITING_FOR_SELLER_DECISION,
            "C8",
            when=[customer_asked_after_approval],
        ),
        *auto(Status.REQUEST_CANCEL, Status.CANCEL, "C1", "C8", when=[store_cancels_or_unpaid], actions=CANCELS),
        *on(Cancel, Status.WAITING_FOR_SELLER_DECISION, Status.CANCEL, "C1", guards=CANCELLING, actions=CANCELS),
        *on(
            AcceptCancellation,
            Status.WAITING_FOR_SELLER_DECISION,
            Status.CANCEL,
            "C8",
            guards=[request_known, may_cancel, not_invoiced_in_part],
            actions=CANCELS,
        ),
        *on(
            PassTime,
            Status.WAITING_FOR_SELLER_DECISION,
            Status.CANCEL,
            "C10",
            guards=[decision_is_overdue],
            actions=CANCELS,
        ),
        # Declined: back to where it was asked (C9). Destinations are written out, so that the picture shows them.
        *on(
            DeclineCancellation,
            Status.WAITING_FOR_SELLER_DECISION,
            Status.PAYMENT_APPROVED,
            "C9",
            guards=[request_known, reason_given, may_cancel],
            actions=[decline_request],
        ),
        *on(
            DeclineCancellation,
            Status.CANCELLATION_REQUESTED,
            Status.READY_FOR_HANDLING,
            "C9",
            when=[requested_before_handling],
            guards=[request_known, reason_given, may_cancel],
            actions=[decline_request],
        ),
        *on(
            DeclineCancellation,
            Status.CANCELLATION_REQUESTED,
            Status.HANDLING,
            "C9",
            when=[requested_from(Status.HANDLING)],
            guards=[request_known, reason_given, may_cancel],
            actions=[decline_request],
        ),
        *on(
            DeclineCancellation,
            Status.CANCELLATION_REQUESTED,
            Status.WAITING_FOR_FULFILLMENT,
            "C9",
            when=[requested_from(Status.WAITING_FOR_FULFILLMENT)],
            guards=[request_known, reason_given, may_cancel],
            actions=[decline_request],
        ),
        *on(
            DeclineCancellation,
            Status.CANCELLATION_REQUESTED,
            Status.READY_FOR_INVOICING,
            "C9",
            when=[requested_from(Status.READY_FOR_INVOICING)],
            guards=[request_known, reason_given, may_cancel],
            actions=[decline_request],
        ),
        # Another order takes the place of this one.
        *on(
            ReplaceOrder,
            Status.HANDLING,
            Status.REPLACED,
            "I1",
            "I2",
            guards=[covers_invoices],
            actions=[record_replacement],
        ),
    ),
    prohibitions=(
        *refusals([Status(state.name) for state in _STATES], invoiceable=INVOICEABLE),
        *only_ready_for_handling(_STATES),
        *never(ReplaceOrder, [Status.INVOICE, Status.INVOICED], because=not_fully_invoiced),
    ),
)
