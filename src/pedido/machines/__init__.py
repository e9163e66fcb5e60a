"""The tables: one module per machine, read from top to bottom like the article it comes from."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from pedido.machine import Machine, MachineDefinition
from pedido.machines.chain import CHAIN
from pedido.machines.complete import COMPLETE
from pedido.machines.marketplace import MARKETPLACE
from pedido.machines.modification import MODIFICATION
from pedido.machines.payment import PAYMENT
from pedido.machines.seller import SELLER
from pedido.messages import LANGUAGES, catalogue

DEFINITIONS: Final[Mapping[str, MachineDefinition]] = MappingProxyType(
    {definition.name: definition for definition in (COMPLETE, SELLER, MARKETPLACE, CHAIN, PAYMENT, MODIFICATION)}
)
"""Every machine by its name."""


@cache
def machine(name: str) -> Machine:
    """Build a machine; every later call returns the same one.

    Raises:
        KeyError: there is no machine of that name.
        FaultyDefinitionError: its definition has faults.
    """
    return Machine(DEFINITIONS[name], missing_texts=missing_texts)


def missing_texts(message_id: str) -> Iterator[str]:
    """Name the languages whose catalogue lacks the message."""
    return (language for language in LANGUAGES if not catalogue(language).has(message_id))


__all__ = ["DEFINITIONS", "machine", "missing_texts"]
