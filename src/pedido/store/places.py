"""Where orders and events have statuses, as a table, and how they are renamed there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pedido.store.errors import UnknownStatusError
from pedido.store.status_map import listed

_CHANGE: Final = ("source", "dest")
_MODIFICATION: Final = ("status", "history[].source", "history[].dest")

ORDER_PLACES: Final[Mapping[str, Sequence[str]]] = {
    "flow": ("status", "history[].source", "history[].dest", "cancellation_requests[].requested_from"),
    "payment": ("payment.status?",),
    "modification": tuple(f"modifications[].{path}" for path in _MODIFICATION),
}
"""Where an order has the statuses of each machine. `?` is left out where it is the machine's first one."""

EVENT_PLACES: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    "order_received": {machine: tuple(f"order.{path}" for path in paths) for machine, paths in ORDER_PLACES.items()},
    "status_changed": {"flow": _CHANGE},
    "cancellation_requested": {"flow": ("request.requested_from",)},
    "payment_status_changed": {"payment": _CHANGE},
    "modification_requested": {"modification": tuple(f"modification.{path}" for path in _MODIFICATION)},
    "modification_status_changed": {"modification": _CHANGE},
}
"""Where each event has them; the first event of a journal has the whole order."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """What became of the statuses of a version of a machine; `left_out` of its first one, unless it is still the first."""

    machine: str
    statuses: Mapping[str, str]
    left_out: str | None

    def at(self, path: Sequence[str], data: Any, order_id: str | None) -> Any:
        """Return the data with the statuses at the end of the path renamed. What is not there stays away."""
        if not path:
            return self._renamed(data, order_id)
        step, rest = path[0], path[1:]
        if step == "[]":
            return [self.at(rest, part, order_id) for part in data]
        name = step.removesuffix("?")
        if name in data:
            return {**data, name: self.at(rest, data[name], order_id)}
        return data if name == step or self.left_out is None else {**data, name: self.left_out}

    def _renamed(self, status: str, order_id: str | None) -> str:
        if status not in self.statuses:
            of = f"order {order_id}: " if order_id is not None else ""
            known = listed(self.statuses)
            raise UnknownStatusError(f"{of}no status {status!r} in the machine {self.machine}: expected one of {known}")
        return self.statuses[status]


def brought(
    data: dict[str, Any],
    places: Mapping[str, Sequence[str]],
    renamings: Mapping[str, Renaming],
    order_id: str | None,
) -> dict[str, Any]:
    """Return the data with every status in the places renamed, as its machine's renaming says.

    Raises:
        UnknownStatusError: one is not a status of the version that wrote it.
    """
    for machine, paths in places.items():
        for path in paths:
            data = renamings[machine].at(path.replace("[]", ".[]").split("."), data, order_id)
    return data
