"""Stand-ins for orders and commands: they answer as what they stand for does, and tell what was read of it."""

from collections.abc import Callable, Iterator, Mapping, Sized
from dataclasses import fields, is_dataclass
from types import FunctionType, MethodType
from typing import Any, Final, cast, get_type_hints

from pydantic import BaseModel

from pedido.order.modification import Modification, Modifications

Tell = Callable[[str, Any, object], None]
"""Hears of every read: the path, such as `order.payment.method`; the type that is declared there; and the value."""


class StandIn:
    """Stands for a value.

    Its fields are read of the value, and told. Its properties and methods are those of the value's class, evaluated on the
    stand-in, so that what they read is told too. A field that `but` has replaced is no input any more.
    """

    __slots__ = ("_children", "_path", "_replaced", "_tell", "_value")

    def __init__(self, value: Any, path: str, tell: Tell, replaced: frozenset[str] = frozenset()) -> None:
        """Stand for a value that was found at a path."""
        self._value = value
        self._path = path
        self._tell = tell
        self._replaced = replaced
        self._children: dict[str, Any] = {}  # read twice, a part is the same object, as it is in the value

    @property  # type: ignore[misc]  # isinstance() asks for it, and is to hear what the value would say
    def __class__(self) -> type:
        """The class of the value."""
        return type(self._value)

    def __getattr__(self, name: str) -> Any:
        """Read a field, or evaluate what the class of the value has under that name."""
        if name in self._children:
            return self._children[name]
        kinds = _KINDS[type(self._value)]
        if name in kinds and name not in self._replaced:
            found = getattr(self._value, name)
            child = self._children[name] = stand_in(found, _joined(self._path, name), kinds[name], self._tell)
            return child
        declared = _declared(type(self._value), name)
        if isinstance(declared, property):
            return cast("Callable[[Any], Any]", declared.fget)(self)
        return MethodType(declared, self) if isinstance(declared, FunctionType) else getattr(self._value, name)

    def but(self, **changes: Any) -> "StandIn":
        """Return a stand-in for the value with the given fields changed."""
        return StandIn(self._value.but(**changes), self._path, self._tell, self._replaced | changes.keys())

    def __eq__(self, other: object) -> bool:
        """Compare by content: that reads every field."""
        return bool(self._read() == (other._read() if isinstance(other, StandIn) else other))

    def __hash__(self) -> int:
        """Hash by content, and so read every field."""
        return hash(self._read())

    def __iter__(self) -> Iterator[Any]:
        """Go through the fields of a model with their names; through anything else as its class does."""
        if isinstance(self._value, BaseModel):
            return ((name, getattr(self, name)) for name in _KINDS[type(self._value)])
        return cast("Iterator[Any]", type(self._value).__iter__(self))

    def __len__(self) -> int:
        """Count the modifications of an order; nothing else is counted but tuples, which need no stand-in."""
        return cast("int", type(self._value).__len__(self))

    def __bool__(self) -> bool:
        """A part is true, unless it can be empty and is."""
        return len(self) > 0 if isinstance(self._value, Sized) else True

    def _read(self) -> Any:
        """Return the value, all of it read."""
        for name in _KINDS[type(self._value)]:
            getattr(self, name)
        return self._value


def stand_in(value: Any, path: str, kind: Any, tell: Tell) -> Any:
    """Tell that a value was read, and return what stands for it: a stand-in for a part, itself for anything else.

    Of a part that may be missing it is told that there is one, and of several parts how many. They go by one path, such as
    `order.items[]`.
    """
    if isinstance(value, Mapping):
        tell(path, kind, len(value))
        return {key: StandIn(part, f"{path}[]", tell) for key, part in value.items()}
    if isinstance(value, tuple) and any(_KINDS[type(part)] for part in value):
        tell(path, kind, len(value))
        return tuple(StandIn(part, f"{path}[]", tell) for part in value)
    if not _KINDS[type(value)]:
        tell(path, kind, value)
        return value
    if type(value) is not kind:
        tell(path, kind, type(value))
    return StandIn(value, path, tell)


_UNNAMED: Final = {"_by_id": "", "latest": "[]"}
"""How the fields of modifications are named: as if the modifications were a tuple."""


def _joined(path: str, name: str) -> str:
    return f"{path}{_UNNAMED.get(name, f'.{name}')}"


class _Kinds(dict[type, Mapping[str, Any]]):
    """The types that the fields of a class are declared with; of what is no part, nothing."""

    def __missing__(self, cls: type) -> Mapping[str, Any]:
        self[cls] = dict(_fields(cls))
        return self[cls]


_KINDS: Final = _Kinds()


def _fields(cls: type) -> Iterator[tuple[str, Any]]:
    if issubclass(cls, BaseModel):
        yield from ((name, field.annotation) for name, field in cls.model_fields.items())
    elif issubclass(cls, Modifications):
        yield from (("_by_id", Mapping), ("latest", Modification | None))
    elif is_dataclass(cls):
        hints = get_type_hints(cls)
        yield from ((field.name, hints[field.name]) for field in fields(cls))


def _declared(cls: type, name: str) -> object:
    """Return what a class declares under a name, as it is written there."""
    return next((vars(owner)[name] for owner in cls.__mro__ if name in vars(owner)), None)
