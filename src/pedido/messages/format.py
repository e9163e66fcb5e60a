"""Parameters of a message, and how each is written in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, assert_never

from pedido.messages.catalogue import Language, catalogue

_LOCALES: Final[Mapping[Language, str]] = {"pt": "pt_BR", "en": "en_US", "es": "es_419"}


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
    """A span of time, written in the largest unit that fits it (30 minutes, 2 days)."""

    span: timedelta


Parameter = str | int | datetime | Money | Label | Duration | tuple["Parameter", ...]


def written(value: Parameter, language: Language) -> str:
    """Write one parameter as a reader of the language expects it."""
    from babel import dates, lists, numbers  # noqa: PLC0415 - heavy; only who formats pays

    locale = _LOCALES[language]
    match value:
        case str():
            return value
        case int():
            return numbers.format_decimal(value, locale=locale)
        case datetime():
            return dates.format_datetime(value, "short", tzinfo=value.tzinfo, locale=locale)
        case Money(cents, currency):
            return numbers.format_currency(Decimal(cents) / 100, currency, locale=locale)
        case Label(kind, name):
            texts = catalogue(language)
            message_id = f"{kind}.{name}"
            return texts.template(message_id) if texts.has(message_id) else name
        case Duration(span):
            return dates.format_timedelta(span, threshold=1.2, locale=locale)
        case tuple():
            return lists.format_list([written(part, language) for part in value], locale=locale)
    assert_never(value)


def text(message_id: str, language: Language, parameters: Mapping[str, Parameter] | None = None) -> str:
    """Return the text of a message with its parameters written in it.

    Raises:
        KeyError: the message id is unknown.
    """
    template = catalogue(language).template(message_id)
    if not parameters:
        return template
    return template.format_map({name: written(value, language) for name, value in parameters.items()})
