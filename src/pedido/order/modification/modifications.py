"""All modifications of an order. There is no limit to them (M3), so that none may make the next one slower."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any, Final, Self, overload

from immutables import Map
from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from pedido.order.modification.modification import Modification
from pedido.order.status import ModificationStatus


class Modifications(Sequence[Modification]):
    """The modifications of an order, oldest first: immutable, and as quick with ten thousand as with one.

    A persistent map holds them by id. Adding or changing one copies a path in it, where a tuple would copy itself.
    """

    __slots__ = ("_by_id", "latest")

    def __init__(self, modifications: Iterable[Modification] = ()) -> None:
        """Take the modifications, in their order.

        Raises:
            ValueError: two have the same id, their numbers do not rise, or another one than the latest is in progress.
        """
        found = tuple(modifications)
        self._by_id: Map[str, Modification] = Map({modification.id: modification for modification in found})
        self.latest: Modification | None = found[-1] if found else None
        for fault in _faults(found, len(self._by_id)):
            raise ValueError(fault)

    def having(self, modification: Modification) -> Self:
        """Return these with one that is new and becomes the latest, or with a new version of the latest."""
        changed = object.__new__(type(self))
        changed._by_id = self._by_id.set(modification.id, modification)
        changed.latest = modification
        return changed

    def get(self, request_id: str) -> Modification | None:
        """Return the modification of that id, if there is one."""
        return self._by_id.get(request_id)

    @property
    def in_progress(self) -> Modification | None:
        """The one that is neither done nor cancelled, if there is one: it is always the latest."""
        return self.latest if self.latest is not None and self.latest.in_progress else None

    @property
    def current(self) -> Modification:
        """The one in progress, where there is known to be one.

        Raises:
            ValueError: there is none.
        """
        if self.in_progress is None:
            message = "no modification is in progress"
            raise ValueError(message)
        return self.in_progress

    def __iter__(self) -> Iterator[Modification]:
        """Go through them, oldest first."""
        return iter(sorted(self._by_id.values(), key=attrgetter("number")))

    def __len__(self) -> int:
        """Count them."""
        return len(self._by_id)

    @overload
    def __getitem__(self, index: int) -> Modification: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Modification]: ...

    def __getitem__(self, index: int | slice) -> Modification | Sequence[Modification]:
        """Return one by its position, or several."""
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        """Compare by content."""
        return isinstance(other, Modifications) and self._by_id == other._by_id

    def __hash__(self) -> int:
        """Hash by content."""
        return hash(self._by_id)

    def __repr__(self) -> str:
        """Show them as they are made."""
        return f"Modifications({list(self)!r})"

    def __reduce__(self) -> tuple[type["Modifications"], tuple[tuple[Modification, ...]]]:
        """Pickle and copy them as they are made."""
        return Modifications, (tuple(self),)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read and write them as a list, oldest first."""
        listed = handler(tuple[Modification, ...])
        return core_schema.no_info_after_validator_function(
            cls,
            core_schema.no_info_before_validator_function(
                lambda found: tuple(found) if isinstance(found, cls) else found, listed
            ),
            serialization=core_schema.plain_serializer_function_ser_schema(tuple, return_schema=listed),
        )


def _faults(found: Sequence[Modification], ids: int) -> Iterator[str]:
    if ids < len(found):
        yield "expected every modification to have an id of its own"
    if any(later.number <= earlier.number for earlier, later in pairwise(found)):
        yield "expected the numbers of the modifications to rise"
    if any(modification.in_progress for modification in found[:-1]):
        yield "expected no modification but the latest to be in progress"
    for modification in found:
        if modification.status in _PASSING:
            yield f"expected a modification at rest, found the status {modification.status.value}"


_PASSING: Final = frozenset({ModificationStatus.NONE, ModificationStatus.PREPARING, ModificationStatus.CANCELING})
