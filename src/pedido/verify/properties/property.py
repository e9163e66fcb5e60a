"""What a property is: a named function that says what is wrong, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pedido.engine import Decision
from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.verify.exploration import Graph

_C_co = TypeVar("_C_co", covariant=True)
_F = TypeVar("_F")

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
    """Something that always holds. `says` is the sentence, `facts` where it is written."""

    id: str
    facts: tuple[str, ...]
    says: str
    check: _C_co


def always(*facts: str) -> Callable[[_F], Property[_F]]:
    """Make a property of a function: its name becomes the id, its docstring the sentence."""

    def named(check: _F) -> Property[_F]:
        return Property(check.__name__, facts, (check.__doc__ or "").strip(), check)  # type: ignore[attr-defined]  # a function

    return named
