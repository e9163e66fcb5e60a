"""Who gives a command, through which channel, and with which permissions."""

from typing import Final

from pedido.order.value import Name, Value
from pedido.order.word import Word


class Resource(Word):
    """A License Manager resource, under VTEX's name for it (API)."""

    CANCEL_ORDER = "Cancel order"
    NOTIFY_INVOICE = "Notify invoice"
    NOTIFY_REFUND = "Notify refund"
    CHANGE_ORDER_WORKFLOW_STATUS = "Change order workflow status"
    ORDERS_FULL_ACCESS = "Orders Full Access"
    CHANGE_ORDER = "Change order"
    VIEW_ORDER = "View order"


class Channel(Word):
    """The way by which a command reaches the order.

    A person in the Admin, or a program through the API (C7); for modifications also a customer in My Account (P10).
    """

    ADMIN = "admin"
    API = "api"
    MY_ACCOUNT = "my-account"


class Actor(Value):
    """A user, an application key, a customer, or the platform itself, with its License Manager resources.

    `id` is an identifier, not a name or an e-mail address: it is written to the order's history.
    """

    id: Name
    resources: frozenset[Resource] = frozenset()


PLATFORM: Final = Actor(id="platform", resources=frozenset(Resource))
"""The platform, which ends deadlines and confirms by itself."""
