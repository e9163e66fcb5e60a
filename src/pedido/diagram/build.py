"""From a definition to its picture: every row of the table is put into words once, and equal rows are drawn as one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise
from string import Formatter
from typing import Final

from pedido.diagram.graph import Condition, Edge, Graph, Mark, Node, Row
from pedido.diagram.overlay import Overlay
from pedido.machine import (
    AUTOMATIC,
    Choice,
    MachineDefinition,
    Prohibition,
    Refusal,
    Rule,
    StateDefinition,
    TransitionDefinition,
)
from pedido.messages import Duration, Label, Language, catalogue, text
from pedido.messages.writing import written
from pedido.order.commands import PassTime
from pedido.order.parts import Settings
from pedido.order.status import DeadlineKind

_PLAIN: Final = Overlay()

MANY: Final = 8
"""How many guards of one row are written one by one; more are counted, with the facts they stand for."""


def graph_of(
    definition: MachineDefinition,
    language: Language,
    overlay: Overlay = _PLAIN,
    settings: Settings | None = None,
) -> Graph:
    """Draw up the picture of a machine in a language; `settings` say how long its deadlines are."""
    return _Drafting(definition, language, overlay, settings or Settings()).graph()


class _Drafting:
    """The work on one picture."""

    def __init__(self, definition: MachineDefinition, language: Language, overlay: Overlay, settings: Settings) -> None:
        self.definition = definition
        self.language = language
        self.overlay = overlay
        self.settings = settings
        self.ids = _ids(state.name for state in definition.states)
        self.main = _main_steps(definition)

    def graph(self) -> Graph:
        """Put nodes and edges together."""
        return Graph(
            name=self.definition.name,
            title=self.label("machine", self.definition.name),
            language=self.language,
            nodes=tuple(self.node(state) for state in self.definition.states),
            edges=tuple(self.edges()),
        )

    def node(self, state: StateDefinition) -> Node:
        """Put a status into words, with what stays in it and what it refuses."""
        stays = (row for row in self.definition.transitions if row.source == state.name and row.dest is None)
        mark = self.overlay.statuses.get(state.name, self.overlay.otherwise)
        return Node(
            id=self.ids[state.name],
            name=state.name,
            label=self.label("status", state.name),
            initial=state.name == self.definition.initial,
            automatic=state.automatic,
            final=state.final,
            main=state.name in self.definition.main_line,
            branch=state.branch,
            facts=state.facts,
            internal=tuple(self.row(stay) for stay in stays),
            refused=tuple(self.prohibitions(state.name)),
            mark=mark,
            remark=self.remark(mark),
        )

    def edges(self) -> Iterator[Edge]:
        """Draw rows that read the same and lead to the same status once, then rows between the same statuses as one edge."""
        sources: defaultdict[tuple[str, bool, Row], list[str]] = defaultdict(list)
        for transition in self.definition.transitions:
            if transition.dest is not None:
                main = (transition.source, transition.dest, transition.is_automatic) in self.main
                sources[transition.dest, main, self.row(transition)].append(transition.source)
        rows: defaultdict[tuple[tuple[str, ...], str, bool, bool, Mark], list[Row]] = defaultdict(list)
        for (dest, main, row), origins in sources.items():
            rows[tuple(origins), dest, main, row.automatic, row.mark].append(row)
        for (several, dest, main, _, _), shared in rows.items():
            yield Edge(tuple(self.ids[origin] for origin in several), self.ids[dest], tuple(shared), main)

    def row(self, transition: TransitionDefinition) -> Row:
        """Put a transition into words."""
        refusals = self.overlay.refusals.get(transition.key, ())
        choices = tuple(self.choice(choice) for choice in transition.when)
        guards = tuple(self.guards(transition.guards, refusals))
        mark = self.overlay.transitions.get(transition.key, self.overlay.otherwise)
        told = {fact for condition in (*choices, *guards) for fact in condition.facts}
        return Row(
            trigger=transition.trigger,
            title=self.title(transition),
            automatic=transition.is_automatic,
            facts=tuple(fact for fact in transition.facts if fact not in told),
            choices=choices,
            guards=guards,
            summary=self.summary(guards),
            mark=mark,
            steps=self.overlay.steps.get(transition.key, ()),
            remark=self.remark(mark),
        )

    def title(self, transition: TransitionDefinition) -> str:
        """Name the command; a deadline is named by its period, and what happens by itself is not named at all."""
        if transition.trigger == AUTOMATIC:
            return ""
        deadline = self.definition.state(transition.source).deadline
        if transition.trigger != PassTime.trigger or deadline is None:
            return self.label("command", transition.trigger)
        period = self.settings.period(DeadlineKind(deadline))
        if period == timedelta():
            return text("diagram.after_configured", self.language)
        return text("diagram.after", self.language, {"period": Duration(period)})

    def prohibitions(self, name: str) -> Iterator[Row]:
        """Put what a status refuses into words: all of it, or in the status an order is in what the order is refused."""
        if name == self.overlay.current:
            for trigger, refusals in self.overlay.prohibited.items():
                guards = tuple(self.failed(refusal) for refusal in refusals)
                yield Row(trigger, self.label("command", trigger), guards=guards, mark=Mark.BLOCKED)
            return
        for prohibition in self.definition.prohibitions:
            if prohibition.source == name:
                yield self.prohibition(prohibition)

    def prohibition(self, prohibition: Prohibition) -> Row:
        """Put a prohibition into words."""
        return Row(
            trigger=prohibition.trigger,
            title=self.label("command", prohibition.trigger),
            choices=tuple(self.choice(choice) for choice in prohibition.when),
            guards=(self.guard(prohibition.rule),),
        )

    def guards(self, rules: Iterable[Rule], refusals: tuple[Refusal, ...]) -> Iterator[Condition]:
        """Name every guard, with the refusal in place of the ones that failed; then what else was refused on the way."""
        rest = {refusal.id: refusal for refusal in refusals}
        for rule in rules:
            refusal = rest.pop(rule.id, None)
            yield self.failed(refusal) if refusal else self.guard(rule)
        yield from map(self.failed, rest.values())

    def summary(self, guards: tuple[Condition, ...]) -> str:
        """Count the guards that hold and list their facts, where there are too many guards to write each of them."""
        if len(guards) <= MANY:
            return ""
        holding = [guard for guard in guards if not guard.failed]
        facts = " ".join(sorted({fact for guard in holding for fact in guard.facts}, key=_by_number))
        return text("diagram.requirements", self.language, {"count": len(holding), "facts": facts})

    def guard(self, rule: Rule) -> Condition:
        """Name a guard, and say what a refusal by it says."""
        return Condition(rule.id, rule.facts, self.label("guard", rule.id), self.message(rule.id))

    def failed(self, refusal: Refusal) -> Condition:
        """Name a guard that failed, and say why."""
        message = f"{refusal.message(self.language)} {refusal.lift(self.language)}"
        return Condition(refusal.id, refusal.facts, self.label("guard", refusal.id), message, failed=True)

    def choice(self, choice: Choice) -> Condition:
        """Name a choice."""
        return Condition(choice.id, choice.facts, self.label("when", choice.id))

    def remark(self, mark: Mark) -> str:
        """Say in words what a colour alone would not."""
        return text(f"diagram.legend.{mark}", self.language) if mark in {Mark.CURRENT, Mark.UNCOVERED} else ""

    def label(self, kind: str, name: str) -> str:
        """Return the name in the language; the bare name, with blanks, where there is none."""
        label = written(Label(kind, name), self.language)
        return name.replace("_", " ") if label == name else label

    def message(self, rule_id: str) -> str:
        """Return what a rule says when it refuses, without parameters."""
        texts = catalogue(self.language)
        found = (texts.template(f"{kind}.{rule_id}") for kind in ("rule", "lift") if texts.has(f"{kind}.{rule_id}"))
        return " ".join(_without_parameters(template) for template in found)


def _main_steps(definition: MachineDefinition) -> frozenset[tuple[str, str, bool]]:
    """List the steps of the happy path, each with whether the machine takes it by itself: as the first row for it says."""
    steps = set(pairwise(definition.main_line))
    first: dict[tuple[str, str], bool] = {}
    for row in definition.transitions:
        if row.dest is not None and (row.source, row.dest) in steps:
            first.setdefault((row.source, row.dest), row.is_automatic)
    return frozenset((source, dest, automatic) for (source, dest), automatic in first.items())


def _by_number(fact: str) -> list[str | int]:
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", fact)]


def _without_parameters(template: str) -> str:
    return "".join(
        f"{literal}…" if name is not None else literal for literal, name, _, _ in Formatter().parse(template)
    )


def _ids(names: Iterable[str]) -> dict[str, str]:
    """Give each name an identifier of letters, digits and underscores, which every format takes and none has reserved."""
    ids: dict[str, str] = {}
    for name in names:
        unique = "s_" + re.sub(r"\W", "_", name, flags=re.ASCII)
        while unique in ids.values():
            unique += "_"
        ids[name] = unique
    return ids
