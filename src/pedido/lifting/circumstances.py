"""Changes of what surrounds a request: the order's status, who asks and how, what Payments can do, the settings."""

from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import Any, Final

from pedido.engine import decide
from pedido.lifting.change import Change
from pedido.machines import DEFINITIONS
from pedido.messages import Label
from pedido.order.actor import PLATFORM, Channel, Resource
from pedido.order.commands import (
    AcknowledgeModification,
    CancelModification,
    Command,
    ConfirmModification,
    CreateModification,
)
from pedido.order.layout import settings_of
from pedido.order.modification import PaymentConfiguration, Workspaces
from pedido.order.modification.asked import Asked
from pedido.order.order import Order
from pedido.order.parts import Acquirer, Connector
from pedido.order.status import Flow, ModificationStatus, Status
from pedido.rules.modification import MODIFIABLE


def status_still_to_come(order: Order, command: CreateModification) -> Iterator[Change]:
    """The order is in a status that accepts modifications, where its flow still leads there."""
    for status in MODIFIABLE:
        if status in _still_to_come(order.flow, order.status):
            yield Change("status", {"status": Label("status", status)}, order.but(status=status), command)


@cache
def _still_to_come(flow: Flow, status: Status) -> frozenset[str]:
    found, reached = {status.value}, {status.value}
    while reached:
        rows = [row for row in DEFINITIONS[flow.value].transitions if row.source in reached and row.dest is not None]
        reached = {str(row.dest) for row in rows} - found
        found |= reached
    return frozenset(found - {status.value})


def resource_given(order: Order, command: CreateModification) -> Iterator[Change]:
    """Whoever asks has a resource that allows it."""
    for resource in (Resource.CHANGE_ORDER, Resource.ORDERS_FULL_ACCESS):
        actor = command.actor.but(resources=command.actor.resources | {resource})
        yield Change("resource", {"resource": resource.value}, order, command.but(actor=actor))


def through_another_channel(order: Order, command: CreateModification) -> Iterator[Change]:
    """The store asks through the API, or in the Admin."""
    for channel in (Channel.API, Channel.ADMIN):
        if channel is not command.channel:
            yield Change("channel", {"channel": Label("channel", channel)}, order, command.but(channel=channel))


def in_an_enabled_workspace(order: Order, command: CreateModification) -> Iterator[Change]:
    """The request comes from a workspace in which the channel is open."""
    for workspace in _enabled(order, command):
        yield Change("workspace", {"workspace": workspace}, order, command.but(workspace=workspace))


def channel_opened(order: Order, command: CreateModification) -> Iterator[Change]:
    """A setting of the store opens the channel; or the request no longer has settings of its own, which close it."""
    rollout = order.settings.modifications.rollout_configuration
    yield _set(order, command, "enableApi", "true", rollout_configuration=rollout.but(enable_api=True))
    if command.channel in _PLACES:
        field, name = _PLACES[command.channel]
        workspaces = (*_enabled(order, command), command.workspace)
        opened = rollout.but(**{field: Workspaces.trusted(enabled_workspaces=workspaces)})
        yield _set(order, command, name, ", ".join(workspaces), rollout_configuration=opened)
    yield from without_settings(order, command)


def without_settings(order: Order, command: CreateModification) -> Iterator[Change]:
    """The request has no settings of its own."""
    yield Change("without_settings", {}, order, command.but(request=command.request.but(settings=None)))


_PLACES: Final = {
    Channel.ADMIN: ("enable_admin_orders", "enableAdminOrders"),
    Channel.MY_ACCOUNT: ("enable_my_orders", "enableMyOrders"),
}
"""The setting that opens a channel in some workspaces: its field, and its name as VTEX writes it."""


def _enabled(order: Order, command: CreateModification) -> tuple[str, ...]:
    if command.channel not in _PLACES:
        return ()
    field, _ = _PLACES[command.channel]
    # A customer's request opens no workspace (P10).
    asked = (
        command.but(request=command.request.but(settings=None)) if command.channel is Channel.MY_ACCOUNT else command
    )
    places: Workspaces = getattr(settings_of(order, asked).rollout_configuration, field)
    return places.enabled_workspaces


def _set(order: Order, command: CreateModification, setting: str, content: str, **configuration: Asked) -> Change:
    settings = order.settings.but(modifications=order.settings.modifications.but(**configuration))
    return Change("setting", {"setting": setting, "content": content}, order.but(settings=settings), command)


def modification_ended(order: Order, command: CreateModification) -> Iterator[Change]:
    """The modification in progress is done, or cancelled."""
    current = order.modifications.in_progress
    assert current is not None  # noqa: S101 - it is what the request is refused for
    who: dict[str, Any] = {"actor": PLATFORM, "at": command.at, "request_id": current.id}
    acknowledged: list[Command] = [AcknowledgeModification(**who, participant=party) for party in current.awaited]
    ways: dict[ModificationStatus, list[Command]] = {
        ModificationStatus.DONE: [*acknowledged, ConfirmModification(**who)],
        ModificationStatus.CANCELED: [CancelModification(**who, reason="-")],
    }
    for dest, commands in ways.items():
        ended = order
        for given in commands:
            ended = decide(ended, given).order
        yield Change("modification", {"request": current.id, "status": Label("status", dest)}, ended, command)


def another_request_id(order: Order, command: CreateModification) -> Iterator[Change]:
    """The modification has an id that no other of the order has."""
    free = next(f"{command.id_for(order)}-{number}" for number in count(2) if not _taken(order, command, number))
    yield Change("request_id", {"request": free}, order, command.but(request_id=free))


def _taken(order: Order, command: CreateModification, number: int) -> bool:
    return order.modifications.get(f"{command.id_for(order)}-{number}") is not None


def reason_given(order: Order, command: CreateModification) -> Iterator[Change]:
    """The request says why."""
    yield Change("reason", {}, order, command.but(request=command.request.but(reason="-")))


def partial_refunds(order: Order, command: CreateModification) -> Iterator[Change]:
    """The connector gives a part of settled money back."""
    yield _paid(order, command, "partial_refunds", connector=order.payment.connector.but(partial_refunds=True))


def charge_without_cvv(order: Order, command: CreateModification) -> Iterator[Change]:
    """The acquirer charges without the card's security code."""
    yield _paid(order, command, "without_cvv", acquirer=order.payment.acquirer.but(without_cvv=True))


def second_charge(order: Order, command: CreateModification) -> Iterator[Change]:
    """The acquirer charges a second time for the same order."""
    yield _paid(order, command, "second_charge", acquirer=order.payment.acquirer.but(second_charge=True))


def _paid(order: Order, command: CreateModification, change: str, **capability: Connector | Acquirer) -> Change:
    return Change(change, {}, order.but(payment=order.payment.but(**capability)), command)


def payment_system_allowed(order: Order, command: CreateModification) -> Iterator[Change]:
    """The store's settings let the payment system of the order charge more (P10)."""
    system = order.payment.system
    if system is not None:
        configuration = settings_of(order, command).payment_configuration
        systems = (*(configuration.custom_payment_systems_allowed or ()), system)
        allowed = PaymentConfiguration.trusted(custom_payment_systems_allowed=systems)
        yield _set(order, command, "customPaymentSystemsAllowed", ", ".join(systems), payment_configuration=allowed)
