"""The ledger: every version of every machine that was ever released, with its states and a digest of its table.

What was written under an older version is read by its states; the digest shows that a version is still what it was. The
ledger is kept beside this module as `versions.json`. Nothing in it ever changes, it only grows:
`python -m pedido.machines.ledger src/pedido/machines/versions.json` adds the versions that the tables have now.
"""

import argparse
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, RootModel

from pedido.machine import MachineDefinition
from pedido.machines import DEFINITIONS


class UnreleasedVersionError(LookupError):
    """The ledger has no such machine, or no such version of it."""


class ChangedVersionError(ValueError):
    """A table is another than the one that was released under its version."""


class Release(BaseModel):
    """A version of a machine: the digest of its definition, its first state, and all of them in the table's order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    digest: str
    initial: str
    states: tuple[str, ...]

    @classmethod
    def of(cls, definition: MachineDefinition) -> "Release":
        """Describe a machine as it is now."""
        return cls(
            digest=sha256(definition.model_dump_json().encode()).hexdigest(),
            initial=definition.initial,
            states=tuple(state.name for state in definition.states),
        )

    @cached_property
    def state_names(self) -> frozenset[str]:
        """The names of all states."""
        return frozenset(self.states)


class Ledger(RootModel[Mapping[str, Mapping[str, Release]]]):
    """The releases by machine and version, the oldest version first."""

    model_config = ConfigDict(frozen=True)

    def versions(self, machine: str) -> tuple[str, ...]:
        """Name the versions of a machine, the oldest first.

        Raises:
            UnreleasedVersionError: there is no such machine.
        """
        if machine not in self.root:
            raise UnreleasedVersionError(f"no machine {machine!r}: expected one of {', '.join(self.root)}")
        return tuple(self.root[machine])

    def current(self, machine: str) -> str:
        """Name the latest version of a machine.

        Raises:
            UnreleasedVersionError: there is no such machine.
        """
        return self.versions(machine)[-1]

    def release(self, machine: str, version: str) -> Release:
        """Return what is known of a version of a machine.

        Raises:
            UnreleasedVersionError: there is no such machine, or no such version of it.
        """
        known = self.versions(machine)
        if version not in known:
            raise UnreleasedVersionError(
                f"no version {version!r} of the machine {machine}: expected one of {', '.join(known)}"
            )
        return self.root[machine][version]

    def states_of(self, machine: str, version: str) -> frozenset[str]:
        """Return the names of the states that a version of a machine has.

        Raises:
            UnreleasedVersionError: there is no such machine, or no such version of it.
        """
        return self.release(machine, version).state_names

    def with_releases(self, definitions: Iterable[MachineDefinition]) -> "Ledger":
        """Return this ledger with the versions of these machines that are new; what it has stays as it is.

        Raises:
            ChangedVersionError: a machine is another than the one that was released under its version.
        """
        grown = {machine: dict(releases) for machine, releases in self.root.items()}
        for definition in definitions:
            name, version, release = definition.name, definition.version, Release.of(definition)
            if grown.setdefault(name, {}).setdefault(version, release) != release:
                raise ChangedVersionError(
                    f"the machine {name} is not what was released as its version {version}: "
                    "raise the version in its module and run `make docs`"
                )
        return Ledger(grown)

    def text(self) -> str:
        """Return the ledger as the text of `versions.json`."""
        return self.model_dump_json(indent=2) + "\n"


LEDGER: Final = Ledger.model_validate_json(resources.files(__package__).joinpath("versions.json").read_bytes())
"""The ledger of this release; the latest versions are those of its tables."""


def main(arguments: list[str] | None = None) -> None:
    """Add the versions that the tables have now to the file that is named on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m pedido.machines.ledger", description="Add the current versions of the machines to the ledger."
    )
    parser.add_argument("path", type=Path, help="the ledger, such as src/pedido/machines/versions.json")
    path = parser.parse_args(arguments).path
    try:
        known = Ledger.model_validate_json(path.read_bytes())
        path.write_text(known.with_releases(DEFINITIONS.values()).text(), encoding="utf-8")
    except OSError as error:
        parser.error(f"{path}: {error.strerror}")
    except ValueError as error:
        parser.error(f"{path}: {error}")


if __name__ == "__main__":
    main()
