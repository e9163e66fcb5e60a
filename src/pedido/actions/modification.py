"""What a modification brings about, from the request to the order that is modified, or to its cancellation."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pedido.actions.outcome import Outcome
from pedido.machine import action
from pedido.order.actor import PLATFORM
from pedido.order.commands import (
    AcknowledgeModification,
    AdjustPayment,
    CancelModification,
    Command,
    CreateModification,
    FailModification,
    RefuseModification,
    RetryModification,
)
from pedido.order.effects import (
    ChargeSeparately,
    Notify,
    RefundPayment,
    ReleaseItems,
    RequestDifference,
    ReserveItems,
    SkuQuantity,
    Subject,
    TellNewTotal,
    WithdrawPaymentChange,
)
from pedido.order.events import (
    ModificationAcknowledged,
    ModificationCanceled,
    ModificationFailed,
    ModificationRequested,
    ModificationRestarted,
    OrderModified,
    PaymentChangeAsked,
)
from pedido.order.item import Item
from pedido.order.layout import plan_of
from pedido.order.modification import (
    Modification,
    ModificationCancellation,
)
from pedido.order.order import Order
from pedido.order.status import Flow, ModificationStatus, Party, Status
from pedido.rules.modification_course import now_refusing
from pedido.rules.price_change import asked_of
from pedido.rules.sources import ADAPT, API, ERRORS, S2

FAILED: Final = "SalesOrderSystem017"
"""The platform's code for a modification that failed too often (M17)."""

_PARTICIPANTS: Final[Mapping[Flow, tuple[Party, ...]]] = {
    Flow.COMPLETE: (),
    Flow.SELLER: (Party.MARKETPLACE,),
    Flow.MARKETPLACE: (Party.SELLER,),
    Flow.CHAIN: (Party.SELLER, Party.MARKETPLACE),
}
"""Who takes part in an order beside the store, by the store's flow: who acknowledges, and who is told."""


def modification_of(order: Order, command: CreateModification) -> Modification:
    """Return the modification that a request comes to, as it is before anything is done about it."""
    plan = plan_of(order, command)
    return Modification.trusted(
        id=command.id_for(order),
        number=order.modifications.latest.number + 1 if order.modifications.latest is not None else 1,
        status=ModificationStatus.NONE,
        reason=command.request.reason,
        requested_by=command.actor.id,
        requested_at=command.at,
        channel=command.channel,
        kinds=plan.kinds,
        manual_discount_value=plan.manual_discount,
        manual_increment_value=plan.manual_increment,
        added=plan.added,
        removed=plan.removed,
        replaced=plan.replaced,
        items=plan.items,
        kept=plan.kept,
        totals=plan.totals,
        value=plan.value,
        payment=asked_of(order.payment, plan.change),
        settings=plan.settings,
        awaited=_to_acknowledge(order),
    )


@action("M11", "M17", source=(S2, API))
def pass_request_on(_order: Order, command: CreateModification) -> Iterator[Outcome]:
    """The order allows the modification: it begins."""
    yield command


@action("M10", "M17", source=(S2, API))
def record_modification(order: Order, command: CreateModification) -> Iterator[Outcome]:
    """Keep the modification in the order's history."""
    yield ModificationRequested(modification_of(order, command), command.at)


@action("M7", source=S2)
def reserve_additions(order: Order, _command: Command) -> Iterator[Outcome]:
    """What the order gets more of is reserved by itself."""
    modification = order.modifications.current
    more = _more(*_sides(modification))
    if more:
        yield ReserveItems(modification.id, more)


@action("M17", source=API)
def tell_participants(order: Order, _command: Command) -> Iterator[Outcome]:
    """Who takes part in the order beside this store hears of the modification."""
    for party in _PARTICIPANTS[order.flow]:
        yield Notify(party, Subject.MODIFICATION_REQUESTED)


@action("M17", source=API)
def record_acknowledgement(_order: Order, command: AcknowledgeModification) -> Iterator[Outcome]:
    """Keep that a participant has acknowledged."""
    yield ModificationAcknowledged(command.request_id, command.participant, command.at)


@action("P1", "P2", "P3", "P5", source=S2)
def ask_payments(order: Order, command: Command) -> Iterator[Outcome]:
    """Ask Payments for what the change of the total takes."""
    modification = order.modifications.current
    change = asked_of(order.payment, modification.totals.value)
    yield PaymentChangeAsked(modification.id, change, command.at)
    if change.lowered:
        yield TellNewTotal(order.payment.value - change.lowered)
    if change.refunded:
        yield RefundPayment(change.refunded)
    if change.raised:
        yield RequestDifference(change.raised)
    if change.separate:
        yield ChargeSeparately(change.separate)


@action("P1", "P2", "P3", source=S2)
def change_payment(order: Order, command: Command) -> Iterator[Outcome]:
    """The payment becomes what was asked for; what is charged separately is not part of it (P5)."""
    change = order.asked_of_payments
    if change.raised or change.lowered or change.refunded:
        yield AdjustPayment(
            actor=command.actor,
            at=command.at,
            raised=change.raised,
            lowered=change.lowered,
            refunded=change.refunded,
        )


@action("M1", "M16", source=(S2, ADAPT))
def modify_order(order: Order, command: Command) -> Iterator[Outcome]:
    """The order gets its new lines and its new total."""
    modification = order.modifications.current
    yield OrderModified(
        modification.id,
        modification.items,
        modification.kept,
        modification.value,
        order.totals.plus(modification.totals) if order.totals is not None else None,
        command.at,
    )


@action("M7", source=S2)
def release_reductions(order: Order, _command: Command) -> Iterator[Outcome]:
    """What the order gets less of is no longer reserved."""
    modification = order.modifications.current
    before, after = _sides(modification)
    less = _more(after, before)
    if less:
        yield ReleaseItems(modification.id, less)


@action("M17", source=API)
def tell_of_modification(order: Order, _command: Command) -> Iterator[Outcome]:
    """The customer, and who takes part in the order, hears that it is modified."""
    if not order.sold_elsewhere:
        yield Notify(Party.CUSTOMER, Subject.MODIFIED)
    for party in _PARTICIPANTS[order.flow]:
        yield Notify(party, Subject.MODIFIED)


@action("M17", source=API)
def withdraw_payment_change(order: Order, _command: Command) -> Iterator[Outcome]:
    """What Payments was asked for and has not confirmed no longer holds."""
    if not order.asked_of_payments.is_nothing:
        yield WithdrawPaymentChange(order.modifications.current.id)


@action("M17", source=API)
def cancel_modification(order: Order, command: CancelModification | RefuseModification) -> Iterator[Outcome]:
    """Keep who cancelled or refused the modification, and why."""
    yield _canceled(order, command, command.reason)


@action("M17", "P4", "P6", source=(API, S2))
def cancel_by_rule(order: Order, command: Command) -> Iterator[Outcome]:
    """Keep which rules the payment no longer meets."""
    rules = now_refusing(order)
    reason = ", ".join(rule.id for rule in rules)
    yield _canceled(order, command.but(actor=PLATFORM), reason, rules[0].error)


@action("M15", source=ERRORS)
def cancel_with_order(order: Order, command: Command) -> Iterator[Outcome]:
    """Keep that the order itself was cancelled."""
    error = "SalesOrderSystem008" if order.status is not Status.REPLACED else None
    yield _canceled(order, command, f"order {order.status.value}", error)


@action("M17", source=ERRORS)
def cancel_after_failures(order: Order, command: FailModification) -> Iterator[Outcome]:
    """Keep that the modification failed too often."""
    yield _canceled(order, command, command.reason, FAILED)


@action("M17", source=ERRORS)
def count_failure(_order: Order, command: FailModification) -> Iterator[Outcome]:
    """Count the failure."""
    yield ModificationFailed(command.request_id, command.reason, command.at)


@action("M17", source=API)
def start_over(order: Order, command: Command) -> Iterator[Outcome]:
    """Every participant is asked again; tried again by hand, the failures so far no longer count."""
    modification = order.modifications.current
    failures = 0 if isinstance(command, RetryModification) else modification.failures
    yield ModificationRestarted(modification.id, _to_acknowledge(order), failures, command.at)


@action("M7", "M17", source=(S2, API))
def release_additions(order: Order, _command: Command) -> Iterator[Outcome]:
    """What the order would have got more of is no longer reserved."""
    modification = order.modifications.current
    more = _more(*_sides(modification))
    if more:
        yield ReleaseItems(modification.id, more)


@action("M17", source=API)
def tell_of_modification_canceled(order: Order, _command: Command) -> Iterator[Outcome]:
    """Who heard of the modification hears that it will not be."""
    for party in _PARTICIPANTS[order.flow]:
        yield Notify(party, Subject.MODIFICATION_CANCELED)


def _canceled(order: Order, command: Command, reason: str, error: str | None = None) -> ModificationCanceled:
    return ModificationCanceled(
        order.modifications.current.id,
        ModificationCancellation.trusted(requested_by=command.actor.id, reason=reason, at=command.at, error=error),
    )


def _to_acknowledge(order: Order) -> tuple[Party, ...]:
    return _PARTICIPANTS[order.flow] if order.settings.modification_acknowledgement == "awaited" else ()


def _sides(modification: Modification) -> tuple[Counter[str], Counter[str]]:
    """Count the units of every SKU that the modification touches, before and after it."""
    before = _units((*modification.removed, *(item for pair in modification.replaced for item in pair.from_)))
    after = _units((*modification.added, *(item for pair in modification.replaced for item in pair.to)))
    return before, after


def _units(items: Iterable[Item]) -> Counter[str]:
    units: Counter[str] = Counter()
    for item in items:
        units[item.sku] += item.quantity
    return units


def _more(less: Counter[str], more: Counter[str]) -> tuple[SkuQuantity, ...]:
    return tuple(SkuQuantity(sku, quantity) for sku, quantity in (more - less).items())
