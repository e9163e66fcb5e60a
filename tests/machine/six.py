"""A small machine for the tests of the engine: six statuses, one rule, nothing of orders but the names."""

from dataclasses import dataclass
from typing import Final

from pedido.machine import (
    MachineDefinition,
    Source,
    StateDefinition,
    Verdict,
    auto,
    choice,
    never,
    on,
    refused,
    rule,
    state,
    stay,
)

SOURCE: Final = Source(key="S", title="a source")


@dataclass
class Thing:
    """A subject: what rules and choices look at."""

    value: int = 1
    express: bool = False
    paid: bool = True


class Approve:
    trigger = "approve"


class Prepare:
    trigger = "prepare"


class Handle:
    trigger = "handle"


class Note:
    trigger = "note"


class Cancel:
    trigger = "cancel"


@rule("X1", source=SOURCE)
def has_value(thing: Thing, _command: object) -> Verdict:
    return thing.value > 0 or refused(value=thing.value)


@rule("X2", source=SOURCE, error="409")
def is_paid(thing: Thing, _command: object) -> Verdict:
    return thing.paid or refused()


@rule("X3", source=SOURCE)
def not_done(_thing: Thing, _command: object) -> Verdict:
    return refused()


@rule("X4", source=SOURCE)
def always(_thing: Thing, _command: object) -> Verdict:
    return True


@choice("X5")
def is_express(thing: Thing, _command: object) -> bool:
    return thing.express


@choice("X5")
def is_slow(thing: Thing, _command: object) -> bool:
    return not thing.express


STATES: Final[tuple[StateDefinition, ...]] = (
    state("created"),
    state("approved"),
    state("packing", automatic=True),
    state("ready"),
    state("done", final=True),
    state("canceled", final=True),
)
TRANSITIONS: Final = (
    *on(Approve, "created", "approved", guards=[has_value, is_paid]),
    *on(Prepare, "approved", "packing", when=[is_slow], guards=[has_value]),
    *on(Prepare, "approved", "ready", when=[is_express]),
    *auto("packing", "ready"),
    *on(Handle, "ready", "done", guards=[is_paid]),
    *stay(Note, ["ready", "done"], guards=[has_value]),
    *on(Cancel, ["created", "approved"], "canceled"),
)
SIX: Final = MachineDefinition(
    name="six",
    version="1",
    initial="created",
    states=STATES,
    transitions=TRANSITIONS,
    prohibitions=(*never(Cancel, "done", because=not_done), *never(Cancel, "ready", because=always)),
    main_line=("created", "approved", "packing", "ready", "done"),
)

__all__ = ["SIX", "Thing"]
