"""The command line: parses, calls, prints. Heavy imports are made by the command that needs them."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

import click

from pedido.arguments import Given, coverage_by, format_of, moment, order_at
from pedido.diagram import FORMATS
from pedido.terminal import console, json_text, prepare_streams, print_json, write

if TYPE_CHECKING:
    from pedido.messages import Language

F = TypeVar("F", bound=Callable[..., Any])

MACHINES: Final = ("complete", "seller", "marketplace", "chain", "payment")
REFUSED: Final = 1
BAD_INPUT: Final = 2
INTERRUPTED: Final = 130

_lang = click.option(
    "--lang", type=click.Choice(["pt", "en", "es"]), default="en", show_default=True, help="Language of the texts."
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
_channel = click.option(
    "--channel", type=click.Choice(["admin", "api"]), help="The channel through which the store cancels [default: api]."
)
_at = click.option(
    "--at", metavar="MOMENT", help="When the command is given: ISO 8601 with a time zone [default: now]."
)
_resources = click.option(
    "--resource",
    "resources",
    multiple=True,
    metavar="NAME",
    help='A License Manager resource of who gives the command, such as "Cancel order" [default: all]. Repeatable.',
)


def _limit(default: int) -> Callable[[F], F]:
    return click.option(
        "--max-bytes",
        type=click.IntRange(min=1),
        envvar="PEDIDO_MAX_BYTES",
        default=default,
        show_default=True,
        help="Refuse larger input.",
    )


_order_limit = _limit(20_000_000)
_scenario_limit = _limit(1_000_000)


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
        return _complain(error.format_message(), BAD_INPUT)
    except BrokenPipeError:
        sys.stdout = None  # nobody reads on: nothing is left to be flushed
        return REFUSED
    except Exception as error:  # noqa: BLE001 - whatever it is, a user gets one line
        return _complain(*_explained(error))
    return code if isinstance(code, int) else 0


def _explained(error: Exception) -> tuple[str, int]:
    from pedido.input import BadInputError

    if isinstance(error, BadInputError):
        return str(error), BAD_INPUT
    if isinstance(error, OSError):
        return f"{error.filename or 'standard output'}: {(error.strerror or str(error)).lower()}", BAD_INPUT
    return f"unexpected {type(error).__name__}: {error}; please report this as a fault of pedido", REFUSED


def _complain(problem: str, code: int) -> int:
    click.echo(f"pedido: {' '.join(problem.split())}", err=True)
    return code


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="""\b
Examples:
  pedido explain order.json --lang pt           what may happen to an order now, and why not the rest
  pedido apply order.json cancel cancel -o -    cancel it in two steps, print the order that results
  pedido diagram complete -o complete.svg       draw the complete flow
  pedido run scenarios --coverage               run scenarios, and say what of the machines they reach
\b
Completion: eval "$(_PEDIDO_COMPLETE=bash_source pedido)"   (or zsh_source, fish_source)
Exit codes: 0 done, 1 refused or failed, 2 bad input.""",
)
@click.version_option(None, "--version", package_name="pedido", message="pedido %(version)s")
def pedido() -> None:
    """The rules of a VTEX order as one explicit machine: decide, explain, draw, run."""


@pedido.command(
    epilog="""\b
Examples:
  pedido run scenarios
  pedido run scenarios/cancellation --coverage --junit build/junit.xml --json build/report.json"""
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--junit", metavar="FILE", help="Write the results as JUnit XML.")
@click.option("--json", "json_file", metavar="FILE", help="Write the results, and the coverage, as JSON.")
@click.option("--coverage", is_flag=True, help="Say which statuses, transitions and rules the scenarios reach.")
@click.option("--verbose", "-v", is_flag=True, help="Print every step, not only those of scenarios that fail.")
@_scenario_limit
def run(
    paths: tuple[str, ...], junit: str | None, json_file: str | None, coverage: bool, verbose: bool, max_bytes: int
) -> int:
    """Run scenario files; a folder means every scenario in it. - reads a scenario from standard input."""
    from pedido import scenario

    screen = console(to_stderr="-" in {junit, json_file})
    report = scenario.run_all(paths, scenario.reporter(screen, verbose=verbose), limit=max_bytes)
    reached = scenario.coverage_of(report)
    scenario.print_report(report, screen)
    if coverage:
        scenario.print_coverage(reached, screen)
    if junit:
        write(junit, scenario.junit_xml(report))
    if json_file:
        write(json_file, json_text({**report.as_json(), "coverage": reached.as_json()}))
    unreadable = [file.problem for file in report.files if file.problem is not None]
    if unreadable and not report.interrupted:
        more = f" (and {len(unreadable) - 1} more)" if len(unreadable) > 1 else ""
        return _complain(unreadable[0] + more, BAD_INPUT)
    return report.exit_code


@pedido.command(
    epilog="""\b
Examples:
  pedido explain order.json
  pedido explain order.json cancel --channel admin --lang pt
  pedido explain order.json 'invoice: {number: NF-1, value: 5000}' --json
  curl ... | pedido explain -"""
)
@click.argument("order", metavar="ORDER.json")
@click.argument("command", required=False)
@_channel
@_lang
@_json
@_at
@_resources
@_order_limit
def explain(
    order: str,
    command: str | None,
    channel: str | None,
    lang: "Language",
    as_json: bool,
    at: str | None,
    resources: tuple[str, ...],
    max_bytes: int,
) -> int:
    """Say what may happen to an order now and why not the rest; with COMMAND, what that one comes to.

    ORDER.json is a VTEX "Get order" response or an order that `pedido apply` wrote; - reads standard input. COMMAND is a
    name, or a name with fields as in a scenario.
    """
    from pedido import data, decide
    from pedido import explain as face

    screen = console()
    subject = order_at(order, max_bytes)
    given = Given(at, resources, channel)
    if command is None:
        answers = given.available(subject)
        if as_json:
            print_json([data.availability_data(answer, lang) for answer in answers])
        else:
            face.print_order(screen, subject, lang)
            face.print_available(screen, answers, lang)
        return 0
    wanted = given.command(command)
    decision = decide(subject, wanted)
    if as_json:
        print_json(data.decision_data(decision, lang))
    else:
        face.print_order(screen, subject, lang)
        face.print_decision(screen, wanted.trigger, decision, lang)
    return 0 if decision.allowed else REFUSED


@pedido.command(
    epilog="""\b
Examples:
  pedido apply order.json cancel -o order.json
  pedido apply order.json start_handling 'invoice: {number: NF-1, value: 10000}' -o invoiced.json"""
)
@click.argument("order", metavar="ORDER.json")
@click.argument("commands", nargs=-1, required=True, metavar="COMMAND...")
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where the resulting order goes [default: standard output]."
)
@_channel
@_lang
@_at
@_resources
@_order_limit
def apply(
    order: str,
    commands: tuple[str, ...],
    output: str,
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
    subject = order_at(order, max_bytes)
    given = Given(at, resources, channel)
    for wanted in [given.command(command) for command in commands]:
        decision = decide(subject, wanted)
        face.print_decision(screen, wanted.trigger, decision, lang)
        if decision.refusals:
            return REFUSED
        subject = decision.order
    write(output, json_text(data.order_data(subject)))
    return 0


@pedido.command(
    epilog="""\b
Examples:
  pedido diagram complete > complete.dot
  pedido diagram complete --lang pt -o complete.svg
  pedido diagram complete --order order.json -o here.png"""
)
@click.argument("machine", type=click.Choice(MACHINES), metavar="MACHINE")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="[default: by the ending of the output file, else dot]"
)
@_lang
@click.option("--order", metavar="ORDER.json", help="Highlight an order: where it is, how it came there, what is next.")
@click.option(
    "--coverage", multiple=True, metavar="PATH", help="Run these scenarios and paint what they reach. Repeatable."
)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where the diagram goes [default: standard output].")
@_at
@_order_limit
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
    """Draw a machine: complete, seller, marketplace, chain or payment."""
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


@pedido.command(
    epilog="""\b
Examples:
  pedido machine                      the machines
  pedido machine complete --lang pt   the table of one
  pedido machine --json               all definitions, whole"""
)
@click.argument("name", required=False, type=click.Choice(MACHINES), metavar="[NAME]")
@_lang
@_json
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


@pedido.command(epilog="Example: pedido lint")
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
