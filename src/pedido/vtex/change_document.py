"""What is read of `changesAttachment`: the modifications that a VTEX "Get order" response tells of (API)."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from pedido.order.amount import ONE, Multiplier
from pedido.order.value import Cents, Moment, Name, Quantity
from pedido.vtex.part import InnerList, LongList, Part


class ChangedItemPart(Part):
    """`changesAttachment.changesData[].itemsAdded[]` and `itemsRemoved[]`; `unitMultiplier` is a text there."""

    sku: Name = Field(alias="id")
    name: str = ""
    quantity: Quantity
    price: Cents = 0
    unit_multiplier: Annotated[
        Multiplier, BeforeValidator(lambda multiplier: ONE if multiplier == "" else multiplier)
    ] = Field(default=ONE, alias="unitMultiplier")


class ReceiptPart(Part):
    """`changesAttachment.changesData[].receipt`."""

    date: Moment | None = None
    receipt: Annotated[Name | None, BeforeValidator(lambda text: text or None)] = None


class ChangePart(Part):
    """`changesAttachment.changesData[]`."""

    reason: str = ""
    discount_value: Cents = Field(default=0, alias="discountValue")
    increment_value: Cents = Field(default=0, alias="incrementValue")
    added: InnerList[ChangedItemPart] = Field(default=(), alias="itemsAdded")
    removed: InnerList[ChangedItemPart] = Field(default=(), alias="itemsRemoved")
    receipt: ReceiptPart = ReceiptPart()


class ChangesPart(Part):
    """`changesAttachment`. An order may have any number of modifications (M3)."""

    changes: LongList[ChangePart] = Field(default=(), alias="changesData")
