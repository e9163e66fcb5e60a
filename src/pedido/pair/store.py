"""The two stores of a sale."""

from enum import StrEnum

from pedido.order.status import Flow


class Store(StrEnum):
    """Which of the two stores: the one that sells, or the one that delivers."""

    MARKETPLACE = "marketplace"
    SELLER = "seller"

    @property
    def flow(self) -> Flow:
        """The flow of its order."""
        return Flow(self.value)

    @property
    def other(self) -> "Store":
        """The other store."""
        return Store.SELLER if self is Store.MARKETPLACE else Store.MARKETPLACE
