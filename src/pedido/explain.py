"""What may happen to an order, what a command would do, and why not: written for a reader in a terminal."""

from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pedido.data import name_of
from pedido.engine import Availability, Decision
from pedido.machine import Refusal
from pedido.messages import Label, Language, text
from pedido.messages.format import Parameter
from pedido.order.effects import Effect
from pedido.order.events import PaymentStatusChanged, StatusChanged
from pedido.order.order import Order

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
    _heading(console, "explain.possible", language)
    for availability in availabilities:
        if availability.allowed:
            _print_possible(console, availability, language)
    _heading(console, "explain.not_possible", language)
    elsewhere = []
    for availability in availabilities:
        if availability.allowed:
            continue
        if [refusal.id for refusal in availability.refusals] == [_GENERIC]:
            elsewhere.append(availability.command.trigger)
        else:
            _print_indented(console, _command(availability.command.trigger, language), 2)
            print_refusals(console, availability.refusals, language, indent=4)
    if elsewhere:
        names = ", ".join(text(f"command.{trigger}", language) for trigger in elsewhere)
        console.print(
            Padding(Text(text("explain.elsewhere", language, {"commands": names}), style="dim"), (0, 0, 0, 2))
        )


def print_decision(console: Console, trigger: str, decision: Decision, language: Language) -> None:
    """Print what one command comes to."""
    if decision.refusals:
        line = Text(text("explain.refused", language, {"command": Label("command", trigger)}), style="bold red")
        console.print(line)
        print_refusals(console, decision.refusals, language, indent=2)
        return
    console.print(Text(text("explain.allowed", language, {"command": Label("command", trigger)}), style="bold green"))
    _print_indented(console, _way(decision, language), 2)
    for effect in decision.effects:
        _bullet(console, effect_text(effect, decision.order, language), indent=2)
    for notice in decision.notices:
        facts = f" [{', '.join(notice.facts)}]" if notice.facts else ""
        _bullet(console, notice.message(language) + facts, indent=2, mark="!")


def print_refusals(console: Console, refusals: Iterable[Refusal], language: Language, *, indent: int) -> None:
    """Print every refusal: the message with facts, code and source, and below it what would lift it."""
    for refusal in refusals:
        origin = ", ".join((*refusal.facts, *(source.key for source in refusal.sources)))
        code = f" ({refusal.error})" if refusal.error else ""
        _bullet(console, refusal.message(language) + (f" [{origin}]" if origin else "") + code, indent=indent)
        _bullet(console, refusal.lift(language), indent=indent + 2, mark=">", style="dim")


def effect_text(effect: Effect, order: Order, language: Language) -> str:
    """Say what is to be carried out."""
    parameters: dict[str, Parameter] = {}
    for field in type(effect).__dataclass_fields__:
        content = getattr(effect, field)
        match field:
            case "value":
                parameters[field] = order.money(content)
            case "kind":
                parameters[field] = Label("deadline", content.value)
            case "party" | "subject":
                parameters[field] = Label(field, content.value)
            case _:
                parameters[field] = content
    return text(f"effect.{name_of(type(effect))}", language, parameters)


def _print_possible(console: Console, availability: Availability, language: Language) -> None:
    line = _command(availability.command.trigger, language)
    line.append(": ")
    line.append_text(_way(availability.decision, language))
    _print_indented(console, line, 2)


def _way(decision: Decision, language: Language) -> Text:
    """Say through which statuses the order goes, and its payment where only that moves."""
    for kind, message_id in ((StatusChanged, "explain.order_way"), (PaymentStatusChanged, "explain.payment_way")):
        changes = [event for event in decision.events if isinstance(event, kind)]
        if changes:
            statuses = [changes[0].source, *(change.dest for change in changes)]
            way = " → ".join(text(f"status.{status.value}", language) for status in statuses)
            return Text(text(message_id, language, {"way": way}))
    return Text(text("explain.stays", language))


def _command(trigger: str, language: Language) -> Text:
    return Text(text(f"command.{trigger}", language), style="bold").append(f" ({trigger})", style="not bold dim")


def _heading(console: Console, message_id: str, language: Language) -> None:
    console.print()
    console.print(Text(text(message_id, language), style="bold underline"))


def _bullet(console: Console, content: str, *, indent: int, mark: str = "-", style: str = "") -> None:
    row = Table.grid(padding=(0, 1))
    row.add_row(Text(mark, style=style), Text(content, style=style))
    _print_indented(console, row, indent)


def _print_indented(console: Console, content: RenderableType, indent: int) -> None:
    console.print(Padding(content, (0, 0, 0, indent), expand=False))
