"""Maps between the statuses of two versions of a machine, checked when they are declared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import InitVar, dataclass
from types import MappingProxyType
from typing import Final

from pedido.machines.ledger import LEDGER, Ledger


class IncompleteMapError(ValueError):
    """A map forgets a status, or names one that there is not."""


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
            yield f"not said what becomes of {listed(forgotten)}"
        if foreign := self.statuses.keys() - before:
            yield f"version {self.source} has no {listed(foreign)}"
        if unknown := set(self.statuses.values()) - after:
            yield f"version {self.dest} has no {listed(unknown)}"


def listed(statuses: Iterable[str]) -> str:
    """Write statuses in a message."""
    return ", ".join(sorted(statuses))


MAPS: Final[tuple[StatusMap, ...]] = ()
"""The maps of pedido's own releases. Whoever raises the version of a machine adds one here."""
