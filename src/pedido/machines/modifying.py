"""Where an order lets a modification pass, and where it does not: every flow has these rows (M2)."""

from collections.abc import Iterable
from typing import Final

from pedido.actions.invoicing import settle_rest
from pedido.actions.modification import pass_request_on
from pedido.actions.modification_answers import remind_of_inventory, remind_of_other_systems, show_preview
from pedido.machine import Prohibition, TransitionDefinition, auto, never, stay
from pedido.machines.requirements import MODIFYING
from pedido.order.commands import CreateModification, PreviewModification
from pedido.order.status import AUTOMATIC_STATUSES, Status
from pedido.rules.modification import (
    modified_at_rest,
    modified_before_cancellation,
    modified_before_invoiced,
    modified_once_complete,
    modified_while_handled,
)
from pedido.rules.modification_course import modified_to_what_is_invoiced

_REMINDERS: Final = (remind_of_inventory, remind_of_other_systems)

_REASONS: Final = {
    Status.INCOMPLETE: modified_once_complete,
    Status.CANCELED: modified_before_cancellation,
    Status.INVOICE: modified_before_invoiced,
    Status.INVOICED: modified_before_invoiced,
    **dict.fromkeys(AUTOMATIC_STATUSES - {Status.INVOICE}, modified_at_rest),
}
"""Why a status accepts no modification; every other one because it is not one of those that do (M2)."""


def modifying(modifiable: Iterable[Status]) -> tuple[TransitionDefinition, ...]:
    """Return the rows for the statuses of a flow in which an order can be modified."""
    statuses = tuple(modifiable)
    return (
        # The order stays where it is; the modification goes its own way (M17). A preview is the same, and nothing is kept.
        *stay(
            CreateModification,
            statuses,
            "M2",
            "M5",
            "M11",
            "P8",
            guards=MODIFYING,
            actions=[*_REMINDERS, pass_request_on],
        ),
        *stay(
            PreviewModification,
            statuses,
            "M2",
            "M5",
            "M11",
            "P8",
            guards=MODIFYING,
            actions=[*_REMINDERS, show_preview],
        ),
        # It may leave nothing to invoice: then the order goes on as if the last invoice had been entered (I2, I4).
        *auto(
            statuses,
            Status.INVOICE,
            "I2",
            "I4",
            when=[modified_to_what_is_invoiced],
            actions=[settle_rest],
        ),
    )


def unmodifiable(statuses: Iterable[Status]) -> tuple[Prohibition, ...]:
    """Return why an order of a flow is not modified in any of these statuses."""
    return tuple(
        row
        for status in statuses
        for command in (CreateModification, PreviewModification)
        for row in never(command, status, because=_REASONS.get(status, modified_while_handled))
    )
