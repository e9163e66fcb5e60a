"""What is answered to who asks about modifications, and what a person is reminded of."""

from collections.abc import Iterator
from typing import cast

from pedido.actions.modification import modification_of
from pedido.actions.outcome import Outcome
from pedido.machine import action
from pedido.order.commands import (
    CreateModification,
    GetModification,
    GetModificationHistory,
    GetModificationSettings,
    PreviewModification,
    UpdateModificationSettings,
)
from pedido.order.effects import Notice, ShowModification, ShowModifications, ShowModificationSettings
from pedido.order.events import ModificationSettingsUpdated
from pedido.order.layout import plan_of
from pedido.order.modification import DEFAULT_SETTINGS, Modification
from pedido.order.order import Order
from pedido.order.status import ModificationKind
from pedido.rules.sources import API, S2


@action("M11", source=(S2, API))
def show_preview(order: Order, command: PreviewModification) -> Iterator[Outcome]:
    """Answer with the modification as it would be; nothing is kept."""
    yield ShowModification(modification_of(order, command))


@action("M8", source=S2)
def remind_of_inventory(order: Order, command: CreateModification) -> Iterator[Outcome]:
    """The store updates the inventory itself."""
    if set(plan_of(order, command).kinds) - {ModificationKind.CHANGE_PRICE}:
        yield Notice("update_inventory", ("M8",))


@action("M11", source=API)
def remind_of_other_systems(order: Order, command: CreateModification) -> Iterator[Outcome]:
    """What the request has for other systems is neither looked at nor kept here."""
    if command.request.has_other_data:
        yield Notice("other_data_ignored", ("M11",))
    pipeline = plan_of(order, command).settings.pipeline_configuration
    if (
        pipeline.enable_promotion_recalculation
        or pipeline.enable_native_tax_recalculation
        or pipeline.enable_tax_hub_recalculation
    ):
        yield Notice("not_recalculated", ("P10",))


@action("M11", source=API)
def show_modification(order: Order, command: GetModification) -> Iterator[Outcome]:
    """Answer with the details of a modification."""
    yield ShowModification(cast("Modification", order.modifications.get(command.request_id)))


@action("M10", "M11", source=(S2, API))
def show_history(order: Order, _command: GetModificationHistory) -> Iterator[Outcome]:
    """Answer with every modification of the order."""
    yield ShowModifications(tuple(order.modifications))


@action("M11", "P10", source=API)
def show_settings(order: Order, _command: GetModificationSettings) -> Iterator[Outcome]:
    """Answer with the settings that hold for the store."""
    yield ShowModificationSettings(order.settings.modifications.over(DEFAULT_SETTINGS))


@action("M11", "P10", source=API)
def update_settings(_order: Order, command: UpdateModificationSettings) -> Iterator[Outcome]:
    """Keep the store's new settings, and answer with what holds from now on."""
    yield ModificationSettingsUpdated(command.settings, command.at)
    yield ShowModificationSettings(command.settings.over(DEFAULT_SETTINGS))
