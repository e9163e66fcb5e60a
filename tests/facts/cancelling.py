"""The commands of a cancellation, and where they are given."""

from pedido import (
    AcceptCancellation,
    Cancel,
    CustomerCancel,
    DeclineCancellation,
    Flow,
    Invoice,
    Status,
)
from pedido.machines import DEFINITIONS
from tests.orders import (
    DELIVERING,
    FLOWS,
    NOW,
    REQUEST,
    STORE,
    STRANGER,
    VALUE,
)

CANCEL = Cancel(actor=STORE, at=NOW, reason="Out of stock")
CUSTOMER_CANCEL = CustomerCancel(actor=STRANGER, at=NOW, reason="Changed my mind")
ACCEPT = AcceptCancellation(actor=STORE, at=NOW, request_id=REQUEST)
DECLINE = DeclineCancellation(actor=STORE, at=NOW, request_id=REQUEST, reason="Already on its way")
REST = Invoice(actor=STORE, at=NOW, number="9", value=VALUE)

ONE_STEP = {
    Flow.COMPLETE: (
        Status.WAITING_FOR_AUTHORIZATION,
        Status.WAITING_FOR_ORDER_AUTHORIZATION,
        Status.PAYMENT_PENDING,
        Status.PAYMENT_DENIED,
        Status.PAYMENT_APPROVED,
        Status.AUTHORIZE_FULFILLMENT,
        Status.WINDOW_TO_CANCEL,
        Status.WAITING_FOR_FULFILLMENT,
        Status.READY_FOR_INVOICING,
        Status.WAITING_FOR_SELLER_DECISION,
        Status.CANCELLATION_REQUESTED,
    ),
    Flow.SELLER: (
        Status.ORDER_ACCEPTED,
        Status.WAITING_FFMT_AUTHORIZATION,
        Status.WAITING_FOR_MANUAL_AUTHORIZATION,
        Status.AUTHORIZE_FULFILLMENT,
        Status.WINDOW_TO_CANCEL,
        Status.WAITING_FOR_FULFILLMENT,
        Status.READY_FOR_INVOICING,
        Status.CANCELLATION_REQUESTED,
    ),
    Flow.MARKETPLACE: (
        Status.WAITING_FOR_AUTHORIZATION,
        Status.WAITING_FOR_ORDER_AUTHORIZATION,
        Status.PAYMENT_PENDING,
        Status.PAYMENT_DENIED,
        Status.WINDOW_TO_CHANGE_PAYMENT,
        Status.WINDOW_TO_CHANGE_SELLER,
        Status.WAITING_FOR_SELLER_DECISION,
    ),
    Flow.CHAIN: (
        Status.WAITING_FOR_AUTHORIZATION,
        Status.WAITING_FOR_MKT_AUTHORIZATION,
        Status.PAYMENT_PENDING,
        Status.PAYMENT_DENIED,
        Status.PAYMENT_APPROVED,
    ),
}
"""Where one cancellation of the store is enough."""
WITH_SELLER = (Status.PAYMENT_APPROVED, Status.WAITING_SELLER_HANDLING, Status.READY_FOR_INVOICING)
"""Where the marketplace's order is in the seller's hands."""
CANCELLABLE = [(flow, status) for flow, statuses in ONE_STEP.items() for status in statuses]
TWO_STEPS = [(flow, status) for flow in DELIVERING for status in (Status.READY_FOR_HANDLING, Status.HANDLING)]
PASSING = [(flow, Status(state.name)) for flow in FLOWS for state in DEFINITIONS[flow].states if state.automatic]
DECIDABLE = [
    (Flow.COMPLETE, Status.CANCELLATION_REQUESTED),
    (Flow.COMPLETE, Status.WAITING_FOR_SELLER_DECISION),
    (Flow.SELLER, Status.CANCELLATION_REQUESTED),
    (Flow.MARKETPLACE, Status.WAITING_FOR_SELLER_DECISION),
]
"""Where a cancellation request is decided."""
