"""What holds for modifications."""

from pedido.engine import Decision, decide
from pedido.order.commands import Command, CreateModification, PreviewModification
from pedido.order.effects import ShowModification
from pedido.order.modification import Modification
from pedido.order.order import Order
from pedido.verify.properties.property import Complaint, always


@always("M13")
def one_modification_at_a_time(before: Order, _command: Command, decision: Decision) -> Complaint:
    """No more than one modification is in progress."""
    after = decision.order.modifications
    if after is before.modifications:
        return None
    running = [modification.id for modification in after if modification.in_progress]
    return None if len(running) <= 1 else f"in progress: {', '.join(running)}"


@always("M11")
def preview_equals_create(before: Order, command: Command, decision: Decision) -> Complaint:
    """A preview has the answer of creating the same: the refusals, or the modification."""
    if type(command) is not CreateModification:
        return None
    try:
        preview = decide(before, PreviewModification.trusted(**command.__dict__))
    except (RuntimeError, ValueError) as error:  # a fault of the machine is what is looked for
        return f"previewing fails with {type(error).__name__}: {error}"
    if preview.events or preview.order is not before:
        return "a preview changed the order"
    refused, expected = _reasons(preview), _reasons(decision)
    if refused != expected:
        return f"the preview is refused by {refused or 'nothing'}, creating by {expected or 'nothing'}"
    return None if decision.refusals else _different(_shown(preview), decision.order)


def _reasons(decision: Decision) -> str:
    return ", ".join(refusal.id for refusal in decision.refusals)


def _shown(preview: Decision) -> Modification:
    return next(effect.modification for effect in preview.effects if isinstance(effect, ShowModification))


def _different(shown: Modification, after: Order) -> Complaint:
    created = after.modifications.latest
    if created is None or created.id != shown.id:
        return "nothing was created"
    told = (shown.value, shown.totals, shown.payment, shown.added, shown.removed, shown.replaced, shown.kinds)
    came = (
        created.value,
        created.totals,
        created.payment,
        created.added,
        created.removed,
        created.replaced,
        created.kinds,
    )
    return None if told == came else f"the preview shows {shown.value}, creating came to {created.value}"
