"""The seller's flow: another store sells, this one delivers (FLOW)."""

from typing import Final

from pedido.actions.cancellation import (
    decline_request,
    tell_marketplace_of_decline,
    tell_marketplace_of_request,
)
from pedido.actions.fulfillment import confirm_payment, confirm_reservation
from pedido.machine import MachineDefinition, auto, on, state
from pedido.machines.endings import END_STATES, refusals, undecided_only
from pedido.machines.fulfillment import (
    CANCELS,
    FULFILLMENT_STATES,
    INVOICEABLE,
    fulfillment,
    only_ready_for_handling,
)
from pedido.machines.modifying import modifying, unmodifiable
from pedido.machines.requirements import CANCELLING, DECLINING
from pedido.order.commands import (
    AuthorizeFulfillment,
    Cancel,
    CompleteOrder,
    CustomerCancel,
    DeclineCancellation,
    PassTime,
    PlaceOrder,
)
from pedido.order.status import DeadlineKind, Status
from pedido.rules.cancellation import (
    not_invoiced_in_part,
    requested_before_handling,
    requested_from,
)
from pedido.rules.deadlines import authorization_is_overdue
from pedido.rules.modification import MODIFIABLE
from pedido.rules.payment import payment_lost
from pedido.rules.placing import authorized_by_hand, authorized_by_marketplace, has_all_data

_BEFORE_FULFILLMENT: Final = (
    Status.ORDER_ACCEPTED,
    Status.WAITING_FFMT_AUTHORIZATION,
    Status.WAITING_FOR_MANUAL_AUTHORIZATION,
)
_UNAUTHORIZED: Final = (Status.WAITING_FFMT_AUTHORIZATION, Status.WAITING_FOR_MANUAL_AUTHORIZATION)

_STATES: Final = (
    state(Status.INCOMPLETE, "C12", "F2"),
    state(Status.ORDER_ACCEPTED),
    state(Status.ON_ORDER_COMPLETED_FFM, automatic=True),
    state(Status.WAITING_FFMT_AUTHORIZATION, "F4", deadline=DeadlineKind.MISSING_AUTHORIZATION),
    state(
        Status.WAITING_FOR_MANUAL_AUTHORIZATION, "F4", deadline=DeadlineKind.MISSING_AUTHORIZATION, branch="approval"
    ),
    *FULFILLMENT_STATES,
    state(Status.CANCELLATION_REQUEST_DENIED_FFM, "C9", automatic=True, branch="cancellation"),
    *END_STATES,
)

SELLER: Final = MachineDefinition(
    name="seller",
    version="1",
    initial=Status.INCOMPLETE.value,
    main_line=(
        Status.INCOMPLETE.value,
        Status.ORDER_ACCEPTED.value,
        Status.ON_ORDER_COMPLETED_FFM.value,
        Status.WAITING_FFMT_AUTHORIZATION.value,
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
        # The marketplace sends the order, and completes it.
        *on(PlaceOrder, Status.INCOMPLETE, Status.ORDER_ACCEPTED, "F1", "F2", guards=[has_all_data]),
        *on(CompleteOrder, Status.ORDER_ACCEPTED, Status.ON_ORDER_COMPLETED_FFM, "F1"),
        *auto(
            Status.ON_ORDER_COMPLETED_FFM,
            Status.WAITING_FFMT_AUTHORIZATION,
            "F4",
            when=[authorized_by_marketplace],
        ),
        *auto(
            Status.ON_ORDER_COMPLETED_FFM,
            Status.WAITING_FOR_MANUAL_AUTHORIZATION,
            "F4",
            when=[authorized_by_hand],
        ),
        # The marketplace confirms the payment, or the seller does by hand; nobody for 30 days cancels (F4).
        *on(
            AuthorizeFulfillment,
            _UNAUTHORIZED,
            Status.AUTHORIZE_FULFILLMENT,
            "F4",
            "F8",
            actions=[confirm_payment, confirm_reservation],
        ),
        *on(PassTime, _UNAUTHORIZED, Status.CANCEL, "F4", guards=[authorization_is_overdue], actions=CANCELS),
        *auto(_UNAUTHORIZED, Status.CANCEL, "F9", when=[payment_lost], actions=CANCELS),
        *fulfillment(tells_of_request=(tell_marketplace_of_request,)),
        *modifying(MODIFIABLE),
        # Before the fulfilment, cancelling takes one step.
        *on(Cancel, _BEFORE_FULFILLMENT, Status.CANCEL, "C1", guards=CANCELLING, actions=CANCELS),
        *on(
            CustomerCancel,
            _BEFORE_FULFILLMENT,
            Status.CANCEL,
            "C8",
            guards=[not_invoiced_in_part],
            actions=CANCELS,
        ),
        # Declined: the marketplace hears of it, and the order goes back to where it was asked (C9).
        *on(
            DeclineCancellation,
            Status.CANCELLATION_REQUESTED,
            Status.CANCELLATION_REQUEST_DENIED_FFM,
            "C9",
            guards=DECLINING,
            actions=[decline_request, tell_marketplace_of_decline],
        ),
        *auto(
            Status.CANCELLATION_REQUEST_DENIED_FFM,
            Status.READY_FOR_HANDLING,
            "C9",
            when=[requested_before_handling],
        ),
        *auto(
            Status.CANCELLATION_REQUEST_DENIED_FFM,
            Status.HANDLING,
            "C9",
            when=[requested_from(Status.HANDLING)],
        ),
        *auto(
            Status.CANCELLATION_REQUEST_DENIED_FFM,
            Status.WAITING_FOR_FULFILLMENT,
            "C9",
            when=[requested_from(Status.WAITING_FOR_FULFILLMENT)],
        ),
        *auto(
            Status.CANCELLATION_REQUEST_DENIED_FFM,
            Status.READY_FOR_INVOICING,
            "C9",
            when=[requested_from(Status.READY_FOR_INVOICING)],
        ),
    ),
    prohibitions=(
        *refusals([Status(state.name) for state in _STATES], invoiceable=INVOICEABLE),
        *undecided_only([Status(state.name) for state in _STATES], undecided=[Status.CANCELLATION_REQUESTED]),
        *only_ready_for_handling(_STATES),
        *unmodifiable(Status(state.name) for state in _STATES if state.name not in MODIFIABLE),
    ),
)
