"""What a request comes to: the order's lines and amounts after it, and what of it cannot be done."""

from dataclasses import dataclass, field

from pedido.order.item import Item
from pedido.order.modification import ModificationSettings, Replaced, Totals
from pedido.order.status import ModificationKind


@dataclass(slots=True)
class Findings:
    """What of a request cannot be done: the SKUs, by what is wrong with them (M14)."""

    unknown: list[str] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)
    excessive: list[str] = field(default_factory=list)
    miscounted: list[str] = field(default_factory=list)
    other_unit: list[str] = field(default_factory=list)
    unavailable: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    """New products: nothing is wrong with them, unless the order goes to several addresses."""


@dataclass(slots=True)
class Plan:
    """What a request comes to.

    `items` are the order's lines after it, `kept` the old positions of those it had before, which come first. `totals`
    are how much the amounts change, `value` is the new total. `manual_discount` and `manual_increment` are all that is
    taken off and put on by hand, and `discount` is all that the request takes off, with its price tags.
    """

    settings: ModificationSettings
    items: tuple[Item, ...]
    kept: tuple[int, ...]
    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    replaced: tuple[Replaced, ...]
    kinds: tuple[ModificationKind, ...]
    totals: Totals
    value: int
    manual_discount: int
    manual_increment: int
    discount: int
    findings: Findings

    @property
    def change(self) -> int:
        """How much the total changes, in cents."""
        return self.totals.value
