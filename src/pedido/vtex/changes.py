"""The modifications of an order: out of `changesAttachment` of a VTEX "Get order" response, and into it (API).

It has those that are done: why, when, which lines went and came, and by how much the total went down (`discountValue`) or up
(`incrementValue`), lines and all. Who asked and what else changed is not there: what the lines do not account for counts as
put on or taken off by hand, and a line in the place of another as one removed and one added.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from pedido.input import BadInputError
from pedido.order.amount import ONE
from pedido.order.item import Item
from pedido.order.modification import Modification, Modifications, Totals
from pedido.order.order import Order
from pedido.order.status import ModificationKind, ModificationStatus
from pedido.order.value import MAX_CENTS
from pedido.vtex.change_document import ChangedItemPart, ChangePart

_PLACE: Final = "$.changesAttachment.changesData"


def read_changes(
    parts: Sequence[ChangePart], *, order_id: str, value: int, requested_by: str, at: datetime | None
) -> Modifications:
    """Return the modifications, oldest first. `value` is the total that the latest led to; the others are counted back from it.

    `requested_by` and `at` stand for who asked and for a date that is missing.

    Raises:
        BadInputError: two have the same receipt, or one has no date, and there is none to take in its place.
    """
    found: list[Modification] = []
    for position in reversed(range(len(parts))):
        found.append(_modification(parts[position], position, order_id, value, requested_by, at))
        value = min(max(value - found[-1].totals.value, 0), MAX_CENTS)
    found.reverse()
    _refuse_twins(found)
    return Modifications(found)


def _modification(
    part: ChangePart, position: int, order_id: str, value: int, requested_by: str, at: datetime | None
) -> Modification:
    requested_at = part.receipt.date or at
    if requested_at is None:
        problem = "is missing, and there is neither lastChange nor creationDate to take in its place"
        raise BadInputError(f"{_PLACE}[{position}].receipt.date", problem)
    added, removed = _items(part.added), _items(part.removed)
    lines = sum(item.value for item in added) - sum(item.value for item in removed)
    by_hand = part.increment_value - part.discount_value - lines
    kinds = {
        ModificationKind.ADD: added,
        ModificationKind.REMOVE: removed,
        ModificationKind.CHANGE_PRICE: by_hand,
    }
    return Modification(
        id=part.receipt.receipt or f"{order_id}-modification-{position + 1}",
        number=position + 1,
        status=ModificationStatus.DONE,
        reason=part.reason,
        requested_by=requested_by,
        requested_at=requested_at,
        kinds=tuple(kind for kind, changed in kinds.items() if changed),
        manual_discount_value=max(-by_hand, 0),
        manual_increment_value=max(by_hand, 0),
        added=added,
        removed=removed,
        totals=Totals(items=lines, manual_values=by_hand),
        value=value,
    )


def _items(parts: Iterable[ChangedItemPart]) -> tuple[Item, ...]:
    return tuple(
        Item(
            sku=part.sku,
            quantity=part.quantity,
            unit_price=part.price,
            name=part.name,
            unit_multiplier=part.unit_multiplier,
        )
        for part in parts
    )


def _refuse_twins(modifications: Iterable[Modification]) -> None:
    first: dict[str, int] = {}
    for position, modification in enumerate(modifications):
        if first.setdefault(modification.id, position) != position:
            problem = f"expected a receipt of its own, found that of changesData[{first[modification.id]}]"
            raise BadInputError(f"{_PLACE}[{position}].receipt.receipt", problem)


def write_changes(order: Order) -> dict[str, Any] | None:
    """Write `changesAttachment`; None where no modification is done."""
    done = [modification for modification in order.modifications if modification.status is ModificationStatus.DONE]
    if not done:
        return None
    return {"id": "changeAttachment", "changesData": [_change(modification, order.order_id) for modification in done]}


def _change(modification: Modification, order_id: str) -> dict[str, Any]:
    change = modification.totals.value
    removed = [*modification.removed, *(item for pair in modification.replaced for item in pair.from_)]
    added = [*modification.added, *(item for pair in modification.replaced for item in pair.to)]
    return {
        "reason": modification.reason,
        "discountValue": max(-change, 0),
        "incrementValue": max(change, 0),
        "itemsAdded": [_changed_item(item) for item in added],
        "itemsRemoved": [_changed_item(item) for item in removed],
        "receipt": {
            "date": modification.requested_at.isoformat(),
            "orderId": order_id,
            "receipt": modification.id,
        },
    }


def _changed_item(item: Item) -> dict[str, Any]:
    return {
        "id": item.sku,
        "name": item.name,
        "quantity": item.quantity,
        "price": item.unit_price,
        "unitMultiplier": None if item.unit_multiplier == ONE else str(item.unit_multiplier),
    }
