"""What the arguments of the command line mean. Heavy imports are made where they are needed."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pedido.diagram import Coverage
    from pedido.engine import Availability
    from pedido.order.commands import Command
    from pedido.order.order import Order


class Given:
    """Who gives the commands of one call, when and through which channel."""

    def __init__(self, at: str | None, resources: tuple[str, ...], channel: str | None) -> None:
        from pedido.input import valid
        from pedido.order.actor import Actor, Resource

        self.at = moment(at)
        who = {"id": "command-line", "resources": resources or tuple(Resource)}
        self.actor = valid(Actor.model_validate, who, "--resource")
        self.channel = channel

    def command(self, written: str) -> "Command":
        """Read a command as it was written: a name, or a name with fields."""
        from pedido.input import BadInputError, command_of, parse_command

        name, fields = parse_command(written)
        if {"actor", "at"} & set(fields):
            raise BadInputError(f"COMMAND, {name}", "actor and at are not fields here: expected --resource and --at")
        if self.channel and name != "cancel":
            raise BadInputError("--channel", f"goes with the command cancel; found {name}")
        channel = {"channel": self.channel} if self.channel else {}
        return command_of(name, {**channel, **fields}, actor=self.actor, at=self.at, place="COMMAND")

    def available(self, order: "Order") -> "tuple[Availability, ...]":
        """Ask for every command of the order's machines."""
        from pedido.engine import available
        from pedido.order.actor import Channel

        return available(order, self.actor, self.at, channel=Channel(self.channel or "api"))


def order_at(path: str, limit: int) -> "Order":
    """Read the order of a file, or of standard input."""
    from pedido.input import order_of, parse_json, read_text

    place = "standard input" if path == "-" else path
    return order_of(parse_json(read_text(path, limit=limit), place), place)


def moment(written: str | None) -> datetime:
    """Read the moment of `--at`; without it, now."""
    from pydantic import TypeAdapter

    from pedido.input import valid
    from pedido.order.value import Moment

    if written is None:
        return datetime.now().astimezone()
    return valid(TypeAdapter[datetime](Moment).validate_python, written, "--at")


def coverage_by(paths: tuple[str, ...], name: str) -> "Coverage | None":
    """Run the scenarios, and say what of the machine they reach."""
    if not paths:
        return None
    from pedido.diagram import Coverage
    from pedido.input import BadInputError
    from pedido.scenario import coverage_of, run_all

    report = run_all(paths)
    for problem in (file.problem for file in report.files if file.problem is not None):
        raise BadInputError("--coverage", problem)
    reached = coverage_of(report).of(name)
    return Coverage(statuses=reached.statuses.reached, transitions=reached.transitions.reached)


def format_of(output: str) -> str:
    """Take the format from the ending of the output."""
    from pedido.input import BadInputError

    ending = Path(output).suffix.lower()
    if output != "-" and ending not in _FORMAT_OF:
        raise BadInputError(output, f"expected a name that ends in {', '.join(_FORMAT_OF)}, or --format")
    return _FORMAT_OF.get(ending, "dot")


_FORMAT_OF: Final = {
    ".dot": "dot",
    ".gv": "dot",
    ".svg": "svg",
    ".png": "png",
    ".mmd": "mermaid",
    ".puml": "plantuml",
    ".scxml": "scxml",
}
