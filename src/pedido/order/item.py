"""The lines of an order."""

from typing import Self

from pedido.order.amount import ONE, Multiplier, half_even, line_value
from pedido.order.value import Cents, Name, Quantity, SignedCents, Value


class Item(Value):
    """A line of the order.

    `unit_price` is in cents for one `measurement_unit`, and one unit of the item is `unit_multiplier` of those: 0.35
    kilograms, say. `discount` (negative), `tax` and `shipping` are in cents for the whole line. `address_id` is where the
    line goes.
    """

    sku: Name
    quantity: Quantity
    unit_price: Cents
    name: str = ""
    unique_id: str | None = None
    seller: str | None = None
    measurement_unit: Name = "un"
    unit_multiplier: Multiplier = ONE
    discount: SignedCents = 0
    tax: SignedCents = 0
    shipping: Cents = 0
    address_id: str | None = None

    @property
    def value(self) -> int:
        """What the line is worth before discounts and taxes, in cents."""
        if self.unit_multiplier is ONE:
            return self.unit_price * self.quantity
        return line_value(self.unit_price, self.quantity, self.unit_multiplier)

    def of(self, quantity: int) -> Self:
        """Return the same line for another quantity; discount and tax stay in proportion, rounded half to even (M16)."""
        if quantity == self.quantity:
            return self
        if self.quantity == 0:
            return self.but(quantity=quantity)
        return self.but(
            quantity=quantity,
            discount=half_even(self.discount * quantity, self.quantity),
            tax=half_even(self.tax * quantity, self.quantity),
        )
