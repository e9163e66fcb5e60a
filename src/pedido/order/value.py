"""The base of every value: frozen, compared by content, validated when it is made from outside."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Annotated, Any, Final, Self, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticKnownError

MAX_CENTS: Final = 10**15

Cents = Annotated[int, Field(strict=True, ge=0, le=MAX_CENTS, description="Amount in cents.")]
"""An amount of money in integer cents, never negative; at most ten trillions of the currency."""

SignedCents = Annotated[int, Field(strict=True, ge=-MAX_CENTS, le=MAX_CENTS, description="Amount in cents.")]
"""An amount of money in integer cents that may be negative: a discount, or how much something changes."""

MAX_QUANTITY: Final = 10**9

Quantity = Annotated[int, Field(strict=True, ge=0, le=MAX_QUANTITY)]
"""A count of units of an item, never negative; at most a thousand million."""


_AS_PEDIDO_WRITES: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?(Z|[+-]\d\d:\d\d)").fullmatch
_BEGINS_WITH_A_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]").match


def _moment(value: Any, validated: ValidatorFunctionWrapHandler) -> datetime:
    moment = _parsed(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime):
        raise PydanticKnownError("datetime_type")
    if moment.tzinfo is UTC and _EARLIEST <= moment < _END:  # what is read back by the thousand
        return moment
    return _in_fixed_zone(validated(moment))


def _parsed(text: str) -> datetime | None:
    try:
        if _AS_PEDIDO_WRITES(text):
            return datetime.fromisoformat(text)
        if _BEGINS_WITH_A_DAY(text):  # pydantic would take a text of digits for seconds since 1970
            return _DATETIME.validate_python(text)
    except ValueError:  # a ValidationError is one
        pass
    return None


_DATETIME: Final = TypeAdapter(datetime)
_EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
_END: Final = datetime(3000, 1, 1, tzinfo=UTC)


def _in_fixed_zone(moment: datetime) -> datetime:
    # A moment is compared by content and written down: neither survives a zone whose offset changes, or is not whole minutes.
    offset = moment.utcoffset() or timedelta()
    if offset % timedelta(minutes=1):
        return moment.astimezone(UTC)
    return moment.replace(tzinfo=timezone(offset), fold=0)


Moment = Annotated[
    AwareDatetime,
    Field(ge=_EARLIEST, lt=_END),
    WrapValidator(_moment),
]
"""A point in time, with its time zone; far enough from the end of the calendar that any deadline can follow it."""

Period = Annotated[timedelta, Field(ge=timedelta(), le=timedelta(days=3650))]
"""How long a deadline runs; ten years at most."""


def _filled(value: str) -> str:
    trimmed = value.strip()
    if is_name(trimmed):
        return trimmed
    message = "expected some text, found only blanks" if trimmed == "" else "expected text that can be printed"
    raise ValueError(message)


def is_name(text: str) -> bool:
    """Tell whether a trimmed text can identify something: it is not empty, and all of it can be printed."""
    return text != "" and text.isprintable()


Name = Annotated[str, AfterValidator(_filled)]
"""An identifier: printable text with something in it, trimmed."""


def _trimmed(text: str) -> str:
    if _HALF_A_CHARACTER(text):
        message = "expected whole characters, found half of one"
        raise ValueError(message)
    return text.strip()


_HALF_A_CHARACTER: Final = re.compile("[\ud800-\udfff]").search

Trimmed = Annotated[str, AfterValidator(_trimmed)]
"""Text without blanks around it; possibly empty."""
_V = TypeVar("_V", bound="Value")


class Value(BaseModel):  # noqa: PLW1641 - pydantic makes the hash of what is frozen
    """An immutable value. Unknown fields are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __eq__(self, other: object) -> bool:
        """Compare by content; what is the same value need not be compared, as most defaults are."""
        # Pydantic's own compares also what no value has: extra and private attributes.
        if self is other:
            return True
        return self.__dict__ == other.__dict__ if type(self) is type(other) else NotImplemented

    def but(self, **changes: Any) -> Self:
        """Return this value with the given fields changed.

        The changes are trusted, not validated: they come from events, which were validated when they were made.
        """
        return _made(self.__class__, self.__dict__, changes)

    @classmethod
    def trusted(cls, **fields: Any) -> Self:
        """Make a value of fields that are known to be valid, without validating them again."""
        return _made(cls, _defaults(cls), fields)


_new: Final = object.__new__
_set_dict: Final = BaseModel.__dict__["__dict__"].__set__
_set_fields_set: Final = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_set_extra: Final = BaseModel.__dict__["__pydantic_extra__"].__set__
_set_private: Final = BaseModel.__dict__["__pydantic_private__"].__set__


def _made(cls: type[_V], fields: Mapping[str, Any], changes: Mapping[str, Any]) -> _V:
    # What pydantic's model_construct and model_copy do, in a fraction of their time: the hot path makes values by the dozen.
    value = _new(cls)
    _set_dict(value, {**fields, **changes})
    _set_fields_set(value, _names[cls])
    _set_extra(value, None)
    _set_private(value, None)
    return value


class _Names(dict[type[Value], set[str]]):
    """The names of the fields of every kind of value; a dictionary, for it is asked at every change of an order."""

    def __missing__(self, cls: type[Value]) -> set[str]:
        self[cls] = set(cls.model_fields)
        return self[cls]


_names: Final = _Names()


@cache
def _defaults(cls: type[Value]) -> Mapping[str, Any]:
    return {name: field.get_default() for name, field in cls.model_fields.items() if not field.is_required()}
