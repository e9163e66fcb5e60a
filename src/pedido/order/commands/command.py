"""What every command carries."""

from typing import ClassVar, Self

from pedido.order.actor import Actor
from pedido.order.order import Order
from pedido.order.value import Moment, Value


class Command(Value):
    """What every command carries.

    `trigger` is the name by which the machines know it. One that is `internal` is given by a machine of the order to another,
    and by nobody else. `circumstances` are the fields that who gives it does not choose: given again they may be others, and it
    is the same command.
    """

    trigger: ClassVar[str]
    internal: ClassVar[bool] = False
    circumstances: ClassVar[frozenset[str]] = frozenset({"at"})

    actor: Actor
    at: Moment

    @property
    def by_customer(self) -> bool:
        """Tell whether the customer wants it."""
        return False

    @classmethod
    def typical(cls, order: Order, actor: Actor, at: Moment) -> Self:  # noqa: ARG003 - each command looks at what it needs
        """Return the command as it would reasonably be given to this order: to ask whether it is possible."""
        return cls(actor=actor, at=at)
