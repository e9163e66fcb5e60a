"""From what a scenario file says to a scenario that can be run: orders are completed, commands are made and dated."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from pedido.catalog import DictCatalog
from pedido.input import BadInputError, in_its_flow, parse_json, read_text
from pedido.machines import DEFINITIONS
from pedido.order.commands import COMMANDS, Command, CreateModification
from pedido.order.order import Order
from pedido.scenario.defaults import completed
from pedido.scenario.document import Document, Location
from pedido.scenario.format import END, Given, ScenarioFile, StepEntry
from pedido.scenario.problems import place_of
from pedido.scenario.scenario import Scenario, Step
from pedido.scenario.variants import given_fields


@dataclass(frozen=True, slots=True)
class Building:
    """What a file says, where it says it (`document`, `place`), and where its documents are (`folder`, up to `limit` bytes)."""

    file: ScenarioFile
    document: Document
    place: str
    folder: Path
    limit: int

    def scenario(self) -> Scenario:
        """Make the scenario.

        Raises:
            BadInputError: something in it cannot be: a status of another flow, a rule that there is not, a document that
                cannot be read, a moment beyond the end of the clock.
        """
        return Scenario(
            place=self.place,
            title=self.file.title,
            source=self.file.source,
            facts=self.file.facts,
            given=self._order(self.file.given, self.file.at, ("given",)),
            steps=tuple(self._steps()),
        )

    def _steps(self) -> Iterator[Step]:
        at = self.file.at
        for number, entry in enumerate(self.file.steps):
            location: Location = ("steps", number)
            fields = given_fields(entry)
            if "after" in fields:
                at += entry.after
                self._check_clock(at, (*location, "after"))
            self._check_refused(entry, location)
            yield Step(
                line=self.document.mark(location).line,
                at=at,
                given=self._order(entry.given, at, (*location, "given")) if "given" in fields else None,
                command=self._command(entry, at) if "when" in fields else None,
                then=entry.then,
            )

    def _command(self, entry: StepEntry, at: datetime) -> Command:
        actor = given_fields(entry).get("actor", self.file.actor)
        kind, fields = COMMANDS[entry.when.name], given_fields(entry.when.fields)
        if issubclass(kind, CreateModification) and (skus := fields["request"].skus):
            fields = {"offers": DictCatalog(self.file.catalog).offers(skus)} | fields
        return kind(actor=actor, at=at, **fields)

    def _order(self, given: Given, at: datetime, location: Location) -> Order:
        fields = given_fields(given)
        if "order" in fields:
            return in_its_flow(completed(given.order, at), self._at((*location, "order")))
        path = os.path.join(self.folder, given.document)  # noqa: PTH118 - a Path would make `./-` standard input
        document = parse_json(read_text(path, limit=self.limit), path)
        try:
            order = Order.from_vtex(document, flow=fields.get("flow"), settings=fields.get("settings"))
        except BadInputError as error:
            raise BadInputError(f"{path}, {error.place}", error.problem) from None
        return in_its_flow(order, path)

    def _check_clock(self, at: datetime, location: Location) -> None:
        if at >= END:
            raise BadInputError(self._at(location), f"the virtual clock ends in the year {END.year}; expected less")

    def _check_refused(self, entry: StepEntry, location: Location) -> None:
        """Make sure that what is expected to be refused can be: a misspelt rule must not wait for ever to be refused."""
        for position, name in enumerate(given_fields(entry.then).get("refused", ())):
            if name not in _refusable():
                where = self._at((*location, "then", "refused", position))
                raise BadInputError(where, f"{name!r} is neither a rule nor the fact of one")

    def _at(self, location: Location) -> str:
        return place_of(self.place, self.document, location)


@cache
def _refusable() -> frozenset[str]:
    """Return every name by which something can be refused: rules, their facts, and the two that no rule stands for."""
    rules = [rule for definition in DEFINITIONS.values() for rule in definition.rules]
    ids = {rule.id for rule in rules} | {fact for rule in rules for fact in rule.facts}
    return frozenset(ids | {"unknown_trigger", "not_available_here"})
