"""Which License Manager resources a command needs."""

from pedido.machine import Verdict, refused, rule
from pedido.order.actor import Resource
from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.rules.sources import API, DECLINE


@rule("C14", source=(API, DECLINE), error="403")
def may_cancel(_order: Order, command: Command) -> Verdict:
    """Cancelling, and deciding a cancellation request, needs the resource Cancel order."""
    return _has(command, Resource.CANCEL_ORDER)


@rule("I8", source=API, error="403")
def may_notify_invoice(_order: Order, command: Command) -> Verdict:
    """Entering a sales invoice or its tracking needs the resource Notify invoice."""
    return _has(command, Resource.NOTIFY_INVOICE)


@rule("I8", source=API, error="403")
def may_notify_refund(_order: Order, command: Command) -> Verdict:
    """Entering a return invoice needs the resource Notify refund."""
    return _has(command, Resource.NOTIFY_REFUND)


@rule("I8", source=API, error="403")
def may_change_workflow_status(_order: Order, command: Command) -> Verdict:
    """Starting the handling needs the resource Change order workflow status."""
    return _has(command, Resource.CHANGE_ORDER_WORKFLOW_STATUS)


def _has(command: Command, resource: Resource) -> Verdict:
    return resource in command.actor.resources or refused(actor=command.actor.id, resource=resource.value)
