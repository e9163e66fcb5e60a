"""The orders that can be modified, the requests to modify them, and the commands that go with a modification."""

from collections.abc import Callable
from typing import Any, Final

from pedido import (
    PLATFORM,
    AcknowledgeModification,
    CancelModification,
    Channel,
    Command,
    ConfirmModification,
    ConfirmSettlement,
    CreateModification,
    Decision,
    FailModification,
    Flow,
    Item,
    Modification,
    ModificationRequest,
    ModificationSettings,
    ModificationStatus,
    ModificationStatusChanged,
    Offer,
    Order,
    Party,
    PreviewModification,
    RefuseModification,
    RequestSettlement,
    RetryModification,
    Settings,
    StartSettlement,
    Status,
    apply,
    decide,
)
from tests.orders import NOW, STORE, UNIT, able, order_in

MODIFIABLE: Final = [
    (flow, status)
    for flow in (Flow.COMPLETE, Flow.SELLER)
    for status in (Status.HANDLING, Status.WAITING_FOR_FULFILLMENT, Status.READY_FOR_INVOICING)
] + [(Flow.MARKETPLACE, Status.READY_FOR_INVOICING)]
"""Where an order is modified through the API."""
MODIFYING_FLOWS: Final = (Flow.COMPLETE, Flow.SELLER, Flow.MARKETPLACE)

PARTICIPANTS: Final[dict[Flow, tuple[Party, ...]]] = {
    Flow.COMPLETE: (),
    Flow.SELLER: (Party.MARKETPLACE,),
    Flow.MARKETPLACE: (Party.SELLER,),
}
"""Who takes part in a modification beside the store itself."""

ACKNOWLEDGED: Final = Settings(modification_acknowledgement="awaited")
"""A store that waits for the participants."""
CONFIRMED: Final = Settings(payment_confirmation="awaited")
"""A store that waits for Payments."""
IN_MY_ACCOUNT: Final = Settings(
    modifications=ModificationSettings.model_validate(
        {"rolloutConfiguration": {"enableMyOrders": {"enabledWorkspaces": ["*"]}}}
    )
)
"""A store whose customers modify their orders themselves."""
BOTH: Final = Settings(modification_acknowledgement="awaited", payment_confirmation="awaited")
"""A store that waits for both."""

PREPARING = ModificationStatus.PREPARING
ACKNOWLEDGING = ModificationStatus.WAITING_ACKNOWLEDGEMENT
CONFIRMING = ModificationStatus.WAITING_CONFIRMATION
DONE = ModificationStatus.DONE
CANCELING = ModificationStatus.CANCELING
CANCELED = ModificationStatus.CANCELED

PRICE: Final = 1_500
"""What a unit of the new product costs, in cents."""
OFFERS: Final = {"1": Offer(price=UNIT), "9": Offer(price=PRICE, stock=10)}
"""What the catalog answers."""

REMOVE_ONE: Final = {"remove": {"items": [{"id": "1", "quantity": 1}]}}
ADD_ONE: Final = {"add": {"items": [{"id": "1", "quantity": 1}]}}
ADD_NEW: Final = {"add": {"items": [{"id": "9", "quantity": 1}]}}
SAME_VALUE: Final = {"manualDiscountValue": PRICE, **ADD_NEW}
"""Another product, and a discount of what it costs: the total stays as it is."""
SWAP: Final = REMOVE_ONE | ADD_NEW
"""Another product in the place of a unit: more is reserved, and less; the total is lower."""


def modifiable(flow: Flow = Flow.COMPLETE, **changes: Any) -> Order:
    """Make an order that can be modified in every way."""
    status = Status.READY_FOR_INVOICING if flow is Flow.MARKETPLACE else Status.HANDLING
    return order_in(changes.pop("status", status), flow, **{"payment": able(), **changes})


def lines(*items: Item) -> dict[str, Any]:
    """Give an order these lines, and their value."""
    return {"items": items, "value": sum(item.value for item in items)}


def create(*bodies: dict[str, Any], **fields: Any) -> CreateModification:
    """Ask for a modification: the body in VTEX's shape, put together of several; `fields` are the command's."""
    body: dict[str, Any] = {"reason": "The customer asked"}
    for part in bodies:
        body |= part
    request = ModificationRequest.model_validate(body)
    usual = {"actor": STORE, "at": NOW, "offers": OFFERS}
    return CreateModification(request=request, **{**usual, **fields})


def preview_of(command: CreateModification) -> PreviewModification:
    """Ask for a preview of the same."""
    return PreviewModification(**dict(command))


def discounting(cents: int) -> dict[str, Any]:
    """Take an amount off the total."""
    return {"manualDiscountValue": cents}


def increasing(cents: int) -> dict[str, Any]:
    """Put an amount on the total."""
    return {"manualIncrementValue": cents}


def by_admin(command: CreateModification) -> CreateModification:
    """Give the same through the Admin."""
    return command.but(channel=Channel.ADMIN)


def in_progress(order: Order, *bodies: dict[str, Any]) -> Order:
    """Have a modification made that waits for something."""
    decided = decide(order, create(*bodies)).order
    assert decided.modifications.in_progress is not None
    return decided


def latest(decision: Decision | Order) -> Modification:
    """Return the latest modification."""
    order = decision.order if isinstance(decision, Decision) else decision
    assert order.modifications.latest is not None
    return order.modifications.latest


def way(decision: Decision) -> list[ModificationStatus]:
    """List the statuses that a modification entered, in their order."""
    return [event.dest for event in decision.events if isinstance(event, ModificationStatusChanged)]


def acknowledge(order: Order, participant: Party) -> AcknowledgeModification:
    """A participant acknowledges the latest modification."""
    return AcknowledgeModification(actor=PLATFORM, at=NOW, request_id=latest(order).id, participant=participant)


def confirm(order: Order) -> ConfirmModification:
    """Payments confirms the latest modification."""
    return ConfirmModification(actor=PLATFORM, at=NOW, request_id=latest(order).id)


def refuse(order: Order, reason: str = "The acquirer declines") -> RefuseModification:
    """Somebody refuses the latest modification by a rule of their own."""
    return RefuseModification(actor=PLATFORM, at=NOW, request_id=latest(order).id, reason=reason)


def fail(order: Order, reason: str = "Timeout") -> FailModification:
    """A system fails over the latest modification."""
    return FailModification(actor=PLATFORM, at=NOW, request_id=latest(order).id, reason=reason)


def retry(order: Order, **fields: Any) -> RetryModification:
    """Somebody has the latest modification tried again."""
    return RetryModification(**{"actor": STORE, "at": NOW, "request_id": latest(order).id, **fields})


def cancel(order: Order, **fields: Any) -> CancelModification:
    """Somebody cancels the latest modification."""
    usual = {"actor": STORE, "at": NOW, "request_id": latest(order).id, "reason": "Not needed"}
    return CancelModification(**{**usual, **fields})


GOING_ON: Final[list[Callable[[Order], Command]]] = [
    lambda order: acknowledge(order, Party.SELLER),
    confirm,
    refuse,
    fail,
    retry,
]
"""What carries a modification that is in progress on, or back."""


def waiting(status: ModificationStatus, flow: Flow = Flow.SELLER, *bodies: dict[str, Any], **settings: Any) -> Order:
    """Have a modification made that waits in the status."""
    awaited = ACKNOWLEDGED if status is ACKNOWLEDGING else CONFIRMED
    order = in_progress(modifiable(flow, settings=awaited.but(**settings)), *(bodies or (SWAP,)))
    assert latest(order).status is status
    return order


WAITING: Final = [
    (ACKNOWLEDGING, Flow.SELLER),
    (ACKNOWLEDGING, Flow.MARKETPLACE),
    *((CONFIRMING, f) for f in MODIFYING_FLOWS),
]
"""Where a modification waits: only in the complete flow nobody has to acknowledge it."""


def carried_out(order: Order, *commands: Command) -> Order:
    """Give several commands, one after the other."""
    for command in commands:
        order = apply(order, command)
    return order


def settling(value: int) -> list[Command]:
    """Have Payments settle an amount."""
    return [
        RequestSettlement(actor=PLATFORM, at=NOW),
        StartSettlement(actor=PLATFORM, at=NOW),
        ConfirmSettlement(actor=PLATFORM, at=NOW, value=value),
    ]
