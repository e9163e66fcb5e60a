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
from pedido.pair.store import Store
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
        given, seller = self._orders()
        return Scenario(
            place=self.place,
            title=self.file.title,
            source=self.file.source,
            facts=self.file.facts,
            given=given,
            steps=tuple(self._steps()),
            seller=seller,
        )

    @property
    def _of_two_stores(self) -> bool:
        return "stores" in self.file.model_fields_set

    def _orders(self) -> tuple[Order, Order | None]:
        """Make the order, or the two orders of a sale: each in the flow of its store, and with an id of its own."""
        if not self._of_two_stores:
            return self._order(self.file.given, self.file.at, ("given",)), None
        marketplace, seller = (self._order_of(store) for store in Store)
        if marketplace.order_id == seller.order_id:
            problem = f"both orders are {seller.order_id!r}; expected an order_id of its own for each"
            raise BadInputError(self._at(("stores", Store.SELLER)), problem)
        return marketplace, seller

    def _order_of(self, store: Store) -> Order:
        location = ("stores", store.value)
        order = self._order(getattr(self.file.stores, store), self.file.at, location)
        if order.flow is not store.flow:
            problem = f"an order of the {order.flow} flow; expected the {store.flow} flow"
            raise BadInputError(self._at(location), problem)
        return order

    def _steps(self) -> Iterator[Step]:
        at = self.file.at
        for number, entry in enumerate(self.file.steps):
            location: Location = ("steps", number)
            fields = given_fields(entry)
            if "after" in fields:
                at += entry.after
                self._check_clock(at, (*location, "after"))
            self._check_refused(entry, location)
            self._check_store(entry, location)
            yield Step(
                line=self.document.mark(location).line,
                at=at,
                given=self._order(entry.given, at, (*location, "given")) if "given" in fields else None,
                command=self._command(entry, at) if "when" in fields else None,
                then=entry.then,
                store=fields.get("deliver", fields.get("store")),
                delivers="deliver" in fields,
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

    def _check_store(self, entry: StepEntry, location: Location) -> None:
        """Make sure that a step says which of two stores it is about, and none where there is one."""
        named = entry.model_fields_set & {"store", "deliver"}
        if self._of_two_stores and not named:
            raise BadInputError(self._at(location), "a step of two stores; expected store or deliver")
        if self._of_two_stores and "given" in entry.model_fields_set:
            raise BadInputError(self._at((*location, "given")), "the two orders of a sale stay; expected no given")
        if named and not self._of_two_stores:
            raise BadInputError(
                self._at((*location, *named)), "goes with two stores; expected stores in the place of given"
            )

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
