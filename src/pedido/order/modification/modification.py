"""A modification: what it comes to, and what has become of it."""

from dataclasses import dataclass

from pydantic import AwareDatetime

from pedido.order.actor import Channel
from pedido.order.item import Item
from pedido.order.modification.settings import ModificationSettings
from pedido.order.status import FINISHED_MODIFICATION, ModificationKind, ModificationStatus, Party
from pedido.order.value import Cents, Moment, Name, Quantity, SignedCents, Value


class Totals(Value):
    """Amounts by what they are for, in cents: of an order, or how much they change."""

    items: SignedCents = 0
    discounts: SignedCents = 0
    shipping: SignedCents = 0
    tax: SignedCents = 0
    manual_values: SignedCents = 0

    @property
    def amounts(self) -> tuple[int, ...]:
        """Each of them."""
        return (self.items, self.discounts, self.shipping, self.tax, self.manual_values)

    @property
    def value(self) -> int:
        """All of them together."""
        return self.items + self.discounts + self.shipping + self.tax + self.manual_values

    def plus(self, other: "Totals") -> "Totals":
        """Add amounts to these."""
        return Totals.trusted(
            items=self.items + other.items,
            discounts=self.discounts + other.discounts,
            shipping=self.shipping + other.shipping,
            tax=self.tax + other.tax,
            manual_values=self.manual_values + other.manual_values,
        )


class Replaced(Value):
    """Lines, or parts of lines, and what took their place."""

    from_: tuple[Item, ...]
    to: tuple[Item, ...]


class PaymentChange(Value):
    """What a modification asks of Payments, in cents (P1 to P5).

    `raised` and `lowered` change what the transaction charges, `refunded` gives settled money back, and `separate` is charged
    in a new transaction that is not linked to the order.
    """

    raised: Cents = 0
    lowered: Cents = 0
    refunded: Cents = 0
    separate: Cents = 0

    @property
    def is_nothing(self) -> bool:
        """Tell whether the price stays as it is."""
        return not (self.raised or self.lowered or self.refunded or self.separate)


class ModificationCancellation(Value):
    """A modification was cancelled: by whom, why and when. `error` is the platform's code for the reason, if it has one."""

    requested_by: str
    reason: str = ""
    at: Moment
    error: str | None = None


@dataclass(frozen=True, slots=True)
class ModificationStatusChanged:
    """A modification went from one status to another: who, when, by which trigger, on which version of its machine."""

    request_id: str
    source: ModificationStatus
    dest: ModificationStatus
    trigger: str
    at: AwareDatetime
    actor: str
    machine: str


class Modification(Value):
    """A modification of an order (M10, M17).

    `added`, `removed` and `replaced` are the lines it changes, with their prices. `totals` are how much the order's
    amounts change, `value` the total it leads to, `items` the lines it leads to and `kept` the old positions of those
    the order had before, both while it is in progress. `settings` are those it was made with, complete. `payment` is
    what it takes of Payments. `awaited` are the participants that have not acknowledged it. `failures` counts what
    failed.
    """

    id: Name
    number: Quantity
    status: ModificationStatus = ModificationStatus.PREPARING
    reason: str
    requested_by: Name
    requested_at: Moment
    channel: Channel = Channel.API
    kinds: tuple[ModificationKind, ...] = ()
    manual_discount_value: Cents = 0
    manual_increment_value: Cents = 0
    added: tuple[Item, ...] = ()
    removed: tuple[Item, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    items: tuple[Item, ...] = ()
    kept: tuple[Quantity, ...] = ()
    totals: Totals = Totals()
    value: Cents
    payment: PaymentChange = PaymentChange()
    settings: ModificationSettings = ModificationSettings()
    awaited: tuple[Party, ...] = ()
    failures: Quantity = 0
    cancellation: ModificationCancellation | None = None
    history: tuple[ModificationStatusChanged, ...] = ()

    @property
    def in_progress(self) -> bool:
        """Tell whether it is neither done nor cancelled."""
        return self.status not in FINISHED_MODIFICATION
