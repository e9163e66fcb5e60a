"""When the handling may start."""

from pedido.machine import Verdict, refused, rule
from pedido.messages import Label
from pedido.order.commands import StartHandling
from pedido.order.order import Order
from pedido.order.status import Status
from pedido.rules.sources import API


@rule("F6", source=API, error="OMS003")
def ready_for_handling(order: Order, _command: StartHandling) -> Verdict:
    """Handling starts from ready-for-handling, and from nowhere else."""
    return order.status is Status.READY_FOR_HANDLING or refused(status=Label("status", order.status))
