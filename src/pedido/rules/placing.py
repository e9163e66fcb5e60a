"""How an order comes into being and which way it takes."""

from pedido.machine import Verdict, choice, refused, rule
from pedido.order.commands import Command, FailCreation
from pedido.order.order import Order
from pedido.order.status import ReservationStatus
from pedido.rules.sources import API, FLOW, S2


@rule("F2", source=(S2, API))
def has_all_data(order: Order, _command: Command) -> Verdict:
    """An order without items or without a value is incomplete, and stays so."""
    return (bool(order.items) and order.value > 0) or refused(items=len(order.items), value=order.money(order.value))


@choice("F10", source=FLOW)
def registered(_order: Order, command: FailCreation) -> bool:
    """The order was registered before its creation failed."""
    return command.registered


@choice("F10", source=FLOW)
def not_registered(_order: Order, command: FailCreation) -> bool:
    """The creation failed before the order was registered."""
    return not command.registered


@choice("F11", source=FLOW)
def needs_order_authorization(order: Order, _command: Command) -> bool:
    """The buyer's organisation approves orders."""
    return order.settings.order_authorization


@choice("F11", source=FLOW)
def needs_no_order_authorization(order: Order, _command: Command) -> bool:
    """Nobody else has to approve the order."""
    return not order.settings.order_authorization


@choice("F4", source=FLOW)
def authorized_by_marketplace(order: Order, _command: Command) -> bool:
    """The marketplace authorises the fulfilment."""
    return not order.settings.manual_authorization


@choice("F4", source=FLOW)
def authorized_by_hand(order: Order, _command: Command) -> bool:
    """The seller authorises the fulfilment by hand."""
    return order.settings.manual_authorization


@choice("F12", source=FLOW)
def in_multilevel_inventory(order: Order, _command: Command) -> bool:
    """The order runs through Multilevel Omnichannel Inventory (MOI)."""
    return order.multilevel_inventory


@choice("F8", source=FLOW)
def reservation_confirmed(order: Order, _command: Command) -> bool:
    """Logistics has confirmed the reservation."""
    return order.reservation is ReservationStatus.CONFIRMED
