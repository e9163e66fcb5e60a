"""What a command needs wherever it is given: the guards that tables put together under one name."""

from typing import Final

from pedido.machine import Rule
from pedido.rules.cancellation import acknowledged, not_invoiced_in_part, reason_given, request_known
from pedido.rules.invoicing import number_given, positive_value, within_invoiced, within_value
from pedido.rules.payment import payment_approved
from pedido.rules.permission import may_cancel, may_notify_invoice, may_notify_refund

CANCELLING: Final[tuple[Rule, ...]] = (acknowledged, may_cancel, not_invoiced_in_part)
"""The store's cancellation."""

ACCEPTING: Final[tuple[Rule, ...]] = (request_known, may_cancel, not_invoiced_in_part)
"""Accepting a cancellation request."""

DECLINING: Final[tuple[Rule, ...]] = (request_known, reason_given, may_cancel)
"""Declining a cancellation request."""

INVOICING: Final[tuple[Rule, ...]] = (number_given, positive_value, within_value, payment_approved, may_notify_invoice)
"""A sales invoice."""

RETURNING: Final[tuple[Rule, ...]] = (number_given, positive_value, within_invoiced, may_notify_refund)
"""A return invoice."""
