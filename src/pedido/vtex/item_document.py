"""What is read of the lines of a VTEX "Get order" response: `items`, their freight, and `totals` (API)."""

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from pedido.order.amount import ONE, Multiplier
from pedido.order.value import Cents, Name, Quantity, SignedCents
from pedido.vtex.part import InnerList, List, Part, Text

Unit = Annotated[Name, BeforeValidator(lambda unit: "un" if unit == "" else unit)]
"""A unit of measurement, which VTEX leaves empty where there is none."""


class SellingPricePart(Part):
    """`items[].priceDefinition.sellingPrices[]`: how many units are sold at the same price."""

    quantity: Quantity


class PriceDefinitionPart(Part):
    """`items[].priceDefinition`: what the units of a line cost together. It holds where it speaks of all of them."""

    total: SignedCents | None = None
    selling_prices: InnerList[SellingPricePart] = Field(default=(), alias="sellingPrices")


class ItemPart(Part):
    """`items[]`."""

    sku: Name = Field(alias="id")
    unique_id: Text = Field(default=None, alias="uniqueId")
    name: str = ""
    quantity: Quantity
    price: Cents | None = None
    selling_price: Cents | None = Field(default=None, alias="sellingPrice")
    price_definition: PriceDefinitionPart = Field(default=PriceDefinitionPart(), alias="priceDefinition")
    tax: SignedCents = 0
    seller: Text = None
    measurement_unit: Unit = Field(default="un", alias="measurementUnit")
    unit_multiplier: Multiplier = Field(default=ONE, alias="unitMultiplier")

    @model_validator(mode="after")
    def _priced(self) -> Self:
        if self.selling_price is None and self.price is None:
            message = "expected price, or sellingPrice in its place"
            raise ValueError(message)
        return self


class LogisticsPart(Part):
    """`shippingData.logisticsInfo[]`: where the item at a position goes, and what its freight costs."""

    item_index: int = Field(alias="itemIndex", strict=True, ge=0)
    price: Cents = 0
    address_id: Text = Field(default=None, alias="addressId")


class ShippingPart(Part):
    """`shippingData`, without the addresses: they are personal data."""

    logistics: List[LogisticsPart] = Field(default=(), alias="logisticsInfo")


class TotalPart(Part):
    """`totals[]`."""

    id: str
    value: SignedCents
