"""The base of every value: frozen, compared by content, validated when it is made from outside."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

Cents = Annotated[int, Field(strict=True, ge=0, description="Amount in cents.")]
"""An amount of money in integer cents, never negative."""

Quantity = Annotated[int, Field(strict=True, ge=0)]
"""A count of units of an item, never negative."""

Moment = AwareDatetime
"""A point in time, with its time zone."""


def _filled(value: str) -> str:
    if not value.strip():
        message = "expected some text, found only blanks"
        raise ValueError(message)
    return value.strip()


Name = Annotated[str, AfterValidator(_filled)]
"""An identifier: text with something in it, trimmed."""

_set: Final = object.__setattr__


class Value(BaseModel):
    """An immutable value. Unknown fields are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def but(self, **changes: Any) -> Self:
        """Return this value with the given fields changed.

        The changes are trusted, not validated: they come from events, which were validated when they were made.
        """
        changed = self.__class__.__new__(self.__class__)
        _set(changed, "__dict__", {**self.__dict__, **changes})
        _set(changed, "__pydantic_fields_set__", {*self.__pydantic_fields_set__, *changes})
        _set(changed, "__pydantic_extra__", None)
        _set(changed, "__pydantic_private__", None)
        return changed

    @classmethod
    def trusted(cls, **fields: Any) -> Self:
        """Make a value of fields that are known to be valid, without validating them again."""
        made = cls.__new__(cls)
        _set(made, "__dict__", {**_defaults(cls), **fields})
        _set(made, "__pydantic_fields_set__", set(fields))
        _set(made, "__pydantic_extra__", None)
        _set(made, "__pydantic_private__", None)
        return made


@cache
def _defaults(cls: type[Value]) -> Mapping[str, Any]:
    return {name: field.get_default() for name, field in cls.model_fields.items() if not field.is_required()}
