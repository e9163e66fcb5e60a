"""The base of every value: frozen, compared by content, validated when it is made from outside."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Annotated, Any, Final, Self, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

Cents = Annotated[int, Field(strict=True, ge=0, le=10**15, description="Amount in cents.")]
"""An amount of money in integer cents, never negative; at most ten trillions of the currency."""

Quantity = Annotated[int, Field(strict=True, ge=0)]
"""A count of units of an item, never negative."""

Moment = Annotated[AwareDatetime, Field(lt=datetime(3000, 1, 1, tzinfo=UTC))]
"""A point in time, with its time zone; far enough from the end of the calendar that any deadline can follow it."""

Period = Annotated[timedelta, Field(ge=timedelta(), le=timedelta(days=3650))]
"""How long a deadline runs; ten years at most."""


def _filled(value: str) -> str:
    if not value.strip():
        message = "expected some text, found only blanks"
        raise ValueError(message)
    return value.strip()


Name = Annotated[str, AfterValidator(_filled)]
"""An identifier: text with something in it, trimmed."""
_V = TypeVar("_V", bound="Value")


class Value(BaseModel):
    """An immutable value. Unknown fields are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
    _set_fields_set(value, _names(cls))
    _set_extra(value, None)
    _set_private(value, None)
    return value


@cache
def _names(cls: type[Value]) -> set[str]:
    return set(cls.model_fields)


@cache
def _defaults(cls: type[Value]) -> Mapping[str, Any]:
    return {name: field.get_default() for name, field in cls.model_fields.items() if not field.is_required()}
