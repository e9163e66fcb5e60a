"""The tables of the machines, printed in a terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pedido.machine import MachineDefinition, Prohibition, Rule
from pedido.messages import Language, text


def print_machines(console: Console, definitions: Iterable[MachineDefinition], language: Language) -> None:
    """Print a line per machine."""
    table = Table(box=None, pad_edge=False)
    for heading in ("machine", "label", "version", "statuses", "transitions", "rules"):
        table.add_column(heading, justify="right" if heading in {"statuses", "transitions", "rules"} else "left")
    for definition in definitions:
        table.add_row(
            definition.name,
            text(f"machine.{definition.name}", language),
            definition.version,
            str(len(definition.states)),
            str(len(definition.transitions)),
            str(len(definition.rules)),
        )
    console.print(table)


def print_machine(console: Console, definition: MachineDefinition, language: Language) -> None:
    """Print the table of a machine row by row, whole at any width: its transitions, and what it refuses."""
    _heading(console, text(f"machine.{definition.name}", language))
    for row in definition.transitions:
        trigger = "(automatic)" if row.is_automatic else row.trigger
        _row(console, f"{trigger}: {row.source} -> {row.dest or '(stays)'}", " ".join(row.facts))
        _part(console, "when", [choice.id for choice in row.when])
        _part(console, "guards", [_named(guard) for guard in row.guards])
        _part(console, "actions", [action.id for action in row.actions])
    if definition.prohibitions:
        _heading(console, "refused")
    for (trigger, when, because), sources in _refused(definition.prohibitions).items():
        _row(console, f"{trigger}: {because}", "")
        _part(console, "when", when)
        _part(console, "in", sources)


def _refused(prohibitions: tuple[Prohibition, ...]) -> dict[tuple[str, tuple[str, ...], str], list[str]]:
    sources: dict[tuple[str, tuple[str, ...], str], list[str]] = {}
    for row in prohibitions:
        key = (row.trigger, tuple(choice.id for choice in row.when), _named(row.rule))
        sources.setdefault(key, []).append(row.source)
    return sources


def _named(rule: Rule) -> str:
    return f"{' '.join(rule.facts)} {rule.id}"


def _heading(console: Console, heading: str) -> None:
    console.print(Text(heading, style="bold underline"))


def _row(console: Console, head: str, facts: str) -> None:
    console.print(
        Text(head, style="bold").append(f"  {facts}", style="not bold dim") if facts else Text(head, style="bold")
    )


def _part(console: Console, name: str, items: Sequence[str]) -> None:
    if items:
        console.print(Padding(Text(f"{name}: {', '.join(items)}"), (0, 0, 0, 4), expand=False))
