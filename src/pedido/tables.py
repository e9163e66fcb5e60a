"""The tables of the machines, printed in a terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from pedido.machine import MachineDefinition, Prohibition, TransitionDefinition
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
    """Print the table of a machine: its rows, and what it refuses."""
    table = Table(title=text(f"machine.{definition.name}", language), title_justify="left", show_lines=False)
    for heading in ("trigger", "from", "to", "when", "guards", "actions", "facts"):
        table.add_column(heading, overflow="fold")
    for row in definition.transitions:
        table.add_row(*_cells(row))
    console.print(table)
    if definition.prohibitions:
        console.print(_refused(definition.prohibitions))


def _cells(row: TransitionDefinition) -> tuple[str, ...]:
    return (
        "(automatic)" if row.is_automatic else row.trigger,
        row.source,
        row.dest or "(stays)",
        ", ".join(choice.id for choice in row.when),
        ", ".join(f"{' '.join(guard.facts)} {guard.id}" for guard in row.guards),
        ", ".join(action.id for action in row.actions),
        " ".join(row.facts),
    )


def _refused(prohibitions: tuple[Prohibition, ...]) -> Table:
    sources: dict[tuple[str, str, str], list[str]] = {}
    for row in prohibitions:
        because = f"{' '.join(row.rule.facts)} {row.rule.id}"
        sources.setdefault((row.trigger, ", ".join(choice.id for choice in row.when), because), []).append(row.source)
    table = Table(title="refused", title_justify="left")
    for heading in ("trigger", "in", "when", "because"):
        table.add_column(heading, overflow="fold")
    for (trigger, when, because), names in sources.items():
        table.add_row(trigger, ", ".join(names), when, because)
    return table
