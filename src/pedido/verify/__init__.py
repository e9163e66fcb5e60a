"""Verification: everything that can happen in small but complete worlds, explored by the real `decide`.

Worlds (`worlds`) are explored (`exploration`) on the states that the rules can tell apart (`canonical`), every property
(`properties`) is asked on the way, and what is broken is shown by the shortest way to it (`counterexample`). Names are
imported on first use.
"""

from typing import TYPE_CHECKING, Final

from pedido.lazy import on_first_use

if TYPE_CHECKING:
    from pedido.verify.canonical import Abstraction, State
    from pedido.verify.exploration import Graph, Progress, Watcher, explore
    from pedido.verify.findings import Explored, Findings, Violation, WorldFindings
    from pedido.verify.properties import PROPERTIES, Property
    from pedido.verify.replaying import Replayed, replay
    from pedido.verify.verification import Piece, verify
    from pedido.verify.world import World
    from pedido.verify.worlds import WORLDS

_HOMES: Final = {
    "canonical": ("Abstraction", "State"),
    "exploration": ("Graph", "Progress", "Watcher", "explore"),
    "findings": ("Explored", "Findings", "Violation", "WorldFindings"),
    "properties": ("PROPERTIES", "Property"),
    "replaying": ("Replayed", "replay"),
    "verification": ("Piece", "verify"),
    "world": ("World",),
    "worlds": ("WORLDS",),
}

__all__ = [
    "PROPERTIES",
    "WORLDS",
    "Abstraction",
    "Explored",
    "Findings",
    "Graph",
    "Piece",
    "Progress",
    "Property",
    "Replayed",
    "State",
    "Violation",
    "Watcher",
    "World",
    "WorldFindings",
    "explore",
    "replay",
    "verify",
]


if not TYPE_CHECKING:
    _HOME_OF = {name: f"{__name__}.{module}" for module, names in _HOMES.items() for name in names}
    __getattr__ = on_first_use(__name__, _HOME_OF)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
