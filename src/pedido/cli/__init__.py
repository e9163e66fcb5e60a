"""The command line: parses, calls, prints. A file per concern; heavy imports are made by the command that needs them."""

import sys
from typing import NoReturn

import click

from pedido.cli.databases import db
from pedido.cli.dead_letters import outbox
from pedido.cli.exits import BAD_INPUT, INTERRUPTED, REFUSED, complain, explained
from pedido.cli.generating import generate
from pedido.cli.machines import MACHINES, diagram, lint, machine
from pedido.cli.modifications import history, modify
from pedido.cli.orders import apply, explain
from pedido.cli.scenarios import run
from pedido.cli.searching import find
from pedido.cli.verifying import verify
from pedido.cli.working import worker
from pedido.terminal import prepare_streams

__all__ = ["MACHINES", "main", "pedido"]


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line; every end is an exit code and at most one line on standard error, never a traceback."""
    prepare_streams()
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        code = pedido.main(args=arguments, prog_name="pedido", standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
        return BAD_INPUT
    except click.ClickException as error:
        return complain(error.format_message(), BAD_INPUT)
    except BrokenPipeError:
        sys.stdout = None  # nobody reads on: nothing is left to be flushed
        return REFUSED
    except Exception as error:  # noqa: BLE001 - whatever it is, a user gets one line
        return complain(*explained(error))
    return code if isinstance(code, int) else 0


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="""\b
Examples:
  pedido explain order.json --lang pt           what may happen to an order now, and why not the rest
  pedido apply order.json cancel cancel -o -    cancel it in two steps, print the order that results
  pedido modify order.json request.json         modify it, print the order that results
  pedido diagram complete -o complete.svg       draw the complete flow
  pedido run scenarios --coverage               run scenarios, and say what of the machines they reach
  pedido verify --jobs 2                        explore everything that can happen, and say what always holds
  pedido db upgrade --database sqlite:///o.db   make the tables that orders are kept in, or upgrade them
  pedido worker --publish - --database ...      deliver what waits in the outbox, and see to deadlines
\b
Completion: eval "$(_PEDIDO_COMPLETE=bash_source pedido)"   (or zsh_source, fish_source)
Exit codes: 0 done, 1 refused or failed, 2 bad input.""",
)
@click.version_option(None, "--version", package_name="pedido", message="pedido %(version)s")
def pedido() -> None:
    """The rules of a VTEX order as one explicit machine: decide, explain, draw, run, verify, keep."""


for command in (
    apply,
    db,
    diagram,
    explain,
    find,
    generate,
    history,
    lint,
    machine,
    modify,
    outbox,
    run,
    verify,
    worker,
):
    pedido.add_command(command)
