"""Fulfilment, as the store that delivers sees it: from the authorisation to the invoice, or to the cancellation.

The complete flow and the seller's share these rows; what differs between them is in their own tables.
"""

from typing import Final

from pedido.actions.cancellation import (
    accept_request,
    decline_request_by_invoice,
    give_items_back,
    open_request,
    open_request_for_lost_payment,
    record_cancellation,
    return_payment,
    tell_customer_of_decline,
    tell_marketplace_of_decline,
    tell_seller_of_request,
)
from pedido.actions.fulfillment import acknowledge_reservation, record_confirmed_reservation
from pedido.actions.invoicing import record_invoice, settle_invoiced, tell_marketplace_of_invoice
from pedido.machine import Action, Prohibition, StateDefinition, TransitionDefinition, auto, never, on, state, stay
from pedido.machines.endings import END_TRANSITIONS, invoice_keeping
from pedido.machines.requirements import ACCEPTING, CANCELLING, INVOICING
from pedido.order.commands import (
    AcceptCancellation,
    Cancel,
    CloseCancellationWindow,
    ConfirmReservation,
    CustomerCancel,
    Invoice,
    PassTime,
    ReadyForInvoicing,
    ReturnFromWms,
    SendToWms,
    StartHandling,
)
from pedido.order.status import DeadlineKind, Status
from pedido.rules.cancellation import not_invoiced_in_part
from pedido.rules.deadlines import authorization_is_overdue, cancellation_window_is_over, decision_is_overdue
from pedido.rules.handling import ready_for_handling
from pedido.rules.invoicing import completes_the_value, fully_invoiced, invoiced_in_part, is_sale, leaves_a_rest
from pedido.rules.payment import payment_lost, payment_stands
from pedido.rules.permission import may_change_workflow_status
from pedido.rules.placing import reservation_confirmed

CANCELS: Final[tuple[Action, ...]] = (accept_request, record_cancellation, give_items_back, return_payment)
"""What cancelling brings about in the store that delivers."""

CARRIES_ON: Final[tuple[Action, ...]] = (
    decline_request_by_invoice,
    tell_marketplace_of_decline,
    tell_customer_of_decline,
    acknowledge_reservation,
    record_invoice,
    settle_invoiced,
    tell_marketplace_of_invoice,
)
"""What an invoice brings about where the cancellation was requested (C4)."""

INVOICEABLE: Final = (Status.HANDLING, Status.READY_FOR_INVOICING, Status.CANCELLATION_REQUESTED)

FULFILLMENT_STATES: Final[tuple[StateDefinition, ...]] = (
    state(Status.AUTHORIZE_FULFILLMENT, "F8", deadline=DeadlineKind.MISSING_AUTHORIZATION),
    state(Status.WINDOW_TO_CANCEL, "F3", deadline=DeadlineKind.CANCELLATION_WINDOW),
    state(Status.READY_FOR_HANDLING, "F6"),
    state(Status.START_HANDLING, automatic=True),
    state(Status.HANDLING),
    state(Status.WAITING_FOR_FULFILLMENT, branch="warehouse"),
    state(Status.READY_FOR_INVOICING, branch="warehouse"),
    state(Status.CANCELLATION_REQUESTED, "C3", deadline=DeadlineKind.UNDECIDED_CANCELLATION, branch="cancellation"),
    state(Status.INVOICE_AFTER_CANCELLATION_DENY, "C4", automatic=True, branch="cancellation"),
)


def fulfillment(tells_of_request: tuple[Action, ...] = ()) -> tuple[TransitionDefinition, ...]:
    """Return the rows; `tells_of_request` tells whoever else hears of a cancellation request."""
    return (
        # The reservation is confirmed, and the customer has some time to change their mind.
        *stay(ConfirmReservation, Status.AUTHORIZE_FULFILLMENT, "F8", actions=[record_confirmed_reservation]),
        *auto(
            Status.AUTHORIZE_FULFILLMENT, Status.WINDOW_TO_CANCEL, "F8", when=[reservation_confirmed, payment_stands]
        ),
        *on(CloseCancellationWindow, Status.WINDOW_TO_CANCEL, Status.READY_FOR_HANDLING, "F3"),
        *on(PassTime, Status.WINDOW_TO_CANCEL, Status.READY_FOR_HANDLING, "F3", guards=[cancellation_window_is_over]),
        # The store starts the handling by an act of its own; a warehouse system or a packing station may take part.
        *on(
            StartHandling,
            Status.READY_FOR_HANDLING,
            Status.START_HANDLING,
            "F6",
            guards=[may_change_workflow_status],
            actions=[acknowledge_reservation],
        ),
        *auto(Status.START_HANDLING, Status.HANDLING, "F6"),
        *on(SendToWms, Status.HANDLING, Status.WAITING_FOR_FULFILLMENT, "F14"),
        *on(ReturnFromWms, Status.WAITING_FOR_FULFILLMENT, Status.HANDLING, "F14"),
        *on(ReadyForInvoicing, Status.HANDLING, Status.READY_FOR_INVOICING, "F14"),
        # Invoices complete the order's value, or leave a rest to invoice (I4).
        *on(
            Invoice,
            [Status.HANDLING, Status.READY_FOR_INVOICING],
            Status.INVOICE,
            "I3",
            "I4",
            when=[completes_the_value],
            guards=INVOICING,
            actions=[record_invoice, settle_invoiced, tell_marketplace_of_invoice],
        ),
        *on(
            Invoice,
            [Status.HANDLING, Status.READY_FOR_INVOICING],
            Status.HANDLING,
            "I3",
            "I4",
            when=[leaves_a_rest],
            guards=INVOICING,
            actions=[record_invoice, settle_invoiced, tell_marketplace_of_invoice],
        ),
        *invoice_keeping(INVOICEABLE, trackable=[Status.WAITING_FOR_FULFILLMENT]),
        # Cancelling takes one step, but for the two statuses below (C1).
        *on(
            Cancel,
            [
                Status.AUTHORIZE_FULFILLMENT,
                Status.WINDOW_TO_CANCEL,
                Status.WAITING_FOR_FULFILLMENT,
                Status.READY_FOR_INVOICING,
            ],
            Status.CANCEL,
            "C1",
            guards=CANCELLING,
            actions=CANCELS,
        ),
        # Two-step cancellation: the first asks, the second cancels (C3).
        *on(
            Cancel,
            [Status.READY_FOR_HANDLING, Status.HANDLING],
            Status.CANCELLATION_REQUESTED,
            "C3",
            guards=CANCELLING,
            actions=[open_request, *tells_of_request],
        ),
        *on(Cancel, Status.CANCELLATION_REQUESTED, Status.CANCEL, "C3", guards=CANCELLING, actions=CANCELS),
        # ... unless an invoice carries the order on (C4).
        *on(
            Invoice,
            Status.CANCELLATION_REQUESTED,
            Status.INVOICE_AFTER_CANCELLATION_DENY,
            "C4",
            when=[is_sale],
            guards=INVOICING,
            actions=CARRIES_ON,
        ),
        *auto(Status.INVOICE_AFTER_CANCELLATION_DENY, Status.INVOICE, "C4", "I4", when=[fully_invoiced]),
        *auto(Status.INVOICE_AFTER_CANCELLATION_DENY, Status.HANDLING, "C4", "I4", when=[invoiced_in_part]),
        # The customer's cancellation: at once until the window closes, afterwards a request (C8).
        *on(
            CustomerCancel,
            [Status.AUTHORIZE_FULFILLMENT, Status.WINDOW_TO_CANCEL],
            Status.CANCEL,
            "C8",
            guards=[not_invoiced_in_part],
            actions=CANCELS,
        ),
        *on(
            CustomerCancel,
            [
                Status.READY_FOR_HANDLING,
                Status.HANDLING,
                Status.WAITING_FOR_FULFILLMENT,
                Status.READY_FOR_INVOICING,
            ],
            Status.CANCELLATION_REQUESTED,
            "C8",
            guards=[not_invoiced_in_part],
            actions=[open_request, tell_seller_of_request, *tells_of_request],
        ),
        # The store accepts the request, or leaves it undecided for too long (C10).
        *on(
            AcceptCancellation,
            Status.CANCELLATION_REQUESTED,
            Status.CANCEL,
            "C8",
            guards=ACCEPTING,
            actions=CANCELS,
        ),
        *on(
            PassTime,
            Status.CANCELLATION_REQUESTED,
            Status.CANCEL,
            "C10",
            guards=[decision_is_overdue, not_invoiced_in_part],
            actions=CANCELS,
        ),
        *on(
            PassTime,
            Status.AUTHORIZE_FULFILLMENT,
            Status.CANCEL,
            "F4",
            guards=[authorization_is_overdue],
            actions=CANCELS,
        ),
        # Without a payment, and with nothing invoiced, there is no order to fulfil (F9): in two steps, where it takes two.
        *auto(
            [Status.READY_FOR_HANDLING, Status.HANDLING],
            Status.CANCELLATION_REQUESTED,
            "C3",
            "F9",
            when=[payment_lost],
            actions=[open_request_for_lost_payment, *tells_of_request],
        ),
        *auto(
            [
                Status.AUTHORIZE_FULFILLMENT,
                Status.WINDOW_TO_CANCEL,
                Status.WAITING_FOR_FULFILLMENT,
                Status.READY_FOR_INVOICING,
                Status.CANCELLATION_REQUESTED,
            ],
            Status.CANCEL,
            "F9",
            when=[payment_lost],
            actions=CANCELS,
        ),
        *END_TRANSITIONS,
    )


def only_ready_for_handling(states: tuple[StateDefinition, ...]) -> tuple[Prohibition, ...]:
    """Handling starts from ready-for-handling: every other status refuses it (F6)."""
    elsewhere = [state.name for state in states if state.name != Status.READY_FOR_HANDLING]
    return never(StartHandling, elsewhere, because=ready_for_handling)
