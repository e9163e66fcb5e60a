"""The marketplace's flow: the store sells, another one delivers (FLOW)."""

from typing import Final

from pedido.actions.cancellation import (
    accept_request,
    decline_request,
    decline_request_by_invoice,
    record_cancellation,
    return_payment,
    tell_customer_of_decline,
    tell_seller_of_cancellation,
    tell_seller_of_request,
)
from pedido.actions.fulfillment import change_seller, restart_payment, tell_seller_of_authorization
from pedido.actions.invoicing import record_invoice, record_replacement, settle_invoiced
from pedido.machine import Action, MachineDefinition, auto, never, on, state
from pedido.machines.endings import END_STATES, END_TRANSITIONS, invoice_keeping, refusals, undecided_only
from pedido.machines.modifying import modifying, unmodifiable
from pedido.machines.requirements import DECLINING, INVOICING
from pedido.machines.selling import SELLING_STATES, selling
from pedido.order.commands import (
    ChangePayment,
    ChangeSeller,
    DeclineCancellation,
    Invoice,
    PassTime,
    ReadyForInvoicing,
    RejectBySeller,
    ReplaceOrder,
)
from pedido.order.status import DeadlineKind, Status
from pedido.rules.cancellation import (
    not_invoiced_in_part,
    seller_has_nothing_yet,
    seller_has_the_order,
)
from pedido.rules.deadlines import change_of_payment_is_over, change_of_seller_is_over
from pedido.rules.invoicing import completes_the_value, covers_invoices, leaves_a_rest
from pedido.rules.modification import may_modify, modified_before_invoiced
from pedido.rules.modification_course import no_modification_in_progress
from pedido.rules.payment import (
    payment_lost,
    payment_may_change,
    payment_may_not_change,
    payment_stands,
)
from pedido.rules.placing import (
    in_multilevel_inventory,
)

CANCELS: Final[tuple[Action, ...]] = (
    accept_request,
    record_cancellation,
    return_payment,
    tell_seller_of_cancellation,
)
"""What cancelling brings about in the store that sells: the items are the seller's."""

_WITH_SELLER: Final = (Status.PAYMENT_APPROVED, Status.WAITING_SELLER_HANDLING, Status.READY_FOR_INVOICING)
_MODIFIABLE: Final = (Status.READY_FOR_INVOICING,)
_CANCELLABLE: Final = (
    Status.WAITING_FOR_AUTHORIZATION,
    Status.WAITING_FOR_ORDER_AUTHORIZATION,
    Status.PAYMENT_PENDING,
    Status.PAYMENT_DENIED,
    Status.WINDOW_TO_CHANGE_PAYMENT,
    Status.WINDOW_TO_CHANGE_SELLER,
    *_WITH_SELLER,
)
_INVOICEABLE: Final = (*_WITH_SELLER, Status.WAITING_FOR_SELLER_DECISION)

_STATES: Final = (
    *SELLING_STATES,
    state(Status.WINDOW_TO_CHANGE_PAYMENT, "F7", deadline=DeadlineKind.CHANGE_OF_PAYMENT, branch="change"),
    state(Status.WINDOW_TO_CHANGE_SELLER, "F5", deadline=DeadlineKind.CHANGE_OF_SELLER, branch="change"),
    state(Status.WAITING_SELLER_HANDLING, "F12", branch="warehouse"),
    state(Status.READY_FOR_INVOICING, branch="warehouse"),
    state(Status.CANCELLATION_REQUEST_DENIED, "C9", automatic=True, branch="cancellation"),
    state(Status.REPLACED, "I1", final=True, branch="replacement"),
    *END_STATES,
)

MARKETPLACE: Final = MachineDefinition(
    name="marketplace",
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
        Status.INVOICE.value,
        Status.INVOICED.value,
    ),
    states=_STATES,
    transitions=(
        *selling(CANCELS, _CANCELLABLE),
        # The payment is approved, and the seller hears that the order may be fulfilled ...
        *auto(
            Status.APPROVE_PAYMENT,
            Status.PAYMENT_APPROVED,
            "F9",
            actions=[tell_seller_of_authorization],
        ),
        # ... or it is denied: where the store allows it the customer pays in another way (F7).
        *auto(Status.PAYMENT_DENIED, Status.CANCEL, "F7", "F9", when=[payment_may_not_change], actions=CANCELS),
        *auto(Status.PAYMENT_DENIED, Status.WINDOW_TO_CHANGE_PAYMENT, "F7", when=[payment_may_change]),
        *on(
            ChangePayment,
            Status.WINDOW_TO_CHANGE_PAYMENT,
            Status.PAYMENT_PENDING,
            "F7",
            actions=[restart_payment],
        ),
        *on(
            PassTime,
            Status.WINDOW_TO_CHANGE_PAYMENT,
            Status.CANCEL,
            "F7",
            guards=[change_of_payment_is_over],
            actions=CANCELS,
        ),
        *auto(
            [*_WITH_SELLER, Status.WINDOW_TO_CHANGE_SELLER, Status.WAITING_FOR_SELLER_DECISION],
            Status.CANCEL,
            "F9",
            when=[payment_lost],
            actions=CANCELS,
        ),
        # The seller cannot fulfil the order: for two days another one can take it over (F5).
        *on(
            RejectBySeller,
            [Status.WAITING_FOR_AUTHORIZATION, Status.PAYMENT_APPROVED, Status.WAITING_SELLER_HANDLING],
            Status.WINDOW_TO_CHANGE_SELLER,
            "F5",
            guards=[not_invoiced_in_part],
        ),
        *on(
            ChangeSeller,
            Status.WINDOW_TO_CHANGE_SELLER,
            Status.WAITING_FOR_AUTHORIZATION,
            "F5",
            actions=[change_seller],
        ),
        *on(
            PassTime,
            Status.WINDOW_TO_CHANGE_SELLER,
            Status.CANCEL,
            "F5",
            guards=[change_of_seller_is_over],
            actions=CANCELS,
        ),
        # The seller handles the order; in multilevel inventory that is a status of its own.
        *auto(
            Status.PAYMENT_APPROVED,
            Status.WAITING_SELLER_HANDLING,
            "F12",
            when=[in_multilevel_inventory, payment_stands],
        ),
        *on(
            ReadyForInvoicing,
            [Status.PAYMENT_APPROVED, Status.WAITING_SELLER_HANDLING],
            Status.READY_FOR_INVOICING,
            "F14",
        ),
        # The seller's invoices complete the value, or the order falls back (I4).
        *on(
            Invoice,
            _WITH_SELLER,
            Status.INVOICE,
            "I3",
            "I4",
            when=[completes_the_value],
            guards=INVOICING,
            actions=[record_invoice, settle_invoiced],
        ),
        *on(
            Invoice,
            _WITH_SELLER,
            Status.PAYMENT_APPROVED,
            "I3",
            "I4",
            when=[leaves_a_rest],
            guards=INVOICING,
            actions=[record_invoice, settle_invoiced],
        ),
        *invoice_keeping(_INVOICEABLE),
        # Once the seller has the order, the seller decides on a cancellation (C8).
        *auto(
            Status.REQUEST_CANCEL,
            Status.WAITING_FOR_SELLER_DECISION,
            "C8",
            when=[seller_has_the_order],
            actions=[tell_seller_of_request],
        ),
        *auto(Status.REQUEST_CANCEL, Status.CANCEL, "C1", "C8", when=[seller_has_nothing_yet], actions=CANCELS),
        # Declined, or carried on by an invoice (C9, C4).
        *on(
            DeclineCancellation,
            Status.WAITING_FOR_SELLER_DECISION,
            Status.CANCELLATION_REQUEST_DENIED,
            "C9",
            guards=DECLINING,
            actions=[decline_request, tell_customer_of_decline],
        ),
        *auto(Status.CANCELLATION_REQUEST_DENIED, Status.PAYMENT_APPROVED, "C9"),
        *on(
            Invoice,
            Status.WAITING_FOR_SELLER_DECISION,
            Status.INVOICE,
            "C4",
            "I4",
            when=[completes_the_value],
            guards=INVOICING,
            actions=[decline_request_by_invoice, tell_customer_of_decline, record_invoice, settle_invoiced],
        ),
        *on(
            Invoice,
            Status.WAITING_FOR_SELLER_DECISION,
            Status.PAYMENT_APPROVED,
            "C4",
            "I4",
            when=[leaves_a_rest],
            guards=INVOICING,
            actions=[decline_request_by_invoice, tell_customer_of_decline, record_invoice, settle_invoiced],
        ),
        # The seller has packed what it sends: the order can still be modified (M2).
        *modifying(_MODIFIABLE),
        # Another order takes the place of this one.
        *on(
            ReplaceOrder,
            Status.PAYMENT_APPROVED,
            Status.REPLACED,
            "I1",
            "I2",
            guards=[may_modify, no_modification_in_progress, covers_invoices],
            actions=[record_replacement],
        ),
        *END_TRANSITIONS,
    ),
    prohibitions=(
        *refusals([Status(state.name) for state in _STATES], invoiceable=_INVOICEABLE),
        *undecided_only([Status(state.name) for state in _STATES], undecided=[Status.WAITING_FOR_SELLER_DECISION]),
        *never(ReplaceOrder, [Status.INVOICE, Status.INVOICED], because=modified_before_invoiced),
        *unmodifiable(Status(state.name) for state in _STATES if state.name not in _MODIFIABLE),
    ),
)
