"""Laying a request out on the lines of an order.

One part after the other: what is removed, what is replaced, what is added. Prices are those of when the order was placed
unless the request has others, and the catalog's for what is new (M16). The freight stays as it is unless the request says
what it costs. Nothing is refused here: the rules look at what was found.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pedido.order.amount import half_even
from pedido.order.commands import CreateModification
from pedido.order.item import Item
from pedido.order.lines import Lines
from pedido.order.modification import (
    DEFAULT_SETTINGS,
    AskedItem,
    AskedItems,
    AskedReplacement,
    ModificationSettings,
    Replaced,
    Totals,
)
from pedido.order.offer import Offer
from pedido.order.order import Order
from pedido.order.plan import Findings, Plan
from pedido.order.status import ModificationKind
from pedido.order.value import MAX_QUANTITY


def plan_of(order: Order, command: CreateModification) -> Plan:
    """Lay a request out on an order. Some twenty rules ask this of the same request, so the latest answer is kept."""
    return _latest.of(order, command)


class _Latest:
    """The answer that was asked for last, as one tuple: whatever thread puts it there, it belongs together."""

    def __init__(self) -> None:
        self.kept: tuple[Order, CreateModification, Plan] | None = None

    def of(self, order: Order, command: CreateModification) -> Plan:
        kept = self.kept
        if kept is not None and kept[0] is order and kept[1] is command:
            return kept[2]
        plan = _Layout(order, command).plan()
        self.kept = (order, command, plan)
        return plan


_latest = _Latest()


def settings_of(order: Order, command: CreateModification) -> ModificationSettings:
    """Return the settings that hold for a request: its own, the store's, the defaults, in this order (P10)."""
    store = order.settings.modifications.over(DEFAULT_SETTINGS)
    return command.request.settings.over(store) if command.request.settings is not None else store


_UNKNOWN: Final = Offer(price=0, available=False)


class _Layout:
    """The work on one plan."""

    def __init__(self, order: Order, command: CreateModification) -> None:
        self.order = order
        self.command = command
        self.request = command.request
        self.settings = settings_of(order, command)
        self.keeps_freight = bool(self.settings.pipeline_configuration.compensate_shipping_changes)
        self.lines = Lines(order.items, lambda number: f"{command.id_for(order)}-{number + 1}")
        self.unplaced: Counter[str] = Counter()
        self.added: list[Item] = []
        self.removed: list[Item] = []
        self.replaced: list[Replaced] = []
        self.kinds: set[ModificationKind] = set()
        self.shipping = 0
        self.tagged_off = 0
        self.findings = Findings()

    def plan(self) -> Plan:
        """Lay everything out, and sum it up."""
        if self.request.remove is not None:
            self.remove(self.request.remove)
        for replacement in self.request.replace:
            self.replace(replacement)
        if self.request.add is not None:
            self.add(self.request.add)
        self.find_unavailable()
        discount, increment = self.manual_values()
        kept = self.lines.kept({item.index for invoice in self.order.invoices for item in invoice.items})
        totals = Totals.trusted(**self.lines.change(), shipping=self.shipping, manual_values=increment - discount)
        return Plan(
            settings=self.settings,
            items=(*(self.lines.now[position] for position in kept), *self.lines.fresh),
            kept=kept,
            added=tuple(self.added),
            removed=tuple(self.removed),
            replaced=tuple(self.replaced),
            kinds=tuple(kind for kind in ModificationKind if kind in self.kinds),
            totals=totals,
            value=self.order.value + totals.value,
            manual_discount=discount,
            manual_increment=increment,
            discount=discount + self.tagged_off,
            findings=self.findings,
        )

    def remove(self, part: AskedItems) -> None:
        """Take units away."""
        for asked in part.items:
            position = self.position_of(asked)
            if position is not None:
                self.check_unit(asked, self.lines.now[position])
            taken = self.take(asked, position)
            if taken is not None:
                self.removed.append(taken)
                self.kinds.add(ModificationKind.REMOVE)

    def replace(self, replacement: AskedReplacement) -> None:
        """Take units away, and put others in their place; where something cannot be taken, nothing is."""
        places = [self.position_of(asked) for asked in replacement.from_.items]
        before = {place: self.lines.now[place] for place in places if place is not None}
        taken = [self.take(asked, place) for asked, place in zip(replacement.from_.items, places, strict=True)]
        origins = [item for item in taken if item is not None]
        put = self.in_place_of(origins, replacement.to)
        if len(origins) < len(taken):
            for place, line in before.items():
                self.lines.now[place] = line
            for item, _ in put:
                self.unplaced[item.sku] += item.quantity
            return
        if put:
            self.shipping += sum(item.shipping for item, _ in put) - sum(item.shipping for item in origins)
        for item, origin in put:
            self.lines.put_back(item) if origin is not None else self.lines.add(item)
        if origins or put:
            self.replaced.append(Replaced.trusted(from_=tuple(origins), to=tuple(item for item, _ in put)))

    def in_place_of(self, origins: Sequence[Item], part: AskedItems) -> list[tuple[Item, Item | None]]:
        """Make what is put in the place of lines: each with the line of the same product, if it is one of them."""
        freight = sum(item.shipping for item in origins)
        told = self.told_freight(part)
        unplaced, put = _Unplaced(origins), list[tuple[Item, Item | None]]()
        for number, asked in enumerate(part.items):
            if not self.is_countable(asked):
                continue
            shipping = told.get(number, 0) if told else (0 if put else freight)
            origin = unplaced.pop(asked)
            item = self.changed(origin, asked, shipping) if origin is not None else self.new_item(asked, shipping)
            self.kinds |= set(_kinds_of(origin, item, asked))
            put.append((item, origin))
        return put

    def add(self, part: AskedItems) -> None:
        """Add units to lines, or fresh lines."""
        told = self.told_freight(part)
        for number, asked in enumerate(part.items):
            found = self.lines.positions_of(asked.id, asked.unique_id)
            position = self.position_of(asked) if found else None
            if not self.is_countable(asked) or (found and position is None):
                continue
            shipping = told.get(number, 0)
            self.shipping += shipping
            line = self.lines.line(position) if position is not None else None
            self.check_unit(asked, line or self.command.offers.get(asked.id))
            if line is None or position is None:
                self.added.append(self.lines.add(self.new_item(asked, shipping)))
            elif _is_more_of(line, asked):
                self.extend(position, line, asked, shipping)
            else:
                self.added.append(self.lines.add(self.changed(line.but(unique_id=None), asked, shipping)))
            self.kinds.add(ModificationKind.ADD)

    def extend(self, position: int, line: Item, asked: AskedItem, shipping: int) -> None:
        """Add units to a line, at its price."""
        before = self.lines.now[position]
        quantity = before.quantity + asked.quantity
        if quantity > MAX_QUANTITY:
            self.findings.miscounted.append(asked.id)
            return
        after = self.tagged(line.of(quantity).but(shipping=line.shipping + shipping), asked)
        self.lines.now[position] = after
        self.added.append(
            after.but(
                quantity=asked.quantity,
                discount=after.discount - before.discount,
                tax=after.tax - before.tax,
                shipping=shipping,
            )
        )

    def take(self, asked: AskedItem, position: int | None) -> Item | None:
        """Take units of a line away; None where that cannot be done."""
        if not self.is_countable(asked) or position is None:
            return None
        if asked.quantity > self.lines.now[position].quantity:
            self.findings.excessive.append(asked.id)
            return None
        return self.lines.take(position, asked.quantity)

    def changed(self, origin: Item, asked: AskedItem, shipping: int) -> Item:
        """Return a line of the same product as the request wants it; discount and tax stay in proportion."""
        price = origin.unit_price if asked.price is None else asked.price
        multiplier = origin.unit_multiplier if asked.unit_multiplier is None else asked.unit_multiplier
        item = origin.but(
            quantity=asked.quantity,
            unit_price=price,
            unit_multiplier=multiplier,
            measurement_unit=asked.measurement_unit or origin.measurement_unit,
            shipping=shipping,
        )
        before, after = origin.value, item.value
        if before and after != before:
            item = item.but(
                discount=half_even(origin.discount * after, before), tax=half_even(origin.tax * after, before)
            )
        return self.tagged(item, asked)

    def new_item(self, asked: AskedItem, shipping: int) -> Item:
        """Return a fresh line: of a product that the order has, at its price (M16); of a new one, at the catalog's."""
        known = self.lines.positions_of(asked.id)
        if known:
            return self.changed(self.lines.before[known[0]].but(unique_id=asked.unique_id), asked, shipping)
        self.findings.new.append(asked.id)
        offer = self.command.offers.get(asked.id) or _UNKNOWN
        item = Item.trusted(
            sku=asked.id,
            quantity=asked.quantity,
            unit_price=offer.price if asked.price is None else asked.price,
            name=asked.name or offer.name,
            seller=asked.seller or offer.seller or self.order.seller,
            unique_id=asked.unique_id,
            measurement_unit=asked.measurement_unit or offer.measurement_unit,
            unit_multiplier=asked.unit_multiplier or offer.unit_multiplier,
            shipping=shipping,
            address_id=next((line.address_id for line in self.order.items if line.address_id), None),
        )
        return self.tagged(item, asked)

    def tagged(self, item: Item, asked: AskedItem) -> Item:
        """Let the price tags of a request take the place of a line's discount and tax."""
        if not asked.price_tags:
            return item
        line = item.value
        amounts = [(tag.is_tax, tag.on(line)) for tag in asked.price_tags]
        self.tagged_off -= sum(amount for _, amount in amounts if amount < 0)
        return item.but(
            discount=sum(amount for is_tax, amount in amounts if not is_tax),
            tax=sum(amount for is_tax, amount in amounts if is_tax),
        )

    def position_of(self, asked: AskedItem) -> int | None:
        """Find the line that a request speaks of; None where there is none, or where it may be several."""
        found = self.lines.positions_of(asked.id, asked.unique_id)
        if not found:
            self.findings.unknown.append(asked.id)
        elif len(found) > 1:
            self.findings.ambiguous.append(asked.id)
        return found[0] if len(found) == 1 else None

    def is_countable(self, asked: AskedItem) -> bool:
        """Tell whether a quantity is one or more."""
        if asked.quantity < 1:
            self.findings.miscounted.append(asked.id)
        return asked.quantity >= 1

    def check_unit(self, asked: AskedItem, known: Item | Offer | None) -> None:
        """Outside a replacement the measurement unit is the one that is known."""
        if known is not None and asked.measurement_unit not in {None, known.measurement_unit}:
            self.findings.other_unit.append(asked.id)

    def told_freight(self, part: AskedItems) -> dict[int, int]:
        """Return the freight that a part of the request tells, in cents, by the position of the item."""
        if self.keeps_freight:
            return {}
        return {info.item_index: info.price for info in part.shipping_data.logistics_info if info.price is not None}

    def find_unavailable(self) -> None:
        """Look for what the order gets more of than the catalog has."""
        for sku in self.request.skus:
            gain = self.lines.gained(sku) + self.unplaced[sku]
            offer = self.command.offers.get(sku, _UNKNOWN)
            if gain > 0 and not (offer.available and (offer.stock is None or offer.stock >= gain)):
                self.findings.unavailable.append(sku)

    def manual_values(self) -> tuple[int, int]:
        """Return what the request takes off and puts on by hand, in cents."""
        asked = [item for part in self.request.parts for item in part.items]
        discount = self.request.manual_discount_value + sum(item.manual_discount_value for item in asked)
        increment = self.request.manual_increment_value + sum(item.manual_increment_value for item in asked)
        if discount or increment:
            self.kinds.add(ModificationKind.CHANGE_PRICE)
        return discount, increment


def _is_more_of(line: Item, asked: AskedItem) -> bool:
    """Tell whether what is added is the same as a line: neither its weight nor its price is another."""
    return asked.unit_multiplier in {None, line.unit_multiplier} and asked.price in {None, line.unit_price}


class _Unplaced:
    """Lines that were taken away, until something takes their place."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._by_sku: dict[str, dict[str | None, list[Item]]] = {}
        for item in items:
            self._by_sku.setdefault(item.sku, {}).setdefault(item.unique_id, []).append(item)

    def pop(self, asked: AskedItem) -> Item | None:
        """Take out the line whose place something takes: the same product, and the very line where that is told."""
        same = self._by_sku.get(asked.id)
        if not same:
            return None
        unique_id = asked.unique_id if asked.unique_id in same else next(iter(same))
        item = same[unique_id].pop()
        if not same[unique_id]:
            del same[unique_id]
        return item


def _kinds_of(origin: Item | None, item: Item, asked: AskedItem) -> Iterator[ModificationKind]:
    """Tell in which ways a line that is put in the place of another differs from it (M1)."""
    if origin is None or origin.quantity != item.quantity:
        yield ModificationKind.REPLACE
    if origin is not None and origin.unit_multiplier != item.unit_multiplier:
        yield ModificationKind.CHANGE_WEIGHT
    if origin is not None and (asked.price_tags or origin.unit_price != item.unit_price):
        yield ModificationKind.CHANGE_PRICE
