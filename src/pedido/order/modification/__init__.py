"""Modifications: what is asked, what it comes to, what has become of it, and the settings for it."""

from pedido.order.modification.modification import (
    Modification,
    ModificationCancellation,
    ModificationStatusChanged,
    PaymentChange,
    Replaced,
    Totals,
)
from pedido.order.modification.modifications import Modifications
from pedido.order.modification.request import (
    AskedItem,
    AskedItems,
    AskedReplacement,
    LogisticsInfo,
    ModificationRequest,
    PriceTag,
    ShippingData,
)
from pedido.order.modification.settings import (
    DEFAULT_SETTINGS,
    ModificationSettings,
    PaymentConfiguration,
    PipelineConfiguration,
    RolloutConfiguration,
    Workspaces,
)

__all__ = [
    "DEFAULT_SETTINGS",
    "AskedItem",
    "AskedItems",
    "AskedReplacement",
    "LogisticsInfo",
    "Modification",
    "ModificationCancellation",
    "ModificationRequest",
    "ModificationSettings",
    "ModificationStatusChanged",
    "Modifications",
    "PaymentChange",
    "PaymentConfiguration",
    "PipelineConfiguration",
    "PriceTag",
    "Replaced",
    "RolloutConfiguration",
    "ShippingData",
    "Totals",
    "Workspaces",
]
