"""What a property is: a named function that says what is wrong, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from pedido.engine import Decision
from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.verify.exploration import Graph

_C_co = TypeVar("_C_co", covariant=True)
_F = TypeVar("_F", bound=Callable[..., Any])

BY_DESIGN: Final = "by design"
"""What a property rests on that no fact demands."""

Complaint = str | None
"""What is wrong, in English; None where nothing is."""

OfState = Callable[[Order], Complaint]
"""Asked of every state."""
OfDecision = Callable[[Order, Command, Decision], Complaint]
"""Asked of every decision, or of every change: a decision that was not refused and by which something happened."""
OfError = Callable[[Exception], Complaint]
"""Asked of an error that a decision ended with."""
OfGraph = Callable[[Graph, frozenset[int]], int | None]
"""Asked of a graph and of the states in it in which an order has ended: the first state with which something is wrong."""


@dataclass(frozen=True, slots=True)
class Property(Generic[_C_co]):
    """Something that always holds. `says` is the sentence.

    `facts` is where it is written; without any it is how the project decides, whatever the facts are.
    """

    id: str
    facts: tuple[str, ...]
    says: str
    check: _C_co

    @property
    def title(self) -> str:
        """Its name, with what it rests on."""
        return f"{self.id} ({', '.join(self.facts) or BY_DESIGN})"


def always(*facts: str) -> Callable[[_F], Property[_F]]:
    """Make a property of a function: its name becomes the id, its docstring the sentence."""

    def named(check: _F) -> Property[_F]:
        return Property(check.__name__, facts, (check.__doc__ or "").strip(), check)

    return named
