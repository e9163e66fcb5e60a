"""A single change of an order, or of what is asked of it."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from pedido.messages import Language, text
from pedido.messages.format import Parameter
from pedido.order.commands import CreateModification
from pedido.order.order import Order


class Change(NamedTuple):
    """The order and the command as they would be, and the text that says what is other: `change.{id}`."""

    id: str
    parameters: Mapping[str, Parameter]
    order: Order
    command: CreateModification

    def message(self, language: Language) -> str:
        """Say in the language what is changed."""
        return text(f"change.{self.id}", language, self.parameters)


Candidates = Callable[[Order, CreateModification], Iterator[Change]]
"""The changes that may lift a refusal of this command on this order."""
