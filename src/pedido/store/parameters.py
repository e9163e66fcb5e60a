"""The parameters of a refusal as JSON data, and back: text and numbers as they are, anything else under its kind."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from pedido.messages import Label, Money
from pedido.messages.format import Duration, Parameter

_WRITTEN: Final[Mapping[type, Callable[[Any], dict[str, Any]]]] = {
    Decimal: lambda number: {"decimal": str(number)},
    datetime: lambda moment: {"moment": moment.isoformat()},
    Money: lambda money: {"money": [money.cents, money.currency]},
    Label: lambda label: {"label": [label.kind, label.name]},
    Duration: lambda duration: {"microseconds": duration.span // timedelta(microseconds=1)},
}
_READ: Final[Mapping[str, Callable[[Any], Parameter]]] = {
    "decimal": Decimal,
    "moment": datetime.fromisoformat,
    "money": lambda parts: Money(*parts),
    "label": lambda parts: Label(*parts),
    "microseconds": lambda count: Duration(timedelta(microseconds=count)),
}


def parameter_data(value: Parameter) -> Any:
    """Return a parameter as JSON data."""
    if isinstance(value, tuple):
        return [parameter_data(part) for part in value]
    if isinstance(value, str):
        return str(value)  # a status is a text as well
    if isinstance(value, int):
        return value
    return _WRITTEN[type(value)](value)


def parameter_of(data: Any) -> Parameter:
    """Read a parameter from parsed JSON."""
    if isinstance(data, list):
        return tuple(parameter_of(part) for part in data)
    if isinstance(data, dict):
        [(kind, content)] = data.items()
        return _READ[kind](content)
    value: str | int = data
    return value
