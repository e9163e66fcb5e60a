"""The chain flow: the store stands between marketplace and seller in Multilevel Omnichannel Inventory (FLOW)."""

from typing import Final

from pedido.actions.fulfillment import confirm_payment, tell_seller_of_authorization
from pedido.actions.invoicing import record_invoice, settle_invoiced, tell_marketplace_of_invoice
from pedido.machine import MachineDefinition, auto, on, state
from pedido.machines.endings import END_STATES, END_TRANSITIONS, invoice_keeping, refusals
from pedido.machines.marketplace import CANCELS
from pedido.machines.modifying import unmodifiable
from pedido.machines.requirements import CANCELLING, INVOICING
from pedido.machines.selling import PLACING
from pedido.order.commands import AuthorizeFulfillment, Cancel, ConfirmBySeller, CustomerCancel, Invoice
from pedido.order.status import Status
from pedido.rules.cancellation import not_invoiced_in_part
from pedido.rules.invoicing import completes_the_value, leaves_a_rest
from pedido.rules.payment import payment_is_approved, payment_is_canceled, payment_lost

_CANCELLABLE: Final = (
    Status.WAITING_FOR_AUTHORIZATION,
    Status.WAITING_FOR_MKT_AUTHORIZATION,
    Status.PAYMENT_PENDING,
    Status.PAYMENT_DENIED,
    Status.PAYMENT_APPROVED,
)
_INVOICEABLE: Final = (Status.PAYMENT_APPROVED,)

_STATES: Final = (
    state(Status.INCOMPLETE, "C12", "F2"),
    state(Status.ORDER_CREATED, automatic=True),
    state(Status.ON_ORDER_COMPLETED, automatic=True),
    state(Status.WAITING_FOR_AUTHORIZATION),
    state(Status.WAITING_FOR_MKT_AUTHORIZATION, "F13"),
    state(Status.PAYMENT_PENDING, "F9"),
    state(Status.PAYMENT_DENIED, "F9", branch="cancellation"),
    state(Status.PAYMENT_APPROVED),
    *END_STATES,
)

CHAIN: Final = MachineDefinition(
    name="chain",
    version="1",
    initial=Status.INCOMPLETE.value,
    main_line=(
        Status.INCOMPLETE.value,
        Status.ORDER_CREATED.value,
        Status.ON_ORDER_COMPLETED.value,
        Status.WAITING_FOR_AUTHORIZATION.value,
        Status.WAITING_FOR_MKT_AUTHORIZATION.value,
        Status.PAYMENT_PENDING.value,
        Status.PAYMENT_APPROVED.value,
        Status.INVOICE.value,
        Status.INVOICED.value,
    ),
    states=_STATES,
    transitions=(
        # The marketplace sends the order, the seller confirms it.
        *PLACING,
        *on(ConfirmBySeller, Status.WAITING_FOR_AUTHORIZATION, Status.WAITING_FOR_MKT_AUTHORIZATION, "F13"),
        # The marketplace, where the customer pays, confirms the payment (F13).
        *on(
            AuthorizeFulfillment,
            Status.WAITING_FOR_MKT_AUTHORIZATION,
            Status.PAYMENT_PENDING,
            "F13",
            actions=[confirm_payment],
        ),
        *auto(
            Status.PAYMENT_PENDING,
            Status.PAYMENT_APPROVED,
            "F9",
            when=[payment_is_approved],
            actions=[tell_seller_of_authorization],
        ),
        *auto(
            [Status.WAITING_FOR_MKT_AUTHORIZATION, Status.PAYMENT_PENDING],
            Status.PAYMENT_DENIED,
            "F9",
            when=[payment_is_canceled],
        ),
        *auto(Status.PAYMENT_DENIED, Status.CANCEL, "F9", when=[payment_is_canceled], actions=CANCELS),
        *auto(Status.PAYMENT_APPROVED, Status.CANCEL, "F9", when=[payment_lost], actions=CANCELS),
        # The seller's invoices complete the value, or the order waits for the rest (I4).
        *on(
            Invoice,
            _INVOICEABLE,
            Status.INVOICE,
            "I3",
            "I4",
            when=[completes_the_value],
            guards=INVOICING,
            actions=[record_invoice, settle_invoiced, tell_marketplace_of_invoice],
        ),
        *on(
            Invoice,
            _INVOICEABLE,
            Status.PAYMENT_APPROVED,
            "I3",
            "I4",
            when=[leaves_a_rest],
            guards=INVOICING,
            actions=[record_invoice, settle_invoiced, tell_marketplace_of_invoice],
        ),
        *invoice_keeping(_INVOICEABLE),
        # The chain has no status for a request: who decides is the marketplace or the seller.
        *on(Cancel, _CANCELLABLE, Status.CANCEL, "C1", guards=CANCELLING, actions=CANCELS),
        *on(CustomerCancel, _CANCELLABLE, Status.CANCEL, "C8", guards=[not_invoiced_in_part], actions=CANCELS),
        *END_TRANSITIONS,
    ),
    prohibitions=(
        *refusals([Status(state.name) for state in _STATES], invoiceable=_INVOICEABLE),
        *unmodifiable(Status(state.name) for state in _STATES),
    ),
)
