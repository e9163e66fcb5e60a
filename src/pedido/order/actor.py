"""Who gives a command, through which channel, and with which permissions."""

from enum import StrEnum
from typing import Final

from pedido.order.value import Name, Value


class Resource(StrEnum):
    """A License Manager resource, under VTEX's name for it (API)."""

    CANCEL_ORDER = "Cancel order"
    NOTIFY_INVOICE = "Notify invoice"
    NOTIFY_REFUND = "Notify refund"
    CHANGE_ORDER_WORKFLOW_STATUS = "Change order workflow status"


class Channel(StrEnum):
    """The way by which a command reaches the order: a person in the Admin, or a program through the API (C7)."""

    ADMIN = "admin"
    API = "api"


class Actor(Value):
    """A user, an application key, a customer, or the platform itself, with its License Manager resources.

    `id` is an identifier, not a name or an e-mail address: it is written to the order's history.
    """

    id: Name
    resources: frozenset[Resource] = frozenset()


PLATFORM: Final = Actor(id="platform", resources=frozenset(Resource))
"""The platform, which ends deadlines and confirms by itself."""
