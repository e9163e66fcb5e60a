"""Data that was written under older versions of the machines, brought to the current ones.

Beside all that is stored stands which machines wrote it, such as `complete@1 modification@1 payment@1`. Where a machine has
changed its statuses since, a `StatusMap` says what became of each, and the statuses are renamed wherever they stand. What
the history says of a change (`machine`) stays: it was made on that version.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pedido.machines.ledger import LEDGER, Ledger, UnreleasedVersionError
from pedido.order.status import Flow
from pedido.store.errors import UnknownVersionError
from pedido.store.places import EVENT_PLACES, ORDER_PLACES, Renaming, brought
from pedido.store.status_map import MAPS, StatusMap


@cache
def current_machines(flow: Flow) -> str:
    """Name the machines that decide about an order of the flow, with their versions, sorted by name."""
    return _machines(flow, LEDGER)


def _machines(flow: Flow, ledger: Ledger) -> str:
    return " ".join(f"{name}@{ledger.current(name)}" for name in sorted({flow.value, "modification", "payment"}))


def parse_machines(machines: str) -> dict[str, str]:
    """Return the version of each machine that a text such as `complete@1 modification@1 payment@1` names.

    Raises:
        UnknownVersionError: it is no such text: it names other machines than a flow's, or one twice.
    """
    named = [(name, version) for name, _, version in (part.partition("@") for part in machines.split(" "))]
    expected = [sorted({flow.value, "modification", "payment"}) for flow in Flow]
    if sorted(name for name, _ in named) not in expected or not all(version for _, version in named):
        raise UnknownVersionError(
            f"expected the machines of an order, such as `{current_machines(Flow.COMPLETE)}`, found {machines!r}; "
            "if a newer pedido wrote it, upgrade pedido"
        )
    return dict(named)


class Versions:
    """Brings data from the versions it was written under to the current ones. Maps follow each other: 1 to 2, 2 to 3."""

    def __init__(self, maps: Iterable[StatusMap] = MAPS, ledger: Ledger = LEDGER) -> None:
        """Take the maps.

        Raises:
            ValueError: two lead away from the same version of a machine.
        """
        self._ledger = ledger
        self._maps: dict[tuple[str, str], StatusMap] = {}
        for declared in maps:
            if self._maps.setdefault((declared.machine, declared.source), declared) is not declared:
                raise ValueError(f"two maps lead away from version {declared.source} of {declared.machine}")
        self._current = frozenset(_machines(flow, ledger) for flow in Flow)
        self._known: dict[str, Mapping[str, Renaming]] = {}

    def order(self, data: dict[str, Any], machines: str) -> dict[str, Any]:
        """Return an order's data as the current machines name its statuses; untouched where they wrote it.

        Raises:
            UnknownVersionError: other machines wrote it than those that are known, or no map leads from them.
            UnknownStatusError: it has a status that its machine does not have.
        """
        if machines in self._current:
            return data
        return brought(data, ORDER_PLACES, self._renamings(machines), data.get("order_id"))

    def events(self, data: list[dict[str, Any]], machines: str, order_id: str | None = None) -> list[dict[str, Any]]:
        """Return the data of events as the current machines name their statuses; untouched where they wrote it.

        Raises:
            UnknownVersionError: other machines wrote it than those that are known, or no map leads from them.
            UnknownStatusError: it has a status that its machine does not have.
        """
        if machines in self._current:
            return data
        renamings = self._renamings(machines)
        return [brought(event, EVENT_PLACES.get(event["event"], {}), renamings, order_id) for event in data]

    def _renamings(self, machines: str) -> Mapping[str, Renaming]:
        if machines not in self._known:
            self._known[machines] = {
                name if name in ORDER_PLACES else "flow": self._renaming(name, version)
                for name, version in parse_machines(machines).items()
            }
        return self._known[machines]

    def _renaming(self, machine: str, version: str) -> Renaming:
        try:
            release = self._ledger.release(machine, version)
        except UnreleasedVersionError as error:
            raise UnknownVersionError(f"{error}; if a newer pedido wrote the data, upgrade pedido") from error
        statuses = {status: status for status in release.states}
        current = self._ledger.current(machine)
        while version != current:
            declared = self._map_from(machine, version)
            version, statuses = declared.dest, {old: declared.statuses[new] for old, new in statuses.items()}
        first = statuses[release.initial]
        return Renaming(
            machine=machine,
            statuses=statuses,
            left_out=first if first != self._ledger.release(machine, current).initial else None,
        )

    def _map_from(self, machine: str, version: str) -> StatusMap:
        try:
            return self._maps[machine, version]
        except KeyError:
            known = ", ".join(self._ledger.versions(machine))
            raise UnknownVersionError(
                f"no map leads from version {version} of the machine {machine} to its current one (known are {known}): "
                f"declare a StatusMap, or upgrade pedido to a release that has one"
            ) from None
