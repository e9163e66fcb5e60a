"""Orders, events, effects and refusals as the JSON that the tables keep, and back. What is read equals what was written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, get_args

from pydantic_core import to_json

from pedido.data import adapter_of, name_of
from pedido.machine import Refusal, RefusalKind
from pedido.machine.rule import Source
from pedido.order.effects import Effect, Notice
from pedido.order.events import Event
from pedido.order.order import Order
from pedido.store.parameters import parameter_data, parameter_of

RECEIVE: Final = "receive"
"""The trigger of an order's first entry in the journal."""


@dataclass(frozen=True, slots=True)
class OrderReceived:
    """The order came to the store as it is here: what its journal begins with."""

    order: Order


StoredEvent = Event | OrderReceived

_EVENTS: Final[Mapping[str, type]] = {name_of(kind): kind for kind in get_args(Event)}
_EFFECTS: Final[Mapping[str, type]] = {name_of(kind): kind for kind in get_args(Effect)}
_RECEIVED: Final = name_of(OrderReceived)


# `model_dump_json` and `model_validate_json` come to these; asked for once, they cost less.
_write_order: Final = Order.__pydantic_serializer__.to_json
_read_order: Final = Order.__pydantic_validator__.validate_json


def order_text(order: Order) -> str:
    """Write an order."""
    return _write_order(order, exclude_defaults=True).decode()


def order_of(text: str) -> Order:
    """Read an order that was written by the machines that there are."""
    order: Order = _read_order(text)
    return order


def order_from(data: Mapping[str, Any]) -> Order:
    """Read an order from parsed JSON."""
    return Order.model_validate(data)


def received_text(order: Order) -> str:
    """Write the events of an order's first entry."""
    return f'[{{"event":"{_RECEIVED}","order":{order_text(order)}}}]'


class _Writers(dict[type, Callable[[Any], str]]):
    """What writes each kind of event or effect; made for a kind when it is first asked for."""

    def __init__(self, category: str) -> None:
        self._category = category

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        write = adapter_of(kind).serializer.to_json
        opening = f'{{"{self._category}":"{name_of(kind)}"'
        if fields(kind):
            self[kind] = lambda thing: f"{opening},{write(thing).decode()[1:]}"
        else:
            self[kind] = lambda _: f"{opening}}}"
        return self[kind]

    def text(self, things: Iterable[Any]) -> str:
        """Write a list, each as an object with its name under the category."""
        return f"[{','.join([self[type(thing)](thing) for thing in things])}]"


events_text: Final = _Writers("event").text
"""Writes events, each as an object with its name under `event`."""
effects_text: Final = _Writers("effect").text
"""Writes effects, each as an object with its name under `effect`."""


def events_from(data: Any) -> tuple[StoredEvent, ...]:
    """Read events from parsed JSON."""
    if not isinstance(data, list):
        message = "expected a list of events"
        raise TypeError(message)
    return tuple(map(_event_from, data))


def _event_from(data: Mapping[str, Any]) -> StoredEvent:
    if data["event"] == _RECEIVED:
        return OrderReceived(order_from(data["order"]))
    event: Event = adapter_of(_EVENTS[data["event"]]).validate_python({k: v for k, v in data.items() if k != "event"})
    return event


def effect_text(effect: Effect) -> str:
    """Write what an effect says, without its name."""
    kind: type = type(effect)
    return adapter_of(kind).serializer.to_json(effect).decode()


def effect_from(data: Mapping[str, Any]) -> Effect:
    """Read an effect from parsed JSON."""
    effect: Effect = adapter_of(_EFFECTS[data["effect"]]).validate_python(
        {k: v for k, v in data.items() if k != "effect"}
    )
    return effect


def notice_data(notice: Notice) -> dict[str, Any]:
    """Return a notice as JSON data, without its text: that is in the catalogues."""
    return {"id": notice.id, "facts": list(notice.facts)}


def notice_from(data: Mapping[str, Any]) -> Notice:
    """Read a notice from parsed JSON."""
    return Notice(data["id"], tuple(data["facts"]))


def refusal_data(refusal: Refusal) -> dict[str, Any]:
    """Return a refusal as JSON data, without its texts: those are made of its parameters, in any language."""
    return {
        "kind": refusal.kind.value,
        "id": refusal.id,
        "facts": list(refusal.facts),
        "sources": [[source.key, source.title] for source in refusal.sources],
        "error": refusal.error,
        "parameters": {name: parameter_data(value) for name, value in refusal.parameters.items()},
    }


def refusal_from(data: Mapping[str, Any]) -> Refusal:
    """Read a refusal from parsed JSON."""
    return Refusal(
        kind=RefusalKind(data["kind"]),
        id=data["id"],
        facts=tuple(data["facts"]),
        sources=tuple(Source(key=key, title=title) for key, title in data["sources"]),
        error=data["error"],
        parameters={name: parameter_of(value) for name, value in data["parameters"].items()},
    )


def json_text(content: Any) -> str:
    """Write JSON on one line."""
    return to_json(content).decode()
