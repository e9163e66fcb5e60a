"""How a modification goes on once it is made: one at a time (M13), acknowledged, confirmed, tried again, cancelled (M17)."""

from typing import Final

from pedido.machine import Rule, Verdict, choice, refused, rule
from pedido.messages import Label
from pedido.order.commands import (
    AcknowledgeModification,
    CancelModification,
    Command,
    ConfirmModification,
    ConfirmRefund,
    FailModification,
    Invoice,
    OfOneModification,
)
from pedido.order.order import Order
from pedido.order.status import FINISHED_MODIFICATION, ModificationStatus, Status
from pedido.rules.price_change import asked_of, refusing
from pedido.rules.sources import API, ERRORS, FLOW, S2


@rule("M13", source=ERRORS, error="SalesOrderSystem014")
def no_modification_in_progress(order: Order, _command: Command) -> Verdict:
    """While one modification is in progress there is no other."""
    current = order.modifications.in_progress
    return current is None or refused(request=current.id, status=Label("status", current.status))


@rule("I7", source=API)
def not_invoiced_while_modified(order: Order, _command: Invoice) -> Verdict:
    """While a modification is in progress nothing is invoiced: nobody knows yet what the order is worth."""
    current = order.modifications.in_progress
    return current is None or refused(request=current.id)


@rule("M17", source=API, error="404")
def modification_known(order: Order, command: OfOneModification) -> Verdict:
    """The order has a modification of that id."""
    return order.modifications.get(command.request_id) is not None or refused(request=command.request_id)


@rule("M17", source=(ERRORS, API), error="SalesOrderSystem016")
def modification_not_finished(order: Order, command: OfOneModification) -> Verdict:
    """Only a modification that is neither done nor cancelled goes on."""
    return _status(order, command) not in FINISHED_MODIFICATION or refused(
        request=command.request_id, status=Label("status", _status(order, command))
    )


@rule("M17", source=API)
def modification_not_done(order: Order, command: CancelModification) -> Verdict:
    """A modification that is done is not cancelled; a new one undoes it."""
    return _status(order, command) is not ModificationStatus.DONE or refused(request=command.request_id)


@rule("M17", source=API)
def modification_not_canceled(order: Order, command: CancelModification) -> Verdict:
    """A modification that is cancelled is not cancelled again."""
    return _status(order, command) is not ModificationStatus.CANCELED or refused(request=command.request_id)


@rule("M17", source=API)
def cancellation_reason_given(_order: Order, command: CancelModification) -> Verdict:
    """Cancelling a modification needs a reason."""
    return command.reason != "" or refused()


@rule("M17", source=API)
def participant_awaited(order: Order, command: AcknowledgeModification) -> Verdict:
    """Who acknowledges takes part in the modification, and has not acknowledged it yet."""
    modification = order.modifications.get(command.request_id)
    awaited = modification.awaited if modification is not None else ()
    return command.participant in awaited or refused(
        request=command.request_id, participant=Label("party", command.participant.value)
    )


@rule("M17", "P1", "P2", "P3", source=(API, S2))
def payment_unchanged_since_asked(order: Order, _command: ConfirmModification) -> Verdict:
    """What Payments confirms is still what the modification takes; else Payments has to be asked anew."""
    return _is_as_asked(order) or refused(
        request=order.modifications.current.id,
        payment=Label("status", order.payment.status),
        settled=order.money(order.payment.settled),
    )


@rule("M17", "P1", source=(API, S2))
def no_refund_asked_by_modification(order: Order, _command: ConfirmRefund) -> Verdict:
    """The refund that a modification asked for is confirmed with the modification, and not by itself."""
    refunded = order.asked_of_payments.refunded
    return refunded == 0 or refused(value=order.money(refunded))


@choice("M17", source=API)
def all_acknowledged(order: Order, _command: Command) -> bool:
    """No participant is awaited."""
    return not order.modifications.current.awaited


@choice("M17", "P4", "P6", source=(API, S2))
def payment_still_allows(order: Order, _command: Command) -> bool:
    """What the payment has come to in the meantime still allows the modification."""
    return not now_refusing(order)


@choice("M17", "P4", "P6", source=(API, S2))
def payment_no_longer_allows(order: Order, _command: Command) -> bool:
    """What the payment has come to in the meantime no longer allows the modification."""
    return bool(now_refusing(order))


@choice("M17", source=API)
def confirmation_assumed(order: Order, _command: Command) -> bool:
    """Payments has nothing to do, or its confirmation of what it was asked is assumed."""
    assumed = order.settings.payment_confirmation == "assumed" and _is_as_asked(order)
    return order.asked_of_payments.is_nothing or assumed


@choice("M17", source=ERRORS)
def retries_left(order: Order, _command: FailModification) -> bool:
    """It has not failed as often yet as it may be tried again."""
    return order.modifications.current.failures < order.settings.modification_retries


@choice("M17", source=ERRORS)
def no_retries_left(order: Order, _command: FailModification) -> bool:
    """It has been tried again as often as it may."""
    return order.modifications.current.failures >= order.settings.modification_retries


@choice("M15", "C2", source=ERRORS)
def order_is_ending(order: Order, _command: Command) -> bool:
    """The order is being cancelled, is cancelled or replaced: there is nothing left to modify."""
    return order.status in _ENDING


@choice("M17", source=API)
def order_goes_on(order: Order, _command: Command) -> bool:
    """The order is neither cancelled nor replaced."""
    return order.status not in _ENDING


_ENDING: Final = frozenset({Status.CANCEL, Status.CANCELED, Status.REPLACED})


@choice("I2", "I4", source=(S2, FLOW))
def modified_to_what_is_invoiced(order: Order, _command: Command) -> bool:
    """The order has become worth just what is invoiced already: nothing is left to invoice."""
    latest = order.modifications.latest
    return latest is not None and not latest.in_progress and 0 < order.invoiced >= order.value


def now_refusing(order: Order) -> tuple[Rule, ...]:
    """Return the rules by which the payment refuses the modification in progress, as it has become."""
    current = order.modifications.current
    return refusing(order, current.totals.value, current.settings)


def _status(order: Order, command: OfOneModification) -> ModificationStatus:
    modification = order.modifications.get(command.request_id)
    return modification.status if modification is not None else ModificationStatus.NONE


def _is_as_asked(order: Order) -> bool:
    """Tell whether the modification in progress still takes of the payment what Payments was asked for."""
    current = order.modifications.current
    return asked_of(order.payment, current.totals.value) == current.payment
