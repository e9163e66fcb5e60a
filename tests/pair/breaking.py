"""Smaller worlds, and protocols that are broken in one place."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pedido import Flow, Status
from pedido.pair import Protocol, Store
from pedido.pair.at_marketplace import AT_MARKETPLACE
from pedido.pair.at_seller import AT_SELLER
from pedido.pair.protocol import HELD
from pedido.pair.reception import Reception
from pedido.pair.world import PAIR_WORLDS, PairWorld

TABLES: Final = {Flow.MARKETPLACE: AT_MARKETPLACE, Flow.SELLER: AT_SELLER}


def only(*triggers: str) -> PairWorld:
    """Leave the two stores of the first world only some of their commands."""
    world = PAIR_WORLDS[0]
    commands = {
        store: tuple(command for command in world.commands[store] if command.trigger in triggers) for store in Store
    }
    return replace(world, commands=commands)


def broken(flow: Flow, rows: Iterable[Reception], held: Iterable[tuple[str, Status]] = HELD) -> Protocol:
    """Put rows in the place of those for the same messages and statuses."""
    rows = tuple(rows)
    known = {(row.message, row.status) for row in rows}
    kept = tuple(row for row in TABLES[flow] if (row.message, row.status) not in known)
    return Protocol(TABLES | {flow: (*kept, *rows)}, held)
