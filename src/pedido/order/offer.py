"""What the catalog answers for a SKU: data on a command, so that deciding asks nobody."""

from pydantic import StrictBool

from pedido.order.amount import ONE, Multiplier
from pedido.order.value import Cents, Name, Quantity, Value


class Offer(Value):
    """A SKU as the store sells it now.

    `price` is in cents for one unit of `measurement_unit`. `stock` is how many units there are; None is more than anybody
    asks for.
    """

    price: Cents
    available: StrictBool = True
    stock: Quantity | None = None
    measurement_unit: Name = "un"
    unit_multiplier: Multiplier = ONE
    name: str = ""
    seller: str | None = None
