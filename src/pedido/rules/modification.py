"""Which orders may be modified, by whom and through which channel."""

from typing import Final

from pedido.machine import Verdict, refused, rule
from pedido.messages import Label
from pedido.order.actor import Channel, Resource
from pedido.order.commands import Command, CreateModification
from pedido.order.layout import settings_of
from pedido.order.modification import DEFAULT_SETTINGS
from pedido.order.order import Order
from pedido.order.status import AUTOMATIC_STATUSES, MarketplaceKind, Status
from pedido.rules.sources import API, ERRORS, FLOW, ITEMS, S2

MODIFIABLE: Final = (Status.HANDLING, Status.WAITING_FOR_FULFILLMENT, Status.READY_FOR_INVOICING)
"""The statuses in which an order can be modified (M2)."""


@rule("M4", "F2", source=S2)
def modified_once_complete(order: Order, _command: Command) -> Verdict:
    """An incomplete order is not modified."""
    return order.status is not Status.INCOMPLETE or refused()


@rule("M15", source=ERRORS, error="SalesOrderSystem008")
def modified_before_cancellation(order: Order, _command: Command) -> Verdict:
    """A cancelled order is not modified."""
    return order.status is not Status.CANCELED or refused()


@rule("I1", "C5", source=S2)
def modified_before_invoiced(order: Order, _command: Command) -> Verdict:
    """A fully invoiced order is not modified."""
    return order.status not in {Status.INVOICE, Status.INVOICED} or refused(value=order.money(order.value))


@rule("C13", source=FLOW)
def modified_at_rest(order: Order, _command: Command) -> Verdict:
    """A status that the platform leaves by itself accepts no modification."""
    return order.status not in AUTOMATIC_STATUSES or refused(status=Label("status", order.status))


@rule("M2", source=S2)
def modified_while_handled(order: Order, _command: Command) -> Verdict:
    """An order is modified while it is handled, waits for its fulfilment, or is ready for invoicing."""
    return order.status in MODIFIABLE or refused(status=Label("status", order.status))


@rule("M2", source=S2)
def in_handling_unless_by_api(order: Order, command: CreateModification) -> Verdict:
    """A person modifies an order only while it is handled; a program through the API in any of the three statuses."""
    return (
        command.channel is Channel.API
        or order.status is Status.HANDLING
        or refused(status=Label("status", order.status), channel=Label("channel", command.channel.value))
    )


@rule("M6", source=S2)
def not_from_certified_marketplace(order: Order, _command: Command) -> Verdict:
    """An order of a certified marketplace is not modified."""
    return order.marketplace.kind is not MarketplaceKind.CERTIFIED or refused(marketplace=order.marketplace.name or "-")


@rule("M6", source=S2)
def not_from_partner_marketplace(order: Order, _command: Command) -> Verdict:
    """An order of a partner marketplace is not modified."""
    return order.marketplace.kind is not MarketplaceKind.PARTNER or refused(marketplace=order.marketplace.name or "-")


@rule("M6", source=(S2, ITEMS, ERRORS), error="CHK0095")
def multilevel_only_from_external_marketplace(order: Order, _command: Command) -> Verdict:
    """An order of Multilevel Omnichannel Inventory is modified only where an external marketplace sold it."""
    return not order.multilevel_inventory or order.marketplace.kind is MarketplaceKind.EXTERNAL or refused()


@rule("M6", source=S2)
def external_only_with_multilevel(order: Order, _command: Command) -> Verdict:
    """An order of an external marketplace is modified only in Multilevel Omnichannel Inventory."""
    return (
        order.multilevel_inventory
        or order.marketplace.kind is not MarketplaceKind.EXTERNAL
        or refused(marketplace=order.marketplace.name or "-")
    )


@rule("M9", source=(S2, API), error="403")
def may_modify(_order: Order, command: Command) -> Verdict:
    """Modifying needs the resource Orders Full Access or Change order; the customer in My Account has none."""
    if isinstance(command, CreateModification) and command.channel is Channel.MY_ACCOUNT:
        return True
    return not _MODIFYING.isdisjoint(command.actor.resources) or refused(actor=command.actor.id)


_MODIFYING: Final = frozenset({Resource.ORDERS_FULL_ACCESS, Resource.CHANGE_ORDER})


@rule("M9", "P10", source=(S2, API))
def priced_by_store(_order: Order, command: CreateModification) -> Verdict:
    """In My Account a customer chooses items; prices, manual values and settings are the store's."""
    request = command.request
    chosen = command.channel is not Channel.MY_ACCOUNT or not (request.sets_prices or request.settings)
    return chosen or refused()


@rule("M9", source=API, error="403")
def may_view(_order: Order, command: Command) -> Verdict:
    """Looking at the settings for modifications needs the resource View order, or one that allows modifying."""
    return not _VIEWING.isdisjoint(command.actor.resources) or refused(actor=command.actor.id)


_VIEWING: Final = _MODIFYING | {Resource.VIEW_ORDER}


@rule("P10", source=API)
def channel_open(order: Order, command: CreateModification) -> Verdict:
    """The channel is open: the API as such, and in the Admin or My Account the workspace. A customer's request opens none."""
    by_customer = command.channel is Channel.MY_ACCOUNT
    settings = order.settings.modifications.over(DEFAULT_SETTINGS) if by_customer else settings_of(order, command)
    rollout = settings.rollout_configuration
    places = {Channel.ADMIN: rollout.enable_admin_orders, Channel.MY_ACCOUNT: rollout.enable_my_orders}
    place = places.get(command.channel)
    open_in = place.enabled_workspaces if place is not None else ("*",)
    is_open = bool(rollout.enable_api) and ("*" in open_in or command.workspace in open_in)
    return is_open or refused(channel=Label("channel", command.channel.value), workspace=command.workspace)
