"""Why a scenario failed, in lines: the step with its place, what was expected and found, and why it was refused."""

from pedido.scenario.results import FileResult, ScenarioResult, StepResult
from pedido.scenario.wording import written_command


def failure_of(file: FileResult) -> tuple[str, ...]:
    """Say why a file failed; nothing where it passed."""
    if file.result is None:
        return (str(file.problem),)
    return failure_of_scenario(file.result)


def failure_of_scenario(result: ScenarioResult) -> tuple[str, ...]:
    """Say which step was not as expected, and in what; nothing where all were."""
    return tuple(
        line
        for number, step in enumerate(result.steps, start=1)
        if not step.passed
        for line in _failure_of_step(result, number, step)
    )


def written_step(step: StepResult) -> str:
    """Write what was done in a step, and at which store of two: who gave a command, what was delivered, or that time passed."""
    place = f"{step.step.store}: " if step.step.store is not None else ""
    return f"{place}{_written_act(step)} {step.step.at:%Y-%m-%d %H:%M %Z}"


def _written_act(step: StepResult) -> str:
    if step.delivery is not None:
        return f"{step.delivery.written} is delivered at"
    if step.step.delivers:
        return "a message is delivered at"
    command = step.step.command
    return "time passes until" if command is None else f"{written_command(command)} by {command.actor.id} at"


def _failure_of_step(result: ScenarioResult, number: int, step: StepResult) -> list[str]:
    place = f"{result.scenario.place}:{step.step.line}"
    lines = [f"{place}: step {number} of {len(result.scenario.steps)}: {written_step(step)}"]
    lines += [
        f"  {mismatch.aspect}: expected {mismatch.expected}, found {mismatch.found}" for mismatch in step.mismatches
    ]
    if any(mismatch.aspect == "refused" for mismatch in step.mismatches) and step.decision is not None:
        lines += [f"  {refusal.id}: {refusal.message()}" for refusal in step.decision.refusals]
    if step.fault is not None:
        lines.append(f"  the machine failed: {step.fault}")
    return lines
