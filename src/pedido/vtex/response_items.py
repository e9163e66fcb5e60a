"""The lines of a modification as the API's responses have them (API): those that go (`from`), and those that come (`to`)."""

from collections.abc import Sequence
from typing import Any, Final

from pedido.order.item import Item
from pedido.vtex.items import number, price_definition, selling_price

_UNKNOWN_OF_AN_ITEM: Final = (
    "productId",
    "productRefId",
    "refId",
    "ean",
    "skuName",
    "modalType",
    "parentItemIndex",
    "parentAssemblyBinding",
    "priceValidUntil",
    "listPrice",
    "manualPrice",
    "manualPriceAppliedBy",
    "preSaleDate",
    "productCategoryIds",
    "imageUrl",
    "detailUrl",
    "availability",
    "manufacturerCode",
)
_NONE_OF_AN_ITEM: Final = (
    "assemblies",
    "components",
    "bundleItems",
    "attachments",
    "attachmentOfferings",
    "offerings",
    "priceTags",
)
_UNKNOWN_OF_THE_CATALOG: Final = (
    "dimension",
    "brandName",
    "brandId",
    "offeringInfo",
    "offeringType",
    "offeringTypeId",
    "categoriesIds",
    "productClusterId",
    "commercialConditionId",
)
_UNKNOWN_OF_A_FREIGHT: Final = (
    "shippingEstimate",
    "dockEstimate",
    "shippingEstimateDate",
    "lockTTL",
    "deliveryCompany",
    "polygonName",
    "transitTime",
    "deliveryWindow",
    "pickupPointId",
    "pickupDistance",
)
_NONE_OF_A_FREIGHT: Final = ("slas", "shipsTo", "deliveryChannels", "deliveryIds")
_UNKNOWN_OF_A_STORE: Final = ("isPickupStore", "friendlyName", "address", "additionalInfo", "dockId")


def write_gone(items: Sequence[Item]) -> dict[str, Any]:
    """Write lines that are removed or replaced, in the shape of `replace[].from`."""
    return {
        "paymentData": {"transactions": []},
        "items": [_gone(item) for item in items],
        "shippingData": _freights(items),
    }


def write_new(items: Sequence[Item]) -> dict[str, Any]:
    """Write lines that are added or take the place of others, in the shape of `replace[].to`."""
    return {
        "items": [_new(item) for item in items],
        "paymentData": {"transactions": []},
        "receiptData": None,
        "shippingData": _freights(items),
    }


def _gone(item: Item) -> dict[str, Any]:
    return {
        "id": item.sku,
        "quantity": item.quantity,
        "price": item.unit_price,
        "measurementUnit": item.measurement_unit,
        "unitMultiplier": number(item.unit_multiplier),
        "sellingPrice": selling_price(item),
        "name": item.name or None,
        "detailUrl": None,
        "imageUrl": None,
    }


def _new(item: Item) -> dict[str, Any]:
    return {
        "uniqueId": item.unique_id or "",
        "id": item.sku,
        "name": item.name or None,
        "tax": item.tax,
        "price": item.unit_price,
        "sellingPrice": selling_price(item),
        "rewardValue": 0,
        "isGift": False,
        "additionalInfo": dict.fromkeys(_UNKNOWN_OF_THE_CATALOG),
        "productCategories": {},
        "quantity": item.quantity,
        "seller": item.seller,
        "sellerChain": [item.seller],
        "measurementUnit": item.measurement_unit,
        "unitMultiplier": number(item.unit_multiplier),
        "priceDefinition": price_definition(item),
        **dict.fromkeys(_UNKNOWN_OF_AN_ITEM),
        **{name: [] for name in _NONE_OF_AN_ITEM},
    }


def _freights(items: Sequence[Item]) -> dict[str, Any]:
    return {
        "logisticsInfo": [
            _freight(position, item) for position, item in enumerate(items) if item.shipping or item.address_id
        ]
    }


def _freight(position: int, item: Item) -> dict[str, Any]:
    return {
        "itemIndex": position,
        "itemId": item.sku,
        "selectedSla": "",
        "addressId": item.address_id or "",
        "price": item.shipping,
        "listPrice": item.shipping,
        "sellingPrice": item.shipping,
        "pickupStoreInfo": dict.fromkeys(_UNKNOWN_OF_A_STORE),
        **dict.fromkeys(_UNKNOWN_OF_A_FREIGHT),
        **{name: [] for name in _NONE_OF_A_FREIGHT},
    }
