"""The complete flow: the store sells and delivers (FLOW).

Its rows stand in three places: the sale in `selling`, the fulfilment in `fulfillment`, and here what joins them.
"""

from typing import Final

from pedido.actions.cancellation import decline_request, tell_customer_of_decline, tell_seller_of_request
from pedido.actions.fulfillment import confirm_reservation
from pedido.actions.invoicing import record_replacement
from pedido.machine import MachineDefinition, auto, never, on, state
from pedido.machines.endings import END_STATES, refusals, undecided_only
from pedido.machines.fulfillment import (
    CANCELS,
    FULFILLMENT_STATES,
    INVOICEABLE,
    fulfillment,
    only_ready_for_handling,
)
from pedido.machines.modifying import modifying, unmodifiable
from pedido.machines.requirements import DECLINING
from pedido.machines.selling import SELLING_STATES, selling
from pedido.order.commands import AuthorizeFulfillment, DeclineCancellation, ReplaceOrder
from pedido.order.status import Status
from pedido.rules.cancellation import (
    customer_asked_after_approval,
    requested_before_handling,
    requested_from,
    store_cancels_or_unpaid,
)
from pedido.rules.invoicing import covers_invoices
from pedido.rules.modification import MODIFIABLE, may_modify, modified_before_invoiced
from pedido.rules.modification_course import no_modification_in_progress
from pedido.rules.payment import payment_is_canceled, payment_lost

_BEFORE_FULFILLMENT: Final = (
    Status.WAITING_FOR_AUTHORIZATION,
    Status.WAITING_FOR_ORDER_AUTHORIZATION,
    Status.PAYMENT_PENDING,
    Status.PAYMENT_DENIED,
    Status.PAYMENT_APPROVED,
)

_STATES: Final = (
    *SELLING_STATES,
    *FULFILLMENT_STATES,
    state(Status.REPLACED, "I1", final=True, branch="replacement"),
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
        *selling(CANCELS, _BEFORE_FULFILLMENT),
        *auto(Status.APPROVE_PAYMENT, Status.PAYMENT_APPROVED, "F9"),
        *auto(Status.PAYMENT_DENIED, Status.CANCEL, "F9", when=[payment_is_canceled], actions=CANCELS),
        *auto(
            [Status.PAYMENT_APPROVED, Status.WAITING_FOR_SELLER_DECISION],
            Status.CANCEL,
            "F9",
            when=[payment_lost],
            actions=CANCELS,
        ),
        # The payment is approved: the store goes on to deliver.
        *on(
            AuthorizeFulfillment,
            Status.PAYMENT_APPROVED,
            Status.AUTHORIZE_FULFILLMENT,
            "F8",
            actions=[confirm_reservation],
        ),
        *fulfillment(),
        *modifying(MODIFIABLE),
        # Before the fulfilment only a customer who has paid waits for the store's decision (C8).
        *auto(
            Status.REQUEST_CANCEL,
            Status.WAITING_FOR_SELLER_DECISION,
            "C8",
            when=[customer_asked_after_approval],
            actions=[tell_seller_of_request],
        ),
        *auto(Status.REQUEST_CANCEL, Status.CANCEL, "C1", "C8", when=[store_cancels_or_unpaid], actions=CANCELS),
        # Declined: back to where it was asked (C9). Destinations are written out, so that the picture shows them.
        *on(
            DeclineCancellation,
            Status.WAITING_FOR_SELLER_DECISION,
            Status.PAYMENT_APPROVED,
            "C9",
            guards=DECLINING,
            actions=[decline_request, tell_customer_of_decline],
        ),
        *on(
            DeclineCancellation,
            Status.CANCELLATION_REQUESTED,
            Status.READY_FOR_HANDLING,
            "C9",
            when=[requested_before_handling],
            guards=DECLINING,
            actions=[decline_request, tell_customer_of_decline],
        ),
        *on(
            DeclineCancellation,
            Status.CANCELLATION_REQUESTED,
            Status.HANDLING,
            "C9",
            when=[requested_from(Status.HANDLING)],
            guards=DECLINING,
            actions=[decline_request, tell_customer_of_decline],
        ),
        *on(
            DeclineCancellation,
            Status.CANCELLATION_REQUESTED,
            Status.WAITING_FOR_FULFILLMENT,
            "C9",
            when=[requested_from(Status.WAITING_FOR_FULFILLMENT)],
            guards=DECLINING,
            actions=[decline_request, tell_customer_of_decline],
        ),
        *on(
            DeclineCancellation,
            Status.CANCELLATION_REQUESTED,
            Status.READY_FOR_INVOICING,
            "C9",
            when=[requested_from(Status.READY_FOR_INVOICING)],
            guards=DECLINING,
            actions=[decline_request, tell_customer_of_decline],
        ),
        # Another order takes the place of this one (I1, I2).
        *on(
            ReplaceOrder,
            Status.HANDLING,
            Status.REPLACED,
            "I1",
            "I2",
            guards=[may_modify, no_modification_in_progress, covers_invoices],
            actions=[record_replacement],
        ),
    ),
    prohibitions=(
        *refusals([Status(state.name) for state in _STATES], invoiceable=INVOICEABLE),
        *undecided_only(
            [Status(state.name) for state in _STATES],
            undecided=[Status.CANCELLATION_REQUESTED, Status.WAITING_FOR_SELLER_DECISION],
        ),
        *only_ready_for_handling(_STATES),
        *unmodifiable(Status(state.name) for state in _STATES if state.name not in MODIFIABLE),
        *never(ReplaceOrder, [Status.INVOICE, Status.INVOICED], because=modified_before_invoiced),
    ),
)
