"""What somebody asks for: the body of "Create order modifications", in VTEX's own shape (API)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Final, Self

from pydantic import BeforeValidator, FailFast, Field, StrictBool, WithJsonSchema, model_validator

from pedido.order.amount import Multiplier, half_even
from pedido.order.modification.asked import Asked
from pedido.order.modification.settings import ModificationSettings
from pedido.order.value import MAX_CENTS, Cents, Name, Quantity, SignedCents, Trimmed

AskedCents = Annotated[int, Field(strict=True, ge=-MAX_CENTS, le=MAX_CENTS)]
"""An amount in cents as somebody asks for it: whether it may be negative is for the rules to say (M14)."""

AskedQuantity = Annotated[int, Field(strict=True, ge=-(10**9), le=10**9)]
"""A count of units as somebody asks for it: whether it may be below 1 is for the rules to say (M14)."""

MAX_ITEMS: Final = 10_000
"""How many items a part of a request may have."""

Given = Annotated[
    bool, BeforeValidator(lambda content: content is not None and content is not False), WithJsonSchema({})
]
"""Whether something is given that is neither looked at nor kept, such as personal data."""


class PriceTag(Asked):
    """Something that makes a line cheaper or dearer: a tax where its name is `tax` or begins with `tax@`, else a discount.

    `value` is in cents for the line. Where it is not given `raw_value` counts: a share of the line where it `is_percentual`,
    an amount in units of the currency otherwise.
    """

    name: Name
    value: SignedCents | None = None
    raw_value: Annotated[Decimal, Field(ge=-(10**12), le=10**12, decimal_places=12)] | None = None
    is_percentual: StrictBool = False
    identifier: str | None = None

    @property
    def is_tax(self) -> bool:
        """Tell whether it is a tax."""
        return self.name.lower().partition("@")[0] == "tax"

    def on(self, line: int) -> int:
        """Return what it comes to, in cents, on a line worth so much before it."""
        if self.raw_value is None or self.value is not None:
            return self.value or 0
        numerator, denominator = self.raw_value.as_integer_ratio()
        return half_even((line if self.is_percentual else 100) * numerator, denominator)

    @model_validator(mode="after")
    def _of_some_amount(self) -> Self:
        if self.value is None and self.raw_value is None:
            message = "expected value, or rawValue in its place"
            raise ValueError(message)
        return self


class AskedItem(Asked):
    """An item of a request: a SKU of the order or of the catalog, and how many units of it.

    `unique_id` tells lines of the same SKU apart. What is not given stays as it is in the order, or is as the catalog has it.
    Amounts are in cents. The customer's data is for other systems: only whether there is some is kept.
    """

    id: Name
    quantity: AskedQuantity
    unique_id: Name | None = None
    price: Cents | None = None
    measurement_unit: Name | None = None
    unit_multiplier: Multiplier | None = None
    manual_discount_value: AskedCents = 0
    manual_increment_value: AskedCents = 0
    price_tags: Annotated[tuple[PriceTag, ...], FailFast()] = ()
    name: str | None = None
    seller: str | None = None
    client_profile_data: Given = False


class LogisticsInfo(Asked):
    """Where an item of the same part of the request goes, by its position, and for what price in cents."""

    item_index: Quantity
    price: Cents | None = None
    address_id: Name | None = None
    selected_sla: str | None = None
    selected_delivery_channel: str | None = None


class ShippingData(Asked):
    """The freight of a part of a request. Without it the freight stays as it is."""

    logistics_info: Annotated[tuple[LogisticsInfo, ...], FailFast()] = ()


class AskedItems(Asked):
    """A part of a request: the items that are added, removed, replaced or put in their place."""

    items: Annotated[tuple[AskedItem, ...], FailFast()] = Field(max_length=MAX_ITEMS)
    shipping_data: ShippingData = ShippingData()
    client_profile_data: Given = False
    custom_data: Given = False

    @model_validator(mode="after")
    def _shipping_of_its_own_items(self) -> Self:
        for info in self.shipping_data.logistics_info:
            if info.item_index >= len(self.items):
                message = f"logisticsInfo: expected an itemIndex below {len(self.items)}, found {info.item_index}"
                raise ValueError(message)
        indexes = [info.item_index for info in self.shipping_data.logistics_info]
        if len(set(indexes)) < len(indexes):
            message = "logisticsInfo: expected one entry for each itemIndex"
            raise ValueError(message)
        return self


class AskedReplacement(Asked):
    """Items of the order, and what takes their place."""

    from_: AskedItems = Field(alias="from")
    to: AskedItems


class ModificationRequest(Asked):
    """What somebody asks for: the body of "Create order modifications" (M1, M11). `settings` hold for this request only."""

    reason: Trimmed = ""
    add: AskedItems | None = None
    remove: AskedItems | None = None
    replace: Annotated[tuple[AskedReplacement, ...], FailFast()] = Field(default=(), max_length=MAX_ITEMS)
    manual_discount_value: AskedCents = 0
    manual_increment_value: AskedCents = 0
    settings: ModificationSettings | None = None

    @property
    def parts(self) -> Iterator[AskedItems]:
        """Every part of the request: what is removed, replaced, put in its place, and added."""
        if self.remove is not None:
            yield self.remove
        for replacement in self.replace:
            yield replacement.from_
            yield replacement.to
        if self.add is not None:
            yield self.add

    @property
    def skus(self) -> tuple[str, ...]:
        """The SKUs that the order would get more of: those for which the catalog is asked."""
        gaining = [replacement.to for replacement in self.replace] + ([self.add] if self.add else [])
        return tuple(dict.fromkeys(item.id for part in gaining for item in part.items))

    @property
    def sets_prices(self) -> bool:
        """Tell whether it says what something costs: an item, its freight, or the order by hand."""
        return (
            bool(self.manual_discount_value or self.manual_increment_value)
            or any(
                item.price is not None or item.price_tags or item.manual_discount_value or item.manual_increment_value
                for part in (*(replacement.to for replacement in self.replace), *([self.add] if self.add else []))
                for item in part.items
            )
            or any(info.price is not None for part in self.parts for info in part.shipping_data.logistics_info)
        )

    @property
    def has_other_data(self) -> bool:
        """Tell whether it carries data that is for other systems."""
        return any(
            part.client_profile_data or part.custom_data or any(item.client_profile_data for item in part.items)
            for part in self.parts
        )
