"""The base of what somebody asks for, under VTEX's names."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import ConfigDict, ModelWrapValidatorHandler, ValidationInfo, model_validator
from pydantic.alias_generators import to_camel

from pedido.order.value import Value


class Asked(Value):
    """A part of a request: under VTEX's names, or under this project's; null is the same as absent."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, validate_by_alias=True)

    @model_validator(mode="wrap")
    @classmethod
    def _null_is_absent(cls, part: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        if not isinstance(part, Mapping):
            return handler(part)
        given = {name: value for name, value in part.items() if value is not None}
        # Read strictly from JSON, pydantic would not take the lists of a mapping that it has already seen.
        return cls.model_validate(given) if info.mode == "json" else handler(given)
