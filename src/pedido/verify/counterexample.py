"""What breaks a property: the shortest way to it, told as a story, written as a scenario, and drawn on the diagram."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from pedido.diagram import draw
from pedido.order.order import Order
from pedido.scenario.wording import written_all, written_command
from pedido.scenario.writing import WrittenStep, scenario_text
from pedido.verify.findings import Violation
from pedido.verify.properties import PROPERTIES, Property
from pedido.verify.replaying import ALL_DEADLINES, Replayed, replay
from pedido.verify.world import World

_BY_ID: Final[Mapping[str, Property[Any]]] = {asked.id: asked for asked in PROPERTIES}


@dataclass(frozen=True)
class Counterexample:
    """A property, and how it is broken: from `start` by the commands of `steps`, for real."""

    violation: Violation
    start: Order
    steps: tuple[Replayed, ...]

    @cached_property
    def broken(self) -> Property[Any]:
        """The property that does not hold."""
        return _BY_ID[self.violation.property]

    @property
    def title(self) -> str:
        """What is wrong, on one line."""
        return f"{self.broken.id} is broken: {self.violation.complaint}"

    def story(self) -> str:
        """Tell it, one line for each step."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"{self.broken.title}: {self.broken.says.splitlines()[0]}"
        yield f"  An order of the {self.start.flow} flow is in {_situation(self.start)}."
        for number, step in enumerate(self.steps, start=1):
            waited = "later, " if step.waited == ALL_DEADLINES else ""
            yield f"  {number}. {waited}{written_command(step.command)} by {step.command.actor.id}: {_outcome(step)}."
        yield f"  And so: {self.violation.complaint}."

    def scenario(self) -> str:
        """Write it as a scenario that `pedido run` reproduces: it expects what is wrong."""
        return scenario_text(
            title=self.title,
            source=f"verification, world {self.violation.world}",
            start=self.start,
            steps=[WrittenStep(step.waited, step.command, step.decision) for step in self.steps],
        )

    def picture(self) -> str:
        """Draw the machine with the way that the order came, as SVG; just the machine where it fails when it is asked."""
        flow = self.start.flow.value
        last = self.steps[-1] if self.steps else None
        decision = None if last is None else last.decision
        try:
            return str(draw(flow, format="svg", order=self.start if decision is None else decision.order))
        except RuntimeError:
            return str(draw(flow, format="svg"))

    def files(self) -> dict[str, str]:
        """Return the scenario and the picture, by the names of their files."""
        return {f"{self.broken.id}.yaml": self.scenario(), f"{self.broken.id}.svg": self.picture()}


def counterexample_of(violation: Violation, worlds: Sequence[World]) -> Counterexample:
    """Go the way of a violation for real: from the world's start, later and later, under the names of the order."""
    world = next(world for world in worlds if world.name == violation.world)
    start = world.starts[violation.start]
    way = [world.commands[number] for number in violation.way]
    return Counterexample(violation, start.but(history=()), tuple(replay(start.but(history=()), way)))


def _situation(order: Order) -> str:
    latest = order.modifications.latest
    modification = "" if latest is None else f", its modification {latest.status}"
    invoiced = f", {order.invoiced} invoiced" if order.invoiced else ""
    return f"{order.status}, worth {order.value}{invoiced}, its payment {order.payment.status}{modification}"


def _outcome(step: Replayed) -> str:
    if step.decision is None:
        return f"fails with {step.error}"
    if step.decision.refusals:
        return f"refused by {written_all([refusal.id for refusal in step.decision.refusals])}"
    return _situation(step.decision.order)
