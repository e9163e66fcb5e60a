"""What may happen to an order, what a command would do, and why not: written for a reader in a terminal."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from pedido.data import name_of
from pedido.engine import Availability, Decision
from pedido.lifting import Lifting
from pedido.machine import Refusal
from pedido.messages import Label, Language, text
from pedido.messages.format import Parameter
from pedido.order.effects import Effect, Notice
from pedido.order.events import PaymentStatusChanged, StatusChanged
from pedido.order.modification import ModificationStatusChanged
from pedido.order.order import Order
from pedido.paragraphs import bullet, heading, indented

_GENERIC: Final = "not_available_here"


def print_order(console: Console, order: Order, language: Language) -> None:
    """Print a line on the order: which, in which flow and status, worth and invoiced how much, paid how."""
    parameters: dict[str, Parameter] = {
        "order": order.order_id,
        "flow": Label("flow", order.flow.value),
        "status": Label("status", order.status.value),
        "value": order.money(order.value),
        "invoiced": order.money(order.invoiced),
        "payment": Label("status", order.payment.status.value),
    }
    console.print(Text(text("explain.order", language, parameters), style="bold"))


def print_available(console: Console, availabilities: Sequence[Availability], language: Language) -> None:
    """Print every command: the possible ones with what they lead to, the others with why not."""
    heading(console, "explain.possible", language)
    for availability in availabilities:
        if availability.allowed:
            _print_possible(console, availability, language)
    heading(console, "explain.not_possible", language)
    _print_impossible(console, availabilities, language)


def _print_impossible(console: Console, availabilities: Sequence[Availability], language: Language) -> None:
    """Print the commands that are refused; those that are refused for the same reasons together."""
    alike: dict[tuple[str, ...], list[Availability]] = {}
    for availability in availabilities:
        if availability.refusals:
            said = tuple(refusal.message(language) for refusal in availability.refusals if refusal.id != _GENERIC)
            alike.setdefault(said, []).append(availability)
    elsewhere = alike.pop((), [])
    for refused in alike.values():
        commands = [_command(availability.command.trigger, language) for availability in refused]
        indented(console, Text(", ").join(commands), 2)
        print_refusals(console, refused[0].refusals, language, indent=4)
    if elsewhere:
        names = ", ".join(text(f"command.{availability.command.trigger}", language) for availability in elsewhere)
        indented(console, Text(text("explain.elsewhere", language, {"commands": names}), style="dim"), 2)


def print_decision(console: Console, trigger: str, decision: Decision, language: Language) -> None:
    """Print what one command comes to."""
    print_answer(console, trigger, decision, language)
    if decision.refusals:
        print_refusals(console, decision.refusals, language, indent=2)
        return
    indented(console, _way(decision, language), 2)
    for effect in decision.effects:
        bullet(console, effect_text(effect, decision.order, language), indent=2)
    print_notices(console, decision.notices, language)


def print_answer(console: Console, trigger: str, decision: Decision, language: Language) -> None:
    """Print whether a command is allowed."""
    answer, style = ("explain.refused", "bold red") if decision.refusals else ("explain.allowed", "bold green")
    console.print(Text(text(answer, language, {"command": Label("command", trigger)}), style=style))


def print_notices(console: Console, notices: Iterable[Notice], language: Language) -> None:
    """Print what a person must see to."""
    for notice in notices:
        facts = f" [{', '.join(notice.facts)}]" if notice.facts else ""
        bullet(console, notice.message(language) + facts, indent=2, mark="!")


def print_refusals(console: Console, refusals: Iterable[Refusal], language: Language, *, indent: int) -> None:
    """Print every refusal: the message with facts, code and source, and below it what would lift it."""
    for refusal in refusals:
        origin = ", ".join((*refusal.facts, *(source.key for source in refusal.sources)))
        code = f" ({refusal.error})" if refusal.error else ""
        bullet(console, refusal.message(language) + (f" [{origin}]" if origin else "") + code, indent=indent)
        bullet(console, refusal.lift(language), indent=indent + 2, mark=">", style="dim")


def print_liftings(console: Console, liftings: Iterable[Lifting], language: Language) -> None:
    """Print every refusal of a modification, and below it the single changes that lift it."""
    for lifting in liftings:
        print_refusals(console, [lifting.refusal], language, indent=2)
        for said in lifting.messages(language):
            bullet(console, said, indent=4, mark="*")


def effect_text(effect: Effect, order: Order, language: Language) -> str:
    """Say what is to be carried out."""
    parameters = {
        field: _PARAMETERS.get(field, _as_it_is)(getattr(effect, field), order)
        for field in type(effect).__dataclass_fields__
    }
    return text(f"effect.{name_of(type(effect))}", language, parameters)


def _as_it_is(content: Any, _order: Order) -> Parameter:
    parameter: Parameter = content
    return parameter


_PARAMETERS: Final[Mapping[str, Callable[[Any, Order], Parameter]]] = {
    "value": lambda cents, order: order.money(cents),
    "total": lambda cents, order: order.money(cents),
    "kind": lambda kind, _: Label("deadline", kind.value),
    "party": lambda party, _: Label("party", party.value),
    "subject": lambda subject, _: Label("subject", subject.value),
    "items": lambda items, _: ", ".join(f"{item.quantity} \N{MULTIPLICATION SIGN} {item.sku}" for item in items),
    "modification": lambda modification, _: modification.id,
    "modifications": lambda modifications, _: len(modifications),
    "settings": lambda _, __: "",
}
"""What the text of an effect says of a field, by its name; anything else it says as it is."""


def _print_possible(console: Console, availability: Availability, language: Language) -> None:
    line = _command(availability.command.trigger, language)
    line.append(": ")
    line.append_text(_way(availability.decision, language))
    indented(console, line, 2)


def _way(decision: Decision, language: Language) -> Text:
    """Say through which statuses the order goes; where it stays, its payment; where that stays too, a modification of it."""
    for kind, message_id in _WAYS.items():
        changes = [event for event in decision.events if isinstance(event, kind)]
        if changes:
            statuses = [changes[0].source, *(change.dest for change in changes)]
            way = " → ".join(text(f"status.{status.value}", language) for status in statuses)
            return Text(text(message_id, language, {"way": way}))
    return Text(text("explain.stays", language))


_WAYS: Final[Mapping[type[StatusChanged | PaymentStatusChanged | ModificationStatusChanged], str]] = {
    StatusChanged: "explain.order_way",
    PaymentStatusChanged: "explain.payment_way",
    ModificationStatusChanged: "explain.modification_way",
}


def _command(trigger: str, language: Language) -> Text:
    return Text(text(f"command.{trigger}", language), style="bold").append(f" ({trigger})", style="not bold dim")
