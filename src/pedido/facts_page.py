"""The page `docs/facts.md`, written from the code: each fact, and everything in the machines that stands for it.

`python -m pedido.facts_page docs/facts.md` writes it afresh.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from pedido.machine import (
    AUTOMATIC,
    Action,
    Choice,
    MachineDefinition,
    Prohibition,
    Rule,
    StateDefinition,
    TransitionDefinition,
)
from pedido.machines import DEFINITIONS
from pedido.messages import text
from pedido.rules.facts import FACTS, Fact

_TITLES: Final[Mapping[str, str]] = {
    "C": "Cancellation",
    "I": "Invoices",
    "F": "Flows",
    "T": "Payment transaction",
}
_INTRODUCTION: Final = """\
# Facts

A fact is something that VTEX's documentation states, in this project's words. Under each fact stands everything in the
machines that stands for it, and the sources to hold it against (listed at the end).

A rule refuses a command; `{...}` are the parameters of its message. A choice selects among the outcomes of a command; in
the tables choices are in square brackets. An action says what follows. _By itself_ is a step that the platform takes
without a command, and _stays_ an outcome that leaves the status as it is.

This page is written from the code by `make docs`; do not edit it.
"""

_Row = TransitionDefinition | Prohibition


class UnfoundedError(ValueError):
    """Nothing in the machines stands for a fact, or they use one that is not in the catalogue."""


class _Cells(NamedTuple):
    """What a row says wherever it stands: the command with its choices, and where that leads."""

    command: str
    outcome: str


def page() -> str:
    """Write the page.

    Raises:
        UnfoundedError: nothing stands for a fact, or the machines use one that is not in the catalogue.
    """
    used = {fact for definition in DEFINITIONS.values() for fact in facts_of(definition)}
    if used != set(FACTS):
        idle, unknown = sorted(set(FACTS) - used), sorted(used - set(FACTS))
        raise UnfoundedError(f"facts that nothing stands for: {idle}; facts that are in no catalogue: {unknown}")
    sections = [_INTRODUCTION]
    for letter, title in _TITLES.items():
        sections.append(f"## {title}\n")
        sections += [_section(fact) for fact in FACTS.values() if fact.id.startswith(letter)]
    return "\n".join([*sections, _sources()])


def facts_of(definition: MachineDefinition) -> set[str]:
    """Gather every fact that a machine stands for."""
    rows: tuple[StateDefinition | _Row, ...] = (
        *definition.states,
        *definition.transitions,
        *definition.prohibitions,
    )
    return {fact for row in rows for part in _parts(row) for fact in part.facts}


def main(arguments: list[str] | None = None) -> None:
    """Write the page to the file that is named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m pedido.facts_page", description="Write the page of facts.")
    parser.add_argument("path", type=Path, help="the file to write, such as docs/facts.md")
    path = parser.parse_args(arguments).path
    try:
        path.write_text(page(), encoding="utf-8")
    except OSError as error:
        parser.error(f"{path}: {error.strerror}")


def _section(fact: Fact) -> str:
    sources = ", ".join(source.key for source in fact.sources)
    note = f"\nNote: {fact.note}\n" if fact.note else ""
    return "\n".join([f"### {fact.id}\n\n{fact.statement} ({sources})\n{note}", *_bullets(fact.id), *_table(fact.id)])


def _bullets(fact: str) -> Iterator[str]:
    """List the rules, choices, actions and statuses that stand for the fact."""
    rows = [row for definition in DEFINITIONS.values() for row in _rows(definition)]
    parts = dict.fromkeys(part for row in rows for part in _parts(row) if fact in part.facts)
    for rule in (part for part in parts if isinstance(part, Rule)):
        error = f" (answered with {rule.error})" if rule.error else ""
        yield f"- rule `{rule.id}`{error}: {text(f'rule.{rule.id}', 'en')}"
    for choice in (part for part in parts if isinstance(part, Choice)):
        yield f"- choice `{choice.id}`: {text(f'when.{choice.id}', 'en')}"
    for action in (part for part in parts if isinstance(part, Action)):
        yield f"- action `{action.id}`"
    for status, machines in _machines_by_status(fact).items():
        yield f"- status `{status}` ({', '.join(machines)})"
    yield ""


def _table(fact: str) -> list[str]:
    """Write the rows of the machines that stand for the fact; rows that say the same are one."""
    found: defaultdict[_Cells, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for definition in DEFINITIONS.values():
        for row in _rows(definition):
            if any(fact in part.facts for part in _parts(row)):
                found[_cells(row)][row.source].append(definition.name)
    lines = [
        f"| {cells.command} | {', '.join(sources)} | {cells.outcome} | {', '.join(machines)} |"
        for cells, machines_by_source in found.items()
        for machines, sources in _inverted(machines_by_source).items()
    ]
    return ["| command | from | to | machines |", "|---|---|---|---|", *lines, ""] if lines else []


def _cells(row: _Row) -> _Cells:
    command = "_by itself_" if row.trigger == AUTOMATIC else f"`{row.trigger}`"
    choices = f" [{', '.join(choice.id for choice in row.when)}]" if row.when else ""
    if isinstance(row, Prohibition):
        return _Cells(command + choices, f"refused: `{row.rule.id}`")
    return _Cells(command + choices, f"`{row.dest}`" if row.dest else "_stays_")


def _parts(row: StateDefinition | _Row) -> tuple[StateDefinition | TransitionDefinition | Rule | Choice | Action, ...]:
    """List everything about a row that can stand for a fact."""
    if isinstance(row, Prohibition):
        return (row.rule, *row.when)
    if isinstance(row, TransitionDefinition):
        return (row, *row.guards, *row.when, *row.actions)
    return (row,)


def _rows(definition: MachineDefinition) -> tuple[_Row, ...]:
    return (*definition.transitions, *definition.prohibitions)


def _machines_by_status(fact: str) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for definition in DEFINITIONS.values():
        for state in definition.states:
            if fact in state.facts:
                found[state.name].append(definition.name)
    return found


def _inverted(machines_by_source: Mapping[str, list[str]]) -> Mapping[tuple[str, ...], list[str]]:
    sources: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for source, machines in machines_by_source.items():
        sources[tuple(machines)].append(f"`{source}`")
    return sources


def _sources() -> str:
    titles = {source.key: source.title for fact in FACTS.values() for source in fact.sources}
    return "\n".join(["## Sources", "", *(f"- {key}: {title}" for key, title in titles.items()), ""])


if __name__ == "__main__":
    main()
