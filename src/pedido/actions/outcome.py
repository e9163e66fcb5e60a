"""What an action may yield."""

from pedido.order.commands import Command
from pedido.order.effects import Effect, Notice
from pedido.order.events import Event

Outcome = Event | Effect | Notice | Command
"""An event that changes the order, an effect for others, a notice for a person, or a command for the payment."""
