"""The door to the pictures: `draw`."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from pedido.diagram.build import graph_of
from pedido.diagram.dot import dot
from pedido.diagram.graph import Graph
from pedido.diagram.image import png, svg
from pedido.diagram.mermaid import mermaid
from pedido.diagram.overlay import Coverage, Overlay, highlight, paint
from pedido.diagram.plantuml import plantuml
from pedido.diagram.scxml import scxml
from pedido.input import BadInputError
from pedido.machine import MachineDefinition
from pedido.machines import DEFINITIONS
from pedido.messages import Language
from pedido.order.order import Order

_RENDERERS: Final[Mapping[str, Callable[[Graph], str | bytes]]] = {
    "dot": dot,
    "svg": svg,
    "png": png,
    "mermaid": mermaid,
    "plantuml": plantuml,
    "scxml": scxml,
}


def draw(
    machine: str | MachineDefinition,
    *,
    format: str = "dot",  # noqa: A002 - the word that every reader looks for
    language: Language = "en",
    order: Order | None = None,
    now: datetime | None = None,
    coverage: Coverage | None = None,
) -> str | bytes:
    """Draw a machine, given by its name or its definition: text, or bytes for PNG.

    With an order: its current status, the way it came, what may happen next and what is blocked and why, at `now` (the
    moment of its last change unless given). With a coverage: what a run reached, and what not.

    Raises:
        BadInputError: the machine or the format is unknown; the order runs on another machine; both an order and a
            coverage are given; or an image is asked for, and there is no Graphviz that works.
    """
    definition = _definition(machine)
    if format not in _RENDERERS:
        raise BadInputError("format", f"unknown format {format!r}; expected one of {', '.join(_RENDERERS)}")
    overlay = _overlay(definition, order, now, coverage)
    return _RENDERERS[format](graph_of(definition, language, overlay, order.settings if order else None))


def _definition(machine: str | MachineDefinition) -> MachineDefinition:
    if isinstance(machine, MachineDefinition):
        return machine
    if machine not in DEFINITIONS:
        raise BadInputError("machine", f"unknown machine {machine!r}; expected one of {', '.join(DEFINITIONS)}")
    return DEFINITIONS[machine]


def _overlay(
    definition: MachineDefinition, order: Order | None, now: datetime | None, coverage: Coverage | None
) -> Overlay:
    if order is not None and coverage is not None:
        raise BadInputError(
            "diagram", "an order and a coverage cannot be painted over each other; expected one of them"
        )
    if order is not None:
        return highlight(definition, order, now)
    return Overlay() if coverage is None else paint(coverage)
