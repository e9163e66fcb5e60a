"""The payment transaction: from the authorisation to the settlement (TX)."""

from typing import Final

from pedido.actions.payment import (
    adjust_payment,
    record_refund,
    record_settlement,
    refund_while_canceling,
)
from pedido.machine import MachineDefinition, auto, on, state, stay
from pedido.order.commands import (
    AdjustPayment,
    ApprovePayment,
    ApproveRisk,
    AuthorizePayment,
    ConfirmPaymentCancellation,
    ConfirmRefund,
    ConfirmSettlement,
    DenyPayment,
    RequestSettlement,
    StartRiskAnalysis,
    StartSettlement,
)
from pedido.order.status import PaymentStatus
from pedido.rules.modification_course import no_refund_asked_by_modification
from pedido.rules.payment import (
    adjusted_above_settled,
    adjusted_to_settled,
    invoice_linked,
    nothing_invoiced,
    order_is_placed,
    settles_all,
    settles_in_part,
    within_payment,
    within_settled,
    without_risk_analysis,
)

_UNSETTLED: Final = (
    PaymentStatus.AUTHORIZING,
    PaymentStatus.AUTHORIZED,
    PaymentStatus.ANALYZING_RISK,
    PaymentStatus.RISK_APPROVED,
    PaymentStatus.APPROVED,
    PaymentStatus.SETTLEMENT_REQUESTED,
    PaymentStatus.SETTLING,
)

_SETTLING: Final = (PaymentStatus.APPROVED, PaymentStatus.SETTLEMENT_REQUESTED, PaymentStatus.SETTLING)
_UNAPPROVED: Final = tuple(status for status in _UNSETTLED if status not in _SETTLING)

PAYMENT: Final = MachineDefinition(
    name="payment",
    version="1",
    initial=PaymentStatus.AUTHORIZING.value,
    main_line=(
        PaymentStatus.AUTHORIZING.value,
        PaymentStatus.AUTHORIZED.value,
        PaymentStatus.APPROVED.value,
        PaymentStatus.SETTLEMENT_REQUESTED.value,
        PaymentStatus.SETTLING.value,
        PaymentStatus.SETTLED.value,
        PaymentStatus.FINISHED.value,
    ),
    states=(
        state(PaymentStatus.AUTHORIZING, "T1"),
        state(PaymentStatus.AUTHORIZED, "T1"),
        state(PaymentStatus.ANALYZING_RISK, "T1", branch="approval"),
        state(PaymentStatus.RISK_APPROVED, "T1", branch="approval"),
        state(PaymentStatus.APPROVED, "T1"),
        state(PaymentStatus.SETTLEMENT_REQUESTED, "T1"),
        state(PaymentStatus.SETTLING, "T1"),
        state(PaymentStatus.SETTLED, "T1"),
        state(PaymentStatus.FINISHED, "T3", final=True),
        state(PaymentStatus.CANCELED, "T2", final=True, branch="cancellation"),
    ),
    transitions=(
        # The acquirer authorises; an anti-fraud provider may look at the payment before it is approved.
        *on(AuthorizePayment, PaymentStatus.AUTHORIZING, PaymentStatus.AUTHORIZED, "T1", guards=[order_is_placed]),
        *auto(PaymentStatus.AUTHORIZED, PaymentStatus.APPROVED, "T1", when=[without_risk_analysis]),
        *on(StartRiskAnalysis, PaymentStatus.AUTHORIZED, PaymentStatus.ANALYZING_RISK, "T1"),
        *on(ApproveRisk, PaymentStatus.ANALYZING_RISK, PaymentStatus.RISK_APPROVED, "T1"),
        *on(ApprovePayment, PaymentStatus.RISK_APPROVED, PaymentStatus.APPROVED, "T1"),
        # Settled at once, or amount by amount as the order is invoiced.
        *on(RequestSettlement, PaymentStatus.APPROVED, PaymentStatus.SETTLEMENT_REQUESTED, "T1"),
        *on(StartSettlement, PaymentStatus.SETTLEMENT_REQUESTED, PaymentStatus.SETTLING, "T1"),
        *on(
            ConfirmSettlement,
            PaymentStatus.SETTLING,
            PaymentStatus.SETTLED,
            "T4",
            when=[settles_all],
            guards=[within_payment],
            actions=[record_settlement, refund_while_canceling],
        ),
        *on(
            ConfirmSettlement,
            PaymentStatus.SETTLING,
            PaymentStatus.APPROVED,
            "T4",
            when=[settles_in_part],
            guards=[within_payment],
            actions=[record_settlement, refund_while_canceling],
        ),
        # Finished: settled, and the invoices are linked to the order.
        *auto(PaymentStatus.SETTLED, PaymentStatus.FINISHED, "T3", when=[invoice_linked]),
        # What is settled, all or a part, can be refunded.
        *stay(
            ConfirmRefund,
            [
                PaymentStatus.APPROVED,
                PaymentStatus.SETTLEMENT_REQUESTED,
                PaymentStatus.SETTLING,
                PaymentStatus.SETTLED,
                PaymentStatus.FINISHED,
                PaymentStatus.CANCELED,
            ],
            "T5",
            guards=[within_settled, no_refund_asked_by_modification],
            actions=[record_refund],
        ),
        # A modification of the order changes what is charged (P2, P3); what is settled is raised by a second charge.
        *stay(AdjustPayment, _UNAPPROVED, "P2", "P3", actions=[adjust_payment]),
        *stay(AdjustPayment, _SETTLING, "P2", "P3", when=[adjusted_above_settled], actions=[adjust_payment]),
        *on(
            AdjustPayment,
            _SETTLING,
            PaymentStatus.SETTLED,
            "P2",
            "T4",
            when=[adjusted_to_settled],
            actions=[adjust_payment],
        ),
        *stay(AdjustPayment, PaymentStatus.SETTLED, "P1", when=[adjusted_to_settled], actions=[adjust_payment]),
        *on(
            AdjustPayment,
            PaymentStatus.SETTLED,
            PaymentStatus.APPROVED,
            "P3",
            "P4",
            when=[adjusted_above_settled],
            actions=[adjust_payment],
        ),
        # Denied, or cancelled at any time before it is settled.
        *on(
            DenyPayment,
            [PaymentStatus.AUTHORIZING, PaymentStatus.ANALYZING_RISK],
            PaymentStatus.CANCELED,
            "T2",
            guards=[order_is_placed],
        ),
        *on(
            ConfirmPaymentCancellation,
            _UNSETTLED,
            PaymentStatus.CANCELED,
            "T2",
            guards=[order_is_placed, nothing_invoiced],
        ),
    ),
)
