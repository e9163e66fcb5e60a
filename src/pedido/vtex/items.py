"""The lines of an order: out of a VTEX "Get order" response, and into one (API).

`price` is for one unit of measurement. `sellingPrice` is what one unit of the item costs after discounts; where it equals the
price nothing is taken off, and where the units of a line cannot all cost the same, `priceDefinition` has what they cost
together. `tax`, and the freight in `shippingData.logisticsInfo`, are for the whole line.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from pedido.order.amount import half_even, line_value
from pedido.order.item import Item
from pedido.order.modification import Totals
from pedido.vtex.item_document import ItemPart, LogisticsPart, TotalPart

_TOTALS: Final = {"Items": "items", "Discounts": "discounts", "Shipping": "shipping", "Tax": "tax"}
"""The amounts of an order, by the ids of VTEX's totals."""
_CHANGE: Final = "Change"
"""The id of the total for what modifications put on and took off."""


def read_items(parts: Sequence[ItemPart], logistics: Sequence[LogisticsPart]) -> tuple[Item, ...]:
    """Return the lines, each with its freight. A freight at a position where no item is says nothing."""
    freights = {part.item_index: part for part in reversed(logistics)}
    return tuple(_item(part, freights.get(position)) for position, part in enumerate(parts))


def _item(part: ItemPart, freight: LogisticsPart | None) -> Item:
    unit_price, sold_at = _unit_price(part), _sold_at(part)
    value = line_value(unit_price, part.quantity, part.unit_multiplier)
    return Item(
        sku=part.sku,
        quantity=part.quantity,
        unit_price=unit_price,
        name=part.name,
        unique_id=part.unique_id,
        seller=part.seller,
        measurement_unit=part.measurement_unit,
        unit_multiplier=part.unit_multiplier,
        discount=0 if sold_at is None else sold_at - value,
        tax=part.tax,
        shipping=freight.price if freight else 0,
        address_id=freight.address_id if freight else None,
    )


def _unit_price(part: ItemPart) -> int:
    """Return the price of one unit of measurement; where VTEX does not say it, out of what one unit of the item costs."""
    if part.price is not None:
        return part.price
    numerator, denominator = part.unit_multiplier.as_integer_ratio()
    return half_even((part.selling_price or 0) * denominator, numerator)


def _sold_at(part: ItemPart) -> int | None:
    """Return what the line costs after discounts, in cents; None where nothing is taken off, or the document does not say."""
    told_of = sum(sold.quantity for sold in part.price_definition.selling_prices)
    if part.price_definition.total is not None and 0 < told_of == part.quantity:
        return part.price_definition.total
    if part.selling_price is None or part.selling_price == part.price:
        return None
    return part.selling_price * part.quantity


def write_item(item: Item) -> dict[str, Any]:
    """Write a line as an entry of `items`; without its freight."""
    written = {
        "uniqueId": item.unique_id,
        "id": item.sku,
        "quantity": item.quantity,
        "seller": item.seller,
        "name": item.name,
        "price": item.unit_price,
        "sellingPrice": selling_price(item),
        "tax": item.tax,
        "measurementUnit": item.measurement_unit,
        "unitMultiplier": number(item.unit_multiplier),
        "priceDefinition": None if _is_told_by_prices(item) else price_definition(item),
    }
    return {name: value for name, value in written.items() if value is not None}


def selling_price(item: Item) -> int:
    """Return what one unit of the item costs after discounts, in cents, rounded half to even."""
    if item.quantity == 0:
        return line_value(item.unit_price, 1, item.unit_multiplier)
    return max(half_even(item.value + item.discount, item.quantity), 0)


def price_definition(item: Item) -> dict[str, Any]:
    """Write at which prices the units of a line are sold: at most two, a cent apart, which add up to the line exactly."""
    total = item.value + item.discount
    low, rest = divmod(total, item.quantity or 1)
    prices = ((low, item.quantity - rest), (low + 1, rest))
    return {
        "calculatedSellingPrice": selling_price(item),
        "total": total,
        "sellingPrices": [{"value": value, "quantity": quantity} for value, quantity in prices if quantity],
    }


def _is_told_by_prices(item: Item) -> bool:
    """Tell whether `price` and `sellingPrice` by themselves say what the line costs."""
    sold_at = selling_price(item)
    comes_to = item.value if sold_at == item.unit_price else sold_at * item.quantity
    return item.quantity == 0 or comes_to == item.value + item.discount


def number(multiplier: Decimal) -> int | float:
    """Write a multiplier as a JSON number; its six places are exact in a float."""
    return int(multiplier) if multiplier == int(multiplier) else float(multiplier)


def write_logistics(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Write the freight of the lines as `shippingData.logisticsInfo`: of those that have one, or an address."""
    return [
        {"itemIndex": position, "price": item.shipping, "addressId": item.address_id}
        for position, item in enumerate(items)
        if item.shipping or item.address_id
    ]


def read_totals(parts: Sequence[TotalPart]) -> Totals | None:
    """Return what the order's value is made up of; whatever VTEX has no total of its own for counts as put on by hand."""
    if not parts:
        return None
    amounts = dict.fromkeys([*_TOTALS.values(), "manual_values"], 0)
    for part in parts:
        amounts[_TOTALS.get(part.id, "manual_values")] += part.value
    return Totals(**amounts)


def write_totals(totals: Totals) -> list[dict[str, Any]]:
    """Write `totals`; what was put on or taken off by hand only where there is some."""
    written = [{"id": id_, "value": getattr(totals, name)} for id_, name in _TOTALS.items()]
    return [*written, *([{"id": _CHANGE, "value": totals.manual_values}] if totals.manual_values else [])]
