"""The commands: what somebody wants to happen to an order. A file per concern.

Every command carries who gives it (`actor`) and when (`at`, with a time zone); identifiers travel on it too, so that
deciding needs neither a clock nor randomness.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from pedido.order.commands.cancellation import (
    AcceptCancellation,
    Cancel,
    CustomerCancel,
    DeclineCancellation,
    next_request_id,
    open_request_id,
)
from pedido.order.commands.command import Command
from pedido.order.commands.fulfillment import (
    AuthorizeFulfillment,
    CloseCancellationWindow,
    ConfirmReservation,
    PassTime,
    ReadyForInvoicing,
    ReturnFromWms,
    SendToWms,
    StartHandling,
)
from pedido.order.commands.invoicing import Invoice, Track
from pedido.order.commands.modification import (
    AcknowledgeModification,
    AdjustPayment,
    CancelModification,
    ConfirmModification,
    CreateModification,
    FailModification,
    GetModification,
    GetModificationHistory,
    GetModificationSettings,
    OfOneModification,
    PreviewModification,
    RefuseModification,
    RetryModification,
    UpdateModificationSettings,
)
from pedido.order.commands.payment import (
    ApprovePayment,
    ApproveRisk,
    AuthorizePayment,
    ConfirmPaymentCancellation,
    ConfirmRefund,
    ConfirmSettlement,
    DenyPayment,
    RequestSettlement,
    StartRiskAnalysis,
    StartSettlement,
)
from pedido.order.commands.sale import (
    AuthorizeOrder,
    ChangePayment,
    ChangeSeller,
    CompleteOrder,
    ConfirmBySeller,
    FailCreation,
    PlaceOrder,
    RejectBySeller,
    ReplaceOrder,
)


def _commands(kind: type[Command]) -> Iterator[type[Command]]:
    for command in kind.__subclasses__():
        if "trigger" in vars(command) and not command.internal:
            yield command
        yield from _commands(command)


COMMANDS: Final[Mapping[str, type[Command]]] = MappingProxyType(
    {command.trigger: command for command in _commands(Command)}
)
"""Every command that somebody can give, by its trigger."""

__all__ = [
    "COMMANDS",
    "AcceptCancellation",
    "AcknowledgeModification",
    "AdjustPayment",
    "ApprovePayment",
    "ApproveRisk",
    "AuthorizeFulfillment",
    "AuthorizeOrder",
    "AuthorizePayment",
    "Cancel",
    "CancelModification",
    "ChangePayment",
    "ChangeSeller",
    "CloseCancellationWindow",
    "Command",
    "CompleteOrder",
    "ConfirmBySeller",
    "ConfirmModification",
    "ConfirmPaymentCancellation",
    "ConfirmRefund",
    "ConfirmReservation",
    "ConfirmSettlement",
    "CreateModification",
    "CustomerCancel",
    "DeclineCancellation",
    "DenyPayment",
    "FailCreation",
    "FailModification",
    "GetModification",
    "GetModificationHistory",
    "GetModificationSettings",
    "Invoice",
    "OfOneModification",
    "PassTime",
    "PlaceOrder",
    "PreviewModification",
    "ReadyForInvoicing",
    "RefuseModification",
    "RejectBySeller",
    "ReplaceOrder",
    "RequestSettlement",
    "RetryModification",
    "ReturnFromWms",
    "SendToWms",
    "StartHandling",
    "StartRiskAnalysis",
    "StartSettlement",
    "Track",
    "UpdateModificationSettings",
    "next_request_id",
    "open_request_id",
]
