"""For each rule an order and a command that it refuses."""

from collections.abc import Mapping
from typing import Final

from pedido import (
    AcceptCancellation,
    Cancel,
    Channel,
    Command,
    ConfirmPaymentCancellation,
    ConfirmRefund,
    ConfirmSettlement,
    DeclineCancellation,
    Invoice,
    InvoiceType,
    Order,
    PassTime,
    ReplaceOrder,
    StartHandling,
    Status,
    Track,
)
from tests.messages.refusing_modifications import REFUSING_MODIFICATIONS
from tests.orders import NOW, STORE, STRANGER, VALUE, order_in, partly_invoiced

_HANDLING: Final = order_in(Status.HANDLING)
_INCOMPLETE: Final = order_in(Status.INCOMPLETE, items=())
_INVOICED: Final = order_in(Status.INVOICED)
_REQUESTED: Final = order_in(Status.CANCELLATION_REQUESTED)
_VERIFYING: Final = order_in(Status.INVOICE)

_CANCEL: Final = Cancel(actor=STORE, at=NOW)
_SALE: Final = Invoice(actor=STORE, at=NOW, number="9", value=VALUE + 1)
_PASS_TIME: Final = PassTime(actor=STORE, at=NOW)
_START_HANDLING: Final = StartHandling(actor=STORE, at=NOW)
_BY_STRANGER: Final = Cancel(actor=STRANGER, at=NOW)
_NOTHING: Final = Invoice(actor=STORE, at=NOW, number=" ", value=0)

REFUSING: Final[Mapping[str, tuple[Order, Command]]] = {
    "has_all_data": (_INCOMPLETE, _CANCEL),
    "order_is_placed": (_INCOMPLETE, _CANCEL),
    "not_incomplete": (_INCOMPLETE, _CANCEL),
    "not_canceled": (order_in(Status.CANCELED), _CANCEL),
    "not_invoiced": (_INVOICED, _CANCEL),
    "not_passing": (_VERIFYING, _CANCEL),
    "not_invoiced_in_part": (partly_invoiced(), _CANCEL),
    "payment_approved": (_INCOMPLETE, _CANCEL),
    "acknowledged": (_HANDLING, Cancel(actor=STORE, at=NOW, channel=Channel.ADMIN)),
    "awaits_decision": (_HANDLING, AcceptCancellation(actor=STORE, at=NOW, request_id="another")),
    "request_known": (_REQUESTED, AcceptCancellation(actor=STORE, at=NOW, request_id="another")),
    "reason_given": (_REQUESTED, DeclineCancellation(actor=STORE, at=NOW, request_id="request-1")),
    "ready_for_handling": (_HANDLING, _START_HANDLING),
    "may_cancel": (_HANDLING, _BY_STRANGER),
    "may_notify_invoice": (_HANDLING, _BY_STRANGER),
    "may_notify_refund": (_HANDLING, _BY_STRANGER),
    "may_change_workflow_status": (_HANDLING, _BY_STRANGER),
    "cancellation_window_is_over": (order_in(Status.WINDOW_TO_CANCEL), _PASS_TIME),
    "decision_is_overdue": (_REQUESTED, _PASS_TIME),
    "authorization_is_overdue": (order_in(Status.AUTHORIZE_FULFILLMENT, changed_at=None), _PASS_TIME),
    "change_of_seller_is_over": (order_in(Status.WINDOW_TO_CHANGE_SELLER), _PASS_TIME),
    "change_of_payment_is_over": (order_in(Status.WINDOW_TO_CHANGE_PAYMENT, changed_at=None), _PASS_TIME),
    "number_given": (_HANDLING, _NOTHING),
    "positive_value": (_HANDLING, _NOTHING),
    "within_value": (_HANDLING, _SALE),
    "returns_follow_invoicing": (_HANDLING, _SALE),
    "within_invoiced": (_INVOICED, _SALE),
    "number_of_same_type": (_INVOICED, _SALE.but(number="1", type=InvoiceType.INPUT)),
    "invoice_known": (_HANDLING, Track(actor=STORE, at=NOW, number="9", tracking_number="BR1")),
    "not_verifying": (_VERIFYING, _SALE),
    "covers_invoices": (partly_invoiced(), ReplaceOrder(actor=STORE, at=NOW, replacement="2", value=1)),
    "within_payment": (_HANDLING, ConfirmSettlement(actor=STORE, at=NOW, value=0)),
    "nothing_invoiced": (partly_invoiced(), ConfirmPaymentCancellation(actor=STORE, at=NOW)),
    "within_settled": (_HANDLING, ConfirmRefund(actor=STORE, at=NOW, value=1)),
    **REFUSING_MODIFICATIONS,
}
