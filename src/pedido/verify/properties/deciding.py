"""What holds for every decision, whatever it is about."""

from functools import cache
from typing import Final

from pedido.engine import Decision, available, decide, evolve
from pedido.machine import AUTOMATIC, RefusalKind, Transition
from pedido.machines import DEFINITIONS, machine
from pedido.order.actor import PLATFORM
from pedido.order.commands import COMMANDS, Command
from pedido.order.events import StatusChanged
from pedido.order.order import Order
from pedido.verify.canonical import NOW
from pedido.verify.properties.property import Complaint, always


@always()
def orders_are_the_fold_of_their_events(before: Order, _command: Command, decision: Decision) -> Complaint:
    """Nothing changes an order but its events: folded, they give the order that was decided."""
    return None if _drafts(before, decision)[-1] == decision.order else "the events do not add up to the order"


@always("C15", "M10")
def history_only_grows(before: Order, _command: Command, decision: Decision) -> Complaint:
    """The history only grows, by every change of the status, and each begins where the one before ended."""
    was, came = before.history, decision.order.history
    if came is was:
        return None if decision.order.status is before.status else "the status changed, and the history does not say so"
    changes = tuple(event for event in decision.events if isinstance(event, StatusChanged))
    if came != (*was, *changes):
        return "the history is not what it was, and what happened"
    way = [before.status, *(change.dest for change in changes)]
    if [change.source for change in changes] != way[:-1] or way[-1] is not decision.order.status:
        return f"the history has a gap: {', '.join(way)}"
    return None


@always("C15", "M10")
def records_are_kept(before: Order, _command: Command, decision: Decision) -> Complaint:
    """No invoice, cancellation request, cancellation or modification is ever lost."""
    after = decision.order
    if len(after.invoices) < len(before.invoices) or after.invoiced < before.invoiced:
        return "an invoice was lost"
    if len(after.cancellation_requests) < len(before.cancellation_requests):
        return "a cancellation request was lost"
    if before.cancellation is not None and after.cancellation is None:
        return "the record of the cancellation was lost"
    if after.modifications is not before.modifications and len(after.modifications) < len(before.modifications):
        return "a modification was lost"
    return None


@always()
def refusals_are_of_one_kind(before: Order, _command: Command, decision: Decision) -> Complaint:
    """A refused command changes nothing, and is either not available in the status or refused by guards, never both."""
    if not decision.refusals:
        return None
    if decision.order is not before or decision.events or decision.effects or decision.notices:
        return "refused, and something happened"
    expected = _BY_GUARDS if decision.steps else _WITHOUT_A_TRANSITION
    for refusal in decision.refusals:
        if refusal.kind not in expected:
            return f"{refusal.id} refuses as {refusal.kind}"
    return None


_BY_GUARDS: Final = (RefusalKind.GUARD,)
_WITHOUT_A_TRANSITION: Final = (RefusalKind.UNAVAILABLE, RefusalKind.UNKNOWN_TRIGGER)


@always()
def one_transition_for_each_command(before: Order, command: Command, decision: Decision) -> Complaint:
    """Of the alternatives for a command in a status exactly one holds."""
    if not decision.steps:
        return None
    step = decision.steps[0]
    alternatives = _alternatives(step.machine, command.trigger, step.transition.source)
    held = len(alternatives) if len(alternatives) == 1 else _held(alternatives, before, command)
    return None if held == 1 else f"{held} transitions hold for {command.trigger} in {step.transition.source}"


@always("C13")
def one_automatic_transition_at_a_time(before: Order, command: Command, decision: Decision) -> Complaint:
    """Of the automatic transitions that lead from a status at most one holds, whatever the order has come to."""
    for order in _drafts(before, decision):
        for name, state in ((order.flow.value, order.status), ("payment", order.payment.status)):
            alternatives = _alternatives(name, AUTOMATIC, state)
            if len(alternatives) > 1 and _held(alternatives, order, command) > 1:
                return f"several automatic transitions hold in {state} of {name}"
    return None


class _Drafts:
    """The orders between the one before a decision and the one after it, event by event; those asked for last are kept."""

    def __init__(self) -> None:
        self.kept: tuple[Order, Decision, list[Order]] | None = None

    def __call__(self, before: Order, decision: Decision) -> list[Order]:
        if self.kept is None or self.kept[0] is not before or self.kept[1] is not decision:
            drafts = [before]
            for event in decision.events:
                drafts.append(evolve(drafts[-1], event))
            self.kept = (before, decision, drafts)
        return self.kept[2]


_drafts: Final = _Drafts()


def _held(alternatives: tuple[Transition, ...], order: Order, command: Command) -> int:
    return sum(found.selected_for(order, command) for found in alternatives)


@cache
def _alternatives(name: str, trigger: str, state: str) -> tuple[Transition, ...]:
    event = machine(name).events.get(trigger)
    return tuple(event.transitions.get(state, ())) if event is not None else ()


@always()
def availability_agrees_with_refusals(order: Order) -> Complaint:
    """What is said to be possible is what is decided, for every command of the order's machines and for no other."""
    try:
        answers = available(order, PLATFORM, NOW)
    except (RuntimeError, ValueError) as error:  # a fault of the machine is what is looked for
        return f"asking what is possible fails with {type(error).__name__}: {error}"
    asked = {answer.command.trigger for answer in answers}
    known = {trigger for name in (order.flow.value, *_HOSTED) for trigger in DEFINITIONS[name].triggers} & set(COMMANDS)
    if asked != known:
        return f"asked about {', '.join(sorted(asked ^ known))}"
    for answer in answers:
        decision = decide(order, answer.command)
        if (decision.refusals, decision.allowed) != (answer.refusals, answer.allowed):
            return f"{answer.command.trigger} is said to be {'possible' if answer.allowed else 'refused'}, and is not"
        if answer.allowed is any(refusal.kind for refusal in decision.refusals):
            return f"{answer.command.trigger} is both possible and refused"
    return None


_HOSTED: Final = ("payment", "modification")
