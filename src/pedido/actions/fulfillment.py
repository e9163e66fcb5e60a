"""What authorising and handling bring about."""

from collections.abc import Iterator
from typing import Final

from pedido.actions.outcome import Outcome
from pedido.machine import action
from pedido.order.commands import (
    ApprovePayment,
    ApproveRisk,
    AuthorizePayment,
    ChangePayment,
    ChangeSeller,
    Command,
    StartRiskAnalysis,
)
from pedido.order.effects import AcknowledgeReservation, ConfirmReservation, Notify, Subject
from pedido.order.events import PaymentRestarted, ReservationChanged, SellerChanged
from pedido.order.order import Order
from pedido.order.status import Party, PaymentStatus, ReservationStatus
from pedido.rules.sources import FLOW


@action("F8", source=FLOW)
def confirm_reservation(order: Order, command: Command) -> Iterator[Outcome]:
    """Have the reservation confirmed; assume the confirmation where it is not awaited."""
    yield ConfirmReservation()
    if order.settings.reservation_confirmation == "assumed":
        yield ReservationChanged(ReservationStatus.CONFIRMED, command.at)


@action("F8", source=FLOW)
def record_confirmed_reservation(_order: Order, command: Command) -> Iterator[Outcome]:
    """Keep that Logistics has confirmed the reservation."""
    yield ReservationChanged(ReservationStatus.CONFIRMED, command.at)


@action("F8", source=FLOW)
def acknowledge_reservation(order: Order, command: Command) -> Iterator[Outcome]:
    """Have the reserved items leave the stock, unless they already have."""
    if order.reservation is not ReservationStatus.ACKNOWLEDGED:
        yield AcknowledgeReservation()
        yield ReservationChanged(ReservationStatus.ACKNOWLEDGED, command.at)


@action("F4", source=FLOW)
def confirm_payment(order: Order, command: Command) -> Iterator[Outcome]:
    """The marketplace's authorisation confirms the payment, which it has looked at for fraud, too."""
    steps = _TO_THE_APPROVAL if order.payment.risk_analysis else _TO_THE_APPROVAL[:1]
    statuses = [status for status, _ in steps]
    if order.payment.status in statuses:
        for _, confirm in steps[statuses.index(order.payment.status) :]:
            yield confirm(actor=command.actor, at=command.at)


_TO_THE_APPROVAL: Final[tuple[tuple[PaymentStatus, type[Command]], ...]] = (
    (PaymentStatus.AUTHORIZING, AuthorizePayment),
    (PaymentStatus.AUTHORIZED, StartRiskAnalysis),
    (PaymentStatus.ANALYZING_RISK, ApproveRisk),
    (PaymentStatus.RISK_APPROVED, ApprovePayment),
)
"""What is left to confirm of a payment that is analysed for risk, by the status it is in; without it, only the first."""


@action("F9", source=FLOW)
def tell_seller_of_authorization(_order: Order, _command: Command) -> Iterator[Outcome]:
    """The seller hears that the payment is approved and the order may be fulfilled."""
    yield Notify(Party.SELLER, Subject.FULFILLMENT_AUTHORIZED)


@action("F5", source=FLOW)
def change_seller(_order: Order, command: ChangeSeller) -> Iterator[Outcome]:
    """Keep the new seller, who hears of the order."""
    yield SellerChanged(command.seller, command.at)
    yield Notify(Party.SELLER, Subject.SELLER_CHANGED)


@action("F7", source=FLOW)
def restart_payment(_order: Order, command: ChangePayment) -> Iterator[Outcome]:
    """Begin a new transaction."""
    yield PaymentRestarted(command.method, command.at)
