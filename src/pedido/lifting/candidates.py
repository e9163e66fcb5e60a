"""Rule by rule: which single changes may lift its refusal. Nothing else says so, and `lifts` decides each again.

An empty row says that nothing lifts it: another order cannot be made of this one.
"""

from collections.abc import Mapping
from typing import Final

from pedido.lifting.amounts import (
    a_cent_off,
    leaving_prices,
    less_discount,
    moving_total,
    not_negative,
    to_a_positive_total,
    to_the_invoiced,
    to_the_same_total,
    to_what_is_unsettled,
    to_what_the_payment_covers,
    while_unsettled,
)
from pedido.lifting.change import Candidates
from pedido.lifting.circumstances import (
    another_request_id,
    channel_opened,
    charge_without_cvv,
    in_an_enabled_workspace,
    modification_ended,
    partial_refunds,
    payment_system_allowed,
    reason_given,
    resource_given,
    second_charge,
    status_still_to_come,
    through_another_channel,
    without_settings,
)
from pedido.lifting.items import (
    fewer_units,
    in_stock,
    line_told_apart,
    one_unit,
    one_unit_removed,
    sku_of_the_order,
    unit_of_the_order,
    without_item,
    without_part,
    without_price_tags,
)
from pedido.machine import Rule
from pedido.rules import modification, modification_course, modification_request, price_change


def _amount(rule: Rule, *moving: Candidates) -> tuple[Candidates, ...]:
    """Return the changes for a rule about the total: other amounts, fewer units, an item or a part left out."""
    return (*moving, fewer_units(rule), without_item(), without_part)


_RISE: Final = moving_total(to_the_same_total)
_SETTLED: Final = moving_total(to_what_is_unsettled)

CANDIDATES: Final[Mapping[Rule, tuple[Candidates, ...]]] = {
    # The order: what is final stays, and so does where it was sold (I1, M2, M4, M6, M15).
    modification.modified_once_complete: (status_still_to_come,),
    modification.modified_at_rest: (status_still_to_come,),
    modification.modified_while_handled: (status_still_to_come,),
    modification.modified_before_cancellation: (),
    modification.modified_before_invoiced: (),
    modification.not_from_certified_marketplace: (),
    modification.not_from_partner_marketplace: (),
    modification.multilevel_only_from_external_marketplace: (),
    modification.external_only_with_multilevel: (),
    # Who asks, through which channel (M2, M9, P10).
    modification.may_modify: (resource_given,),
    modification.channel_open: (through_another_channel, in_an_enabled_workspace, channel_opened),
    modification.priced_by_store: (through_another_channel, leaving_prices, without_settings),
    modification.in_handling_unless_by_api: (through_another_channel, status_still_to_come),
    modification_course.no_modification_in_progress: (modification_ended,),
    modification_request.request_id_is_new: (another_request_id,),
    # What is asked (M14).
    modification_request.modification_reason_given: (reason_given,),
    modification_request.quantities_positive: (
        one_unit,
        fewer_units(modification_request.quantities_positive, lambda findings: findings.miscounted),
        without_item(lambda findings: findings.miscounted),
        without_part,
    ),
    modification_request.manual_values_not_negative: (not_negative, without_item(), without_part),
    modification_request.items_in_order: (
        line_told_apart(lambda findings: findings.unknown),
        without_item(lambda findings: findings.unknown),
        without_part,
        sku_of_the_order,
    ),
    modification_request.items_unambiguous: (
        line_told_apart(lambda findings: findings.ambiguous),
        without_item(lambda findings: findings.ambiguous),
        without_part,
    ),
    modification_request.not_more_than_there_is: (
        fewer_units(modification_request.not_more_than_there_is, lambda findings: findings.excessive),
        without_item(lambda findings: findings.excessive),
        without_part,
    ),
    modification_request.same_measurement_unit: (
        unit_of_the_order,
        without_item(lambda findings: findings.other_unit),
        without_part,
    ),
    modification_request.items_available: (
        in_stock,
        fewer_units(modification_request.items_available, lambda findings: findings.unavailable),
        without_item(lambda findings: findings.unavailable),
        without_part,
    ),
    modification_request.new_product_to_one_address: (without_item(lambda findings: findings.new), without_part),
    modification_request.changes_something: (a_cent_off, one_unit_removed),
    # What the total comes to (I2, M16, P9).
    modification_request.discount_below_total: (less_discount, without_price_tags, without_item(), without_part),
    modification_request.total_stays_positive: _amount(
        modification_request.total_stays_positive, moving_total(to_a_positive_total)
    ),
    modification_request.total_covers_invoices: _amount(
        modification_request.total_covers_invoices, moving_total(to_the_invoiced)
    ),
    # What the payment takes (P3 to P7): what is settled was paid as it was paid.
    price_change.transaction_open: (),
    price_change.transaction_unfinished: (),
    price_change.payment_covers_decrease: _amount(
        price_change.payment_covers_decrease, moving_total(to_what_the_payment_covers)
    ),
    price_change.settled_with_credit_card: (
        while_unsettled(*_amount(price_change.settled_with_credit_card, _SETTLED)),
    ),
    price_change.settled_before_invoicing: (
        while_unsettled(*_amount(price_change.settled_before_invoicing, _SETTLED)),
    ),
    price_change.partial_refunds_possible: (
        partial_refunds,
        while_unsettled(*_amount(price_change.partial_refunds_possible, _SETTLED)),
    ),
    price_change.method_allows_increase: _amount(price_change.method_allows_increase, payment_system_allowed, _RISE),
    price_change.acquirer_charges_without_cvv: _amount(
        price_change.acquirer_charges_without_cvv, charge_without_cvv, _RISE
    ),
    price_change.acquirer_charges_twice: _amount(price_change.acquirer_charges_twice, second_charge, _RISE),
}
"""The changes that are tried for each rule, in the order in which they are shown."""
