"""The sale, as the store that sells sees it: from the purchase to the approved payment, and the cancellation from there.

The complete flow and the marketplace's share these rows; what differs between them is in their own tables.
"""

from typing import Final

from pedido.actions.cancellation import open_request
from pedido.machine import Action, StateDefinition, TransitionDefinition, auto, on, state
from pedido.machines.requirements import ACCEPTING, CANCELLING
from pedido.order.commands import (
    AcceptCancellation,
    AuthorizeOrder,
    Cancel,
    ConfirmBySeller,
    CustomerCancel,
    FailCreation,
    PassTime,
    PlaceOrder,
)
from pedido.order.status import DeadlineKind, Status
from pedido.rules.cancellation import not_invoiced_in_part
from pedido.rules.deadlines import decision_is_overdue
from pedido.rules.payment import payment_is_approved, payment_is_canceled
from pedido.rules.placing import (
    has_all_data,
    needs_no_order_authorization,
    needs_order_authorization,
    not_registered,
    registered,
)

SELLING_STATES: Final[tuple[StateDefinition, ...]] = (
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
    state(Status.REQUEST_CANCEL, "C8", automatic=True, branch="cancellation"),
    state(
        Status.WAITING_FOR_SELLER_DECISION, "C8", deadline=DeadlineKind.UNDECIDED_CANCELLATION, branch="cancellation"
    ),
)

PLACING: Final = (
    # The purchase is closed.
    *on(PlaceOrder, Status.INCOMPLETE, Status.ORDER_CREATED, "F1", "F2", guards=[has_all_data]),
    *auto(Status.ORDER_CREATED, Status.ON_ORDER_COMPLETED, "F1"),
    *auto(Status.ON_ORDER_COMPLETED, Status.WAITING_FOR_AUTHORIZATION, "F1"),
)
"""The chain places its orders in the same way."""


def selling(cancels: tuple[Action, ...], cancellable: tuple[Status, ...]) -> tuple[TransitionDefinition, ...]:
    """Return the rows; `cancels` is what cancelling brings about, `cancellable` are the statuses with a way to it."""
    return (
        *PLACING,
        # Its creation fails, and the order is cancelled.
        *on(FailCreation, Status.INCOMPLETE, Status.ORDER_CREATE_ERROR, "F10", when=[not_registered]),
        *on(FailCreation, Status.INCOMPLETE, Status.ORDER_CREATION_ERROR, "F10", when=[registered]),
        *auto([Status.ORDER_CREATE_ERROR, Status.ORDER_CREATION_ERROR], Status.CANCEL, "F10", actions=cancels),
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
        # Cancelling opens the cancellation flow (C1, C8) ...
        *on(Cancel, cancellable, Status.REQUEST_CANCEL, "C1", guards=CANCELLING, actions=[open_request]),
        *on(
            CustomerCancel,
            cancellable,
            Status.REQUEST_CANCEL,
            "C8",
            guards=[not_invoiced_in_part],
            actions=[open_request],
        ),
        # ... and where somebody has to decide, the order is cancelled by a second cancellation, by their consent, or
        # because they leave it undecided for too long (C10).
        *on(Cancel, Status.WAITING_FOR_SELLER_DECISION, Status.CANCEL, "C1", guards=CANCELLING, actions=cancels),
        *on(
            AcceptCancellation,
            Status.WAITING_FOR_SELLER_DECISION,
            Status.CANCEL,
            "C8",
            guards=ACCEPTING,
            actions=cancels,
        ),
        *on(
            PassTime,
            Status.WAITING_FOR_SELLER_DECISION,
            Status.CANCEL,
            "C10",
            guards=[decision_is_overdue, not_invoiced_in_part],
            actions=cancels,
        ),
    )
