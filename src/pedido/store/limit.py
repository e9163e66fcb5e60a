"""How much is listed at once."""

from typing import Final

from pedido.input import BadInputError

_LARGEST: Final = 1000


def demand_limit(limit: int) -> None:
    """Make sure that a list is neither empty nor too long for one answer.

    Raises:
        BadInputError: the limit is not from 1 to 1,000.
    """
    if not 1 <= limit <= _LARGEST:
        raise BadInputError("limit", f"expected a number from 1 to {_LARGEST:,}, found {limit}")
