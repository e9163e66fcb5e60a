"""The commands about modifications: asking for one, and the history of them."""

from typing import TYPE_CHECKING

import click

from pedido.arguments import Asked, Given, catalog_at, order_at, read_once, request_at
from pedido.cli.exits import REFUSED
from pedido.cli.options import (
    at_option,
    channel_option,
    json_option,
    lang_option,
    order_limit,
    request_options,
    resources_option,
)
from pedido.terminal import console, json_text, print_json, write

if TYPE_CHECKING:
    from pedido.engine import Decision
    from pedido.messages import Language
    from pedido.order.commands import CreateModification
    from pedido.order.modification import Modification
    from pedido.order.order import Order


@click.command(
    short_help="Modify an order as a request asks, or preview it.",
    epilog="""\b
Examples:
  pedido modify order.json request.json --preview --lang pt
  pedido modify order.json request.json --catalog catalog.json -o order.json
  pedido modify order.json request.json --channel admin --resource "Change order" --json""",
)
@click.argument("order", metavar="ORDER.json")
@click.argument("request", metavar="REQUEST.json")
@click.option("--preview", is_flag=True, help="Say what it would come to, and write nothing.")
@request_options
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where the resulting order goes [default: standard output; with --json, in it].",
)
@channel_option
@lang_option
@json_option
@at_option
@resources_option
@order_limit
def modify(
    order: str,
    request: str,
    preview: bool,
    catalog: str | None,
    settings: str | None,
    workspace: str | None,
    request_id: str | None,
    output: str | None,
    channel: str | None,
    lang: "Language",
    as_json: bool,
    at: str | None,
    resources: tuple[str, ...],
    max_bytes: int,
) -> int:
    """Modify an order as a request asks, say what it comes to, and write the order that results, in pedido's own shape.

    ORDER.json is a VTEX "Get order" response or an order that pedido wrote; REQUEST.json is the body of VTEX's "Create order
    modifications"; CATALOG.json is an object with an offer (price in cents, available, stock, measurement_unit,
    unit_multiplier, name, seller) for each SKU. Where the request is refused nothing is written, and the exit code is 1.
    """
    from pedido import data, decide

    read_once(order, request, catalog, settings)
    if preview and output is not None:
        raise click.UsageError("--output does not go with --preview: a preview writes nothing.")
    given = Given(at, resources, channel)
    asked = Asked(request_at(request, max_bytes), catalog_at(catalog, max_bytes), workspace, request_id)
    subject, wanted = order_at(order, max_bytes, settings), given.modification(asked, preview=preview)
    decision = decide(subject, wanted)
    on_screen = output in {None, "-"}
    writes_order = not preview and not (as_json and on_screen)
    _print_answer(subject, wanted, decision, lang, as_json=as_json, to_stderr=writes_order and on_screen)
    if decision.refusals:
        return REFUSED
    if writes_order:
        write("-" if output is None else output, json_text(data.order_data(decision.order)))
    return 0


def explain_request(order: "Order", wanted: "CreateModification", lang: "Language", *, as_json: bool) -> int:
    """Print what a request for a modification comes to, or what would lift each of its refusals."""
    from pedido import decide
    from pedido.explain import print_order

    decision = decide(order, wanted)
    if not as_json:
        print_order(console(), order, lang)
    _print_answer(order, wanted, decision, lang, as_json=as_json)
    return 0 if decision.allowed else REFUSED


def _print_answer(
    order: "Order",
    wanted: "CreateModification",
    decision: "Decision",
    lang: "Language",
    *,
    as_json: bool,
    to_stderr: bool = False,
) -> None:
    from pedido import data
    from pedido import explain as face
    from pedido.lifting import liftings
    from pedido.modification_tables import print_modification

    modification = _modification_of(decision)
    lifted = liftings(order, wanted, decision.refusals)
    if as_json:
        print_json(data.modification_data(decision, modification, lifted, lang))
        return
    screen = console(to_stderr=to_stderr)
    face.print_answer(screen, wanted.trigger, decision, lang)
    face.print_liftings(screen, lifted, lang)
    if modification is not None:
        print_modification(screen, order, modification, decision.notices, lang)


def _modification_of(decision: "Decision") -> "Modification | None":
    """Return the modification that a decision keeps or shows; None where it is refused."""
    from pedido.order.effects import ShowModification

    shown = [effect.modification for effect in decision.effects if isinstance(effect, ShowModification)]
    return None if decision.refusals else shown[0] if shown else decision.order.modifications.latest


@click.command(
    short_help="Print every modification of an order.",
    epilog="""\b
Examples:
  pedido history order.json --lang pt
  pedido history order.json --json""",
)
@click.argument("order", metavar="ORDER.json")
@lang_option
@json_option
@resources_option
@order_limit
def history(order: str, lang: "Language", as_json: bool, resources: tuple[str, ...], max_bytes: int) -> int:
    """Print every modification of an order, oldest first; as JSON in the shape of VTEX's "Get order modifications history"."""
    from pedido import GetModificationHistory, decide
    from pedido.explain import print_decision
    from pedido.modification_tables import print_history
    from pedido.vtex import write_history

    given = Given(None, resources, None)
    subject = order_at(order, max_bytes)
    wanted = GetModificationHistory(actor=given.actor, at=given.at)
    decision = decide(subject, wanted)
    if decision.refusals:
        print_decision(console(), wanted.trigger, decision, lang)
        return REFUSED
    if as_json:
        print_json(write_history(subject))
    else:
        print_history(console(), subject, tuple(subject.modifications), lang)
    return 0
