"""The tables of the machines, printed in a terminal."""

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pedido.machine import MachineDefinition, Prohibition, Rule, TransitionDefinition
from pedido.messages import Language, text

_MANY: Final = 8
"""How many guards a row lists although another command has listed the same ones."""

_INDENT: Final = "    "
_CONTINUED: Final = _INDENT * 2
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"


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
    """Print the table of a machine row by row, whole at any width: its transitions, and what it refuses.

    Rows that differ only in the status they lead from are one, and so are commands that are refused alike. Many guards that
    several rows have in common are listed with the first of them.
    """
    _heading(console, text(f"machine.{definition.name}", language))
    listed: dict[tuple[Rule, ...], str] = {}
    for row, sources in _together(definition.transitions).items():
        trigger = "(automatic)" if row.is_automatic else row.trigger
        _row(console, f"{trigger}: {', '.join(sources)} -> {row.dest or '(stays)'}", " ".join(row.facts))
        _part(console, "when", [choice.id for choice in row.when])
        _part(console, "guards", _guards(row.guards, listed.setdefault(row.guards, trigger), trigger))
        _part(console, "actions", [action.id for action in row.actions])
    if definition.prohibitions:
        _heading(console, "refused")
    for (because, when, statuses), triggers in _refused(definition.prohibitions).items():
        _row(console, f"{', '.join(triggers)}: {because}", "")
        _part(console, "when", when)
        _part(console, "in", statuses)


def _together(transitions: Iterable[TransitionDefinition]) -> dict[TransitionDefinition, list[str]]:
    """Gather the statuses from which rows lead that are the same otherwise."""
    sources: dict[TransitionDefinition, list[str]] = {}
    for row in transitions:
        sources.setdefault(row.model_copy(update={"source": ""}), []).append(row.source)
    return sources


def _guards(guards: tuple[Rule, ...], first: str, trigger: str) -> list[str]:
    if len(guards) <= _MANY or first == trigger:
        return [_named(guard) for guard in guards]
    return [f"the {len(guards)} of {first}"]


def _refused(prohibitions: Iterable[Prohibition]) -> dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]]:
    """Gather the triggers that the same statuses refuse for the same reason."""
    sources: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for row in prohibitions:
        key = (row.trigger, _named(row.rule), tuple(choice.id for choice in row.when))
        sources.setdefault(key, []).append(row.source)
    triggers: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for (trigger, because, when), several in sources.items():
        triggers.setdefault((because, when, tuple(several)), []).append(trigger)
    return triggers


def _named(rule: Rule) -> str:
    return f"{' '.join(rule.facts)} {rule.id}"


def _heading(console: Console, heading: str) -> None:
    console.print(Text(heading, style="bold underline"))


def _row(console: Console, head: str, facts: str) -> None:
    *lines, last = _wrapped(head, console.width)
    for line in lines:
        console.print(Text(line, style="bold"))
    if len(last) + 2 + len(facts) > console.width:
        console.print(Text(last, style="bold"))
        last = _CONTINUED[2:]
    console.print(Text(last, style="bold").append(f"  {facts}" if facts else "", style="not bold dim"))


def _part(console: Console, name: str, items: Sequence[str]) -> None:
    if not items:
        return
    # A rule stays beside its facts: lines end between the items.
    joined = ", ".join(item.replace(" ", _NO_BREAK) for item in items)
    for line in _wrapped(f"{_INDENT}{name}: {joined}", console.width):
        console.print(Text(line.replace(_NO_BREAK, " ")))


def _wrapped(line: str, width: int) -> list[str]:
    return wrap(line, max(width, 1), subsequent_indent=_CONTINUED, break_long_words=False, break_on_hyphens=False)
