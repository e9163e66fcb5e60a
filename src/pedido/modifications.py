"""The eight operations on modifications as typed calls (M11). Each gives one command to `decide`, and nothing else decides.

`create`, `retry`, `cancel` and `update_settings` return the decision, with its refusals if there are any. `preview`, `details`,
`history` and `get_settings` return what was asked for, or raise `Refused` with every reason.
"""

from datetime import datetime
from typing import Any, NamedTuple, NotRequired, TypedDict, TypeVar, Unpack

from pedido.catalog import ProductCatalog
from pedido.engine import Decision, Refused, decide
from pedido.order.actor import Actor, Channel
from pedido.order.commands import (
    CancelModification,
    Command,
    CreateModification,
    GetModification,
    GetModificationHistory,
    GetModificationSettings,
    PreviewModification,
    RetryModification,
    UpdateModificationSettings,
)
from pedido.order.effects import Notice, ShowModification, ShowModifications, ShowModificationSettings
from pedido.order.modification import Modification, ModificationRequest, ModificationSettings
from pedido.order.order import Order

_C = TypeVar("_C", bound=CreateModification)
_E = TypeVar("_E", ShowModification, ShowModifications, ShowModificationSettings)


class Preview(NamedTuple):
    """What a modification would come to, and what a person would be reminded of."""

    modification: Modification
    notices: tuple[Notice, ...]


class Asking(TypedDict):
    """What goes with a request.

    `catalog` is asked for what the order would get more of. `workspace` is that of the Admin or of My Account. `request_id` names
    the modification; without it one is derived from the order.
    """

    actor: Actor
    at: datetime
    catalog: ProductCatalog
    channel: NotRequired[Channel]
    workspace: NotRequired[str]
    request_id: NotRequired[str]


def create(order: Order, request: ModificationRequest, **asking: Unpack[Asking]) -> Decision:
    """Modify an order. The modification is the latest of the decision's order."""
    return decide(order, _command(CreateModification, request, **asking))


def preview(order: Order, request: ModificationRequest, **asking: Unpack[Asking]) -> Preview:
    """Tell what `create` would come to with the same arguments; nothing is kept.

    Raises:
        Refused: `create` would be refused, for the same reasons.
    """
    decision = decide(order, _command(PreviewModification, request, **asking))
    return Preview(_answer(decision, ShowModification).modification, decision.notices)


def details(order: Order, request_id: str, *, actor: Actor, at: datetime) -> Modification:
    """Return a modification.

    Raises:
        Refused: the order has none of that id, or the actor may not look at it.
    """
    return _asked(order, GetModification(actor=actor, at=at, request_id=request_id), ShowModification).modification


def history(order: Order, *, actor: Actor, at: datetime) -> tuple[Modification, ...]:
    """Return every modification of an order, oldest first.

    Raises:
        Refused: the actor may not look at them.
    """
    return _asked(order, GetModificationHistory(actor=actor, at=at), ShowModifications).modifications


def retry(order: Order, request_id: str, *, actor: Actor, at: datetime) -> Decision:
    """Have a modification that is stuck tried again."""
    return decide(order, RetryModification(actor=actor, at=at, request_id=request_id))


def cancel(order: Order, request_id: str, *, actor: Actor, at: datetime, reason: str) -> Decision:
    """Cancel a modification that is not done."""
    return decide(order, CancelModification(actor=actor, at=at, request_id=request_id, reason=reason))


def get_settings(order: Order, *, actor: Actor, at: datetime) -> ModificationSettings:
    """Return the settings that hold for the order's store, complete.

    Raises:
        Refused: the actor may not look at them.
    """
    return _asked(order, GetModificationSettings(actor=actor, at=at), ShowModificationSettings).settings


def update_settings(order: Order, settings: ModificationSettings, *, actor: Actor, at: datetime) -> Decision:
    """Set the settings of the order's store; what they do not say goes back to the default."""
    return decide(order, UpdateModificationSettings(actor=actor, at=at, settings=settings))


def _command(kind: type[_C], request: ModificationRequest, *, catalog: ProductCatalog, **said: Any) -> _C:
    return kind(request=request, offers=catalog.offers(request.skus), **said)


def _asked(order: Order, command: Command, kind: type[_E]) -> _E:
    return _answer(decide(order, command), kind)


def _answer(decision: Decision, kind: type[_E]) -> _E:
    if decision.refusals:
        raise Refused(decision.refusals)
    return next(effect for effect in decision.effects if isinstance(effect, kind))
