"""What a command needs wherever it is given: the guards that tables put together under one name."""

from typing import Final

from pedido.machine import Rule
from pedido.rules.cancellation import acknowledged, not_invoiced_in_part, reason_given, request_known
from pedido.rules.invoicing import number_given, positive_value, within_invoiced, within_value
from pedido.rules.modification import (
    channel_open,
    external_only_with_multilevel,
    in_handling_unless_by_api,
    may_modify,
    multilevel_only_from_external_marketplace,
    not_from_certified_marketplace,
    not_from_partner_marketplace,
    priced_by_store,
)
from pedido.rules.modification_course import no_modification_in_progress, not_invoiced_while_modified
from pedido.rules.modification_request import (
    changes_something,
    discount_below_total,
    items_available,
    items_in_order,
    items_unambiguous,
    manual_values_not_negative,
    modification_reason_given,
    new_product_to_one_address,
    not_more_than_there_is,
    quantities_positive,
    request_id_is_new,
    same_measurement_unit,
    total_covers_invoices,
    total_stays_positive,
)
from pedido.rules.payment import payment_approved
from pedido.rules.permission import may_cancel, may_notify_invoice, may_notify_refund
from pedido.rules.price_change import (
    acquirer_charges_twice,
    acquirer_charges_without_cvv,
    method_allows_increase,
    partial_refunds_possible,
    payment_covers_decrease,
    settled_before_invoicing,
    settled_with_credit_card,
    transaction_open,
    transaction_unfinished,
)

CANCELLING: Final[tuple[Rule, ...]] = (acknowledged, may_cancel, not_invoiced_in_part)
"""The store's cancellation."""

ACCEPTING: Final[tuple[Rule, ...]] = (request_known, may_cancel, not_invoiced_in_part)
"""Accepting a cancellation request."""

DECLINING: Final[tuple[Rule, ...]] = (request_known, reason_given, may_cancel)
"""Declining a cancellation request."""

INVOICING: Final[tuple[Rule, ...]] = (
    number_given,
    positive_value,
    within_value,
    payment_approved,
    not_invoiced_while_modified,
    may_notify_invoice,
)
"""A sales invoice."""

RETURNING: Final[tuple[Rule, ...]] = (number_given, positive_value, within_invoiced, may_notify_refund)
"""A return invoice."""

MODIFYING: Final[tuple[Rule, ...]] = (
    may_modify,
    channel_open,
    priced_by_store,
    in_handling_unless_by_api,
    not_from_certified_marketplace,
    not_from_partner_marketplace,
    multilevel_only_from_external_marketplace,
    external_only_with_multilevel,
    no_modification_in_progress,
    request_id_is_new,
    modification_reason_given,
    quantities_positive,
    manual_values_not_negative,
    items_in_order,
    items_unambiguous,
    not_more_than_there_is,
    same_measurement_unit,
    items_available,
    new_product_to_one_address,
    changes_something,
    discount_below_total,
    total_stays_positive,
    total_covers_invoices,
    transaction_open,
    transaction_unfinished,
    payment_covers_decrease,
    settled_with_credit_card,
    settled_before_invoicing,
    partial_refunds_possible,
    method_allows_increase,
    acquirer_charges_without_cvv,
    acquirer_charges_twice,
)
"""A modification."""
