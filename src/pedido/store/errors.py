"""What can go wrong in the store that is nobody's refusal: each with one clear line, and what it is about."""

from collections.abc import Iterable

_SHOWN_IDS = 10


class StoreError(Exception):
    """The store cannot do what it was asked; nothing was changed."""


class DatabaseError(StoreError):
    """The database cannot be reached, or it failed. Of a commit that was on its way it is not known whether it was kept."""

    def __init__(self, problem: str) -> None:
        """Say the problem on one line."""
        self.problem = " ".join(problem.split())
        super().__init__(f"the database failed: {self.problem}")


class SchemaError(StoreError):
    """The tables of the database are not those that this pedido works with."""


class Conflict(StoreError):  # noqa: N818 - it is no fault: it is what the caller tries again
    """Others changed the same orders each time that they were to be written."""

    def __init__(self, order_ids: Iterable[str]) -> None:
        """Name the orders."""
        self.order_ids = tuple(order_ids)
        more = [f"and {len(self.order_ids) - _SHOWN_IDS:,} more"] if len(self.order_ids) > _SHOWN_IDS else []
        shown = ", ".join([*map(repr, self.order_ids[:_SHOWN_IDS]), *more])
        super().__init__(f"others kept changing the same orders, try again: {shown}")


class UnknownOrderError(StoreError):
    """The store has no such order."""

    def __init__(self, order_id: str) -> None:
        """Name the order."""
        self.order_id = order_id
        super().__init__(f"there is no order {order_id!r}")


class OrderExistsError(StoreError):
    """The store has an order of this id already, and it is another one."""

    def __init__(self, order_id: str) -> None:
        """Name the order."""
        self.order_id = order_id
        super().__init__(f"there is an order {order_id!r} already")


class KeyReusedError(StoreError):
    """An idempotency key came again, and with it something else than the first time."""

    def __init__(self, key: str) -> None:
        """Name the key."""
        self.key = key
        super().__init__(f"the idempotency key {key!r} was used for something else before")


class UnknownVersionError(StoreError):
    """Data was written by machines that this release does not know, or from which no map leads to its own."""


class UnreadableError(StoreError):
    """What is stored of an order is not what pedido writes."""


class UnknownStatusError(UnreadableError):
    """Data has a status that its machine does not have."""
