"""Parameters of a message, and the message with its parameters written in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from pedido.messages.catalogue import Language, catalogue


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in cents of a currency (ISO 4217 code)."""

    cents: int
    currency: str


@dataclass(frozen=True, slots=True)
class Label:
    """A thing that has a name of its own in every language: a status, a command, a flow."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time, written in whole days, hours or minutes, else in seconds (30 days, 36 hours)."""

    span: timedelta


Parameter = str | int | Decimal | datetime | Money | Label | Duration | tuple["Parameter", ...]


def text(message_id: str, language: Language, parameters: Mapping[str, Parameter] | None = None) -> str:
    """Return the text of a message with its parameters written in it.

    Raises:
        KeyError: the message id is unknown, or the text names a parameter that is not given.
    """
    template = catalogue(language).template(message_id)
    if not parameters:
        return template
    from pedido.messages.writing import written  # noqa: PLC0415 - brings Babel's formatting; only who formats pays

    return template.format_map({name: written(value, language) for name, value in parameters.items()})
