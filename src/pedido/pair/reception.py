"""A row of the protocol: what a message comes to at the store that receives it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from pedido.order.actor import Actor
from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.order.status import Status
from pedido.pair.conflict import ConflictKind
from pedido.pair.message import Message


class Outcome(StrEnum):
    """What becomes of a message. None is ever dropped."""

    CARRIED_OUT = "carried-out"
    """It comes to commands, and they were accepted."""
    NOTHING_TO_DO = "nothing-to-do"
    """The order already is as the message wants it, or another message that says how it goes on is on its way."""
    ANSWERED = "answered"
    """The other store is told why the order stays as it is."""
    WAITS = "waits"
    """It stays at the head of its queue until the order's status has changed."""
    CONFLICT = "conflict"
    """The order cannot follow, and a person has to see it."""


Condition = Callable[[Order, Any], bool]
"""Tells of the order, and of a message of the row's kind, whether the row holds."""
MakesCommand = Callable[[Order, Any, Actor, datetime], Command]
MakesAnswer = Callable[[Order, Any], Message]


class Reception(NamedTuple):
    """What a message of a kind comes to in a status: of the rows for both, exactly one holds for every order.

    `gives` are the commands, given one after the other until all are, each to the order as the one before left it.
    """

    message: type
    status: Status
    outcome: Outcome
    facts: tuple[str, ...] = ()
    when: Condition | None = None
    gives: tuple[MakesCommand, ...] = ()
    answers: MakesAnswer | None = None
    conflict: ConflictKind | None = None

    def holds(self, order: Order, message: Message) -> bool:
        """Tell whether the row is the one for the order and the message."""
        return self.when is None or self.when(order, message)


def comes_to(
    message: type, statuses: Iterable[Status], *facts: str, gives: Iterable[MakesCommand], when: Condition | None = None
) -> tuple[Reception, ...]:
    """Rows in which a message comes to commands."""
    return tuple(
        Reception(message, status, Outcome.CARRIED_OUT, facts, when, gives=tuple(gives)) for status in statuses
    )


def nothing(
    message: type, statuses: Iterable[Status], *facts: str, when: Condition | None = None
) -> tuple[Reception, ...]:
    """Rows in which there is nothing to do."""
    return tuple(Reception(message, status, Outcome.NOTHING_TO_DO, facts, when) for status in statuses)


def waits(
    message: type, statuses: Iterable[Status], *facts: str, when: Condition | None = None
) -> tuple[Reception, ...]:
    """Rows in which a message waits."""
    return tuple(Reception(message, status, Outcome.WAITS, facts, when) for status in statuses)


def answered(
    message: type, statuses: Iterable[Status], *facts: str, answers: MakesAnswer, when: Condition | None = None
) -> tuple[Reception, ...]:
    """Rows in which the other store gets an answer."""
    return tuple(Reception(message, status, Outcome.ANSWERED, facts, when, answers=answers) for status in statuses)


def conflicts(
    message: type, statuses: Iterable[Status], *facts: str, conflict: ConflictKind, when: Condition | None = None
) -> tuple[Reception, ...]:
    """Rows in which the order cannot follow."""
    return tuple(Reception(message, status, Outcome.CONFLICT, facts, when, conflict=conflict) for status in statuses)
