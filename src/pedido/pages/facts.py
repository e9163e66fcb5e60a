"""The page `docs/facts.md`: each fact, everything in the machines that stands for it, and everything that checks it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
from pedido.messages import catalogue, text
from pedido.pages.articles import ARTICLES, Passage
from pedido.pages.checks import Check, by_fact
from pedido.pages.markdown import blocks, table
from pedido.rules.facts import FACTS, Fact
from pedido.rules.price_change import TABLE

_TITLES: Final[Mapping[str, str]] = {
    "C": "Cancellation",
    "I": "Invoices",
    "M": "Modification",
    "P": "Price, payment and settlement",
    "F": "Flows",
    "T": "Payment transaction",
}
_INTRODUCTION: Final = """\
# Facts

A fact is something that VTEX's documentation states, in this project's words. Under each fact stands everything in the
machines that stands for it, the tests and scenarios that check it, and the sources to hold it against (listed at the end).

A rule refuses a command; `{...}` are the parameters of its message. A choice selects among the outcomes of a command; in
the tables choices are in square brackets. An action says what follows. _By itself_ is a step that the platform takes
without a command, and _stays_ an outcome that leaves the status as it is.

This page is written from the code by `make docs`; do not edit it.
"""

_TABLES: Final[Mapping[str, frozenset[str]]] = {
    "price changes": frozenset(fact for row in TABLE for fact in row.facts),
    "marketplaces": frozenset({"M5", "M6"}),
}
"""Pages with a table of their own, and the facts that it is about."""

_Row = TransitionDefinition | Prohibition


class UnfoundedError(ValueError):
    """Nothing in the machines stands for a fact, or they use one that is not in the catalogue."""


class _Cells(NamedTuple):
    """What a row says wherever it stands: the command with its choices, and where that leads."""

    command: str
    outcome: str


def page(found: tuple[Check, ...]) -> str:
    """Write the page, with the checks that there are.

    Raises:
        UnfoundedError: nothing stands for a fact, or the machines use one that is not in the catalogue.
    """
    used = {fact for definition in DEFINITIONS.values() for fact in facts_of(definition)}
    used |= {fact.id for fact in FACTS.values() if fact.place}
    if used != set(FACTS):
        idle, unknown = sorted(set(FACTS) - used), sorted(used - set(FACTS))
        raise UnfoundedError(f"facts that nothing stands for: {idle}; facts that are in no catalogue: {unknown}")
    checks = by_fact(found)
    parts = [_INTRODUCTION, *_articles(found)]
    for letter, title in _TITLES.items():
        parts.append(f"## {title}")
        parts += [_section(fact, checks.get(fact.id, [])) for fact in FACTS.values() if fact.id.startswith(letter)]
    return blocks(*parts, "## Sources", _sources())


def facts_of(definition: MachineDefinition) -> set[str]:
    """Gather every fact that a machine stands for."""
    rows: tuple[StateDefinition | _Row, ...] = (
        *definition.states,
        *definition.transitions,
        *definition.prohibitions,
    )
    return {fact for row in rows for part in _parts(row) for fact in part.facts}


def _articles(checks: tuple[Check, ...]) -> Iterator[str]:
    """Walk through the articles that the facts are a contract about."""
    tests = [check for check in checks if check.kind == "test"]
    for source, passages in ARTICLES.items():
        of_source = [check for check in checks if check.source.split(",")[0] == source.key]
        rows = (
            (passage.number, passage.place, passage.says, _links(passage.facts), _shown(passage, of_source, tests))
            for passage in passages
        )
        yield f"## {source.title}"
        yield table(("", "where", "what it says", "facts", "shown by"), rows)


def _shown(passage: Passage, scenarios: Iterable[Check], tests: Iterable[Check]) -> str:
    """Link the scenarios whose title begins with the number of the passage; else those, or else the tests, of its facts."""
    numbered = [check for check in scenarios if check.shows.startswith(f"{passage.number} ")]
    return "; ".join(check.link for check in numbered or _about(passage, scenarios) or _about(passage, tests))


def _about(passage: Passage, checks: Iterable[Check]) -> list[Check]:
    return [check for check in checks if not set(passage.facts).isdisjoint(check.facts)]


def _links(facts: Iterable[str]) -> str:
    return " ".join(f"[{fact}](#{fact.lower()})" for fact in facts)


def _section(fact: Fact, checks: list[Check]) -> str:
    sources = ", ".join(source.key for source in fact.sources)
    return blocks(
        f"### {fact.id}",
        f"{fact.statement} ({sources})",
        f"Note: {fact.note}" if fact.note else "",
        "\n".join(_bullets(fact)),
        _table(fact.id),
        "\n".join(f"- {check.kind} {check.link}" for check in checks),
    )


def _bullets(fact: Fact) -> Iterator[str]:
    """List the rules, choices, actions and statuses that stand for the fact, and what does outside of the machines."""
    rows = [row for definition in DEFINITIONS.values() for row in _rows(definition)]
    parts = dict.fromkeys(part for row in rows for part in _parts(row) if fact.id in part.facts)
    for rule in (part for part in parts if isinstance(part, Rule)):
        error = f" (answered with {rule.error})" if rule.error else ""
        yield f"- rule `{rule.id}`{error}: {catalogue('en').template(f'rule.{rule.id}')}"
    for choice in (part for part in parts if isinstance(part, Choice)):
        yield f"- choice `{choice.id}`: {text(f'when.{choice.id}', 'en')}"
    actions = [f"`{part.id}`" for part in parts if isinstance(part, Action)]
    if actions:
        yield f"- {'action' if len(actions) == 1 else 'actions'} {', '.join(actions)}"
    for status, machines in _machines_by_status(fact.id).items():
        yield f"- status `{status}` ({', '.join(machines)})"
    if fact.place:
        yield f"- function `{fact.place}`"
    for name, facts in _TABLES.items():
        if fact.id in facts:
            yield f"- table of [{name}]({name.replace(' ', '-')}.md)"


def _table(fact: str) -> str:
    """Write the rows of the machines that stand for the fact; rows that say the same are one."""
    found: defaultdict[_Cells, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for definition in DEFINITIONS.values():
        for row in _rows(definition):
            if any(fact in part.facts for part in _parts(row)):
                found[_cells(row)][row.source].append(definition.name)
    commands: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for cells, machines_by_source in found.items():
        for machines, sources in _inverted(machines_by_source).items():
            commands[", ".join(sources), cells.outcome, ", ".join(machines)].append(cells.command)
    rows = [(", ".join(several), *rest) for rest, several in commands.items()]
    return table(("command", "from", "to", "machines"), rows) if rows else ""


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
    return "\n".join(f"- {key}: {title}" for key, title in titles.items())
