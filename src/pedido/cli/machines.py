"""The commands about the machines: drawn, listed, checked."""

from typing import TYPE_CHECKING, Final

import click

from pedido.arguments import coverage_by, format_of, moment, order_at
from pedido.cli.exits import REFUSED
from pedido.cli.options import at_option, json_option, lang_option, order_limit
from pedido.diagram import FORMATS
from pedido.terminal import console, print_json, write

if TYPE_CHECKING:
    from pedido.messages import Language

MACHINES: Final = ("complete", "seller", "marketplace", "chain", "payment", "modification")


@click.command(
    short_help="Draw a machine.",
    epilog="""\b
Examples:
  pedido diagram complete > complete.dot
  pedido diagram complete --lang pt -o complete.svg
  pedido diagram complete --order order.json -o here.png""",
)
@click.argument("machine", type=click.Choice(MACHINES), metavar="MACHINE")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="[default: by the ending of the output file, else dot]"
)
@lang_option
@click.option("--order", metavar="ORDER.json", help="Highlight an order: where it is, how it came there, what is next.")
@click.option(
    "--coverage", multiple=True, metavar="PATH", help="Run these scenarios and paint what they reach. Repeatable."
)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where the diagram goes [default: standard output].")
@at_option
@order_limit
def diagram(
    machine: str,
    format_: str | None,
    lang: "Language",
    order: str | None,
    coverage: tuple[str, ...],
    output: str,
    at: str | None,
    max_bytes: int,
) -> None:
    """Draw a machine: complete, seller, marketplace, chain, payment or modification."""
    from pedido.diagram import draw

    drawing = draw(
        machine,
        format=format_ or format_of(output),
        language=lang,
        order=order_at(order, max_bytes) if order else None,
        now=moment(at) if order else None,
        coverage=coverage_by(coverage, machine),
    )
    write(output, drawing)


@click.command(
    epilog="""\b
Examples:
  pedido machine                      the machines
  pedido machine complete --lang pt   the table of one
  pedido machine --json               all definitions, whole"""
)
@click.argument("name", required=False, type=click.Choice(MACHINES), metavar="[NAME]")
@lang_option
@json_option
def machine(name: str | None, lang: "Language", as_json: bool) -> None:
    """List the machines, or print the table of one."""
    from pedido.machines import DEFINITIONS

    if as_json:
        chosen = [DEFINITIONS[name]] if name else list(DEFINITIONS.values())
        print_json({definition.name: definition.model_dump(mode="json") for definition in chosen})
        return
    from pedido.tables import print_machine, print_machines

    if name is None:
        print_machines(console(), DEFINITIONS.values(), lang)
    else:
        print_machine(console(), DEFINITIONS[name], lang)


@click.command(short_help="Check every definition and its texts.", epilog="Example: pedido lint")
def lint() -> int:
    """Check every definition: statuses, transitions, rules, and their texts in all languages."""
    from pedido.machine import faults_of
    from pedido.machines import DEFINITIONS, missing_texts

    faults = {name: faults_of(definition, missing_texts) for name, definition in DEFINITIONS.items()}
    for name, found in faults.items():
        click.echo(f"{name}: " + (f"{len(found)} fault(s)" if found else "no faults"))
        for fault in found:
            click.echo(f"  - {fault}")
    return REFUSED if any(faults.values()) else 0
