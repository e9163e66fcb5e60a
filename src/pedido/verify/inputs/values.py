"""The values of an input: which ones it has to take, and which ones it took."""

from collections.abc import Iterator, Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pedido.machines import DEFINITIONS
from pedido.order.status import ModificationStatus, ReservationStatus

_NONE: Final = "none"
_GIVEN: Final = "given"
"""Any value of an open type, where there could also be none."""


def _statuses_of_requests() -> frozenset[str]:
    """Return the statuses in which the tables open a cancellation request."""
    return frozenset(
        row.source
        for definition in DEFINITIONS.values()
        for row in definition.transitions
        if any(action.id in {"open_request", "open_request_for_lost_payment"} for action in row.actions)
    )


_POSSIBLE: Final[Mapping[str, frozenset[str]]] = {
    "order.cancellation_requests[].requested_from": _statuses_of_requests(),
    # Accepted, a request ends the order, as its reservation is released: nobody asks about either any more.
    "order.cancellation_requests[].accepted_at": frozenset({_NONE}),
    "order.reservation": frozenset(ReservationStatus) - {ReservationStatus.RELEASED},
    # A modification that an order keeps has begun, and its settings say everything.
    "order.modifications[].status": frozenset(ModificationStatus) - {ModificationStatus.NONE},
    "order.modifications[].settings.payment_configuration.custom_payment_systems_allowed": frozenset({_GIVEN}),
}
"""The values that an input can take where it is read, if they are fewer than its type has."""

_FIXED: Final = frozenset({"order.changed_at", "order.deadline.due"})
"""Moments that the abstraction makes the same everywhere: commands are given before and after them."""


class Values:
    """The values of one input: those it has to take, where its type is closed, and those it took.

    A type is closed where its values can be listed: a truth value, an enumeration, literals, and whatever may be missing.
    Of an open type any two values do.
    """

    def __init__(self, name: str, kind: Any) -> None:
        """Look at the type that the input is declared with."""
        names = dict(_members(kind))
        possible = _POSSIBLE.get(name, names.values())
        self._names = {value: said for value, said in names.items() if said in possible}
        self._taken: set[object] = set()
        self._is_fixed = name in _FIXED
        self.is_open = not names

    def take(self, value: object) -> None:
        """Keep that the input took a value."""
        self._taken.add(value if self.is_open else self._names.get(value, _GIVEN))

    @property
    def missing(self) -> str:
        """Say what is missing; nothing, where nothing is."""
        if self._is_fixed:
            return ""
        if self.is_open:
            return f"always {_shown(*self._taken)}" if len(self._taken) == 1 else ""
        missing = [said for said in self._names.values() if said not in self._taken]
        return f"never {', '.join(missing)}" if missing else ""


def _members(kind: Any) -> Iterator[tuple[object, str]]:
    """List the values of a closed type with what they are called; of an open type that may be missing there are two."""
    if get_origin(kind) is Annotated:
        yield from _members(get_args(kind)[0])
    elif get_origin(kind) is Literal:
        yield from ((value, str(value)) for value in get_args(kind))
    elif get_origin(kind) in {Union, UnionType}:
        for alternative in get_args(kind):
            yield from list(_members(alternative)) or [(_GIVEN, _GIVEN)]
    elif kind is NoneType:
        yield None, _NONE
    elif kind is bool:
        yield from ((value, str(value).lower()) for value in (False, True))
    elif isinstance(kind, type) and issubclass(kind, Enum):
        yield from ((value, str(value.value)) for value in kind)


def _shown(value: object) -> str:
    if value in {"", (), frozenset()}:
        return "empty"
    return f"the same {len(value)}" if isinstance(value, tuple | frozenset) else str(value)
