"""The standard worlds: small, and together they have everything that the rules can see."""

from typing import Final

from pedido.verify.world import World
from pedido.verify.worlds.details import DETAILS
from pedido.verify.worlds.flows import FLOW_WORLDS
from pedido.verify.worlds.marketplaces import MARKETPLACES
from pedido.verify.worlds.modifying import AGAIN, COURSES
from pedido.verify.worlds.prices import PRICES
from pedido.verify.worlds.received import RECEIVED
from pedido.verify.worlds.requests import REQUESTS

WORLDS: Final[tuple[World, ...]] = (*FLOW_WORLDS, COURSES, AGAIN, PRICES, MARKETPLACES, REQUESTS, DETAILS, RECEIVED)

__all__ = ["WORLDS"]
