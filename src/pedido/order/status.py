"""The names of statuses, flows and kinds, as VTEX writes them."""

from pedido.order.word import Word


class Status(Word):
    """The status of an order (FLOW). An order that VTEX gives no status is `incomplete`."""

    INCOMPLETE = "incomplete"
    ORDER_CREATED = "order-created"
    ON_ORDER_COMPLETED = "on-order-completed"
    ON_ORDER_COMPLETED_FFM = "on-order-completed-ffm"
    ORDER_ACCEPTED = "order-accepted"
    ORDER_CREATE_ERROR = "order-create-error"
    ORDER_CREATION_ERROR = "order-creation-error"
    WAITING_FOR_AUTHORIZATION = "waiting-for-authorization"
    WAITING_FOR_ORDER_AUTHORIZATION = "waiting-for-order-authorization"
    WAITING_FOR_MKT_AUTHORIZATION = "waiting-for-mkt-authorization"
    PAYMENT_PENDING = "payment-pending"
    APPROVE_PAYMENT = "approve-payment"
    PAYMENT_APPROVED = "payment-approved"
    PAYMENT_DENIED = "payment-denied"
    WINDOW_TO_CHANGE_PAYMENT = "window-to-change-payment"
    WINDOW_TO_CHANGE_SELLER = "window-to-change-seller"
    WAITING_FFMT_AUTHORIZATION = "waiting-ffmt-authorization"
    WAITING_FOR_MANUAL_AUTHORIZATION = "waiting-for-manual-authorization"
    WAITING_SELLER_HANDLING = "waiting-seller-handling"
    AUTHORIZE_FULFILLMENT = "authorize-fulfillment"
    WINDOW_TO_CANCEL = "window-to-cancel"
    READY_FOR_HANDLING = "ready-for-handling"
    START_HANDLING = "start-handling"
    HANDLING = "handling"
    WAITING_FOR_FULFILLMENT = "waiting-for-fulfillment"
    READY_FOR_INVOICING = "ready-for-invoicing"
    REQUEST_CANCEL = "request-cancel"
    WAITING_FOR_SELLER_DECISION = "waiting-for-seller-decision"
    CANCELLATION_REQUESTED = "cancellation-requested"
    CANCELLATION_REQUEST_DENIED = "cancellation-request-denied"
    CANCELLATION_REQUEST_DENIED_FFM = "cancellation-request-denied-ffm"
    INVOICE_AFTER_CANCELLATION_DENY = "invoice-after-cancellation-deny"
    CANCEL = "cancel"
    CANCELED = "canceled"
    INVOICE = "invoice"
    INVOICED = "invoiced"
    REPLACED = "replaced"


class Flow(Word):
    """Which part of a sale the store plays in this order (FLOW)."""

    COMPLETE = "complete"
    SELLER = "seller"
    MARKETPLACE = "marketplace"
    CHAIN = "chain"


class PaymentStatus(Word):
    """The status of the payment transaction (TX)."""

    AUTHORIZING = "authorizing"
    AUTHORIZED = "authorized"
    ANALYZING_RISK = "analyzing-risk"
    RISK_APPROVED = "risk-approved"
    APPROVED = "approved"
    SETTLEMENT_REQUESTED = "settlement-requested"
    SETTLING = "settling"
    SETTLED = "settled"
    FINISHED = "finished"
    CANCELED = "canceled"


class ReservationStatus(Word):
    """What has become of the reserved items (FLOW)."""

    RESERVED = "reserved"
    CONFIRMED = "confirmed"
    ACKNOWLEDGED = "acknowledged"
    RELEASED = "released"


class InvoiceType(Word):
    """A sale leaves the store, a return comes back (API)."""

    OUTPUT = "Output"
    INPUT = "Input"


class MarketplaceKind(Word):
    """How the marketplace of an order is connected."""

    VTEX = "vtex"
    CERTIFIED = "certified"
    PARTNER = "partner"
    EXTERNAL = "external"


class ModificationStatus(Word):
    """The status of one modification (M17). Where there is none that somebody speaks of, it is `none`."""

    NONE = "none"
    PREPARING = "preparing"
    WAITING_ACKNOWLEDGEMENT = "waiting-acknowledgement"
    WAITING_CONFIRMATION = "waiting-confirmation"
    DONE = "done"
    CANCELING = "canceling"
    CANCELED = "canceled"


class ModificationKind(Word):
    """In which way a modification changes the order (M1)."""

    ADD = "add"
    REMOVE = "remove"
    CHANGE_WEIGHT = "change-weight"
    REPLACE = "replace"
    CHANGE_PRICE = "change-price"


class Party(Word):
    """Somebody who takes part in the order beside this store, or is told about it."""

    SELLER = "seller"
    MARKETPLACE = "marketplace"
    CUSTOMER = "customer"


class DeadlineKind(Word):
    """What ends by itself when its time has come."""

    CANCELLATION_WINDOW = "cancellation_window"
    UNDECIDED_CANCELLATION = "undecided_cancellation"
    MISSING_AUTHORIZATION = "missing_authorization"
    CHANGE_OF_SELLER = "change_of_seller"
    CHANGE_OF_PAYMENT = "change_of_payment"


FINISHED_MODIFICATION = frozenset({ModificationStatus.DONE, ModificationStatus.CANCELED})
"""The statuses in which nothing more becomes of a modification (M17)."""

AUTOMATIC_STATUSES = frozenset(
    {
        Status.ORDER_CREATED,
        Status.ON_ORDER_COMPLETED,
        Status.ON_ORDER_COMPLETED_FFM,
        Status.ORDER_CREATE_ERROR,
        Status.ORDER_CREATION_ERROR,
        Status.APPROVE_PAYMENT,
        Status.START_HANDLING,
        Status.REQUEST_CANCEL,
        Status.CANCELLATION_REQUEST_DENIED,
        Status.CANCELLATION_REQUEST_DENIED_FFM,
        Status.INVOICE_AFTER_CANCELLATION_DENY,
        Status.CANCEL,
        Status.INVOICE,
    }
)
"""The starred statuses of FLOW: the platform leaves them by itself (C13)."""
