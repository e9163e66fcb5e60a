"""Variants of the domain's own shapes, so that the format of scenario files never drifts from them.

A command is written without its actor and moment, an order with only what matters, and of an event or effect only what is
expected of it. Each variant is made of the fields of the value it stands for.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from functools import cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, create_model, model_validator
from pydantic.alias_generators import to_camel
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from pedido.order.modification.asked import Asked
from pedido.order.value import Value


class Variant(Value):
    """The base of every variant: a field that is not given says nothing."""


class _AskedVariant(Variant):
    """The base of the variants of what VTEX has names for: both are understood, as in a request."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, validate_by_alias=True)


def unset() -> Any:
    """Make the default of a field that a file may leave out, but not set to null: `given_fields` tells whether it does."""
    return Field(None)


def variant(
    name: str,
    shape: type,
    *,
    required: Iterable[str] = (),
    without: Iterable[str] = (),
    types: Mapping[str, Any] | None = None,
) -> type[Variant]:
    """Make a model of that name with the fields of a value or dataclass, all optional but the required ones."""
    names = set(_field_names(shape)) - set(without)
    hints = {field: hint for field, hint in get_type_hints(shape, include_extras=True).items() if field in names}
    fields = {
        field: (hint, Field() if field in required else unset()) for field, hint in (hints | dict(types or {})).items()
    }
    return _model(name, fields, base=_AskedVariant if issubclass(shape, Asked) else Variant, doc=shape.__doc__)


@cache
def pattern(shape: type) -> type[Variant]:
    """Make a model for what is expected of a value: any of its fields, and of the values inside it likewise."""
    hints = get_type_hints(shape)
    expected = {name: _expected(hints[name]) for name in _field_names(shape)}
    nested = {name: hint for name, hint in expected.items() if hint != hints[name]}
    return variant(f"Expected{shape.__name__}", shape, types=nested)


def _expected(hint: Any) -> Any:
    """Put the pattern of every value in a type hint in its place."""
    if _is_shape(hint):
        return pattern(hint)
    parts = tuple(map(_expected, get_args(hint)))
    if get_origin(hint) is tuple:
        return tuple.__class_getitem__(parts)
    return Union[parts] if get_origin(hint) in {Union, UnionType} else hint  # noqa: UP007 - of any number


def one_of(name: str, options: Mapping[str, type[Variant]], doc: str) -> type["OneOf"]:
    """Make a model of which exactly one field is given: a mapping with one key, or just the key where it needs no more."""
    fields = {option: (model, unset()) for option, model in options.items()}
    return cast("type[OneOf]", _model(name, fields, base=OneOf, doc=doc))


class OneOf(Variant):
    """One thing out of several: its name, and its fields."""

    @model_validator(mode="after")
    def _exactly_one(self) -> "OneOf":
        if len(self.model_fields_set) != 1:
            message = f"expected one name, found {len(self.model_fields_set)}"
            raise ValueError(message)
        return self

    @property
    def name(self) -> str:
        """Which one it is."""
        return next(iter(self.model_fields_set))

    @property
    def fields(self) -> Variant:
        """What is said of it."""
        return cast("Variant", getattr(self, self.name))

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Allow the name by itself where no field is required; `spelled_out` makes the mapping of it."""
        schema = handler.resolve_ref_schema(handler(core_schema))
        bare = [name for name, field in cls.model_fields.items() if not _requires(field.annotation)]
        mapping = {**schema, "minProperties": 1, "maxProperties": 1}
        return {"anyOf": [{"enum": bare}, mapping], "description": cls.__doc__}


def spelled_out(part: Any) -> Any:
    """Make the mapping that a bare name stands for."""
    return {part: {}} if isinstance(part, str) else part


def given_fields(model: Value) -> dict[str, Any]:
    """Return the fields that the file gives."""
    return {name: getattr(model, name) for name in type(model).model_fields if name in model.model_fields_set}


def _model(name: str, fields: Mapping[str, Any], *, base: type[Variant], doc: str | None = None) -> type[Variant]:
    return cast("type[Variant]", create_model(name, __base__=base, __doc__=doc, **cast("dict[str, Any]", fields)))


def _field_names(shape: type) -> tuple[str, ...]:
    if issubclass(shape, Value):
        return tuple(shape.model_fields)
    return tuple(field.name for field in dataclasses.fields(cast("Any", shape)))


def _is_shape(hint: Any) -> bool:
    return isinstance(hint, type) and (issubclass(hint, Value) or dataclasses.is_dataclass(hint))


def _requires(model: Any) -> bool:
    return any(field.is_required() for field in model.model_fields.values())
