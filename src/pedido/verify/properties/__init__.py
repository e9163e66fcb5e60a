"""What always holds, whatever happens in whatever order: each property is a short function with its facts."""

from typing import Any, Final

from pedido.verify.properties.deciding import (
    availability_agrees_with_refusals,
    history_only_grows,
    one_automatic_transition_at_a_time,
    one_transition_for_each_command,
    orders_are_the_fold_of_their_events,
    records_are_kept,
    refusals_are_of_one_kind,
)
from pedido.verify.properties.endings import (
    final_statuses_are_final,
    handling_is_canceled_by_request,
    invoiced_orders_are_not_canceled,
)
from pedido.verify.properties.failing import automatic_steps_end, every_case_is_decided
from pedido.verify.properties.modifying import one_modification_at_a_time, preview_equals_create
from pedido.verify.properties.money import (
    canceled_orders_keep_no_money,
    invoiced_orders_are_settled,
    money_is_conserved,
    no_more_is_taken_than_charged,
    value_covers_invoices,
)
from pedido.verify.properties.property import Complaint, OfDecision, OfError, OfGraph, OfState, Property
from pedido.verify.properties.reaching import an_end_can_be_reached

OF_STATES: Final[tuple[Property[OfState], ...]] = (
    invoiced_orders_are_not_canceled,
    value_covers_invoices,
    no_more_is_taken_than_charged,
    canceled_orders_keep_no_money,
    invoiced_orders_are_settled,
)
OF_SITUATIONS: Final[tuple[Property[OfState], ...]] = (availability_agrees_with_refusals,)
"""Asked once for every combination of the statuses of an order, its payment and its modification: it decides everything anew."""

OF_CHANGES: Final[tuple[Property[OfDecision], ...]] = (
    final_statuses_are_final,
    handling_is_canceled_by_request,
    one_modification_at_a_time,
    money_is_conserved,
    one_automatic_transition_at_a_time,
    orders_are_the_fold_of_their_events,
    history_only_grows,
    records_are_kept,
)
OF_DECISIONS: Final[tuple[Property[OfDecision], ...]] = (
    one_transition_for_each_command,
    refusals_are_of_one_kind,
    preview_equals_create,
)
OF_ERRORS: Final[tuple[Property[OfError], ...]] = (automatic_steps_end, every_case_is_decided)
OF_GRAPHS: Final[tuple[Property[OfGraph], ...]] = (an_end_can_be_reached,)

PROPERTIES: Final[tuple[Property[Any], ...]] = (
    *OF_STATES,
    *OF_CHANGES,
    *OF_DECISIONS,
    *OF_SITUATIONS,
    *OF_ERRORS,
    *OF_GRAPHS,
)
"""Every property, in the order of the page."""

__all__ = [
    "OF_CHANGES",
    "OF_DECISIONS",
    "OF_ERRORS",
    "OF_GRAPHS",
    "OF_SITUATIONS",
    "OF_STATES",
    "PROPERTIES",
    "Complaint",
    "OfDecision",
    "OfError",
    "OfGraph",
    "OfState",
    "Property",
]
