"""Requests taken apart and put together again, one item or one part at a time."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from pedido.order.modification import AskedItem, AskedItems, ModificationRequest


class Place(NamedTuple):
    """Where a request speaks of an item.

    `part` is the name of its part as VTEX writes it, such as `replace[0].from`. `put` returns the request with another part in
    this place, or without it.
    """

    part: str
    asked: AskedItems
    position: int
    put: Callable[[AskedItems | None], ModificationRequest]

    @property
    def item(self) -> AskedItem:
        """The item."""
        return self.asked.items[self.position]

    def with_item(self, item: AskedItem) -> ModificationRequest:
        """Return the request with another item here."""
        items = self.asked.items
        return self.put(self.asked.but(items=(*items[: self.position], item, *items[self.position + 1 :])))

    def without_item(self) -> ModificationRequest:
        """Return the request without the item; without its whole part where that is left empty."""
        items = self.asked.items
        if len(items) == 1:
            return self.put(None)
        shipping = self.asked.shipping_data
        infos = tuple(
            info.but(item_index=info.item_index - (info.item_index > self.position))
            for info in shipping.logistics_info
            if info.item_index != self.position
        )
        items = (*items[: self.position], *items[self.position + 1 :])
        return self.put(self.asked.but(items=items, shipping_data=shipping.but(logistics_info=infos)))


def places_of(request: ModificationRequest) -> Iterator[Place]:
    """Go through every item that a request speaks of."""
    if request.remove is not None:
        yield from _places("remove", request.remove, lambda part: request.but(remove=part))
    for number, replacement in enumerate(request.replace):
        for side, name in (("from_", "from"), ("to", "to")):
            put = partial(_with_side, request, number, side)
            yield from _places(f"replace[{number}].{name}", getattr(replacement, side), put)
    if request.add is not None:
        yield from _places("add", request.add, lambda part: request.but(add=part))


def _places(part: str, asked: AskedItems, put: Callable[[AskedItems | None], ModificationRequest]) -> Iterator[Place]:
    return (Place(part, asked, position, put) for position in range(len(asked.items)))


def _with_side(request: ModificationRequest, number: int, side: str, part: AskedItems | None) -> ModificationRequest:
    """Change one side of a replacement; one that loses a side is none."""
    changed = () if part is None else (request.replace[number].but(**{side: part}),)
    return request.but(replace=(*request.replace[:number], *changed, *request.replace[number + 1 :]))


def without_prices(request: ModificationRequest) -> ModificationRequest:
    """Return the request without anything it says of prices: of its items, of their freight, and by hand."""
    return request.but(
        manual_discount_value=0,
        manual_increment_value=0,
        remove=request.remove and _unpriced(request.remove),
        replace=tuple(
            replacement.but(from_=_unpriced(replacement.from_), to=_unpriced(replacement.to))
            for replacement in request.replace
        ),
        add=request.add and _unpriced(request.add),
    )


def _unpriced(part: AskedItems) -> AskedItems:
    shipping = part.shipping_data
    return part.but(
        items=tuple(
            item.but(price=None, price_tags=(), manual_discount_value=0, manual_increment_value=0)
            for item in part.items
        ),
        shipping_data=shipping.but(logistics_info=tuple(info.but(price=None) for info in shipping.logistics_info)),
    )


def parts_of(request: ModificationRequest) -> Iterator[tuple[str, ModificationRequest]]:
    """Go through the parts that a request has, each with the request without it."""
    if request.remove is not None:
        yield "remove", request.but(remove=None)
    if request.replace:
        yield "replace", request.but(replace=())
    if request.add is not None:
        yield "add", request.but(add=None)
