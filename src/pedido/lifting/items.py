"""Changes of the items that a request speaks of, and of what the catalog answers for them."""

from collections.abc import Callable, Container, Iterator
from functools import partial
from itertools import islice
from typing import Final

from pedido.lifting.asking import Place, parts_of, places_of
from pedido.lifting.change import Candidates, Change
from pedido.machine import Rule
from pedido.order.commands import CreateModification
from pedido.order.layout import plan_of
from pedido.order.modification import AskedItem, AskedItems
from pedido.order.offer import Offer
from pedido.order.order import Order
from pedido.order.plan import Findings

_LOOKED_AT: Final = 20
"""In how many places of a request something is looked for: it may have ten thousand."""

Finding = Callable[[Findings], Container[str]]
"""The SKUs that something is wrong with; None where that is not of one SKU or the other."""


def _places(order: Order, command: CreateModification, finding: Finding | None) -> Iterator[Place]:
    places = places_of(command.request)
    if finding is not None:
        found = finding(plan_of(order, command).findings)
        places = (place for place in places if place.item.id in found)
    return islice(places, _LOOKED_AT)


def _at(
    order: Order, command: CreateModification, place: Place, change: str, item: AskedItem, **parameters: str | int
) -> Change:
    said = {"part": place.part, "sku": place.item.id, **parameters}
    return Change(change, said, order, command.but(request=place.with_item(item)))


def fewer_units(rule: Rule, finding: Finding | None = None) -> Candidates:
    """Ask for as many units as the rule allows, where that is fewer: in one place."""

    def candidates(order: Order, command: CreateModification) -> Iterator[Change]:
        for place in _places(order, command, finding):
            allowed = _most(place.item.quantity - 1, partial(_allows, rule, order, command, place))
            if allowed is not None:
                yield _quantity(order, command, place, allowed)

    return candidates


def _allows(rule: Rule, order: Order, command: CreateModification, place: Place, quantity: int) -> bool:
    return rule(order, _quantity(order, command, place, quantity).command)


def _most(limit: int, allows: Callable[[int], bool]) -> int | None:
    """Return the largest number from 1 to the limit that is allowed, if 1 is: what is too much stays too much."""
    if limit < 1 or not allows(1):
        return None
    low, high = 1, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if allows(middle) else (low, middle - 1)
    return low


def one_unit(order: Order, command: CreateModification) -> Iterator[Change]:
    """Ask for one unit where fewer are asked for."""
    for place in _places(order, command, lambda findings: findings.miscounted):
        if place.item.quantity < 1:
            yield _quantity(order, command, place, 1)


def _quantity(order: Order, command: CreateModification, place: Place, quantity: int) -> Change:
    item = place.item.but(quantity=quantity)
    return _at(order, command, place, "quantity", item, quantity=quantity, asked=place.item.quantity)


def line_told_apart(finding: Finding) -> Candidates:
    """Say by uniqueId which line of the order is meant."""

    def candidates(order: Order, command: CreateModification) -> Iterator[Change]:
        for place in _places(order, command, finding):
            for line in order.items:
                if line.sku == place.item.id and line.unique_id not in {None, place.item.unique_id}:
                    item = place.item.but(unique_id=line.unique_id)
                    yield _at(order, command, place, "unique_id", item, unique=str(line.unique_id))

    return candidates


def sku_of_the_order(order: Order, command: CreateModification) -> Iterator[Change]:
    """Name a SKU of the order in the place of one that is not in it."""
    for place in _places(order, command, lambda findings: findings.unknown):
        for sku in dict.fromkeys(line.sku for line in order.items if line.sku != place.item.id):
            item = place.item.but(id=sku, unique_id=None)
            yield _at(order, command, place, "sku", item, other=sku)


def unit_of_the_order(order: Order, command: CreateModification) -> Iterator[Change]:
    """Name the measurement unit that the order, or the catalog, has."""
    for place in _places(order, command, lambda findings: findings.other_unit):
        offer = command.offers.get(place.item.id)
        known = [line.measurement_unit for line in order.items if line.sku == place.item.id]
        for unit in dict.fromkeys(known or ([offer.measurement_unit] if offer is not None else [])):
            yield _at(order, command, place, "measurement_unit", place.item.but(measurement_unit=unit), unit=unit)


def in_stock(order: Order, command: CreateModification) -> Iterator[Change]:
    """The catalog has enough of a SKU."""
    for sku in islice(dict.fromkeys(plan_of(order, command).findings.unavailable), _LOOKED_AT):
        offer = command.offers.get(sku)
        if offer is not None:
            enough = offer.but(available=True, stock=None)
            yield Change("in_stock", {"sku": sku}, order, command.but(offers={**command.offers, sku: enough}))
        else:
            offers = {**command.offers, sku: Offer(price=_price_of(order, command, sku))}
            yield Change("in_catalog", {"sku": sku}, order, command.but(offers=offers))


def _price_of(order: Order, command: CreateModification, sku: str) -> int:
    """Return what a SKU costs in the request or in the order; else as little as can be."""
    asked = [place.item.price for place in places_of(command.request) if place.item.id == sku]
    known = [line.unit_price for line in order.items if line.sku == sku]
    return next((price for price in (*asked, *known) if price is not None), 1)


def without_item(finding: Finding | None = None) -> Candidates:
    """Leave one item out of the request."""

    def candidates(order: Order, command: CreateModification) -> Iterator[Change]:
        for place in _places(order, command, finding):
            parameters = {"part": place.part, "sku": place.item.id}
            yield Change("without_item", parameters, order, command.but(request=place.without_item()))

    return candidates


def without_price_tags(order: Order, command: CreateModification) -> Iterator[Change]:
    """Leave the price tags of one item out of the request."""
    for place in _places(order, command, None):
        if place.item.price_tags:
            yield _at(order, command, place, "without_price_tags", place.item.but(price_tags=()))


def without_part(order: Order, command: CreateModification) -> Iterator[Change]:
    """Leave everything out that the request adds, removes or replaces."""
    for part, request in parts_of(command.request):
        yield Change("without_part", {"part": part}, order, command.but(request=request))


def one_unit_removed(order: Order, command: CreateModification) -> Iterator[Change]:
    """Remove a unit of a line."""
    if command.request.remove is None:
        for line in order.items[:1]:
            part = AskedItems.trusted(items=(AskedItem(id=line.sku, quantity=1, unique_id=line.unique_id),))
            request = command.request.but(remove=part)
            yield Change("one_unit_removed", {"sku": line.sku}, order, command.but(request=request))
