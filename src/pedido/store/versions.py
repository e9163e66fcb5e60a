"""Data that was written under older versions of the machines, brought to the current ones.

Beside all that is stored stands which machines wrote it, such as `complete@1 modification@1 payment@1`. Where a machine has
changed its statuses since, a `StatusMap` says what became of each, and the statuses are renamed wherever they stand. What
the history says of a change (`machine`) stays: it was made on that version.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from pedido.machines.ledger import LEDGER, Ledger, UnreleasedVersionError
from pedido.order.status import Flow
from pedido.store.errors import StoreError


class UnknownVersionError(StoreError):
    """Data was written by machines that this release does not know, or from which no map leads to its own."""


class UnknownStatusError(StoreError):
    """Data has a status that its machine does not have."""


class IncompleteMapError(ValueError):
    """A map forgets a status, or names one that there is not."""


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


@dataclass(frozen=True, slots=True)
class StatusMap:
    """What became of each status of a machine from one of its versions to a later one; checked when it is declared.

    Every status of the old version is written out, also one that keeps its name, so that none is forgotten.

    Raises:
        IncompleteMapError: it forgets a status, or names one that there is not, or leads to no later version.
        UnreleasedVersionError: there is no such machine, or no such version of it.
    """

    machine: str
    source: str
    dest: str
    statuses: Mapping[str, str]
    ledger: InitVar[Ledger] = LEDGER

    def __post_init__(self, ledger: Ledger) -> None:
        """Check it against the ledger."""
        object.__setattr__(self, "statuses", MappingProxyType(dict(self.statuses)))
        if faults := "; ".join(self._faults(ledger)):
            raise IncompleteMapError(f"statuses of {self.machine} from version {self.source} to {self.dest}: {faults}")

    def _faults(self, ledger: Ledger) -> Iterator[str]:
        before = ledger.states_of(self.machine, self.source)
        after = ledger.states_of(self.machine, self.dest)
        versions = ledger.versions(self.machine)
        if versions.index(self.source) >= versions.index(self.dest):
            yield f"version {self.dest} is not later than {self.source}"
        if forgotten := before - self.statuses.keys():
            yield f"not said what becomes of {_listed(forgotten)}"
        if foreign := self.statuses.keys() - before:
            yield f"version {self.source} has no {_listed(foreign)}"
        if unknown := set(self.statuses.values()) - after:
            yield f"version {self.dest} has no {_listed(unknown)}"


def _listed(statuses: Iterable[str]) -> str:
    return ", ".join(sorted(statuses))


MAPS: Final[tuple[StatusMap, ...]] = ()
"""The maps of pedido's own releases. Whoever raises the version of a machine adds one here."""


@dataclass(frozen=True, slots=True)
class _Renaming:
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
            known = _listed(self.statuses)
            raise UnknownStatusError(f"{of}no status {status!r} in the machine {self.machine}: expected one of {known}")
        return self.statuses[status]


def _brought(
    data: dict[str, Any],
    places: Mapping[str, Sequence[str]],
    renamings: Mapping[str, _Renaming],
    order_id: str | None,
) -> dict[str, Any]:
    for machine, paths in places.items():
        for path in paths:
            data = renamings[machine].at(path.replace("[]", ".[]").split("."), data, order_id)
    return data


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
        self._known: dict[str, Mapping[str, _Renaming]] = {}

    def order(self, data: dict[str, Any], machines: str) -> dict[str, Any]:
        """Return an order's data as the current machines name its statuses; untouched where they wrote it.

        Raises:
            UnknownVersionError: other machines wrote it than those that are known, or no map leads from them.
            UnknownStatusError: it has a status that its machine does not have.
        """
        if machines in self._current:
            return data
        return _brought(data, ORDER_PLACES, self._renamings(machines), data.get("order_id"))

    def events(self, data: list[dict[str, Any]], machines: str, order_id: str | None = None) -> list[dict[str, Any]]:
        """Return the data of events as the current machines name their statuses; untouched where they wrote it.

        Raises:
            UnknownVersionError: other machines wrote it than those that are known, or no map leads from them.
            UnknownStatusError: it has a status that its machine does not have.
        """
        if machines in self._current:
            return data
        renamings = self._renamings(machines)
        return [_brought(event, EVENT_PLACES.get(event["event"], {}), renamings, order_id) for event in data]

    def _renamings(self, machines: str) -> Mapping[str, _Renaming]:
        if machines not in self._known:
            self._known[machines] = {
                name if name in ORDER_PLACES else "flow": self._renaming(name, version)
                for name, version in parse_machines(machines).items()
            }
        return self._known[machines]

    def _renaming(self, machine: str, version: str) -> _Renaming:
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
        return _Renaming(
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
