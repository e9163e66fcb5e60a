"""How every flow ends: what its last statuses accept, and what they refuse."""

from collections.abc import Iterable
from typing import Final

from pedido.actions.cancellation import tell_customer_of_cancellation, tell_marketplace_of_cancellation
from pedido.actions.invoicing import (
    add_tracking,
    record_invoice,
    refund_returned,
    replace_receipt,
    tell_customer_of_invoice,
    tell_marketplace_of_invoice,
)
from pedido.machine import Prohibition, StateDefinition, TransitionDefinition, auto, never, state, stay
from pedido.machines.requirements import RETURNING
from pedido.order.commands import (
    AcceptCancellation,
    Cancel,
    CustomerCancel,
    DeclineCancellation,
    Invoice,
    Track,
)
from pedido.order.status import AUTOMATIC_STATUSES, Status
from pedido.rules.cancellation import (
    awaits_decision,
    not_canceled,
    not_incomplete,
    not_invoiced,
    not_passing,
)
from pedido.rules.invoicing import (
    invoice_known,
    invoiced_and_settled,
    is_return,
    is_sale,
    known_return,
    known_sale,
    not_verifying,
    number_known,
    number_of_same_type,
    returns_follow_invoicing,
)
from pedido.rules.payment import payment_returned
from pedido.rules.permission import may_notify_invoice, may_notify_refund

END_STATES: Final[tuple[StateDefinition, ...]] = (
    state(Status.INVOICE, "I4", automatic=True),
    state(Status.INVOICED, "C5", final=True),
    state(Status.CANCEL, "C17", automatic=True, branch="cancellation"),
    state(Status.CANCELED, "C2", final=True, branch="cancellation"),
)

END_TRANSITIONS: Final = (
    # The platform verifies the invoices: they cover the value, and the payment is settled (I4).
    *auto(
        Status.INVOICE,
        Status.INVOICED,
        "I4",
        when=[invoiced_and_settled],
        actions=[tell_customer_of_invoice],
    ),
    # Payments confirms that the money is cancelled or refunded (C17).
    *auto(
        Status.CANCEL,
        Status.CANCELED,
        "C17",
        when=[payment_returned],
        actions=[tell_customer_of_cancellation, tell_marketplace_of_cancellation],
    ),
    # An invoiced order still takes the number of an invoice again, for a new receipt (I6).
    *stay(
        Invoice,
        Status.INVOICED,
        "I6",
        when=[known_sale],
        guards=[number_of_same_type, may_notify_invoice],
        actions=[replace_receipt],
    ),
    *stay(
        Invoice,
        Status.INVOICED,
        "I6",
        when=[known_return],
        guards=[number_of_same_type, may_notify_refund],
        actions=[replace_receipt],
    ),
    # The way back for goods is a return invoice, which changes no status (C5, I5).
    *stay(
        Invoice,
        Status.INVOICED,
        "C5",
        "I5",
        when=[is_return],
        guards=RETURNING,
        actions=[record_invoice, refund_returned, tell_marketplace_of_invoice],
    ),
)

END_PROHIBITIONS: Final = (
    *never(Cancel, Status.INCOMPLETE, because=not_incomplete),
    *never(CustomerCancel, Status.INCOMPLETE, because=not_incomplete),
    *never(Cancel, Status.CANCELED, because=not_canceled),
    *never(CustomerCancel, Status.CANCELED, because=not_canceled),
    *never(Invoice, Status.CANCELED, because=not_canceled),
    *never(Cancel, Status.INVOICED, because=not_invoiced),
    *never(CustomerCancel, Status.INVOICED, because=not_invoiced),
    *never(Invoice, Status.INVOICED, because=not_invoiced, when=[is_sale]),
    *never(Invoice, Status.INVOICE, because=not_verifying, when=[is_sale]),
)


def invoice_keeping(
    invoiceable: Iterable[Status], *, trackable: Iterable[Status] = ()
) -> tuple[TransitionDefinition, ...]:
    """Rows for the statuses in which there may be invoices: a known number again (I6), and tracking (I9).

    `trackable` are statuses in which nothing is invoiced, but an invoice may have been entered before.
    """
    open_to_invoices = (*invoiceable, Status.INVOICE)
    return (
        *stay(
            Invoice,
            open_to_invoices,
            "I6",
            when=[number_known],
            guards=[number_of_same_type, may_notify_invoice],
            actions=[replace_receipt],
        ),
        *stay(
            Track,
            (*open_to_invoices, *trackable, Status.INVOICED),
            "I9",
            guards=[invoice_known, may_notify_invoice],
            actions=[add_tracking],
        ),
    )


def undecided_only(statuses: Iterable[Status], *, undecided: Iterable[Status]) -> tuple[Prohibition, ...]:
    """Accepting and declining where no cancellation waits for it (C9)."""
    elsewhere = tuple(status for status in statuses if status not in set(undecided))
    return (
        *never(AcceptCancellation, elsewhere, because=awaits_decision),
        *never(DeclineCancellation, elsewhere, because=awaits_decision),
    )


def refusals(statuses: Iterable[Status], *, invoiceable: Iterable[Status]) -> tuple[Prohibition, ...]:
    """What the flow with these statuses refuses, and why."""
    passing = tuple(status for status in statuses if status in AUTOMATIC_STATUSES)
    return (
        *END_PROHIBITIONS,
        *never(Cancel, passing, because=not_passing),
        *never(CustomerCancel, passing, because=not_passing),
        *never(Invoice, (*invoiceable, Status.INVOICE), because=returns_follow_invoicing, when=[is_return]),
    )
