"""Small worlds: a chain's order from the purchase on, and as it may be received. Exploring them takes no time."""

from dataclasses import replace
from typing import Final

from pedido.covering.worlds import BORN, STRANGE
from pedido.order.status import Flow
from pedido.verify.world import World

SMALL: Final[tuple[World, ...]] = tuple(
    replace(world, starts=tuple(start for start in world.starts if start.flow is Flow.CHAIN))
    for world in (BORN, STRANGE)
)
