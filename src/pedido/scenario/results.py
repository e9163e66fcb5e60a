"""What came of running scenarios, as values; each can be written as JSON data."""

from dataclasses import dataclass
from typing import Any, Final

from pedido.data import outcome_data
from pedido.engine import Decision
from pedido.order.commands import Command
from pedido.order.order import Order
from pedido.order.status import ModificationStatus
from pedido.pair.protocol import Decided
from pedido.scenario.delivery import Delivery
from pedido.scenario.expectation import Mismatch
from pedido.scenario.scenario import Scenario, Step

INTERRUPTED: Final = 130
"""The exit code of a run that Ctrl-C ended, as shells know it."""


@dataclass(frozen=True, slots=True)
class StepResult:
    """What came of a step. `before` and `after` are the order; `fault` is a failure of the machine itself.

    Where a message was delivered, `delivery` is what came of it, and `decision` all that the order decided on it.
    """

    step: Step
    before: Order
    after: Order
    decision: Decision | None = None
    mismatches: tuple[Mismatch, ...] = ()
    fault: str | None = None
    delivery: Delivery | None = None

    @property
    def passed(self) -> bool:
        """Tell whether everything was as expected."""
        return not self.mismatches and self.fault is None

    @property
    def decided(self) -> tuple[Decided, ...]:
        """Every command that was decided in the step, with the order before it and the decision."""
        if self.delivery is not None:
            return self.delivery.received.decided
        if self.decision is None or self.step.command is None:
            return ()
        return (Decided(self.before, self.step.command, self.decision),)

    def as_json(self) -> dict[str, Any]:
        """Return the step, what was decided and what differs."""
        command = self.step.command
        found: dict[str, Any] = {"line": self.step.line, "at": self.step.at.isoformat(), "passed": self.passed}
        if self.step.store is not None:
            found["store"] = self.step.store.value
        if command is not None:
            found["command"] = {"name": command.trigger, "actor": command.actor.id, "fields": _given(command)}
        latest = self.after.modifications.latest
        found |= {
            "status": self.after.status.value,
            "payment": self.after.payment.status.value,
            "modification": latest.status.value if latest is not None else ModificationStatus.NONE.value,
            "value": self.after.value,
        }
        if self.delivery is not None:
            found |= self.delivery.as_json()
        if self.decision is not None:
            found |= outcome_data(self.decision, "en")
        found["mismatches"] = [mismatch._asdict() for mismatch in self.mismatches]
        if self.fault is not None:
            found["fault"] = self.fault
        return found


def _given(command: Command) -> dict[str, Any]:
    """Return the fields that a command was given beside its actor and moment, as JSON data."""
    return command.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude={"actor", "at"})


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """What came of a scenario: its steps up to the first that failed; those after it would mean nothing."""

    scenario: Scenario
    steps: tuple[StepResult, ...]

    @property
    def passed(self) -> bool:
        """Tell whether every step was as expected."""
        return all(step.passed for step in self.steps)

    def as_json(self) -> dict[str, Any]:
        """Return the scenario and its steps."""
        scenario = self.scenario
        return {
            "title": scenario.title,
            "source": scenario.source,
            "facts": list(scenario.facts),
            "steps": [step.as_json() for step in self.steps],
            "steps_not_run": len(scenario.steps) - len(self.steps),
        }


@dataclass(frozen=True, slots=True)
class FileResult:
    """What came of a file: a scenario's result, or the problem why it could not be read. `seconds` is how long it took."""

    path: str
    seconds: float
    result: ScenarioResult | None = None
    problem: str | None = None

    @property
    def passed(self) -> bool:
        """Tell whether the file was read and every step was as expected."""
        return self.result is not None and self.result.passed

    @property
    def title(self) -> str:
        """The scenario's title, or the path where it could not be read."""
        return self.path if self.result is None else self.result.scenario.title

    def as_json(self) -> dict[str, Any]:
        """Return the file, and its scenario or its problem."""
        found: dict[str, Any] = {"path": self.path, "passed": self.passed, "seconds": round(self.seconds, 6)}
        if self.problem is not None:
            found["problem"] = self.problem
        return found | (self.result.as_json() if self.result is not None else {})


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a run. `not_run` are the files that an interruption left out."""

    files: tuple[FileResult, ...]
    interrupted: bool = False
    not_run: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Tell whether every file was run, and passed."""
        return not self.interrupted and all(file.passed for file in self.files)

    @property
    def failed(self) -> tuple[FileResult, ...]:
        """The files that could not be read, or had a step that was not as expected."""
        return tuple(file for file in self.files if not file.passed)

    @property
    def results(self) -> tuple[ScenarioResult, ...]:
        """The results of the scenarios that could be read."""
        return tuple(file.result for file in self.files if file.result is not None)

    @property
    def seconds(self) -> float:
        """How long the files took together."""
        return sum(file.seconds for file in self.files)

    @property
    def exit_code(self) -> int:
        """0 all passed, 1 some failed, 2 some could not be read, 130 interrupted."""
        if self.interrupted:
            return INTERRUPTED
        if any(file.problem is not None for file in self.files):
            return 2
        return 0 if self.passed else 1

    def as_json(self) -> dict[str, Any]:
        """Return every file, every step that was run, what was decided and what differs."""
        return {
            "passed": self.passed,
            "interrupted": self.interrupted,
            "seconds": round(self.seconds, 6),
            "files": [file.as_json() for file in self.files],
            "not_run": list(self.not_run),
        }
