"""What the arguments of the command line mean. Heavy imports are made where they are needed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from pedido.catalog import ProductCatalog
    from pedido.diagram import Coverage
    from pedido.engine import Availability
    from pedido.order.commands import Command, CreateModification
    from pedido.order.modification import ModificationRequest
    from pedido.order.order import Order

_T = TypeVar("_T")


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
        if self.channel and name not in _WITH_CHANNEL:
            raise BadInputError("--channel", f"goes with {', '.join(_WITH_CHANNEL)}; found {name}")
        if self.channel == "my-account" and name == "cancel":
            raise BadInputError("--channel", "my-account is for modifications: expected admin or api")
        channel = {"channel": self.channel} if self.channel else {}
        return command_of(name, {**channel, **fields}, actor=self.actor, at=self.at, place="COMMAND")

    def available(self, order: "Order") -> "tuple[Availability, ...]":
        """Ask for every command of the order's machines."""
        from pedido.engine import available
        from pedido.input import BadInputError
        from pedido.order.actor import Channel

        channel = Channel(self.channel or "api")
        if channel is Channel.MY_ACCOUNT:
            raise BadInputError("--channel", "my-account is for modifications: expected --request, or a command")
        return available(order, self.actor, self.at, channel=channel)

    def modification(self, asked: "Asked", *, preview: bool) -> "CreateModification":
        """Make the command that asks for a modification, or for its preview."""
        from pydantic import TypeAdapter

        from pedido.order.actor import Channel
        from pedido.order.commands import CreateModification, PreviewModification
        from pedido.order.commands.modification import MAIN_WORKSPACE
        from pedido.order.value import Name

        name = TypeAdapter[str](Name).validate_python
        command = PreviewModification if preview else CreateModification
        return command(
            actor=self.actor,
            at=self.at,
            request=asked.request,
            offers=asked.catalog.offers(asked.request.skus),
            channel=Channel(self.channel or "api"),
            workspace=MAIN_WORKSPACE if asked.workspace is None else _option(name, asked.workspace, "--workspace"),
            request_id=None if asked.request_id is None else _option(name, asked.request_id, "--request-id"),
        )


_WITH_CHANNEL: Final = ("cancel", "create_modification", "preview_modification")
"""The commands that come through a channel."""


class Asked(NamedTuple):
    """What is asked of an order in one call: the request, and what goes with it."""

    request: "ModificationRequest"
    catalog: "ProductCatalog"
    workspace: str | None
    request_id: str | None


def order_at(path: str, limit: int, settings: str | None = None) -> "Order":
    """Read the order of a file, or of standard input, and the settings of its store, where there is a file of them."""
    from pedido.input import order_of, valid
    from pedido.order.parts import Settings

    if settings is None:
        return order_of(*_json_at(path, limit))
    document, place = _json_at(settings, limit)
    return order_of(*_json_at(path, limit), settings=valid(Settings.model_validate, document, place))


def request_at(path: str, limit: int) -> "ModificationRequest":
    """Read the request of a file, or of standard input: the body of "Create order modifications" (API)."""
    from pedido.input import request_of

    return request_of(*_json_at(path, limit))


def catalog_at(path: str | None, limit: int) -> "ProductCatalog":
    """Read the catalog of a file: a JSON object of offers by SKU. Without a file nothing is sold."""
    from pydantic import TypeAdapter

    from pedido.catalog import DictCatalog
    from pedido.input import valid
    from pedido.order.offer import Offer

    if path is None:
        return DictCatalog({})
    document, place = _json_at(path, limit)
    return DictCatalog(valid(TypeAdapter(dict[str, Offer]).validate_python, document, place))


def read_once(*paths: str | None) -> None:
    """Make sure that no more than one of the files is standard input, which ends with the first.

    Raises:
        BadInputError: several are.
    """
    from pedido.input import BadInputError

    if paths.count("-") > 1:
        raise BadInputError("standard input", "can be read once only: expected - for one file, not for several")


def goes_with_request(request: str | None, options: Mapping[str, str | None], command: str | None) -> None:
    """Make sure that options about a request come with one, and that a command does not.

    Raises:
        BadInputError: they do not.
    """
    from pedido.input import BadInputError

    if request is not None and command is not None:
        raise BadInputError("--request", "goes without COMMAND: expected one of the two")
    for name, content in options.items():
        if request is None and content is not None:
            raise BadInputError(name, "goes with --request, which is missing")


def documents_at(paths: Sequence[str], limit: int, unreadable: list[str]) -> Iterator[tuple[str, Any]]:
    """Read the JSON documents of files and folders one by one, each with its place; what cannot be read is told by the way."""
    from pedido.input import BadInputError

    for path in paths:
        for file in _files_of(path):
            try:
                document, place = _json_at(file, limit)
            except BadInputError as error:
                unreadable.append(str(error))
            else:
                yield place, document


def _files_of(path: str) -> list[str]:
    """Return the .json files in a folder and below; anything else is a file itself."""
    return sorted(str(file) for file in Path(path).rglob("*.json")) if Path(path).is_dir() else [path]


def _json_at(path: str, limit: int) -> tuple[Any, str]:
    from pedido.input import parse_json, read_text

    place = "standard input" if path == "-" else path
    return parse_json(read_text(path, limit=limit), place), place


def moment(written: str | None) -> datetime:
    """Read the moment of `--at`; without it, now."""
    from pydantic import TypeAdapter

    from pedido.order.value import Moment

    if written is None:
        return datetime.now().astimezone()
    return _option(TypeAdapter[datetime](Moment).validate_python, written, "--at")


def _option(validate: Callable[[Any], _T], written: str, name: str) -> _T:
    """Validate what is written for an option: it is one value, and has no path."""
    from pedido.input import BadInputError, valid

    try:
        return valid(validate, written, name)
    except BadInputError as error:
        raise BadInputError(name, error.problem.removeprefix("$: ")) from None


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
