"""Changes of what a request takes off and puts on by hand, so that the total comes out as it must."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Final, NamedTuple

from pedido.lifting.asking import Place, places_of, without_prices
from pedido.lifting.change import Candidates, Change
from pedido.messages.format import Parameter
from pedido.order.commands import CreateModification
from pedido.order.layout import plan_of
from pedido.order.modification import ModificationRequest
from pedido.order.order import Order
from pedido.order.status import PaymentStatus
from pedido.order.value import MAX_CENTS

_LOOKED_AT: Final = 40
"""How many amounts of a request are looked at: it may have twenty thousand."""

_FIELDS: Final = (
    ("manualDiscountValue", "manual_discount_value", -1),
    ("manualIncrementValue", "manual_increment_value", 1),
)
"""A request and its items have these alike: VTEX's name, the field, and which way it moves the total."""


class _Amount(NamedTuple):
    """A manual value of a request, or of the item in a place of it."""

    name: str
    sign: int
    cents: int
    place: Place | None
    put: Callable[[int], ModificationRequest]

    def at(self, cents: int, order: Order, command: CreateModification) -> Change:
        """Return the change to another amount."""
        said: dict[str, Parameter] = {"field": self.name, "value": order.money(cents), "asked": order.money(self.cents)}
        changed = command.but(request=self.put(cents))
        if self.place is None:
            return Change("amount", said, order, changed)
        return Change("amount_of_item", {**said, "part": self.place.part, "sku": self.place.item.id}, order, changed)


def _amounts_of(request: ModificationRequest) -> Iterator[_Amount]:
    for name, field, sign in _FIELDS:
        yield _Amount(name, sign, getattr(request, field), None, partial(_with, request, field))
    for place in places_of(request):
        for name, field, sign in _FIELDS:
            cents = getattr(place.item, field)
            if cents:
                yield _Amount(name, sign, cents, place, partial(_with_at, place, field))


def _with(request: ModificationRequest, field: str, cents: int) -> ModificationRequest:
    return request.but(**{field: cents})


def _with_at(place: Place, field: str, cents: int) -> ModificationRequest:
    return place.with_item(place.item.but(**{field: cents}))


def not_negative(order: Order, command: CreateModification) -> Iterator[Change]:
    """Make zero of an amount below it."""
    for amount in islice((found for found in _amounts_of(command.request) if found.cents < 0), _LOOKED_AT):
        yield amount.at(0, order, command)


def moving_total(missing: Callable[[Order, CreateModification], int]) -> Candidates:
    """Let one amount move the total by what is missing, in cents: up, or down where that is negative."""

    def candidates(order: Order, command: CreateModification) -> Iterator[Change]:
        by = missing(order, command)
        for amount in islice(_amounts_of(command.request) if by else (), _LOOKED_AT):
            cents = amount.cents + amount.sign * by
            if 0 <= cents <= MAX_CENTS:
                yield amount.at(cents, order, command)

    return candidates


def to_a_positive_total(order: Order, command: CreateModification) -> int:
    """Return what the total lacks of one cent, or has above the largest amount (negative)."""
    value = plan_of(order, command).value
    return min(max(value, 1), MAX_CENTS) - value


def to_the_invoiced(order: Order, command: CreateModification) -> int:
    """Return what the total lacks of what is invoiced."""
    return order.invoiced - plan_of(order, command).value


def to_the_same_total(order: Order, command: CreateModification) -> int:
    """Return what the total rises by, to be taken off."""
    return -plan_of(order, command).change


def to_what_the_payment_covers(order: Order, command: CreateModification) -> int:
    """Return what the request takes off beyond what leaves the payment a cent to charge."""
    return order.payment.refunded + 1 - order.payment.value - plan_of(order, command).change


def to_what_is_unsettled(order: Order, command: CreateModification) -> int:
    """Return what the request takes off beyond what is left to settle."""
    return order.payment.settled - order.payment.value - plan_of(order, command).change


def less_discount(order: Order, command: CreateModification) -> Iterator[Change]:
    """Take less off by hand: in one place, and no more than leaves a cent of the order's total."""
    excess = plan_of(order, command).discount - (order.value - 1)
    for amount in islice((found for found in _amounts_of(command.request) if found.sign < 0), _LOOKED_AT):
        if amount.cents >= excess:
            yield amount.at(amount.cents - excess, order, command)


def a_cent_off(order: Order, command: CreateModification) -> Iterator[Change]:
    """Take a cent off the total."""
    discount = next(_amounts_of(command.request))
    yield discount.at(discount.cents + 1, order, command)


def leaving_prices(order: Order, command: CreateModification) -> Iterator[Change]:
    """Leave every price to the store."""
    yield Change("without_prices", {}, order, command.but(request=without_prices(command.request)))


def while_unsettled(*several: Candidates) -> Candidates:
    """Look for changes only while some of the payment is left to settle: what is settled stays so."""

    def candidates(order: Order, command: CreateModification) -> Iterator[Change]:
        if order.payment.status is not PaymentStatus.SETTLED:
            for found in several:
                yield from found(order, command)

    return candidates
