"""The base of what is read of a VTEX document, the kinds of its fields, and how its problems are told (API)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    ValidationError,
    model_validator,
)

from pedido.input import BadInputError, in_line, located

_LONGEST_LIST: Final = 10_000
_T = TypeVar("_T")


def _of_sane_length(value: Any) -> Any:
    """Refuse a list so long that its problems alone would fill the memory."""
    if isinstance(value, Sequence) and len(value) > _LONGEST_LIST:
        message = f"expected at most {_LONGEST_LIST:,} entries, found {len(value):,}"
        raise ValueError(message)
    return value


Text = Annotated[str | None, AfterValidator(lambda text: text or None)]
"""A text that VTEX leaves empty where there is none."""
List = Annotated[tuple[_T, ...], BeforeValidator(_of_sane_length)]
InnerList = Annotated[tuple[_T, ...], FailFast(), BeforeValidator(_of_sane_length)]
"""A list within a list: its first problem is enough, or those of all of them together would fill the memory."""
LongList = Annotated[tuple[_T, ...], FailFast()]
"""A list without a limit: its first problem is enough, as above."""


class Part(BaseModel):
    """A part of the document. Unknown fields are ignored, null is the same as absent."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, part: Any) -> Any:
        return {name: value for name, value in part.items() if value is not None} if isinstance(part, Mapping) else part


def validated(validate: Callable[[Any], _T], document: Any) -> _T:
    """Validate a document.

    Raises:
        BadInputError: it is not valid; the place is the JSON path of the first problem, and every problem found is named.
    """
    try:
        return validate(document)
    except ValidationError as error:
        (place, problem), *others = located(error)
        raise BadInputError(place, in_line([problem, *(f"{path}: {text}" for path, text in others)])) from None
