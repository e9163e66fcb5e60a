"""The command about scenarios."""

import click

from pedido.cli.exits import BAD_INPUT, complain
from pedido.cli.options import scenario_limit
from pedido.terminal import console, json_text, write


@click.command(
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
@scenario_limit
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
        return complain(unreadable[0] + more, BAD_INPUT)
    return report.exit_code
