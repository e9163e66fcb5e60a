"""The lines of an order while a request is laid out on them."""

from collections import Counter
from collections.abc import Callable, Collection
from functools import cached_property

from pedido.order.item import Item
from pedido.order.value import MAX_QUANTITY


class Lines:
    """The lines as they have become so far: those the order had, in their places, and fresh ones after them.

    `name` gives a fresh line its id, where it was given none: by how many there are before it.
    """

    def __init__(self, items: tuple[Item, ...], name: Callable[[int], str]) -> None:
        """Start with the lines of the order."""
        self.before = items
        self.now = list(items)
        self.fresh: list[Item] = []
        self._name = name
        self._fresh_units: Counter[str] = Counter()
        self._fresh_ids: set[tuple[str, str | None]] = set()
        self._places: dict[str, list[int]] = {}
        for position, line in enumerate(items):
            self._places.setdefault(line.sku, []).append(position)

    @cached_property
    def _places_by_id(self) -> dict[tuple[str, str | None], list[int]]:
        """Where the lines are by SKU and id; made when it is asked for, as a request seldom tells lines apart."""
        found: dict[tuple[str, str | None], list[int]] = {}
        for position, line in enumerate(self.before):
            found.setdefault((line.sku, line.unique_id), []).append(position)
        return found

    def positions_of(self, sku: str, unique_id: str | None = None) -> list[int]:
        """Find the lines of a SKU; only the one of that id, where one is given."""
        if unique_id is None:
            return self._places.get(sku, [])
        return self._places_by_id.get((sku, unique_id), [])

    def line(self, position: int) -> Item:
        """Return a line as it has become; one that was taken away whole, as it was."""
        return self.now[position] if self.now[position].quantity else self.before[position]

    def take(self, position: int, quantity: int) -> Item:
        """Take units of a line away, and return them; the freight goes with the last of them."""
        line = self.now[position]
        rest = line.of(line.quantity - quantity)
        self.now[position] = rest if rest.quantity else rest.but(shipping=0)
        return line.but(
            quantity=quantity,
            discount=line.discount - rest.discount,
            tax=line.tax - rest.tax,
            shipping=0 if rest.quantity else line.shipping,
        )

    def put_back(self, item: Item) -> None:
        """Put units of a line in its place, or back on it if they are what it still has; else on a line of their own."""
        for position in self._places_by_id.get((item.sku, item.unique_id), []):
            line = self.now[position]
            if not line.quantity:
                self.now[position] = item
                return
            if _are_alike(line, item) and line.quantity + item.quantity <= MAX_QUANTITY:
                self.now[position] = _together(line, item)
                return
        self.add(item.but(unique_id=None))

    def add(self, item: Item) -> Item:
        """Add a fresh line, and return it with its id: the one it was given, unless another line of the SKU has it."""
        key = (item.sku, item.unique_id)
        is_free = item.unique_id is not None and key not in self._fresh_ids and not self.positions_of(*key)
        line = item if is_free else item.but(unique_id=self._name(len(self.fresh)))
        self._fresh_ids.add(key)
        self._fresh_units[line.sku] += line.quantity
        self.fresh.append(line)
        return line

    def gained(self, sku: str) -> int:
        """Return how many units of a SKU there are more than before."""
        places = self.positions_of(sku)
        on_lines = sum(self.now[place].quantity - self.before[place].quantity for place in places)
        return on_lines + self._fresh_units[sku]

    def kept(self, invoiced: Collection[int]) -> tuple[int, ...]:
        """Return the positions of the lines that stay: not those taken away whole, unless an invoice speaks of them."""
        return tuple(
            position
            for position, line in enumerate(self.now)
            if line.quantity or line is self.before[position] or position in invoiced
        )

    def change(self) -> dict[str, int]:
        """Sum up how much the lines change, in cents."""
        pairs = [(old, new) for old, new in zip(self.before, self.now, strict=True) if old is not new]
        gone, come = [old for old, _ in pairs], [*(new for _, new in pairs), *self.fresh]
        return {
            "items": sum(line.value for line in come) - sum(line.value for line in gone),
            "discounts": sum(line.discount for line in come) - sum(line.discount for line in gone),
            "tax": sum(line.tax for line in come) - sum(line.tax for line in gone),
        }


def _are_alike(line: Item, item: Item) -> bool:
    """Tell whether units on two lines are the same product at the same price."""
    return (line.unit_price, line.unit_multiplier, line.measurement_unit) == (
        item.unit_price,
        item.unit_multiplier,
        item.measurement_unit,
    )


def _together(line: Item, item: Item) -> Item:
    return line.but(
        quantity=line.quantity + item.quantity,
        discount=line.discount + item.discount,
        tax=line.tax + item.tax,
        shipping=line.shipping + item.shipping,
    )
