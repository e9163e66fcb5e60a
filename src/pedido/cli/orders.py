"""The commands about one order: what may happen to it, and giving it commands."""

from typing import TYPE_CHECKING

import click

from pedido.arguments import Asked, Given, catalog_at, goes_with_request, order_at, read_once, request_at
from pedido.cli.exits import REFUSED
from pedido.cli.modifications import explain_request
from pedido.cli.options import (
    at_option,
    channel_option,
    json_option,
    lang_option,
    order_limit,
    request_options,
    resources_option,
    settings_option,
)
from pedido.terminal import console, json_text, print_json, write

if TYPE_CHECKING:
    from pedido.messages import Language
    from pedido.order.commands import Command
    from pedido.order.order import Order


@click.command(
    short_help="Say what may happen to an order now, and why not the rest.",
    epilog="""\b
Examples:
  pedido explain order.json
  pedido explain order.json cancel --channel admin --lang pt
  pedido explain order.json 'invoice: {number: NF-1, value: 5000}' --json
  pedido explain order.json --request request.json --catalog catalog.json
  curl ... | pedido explain -""",
)
@click.argument("order", metavar="ORDER.json")
@click.argument("command", required=False)
@click.option(
    "--request", metavar="REQUEST.json", help='A modification to explain: the body of "Create order modifications".'
)
@request_options
@channel_option
@lang_option
@json_option
@at_option
@resources_option
@order_limit
def explain(
    order: str,
    command: str | None,
    request: str | None,
    catalog: str | None,
    settings: str | None,
    workspace: str | None,
    request_id: str | None,
    channel: str | None,
    lang: "Language",
    as_json: bool,
    at: str | None,
    resources: tuple[str, ...],
    max_bytes: int,
) -> int:
    """Say what may happen to an order now and why not the rest; with COMMAND or --request, what that one comes to.

    ORDER.json is a VTEX "Get order" response or an order that pedido wrote; - reads standard input. COMMAND is a
    name, or a name with fields as in a scenario. A request that is refused is explained by the single changes of the order
    or of the request that would lift each refusal.
    """
    read_once(order, request, catalog, settings)
    given = Given(at, resources, channel)
    subject = order_at(order, max_bytes, settings)
    goes_with_request(request, {"--catalog": catalog, "--workspace": workspace, "--request-id": request_id}, command)
    if request is not None:
        asked = Asked(request_at(request, max_bytes), catalog_at(catalog, max_bytes), workspace, request_id)
        return explain_request(subject, given.modification(asked, preview=True), lang, as_json=as_json)
    if command is not None:
        return _explain_command(subject, given.command(command), lang, as_json=as_json)
    return _explain_order(subject, given, lang, as_json=as_json)


def _explain_order(subject: "Order", given: Given, lang: "Language", *, as_json: bool) -> int:
    from pedido import data
    from pedido import explain as face

    answers = given.available(subject)
    if as_json:
        print_json([data.availability_data(answer, lang) for answer in answers])
    else:
        screen = console()
        face.print_order(screen, subject, lang)
        face.print_available(screen, answers, lang)
    return 0


def _explain_command(subject: "Order", wanted: "Command", lang: "Language", *, as_json: bool) -> int:
    from pedido import data, decide
    from pedido import explain as face

    decision = decide(subject, wanted)
    if as_json:
        print_json(data.decision_data(decision, lang))
    else:
        screen = console()
        face.print_order(screen, subject, lang)
        face.print_decision(screen, wanted.trigger, decision, lang)
    return 0 if decision.allowed else REFUSED


@click.command(
    short_help="Give commands to an order, and write the order that results.",
    epilog="""\b
Examples:
  pedido apply order.json cancel -o order.json
  pedido apply order.json start_handling 'invoice: {number: NF-1, value: 10000}' -o invoiced.json""",
)
@click.argument("order", metavar="ORDER.json")
@click.argument("commands", nargs=-1, required=True, metavar="COMMAND...")
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where the resulting order goes [default: standard output]."
)
@settings_option
@channel_option
@lang_option
@at_option
@resources_option
@order_limit
def apply(
    order: str,
    commands: tuple[str, ...],
    output: str,
    settings: str | None,
    channel: str | None,
    lang: "Language",
    at: str | None,
    resources: tuple[str, ...],
    max_bytes: int,
) -> int:
    """Give commands to an order, one after the other, and write the order that results, in pedido's own shape.

    Where one is refused nothing is written, and the exit code is 1.
    """
    from pedido import data, decide
    from pedido import explain as face

    screen = console(to_stderr=output == "-")
    subject = order_at(order, max_bytes, settings)
    given = Given(at, resources, channel)
    for wanted in [given.command(command) for command in commands]:
        decision = decide(subject, wanted)
        face.print_decision(screen, wanted.trigger, decision, lang)
        if decision.refusals:
            return REFUSED
        subject = decision.order
    write(output, json_text(data.order_data(subject)))
    return 0
