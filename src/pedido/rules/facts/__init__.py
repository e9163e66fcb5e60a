"""The facts that the machines stand for: what the sources state, in this project's words.

C is about cancellation, I about invoices, M about modification, P about price, payment and settlement, F about the flows, T
about the payment transaction. An id is never used again for something else. `docs/facts.md` shows which rule, choice, action,
status and transition stands for each.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pedido.rules.facts.cancellation import CANCELLATION
from pedido.rules.facts.fact import Fact
from pedido.rules.facts.flows import FLOWS
from pedido.rules.facts.invoices import INVOICES
from pedido.rules.facts.modification import MODIFICATION
from pedido.rules.facts.price import PRICE
from pedido.rules.facts.transaction import TRANSACTION

FACTS: Final[Mapping[str, Fact]] = MappingProxyType(
    {fact.id: fact for fact in (*CANCELLATION, *INVOICES, *MODIFICATION, *PRICE, *FLOWS, *TRANSACTION)}
)
"""Every fact by its id, in the order of the page."""

__all__ = ["FACTS", "Fact"]
