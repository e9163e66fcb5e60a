"""How each parameter of a message is written in the reader's language, through Babel."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal, localcontext
from functools import singledispatch
from math import inf
from typing import Final, Literal

from babel import dates, lists, numbers

from pedido.messages.catalogue import Language, catalogue
from pedido.messages.format import Duration, Label, Money, Parameter
from pedido.messages.printable import printable

_LOCALES: Final[Mapping[Language, str]] = {"pt": "pt_BR", "en": "en_US", "es": "es_419"}
_DIGITS: Final = 60
"""More than any amount has that a request can come to before it is refused."""
_Unit = Literal["day", "hour", "minute", "second"]
_UNITS: Final[Mapping[_Unit, timedelta]] = {
    "day": timedelta(days=1),
    "hour": timedelta(hours=1),
    "minute": timedelta(minutes=1),
}


@singledispatch
def written(value: object, language: Language) -> str:
    """Write one parameter as a reader of the language expects it.

    Raises:
        TypeError: messages have no parameters of this type.
    """
    message = f"cannot write a {type(value).__name__} in {language}: not a parameter of a message"
    raise TypeError(message)


@written.register
def _(value: str, language: Language) -> str:  # noqa: ARG001 - the same in every language
    return printable(value)


@written.register
def _(value: int, language: Language) -> str:
    return numbers.format_decimal(value, locale=_LOCALES[language])


@written.register
def _(value: Decimal, language: Language) -> str:
    # Every place that is written counts: a weight is not rounded for a reader.
    return numbers.format_decimal(value, locale=_LOCALES[language], decimal_quantization=False)


@written.register
def _(value: datetime, language: Language) -> str:
    # The month by its name and the offset from GMT: 3/4 means two days in two countries, 14:05 several moments.
    locale = _LOCALES[language]
    day = dates.format_skeleton("yMMMd", value, tzinfo=value.tzinfo, locale=locale)
    # The offset is written alike everywhere: what a language calls it differs from one release of its data to the next.
    time = dates.format_datetime(value, "HH:mm 'GMT'xxx", tzinfo=value.tzinfo, locale=locale)
    return f"{day} {time}"


@written.register
def _(value: Money, language: Language) -> str:
    with localcontext(prec=_DIGITS):
        amount = Decimal(value.cents) / 100
        return numbers.format_currency(amount, value.currency, locale=_LOCALES[language])


@written.register
def _(value: Label, language: Language) -> str:
    texts, message_id = catalogue(language), f"{value.kind}.{value.name}"
    return texts.template(message_id) if texts.has(message_id) else value.name


@written.register
def _(value: Duration, language: Language) -> str:
    # No threshold: Babel would round 36 hours to 2 days.
    return dates.format_timedelta(value.span, _unit_of(value.span), threshold=inf, locale=_LOCALES[language])


@written.register(tuple)
def _(value: tuple[Parameter, ...], language: Language) -> str:
    # Two statuses may share a label: once is enough for a reader.
    parts = dict.fromkeys(written(part, language) for part in value)
    return lists.format_list(list(parts), locale=_LOCALES[language])


def _unit_of(span: timedelta) -> _Unit:
    return next((unit for unit, length in _UNITS.items() if span and not span % length), "second")
